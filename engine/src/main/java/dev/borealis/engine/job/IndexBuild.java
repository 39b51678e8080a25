package dev.borealis.engine.job;

import dev.borealis.engine.catalog.CatalogEditor;
import dev.borealis.engine.catalog.CatalogKeys;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.RowIds;
import dev.borealis.engine.evaluate.BoxedRow;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.Sites;
import dev.borealis.engine.plan.IndexStorage;
import dev.borealis.engine.plan.TableStorage;
import dev.borealis.engine.transaction.EntryView;
import dev.borealis.store.Label;
import dev.borealis.store.Touch;
import dev.borealis.types.Bytes;

import org.jspecify.annotations.Nullable;

/**
 * Fills an index that writers already maintain.
 *
 * <p>Each step checks lane ROW of every row it read: who changed such a row meanwhile makes the step, not the user, lose
 * and begin anew. Only the entries of a unique index are marked, because a writer who did not see the entry yet must not
 * take its key.
 */
final class IndexBuild {
    /** Source: guide. */
    private static final String DUPLICATE = "Found duplicate key while validating index for UCVs";

    private final JobRun run;
    private final BoxedRow row = new BoxedRow(new Object[0]);
    private boolean duplicate;

    IndexBuild(JobRun run) {
        this.run = run;
    }

    void step() {
        if (!(run.catalog.relation(run.job.object()) instanceof Relation.Index index)) {
            run.complete(run.gone());
            return;
        }
        if (index.state() != Relation.IndexState.BUILDING) {
            run.complete(null);
            return;
        }
        var sites = new Sites();
        TableStorage storage =
                TableStorage.of(run.catalog.table(index.table()), run.compiler(sites));
        IndexStorage target = null;
        for (IndexStorage candidate : storage.indexes) {
            if (candidate.index().oid() == index.oid()) {
                target = candidate;
            }
        }
        IndexStorage build = java.util.Objects.requireNonNull(target);
        Frame frame = run.frame(sites);
        frame.rows[0] = row;
        run.transaction.touch(CatalogKeys.fence(index.table()), Touch.ROW, 0, Label.SCHEMA);
        Bytes position =
                run.rows(storage, (key, values) -> add(storage, build, frame, key, values));
        if (duplicate) {
            finish(index, Relation.IndexState.INVALID);
            run.fail(DUPLICATE);
        } else if (position != null) {
            run.proceed(position);
        } else {
            finish(index, Relation.IndexState.VALID);
            run.complete(null);
        }
    }

    private boolean add(
            TableStorage storage,
            IndexStorage index,
            Frame frame,
            byte[] rowKey,
            @Nullable Object[] values) {
        run.transaction.touch(rowKey, Touch.ROW, 0, Label.DATA);
        row.set(values);
        if (index.predicate() != null && !index.predicate().test(frame)) {
            return true;
        }
        var keys = new @Nullable Object[index.keys().size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = index.keys().get(i).evaluateObject(frame);
        }
        var included = new @Nullable Object[index.included().length];
        for (int i = 0; i < included.length; i++) {
            included[i] = values[index.included()[i] - 1];
        }
        @Nullable Object[] rowKeyValues = rowKeyValues(storage, rowKey, values);
        byte[] entryKey = index.format().key(keys, rowKeyValues);
        if (index.format().isAdjudicated(keys)) {
            EntryView there = run.transaction.getCurrent(entryKey);
            if (there != null) {
                duplicate =
                        !index.format()
                                .isOf(there.bytes(), there.keyEnd(), there.valueEnd(), rowKey);
                return !duplicate;
            }
            run.transaction.touch(entryKey, Touch.ALL, Touch.ROW | Touch.KEY, Label.DATA);
        }
        run.transaction.put(entryKey, index.format().value(keys, rowKeyValues, included));
        return true;
    }

    private static @Nullable Object[] rowKeyValues(
            TableStorage storage, byte[] rowKey, @Nullable Object[] values) {
        if (storage.hasHiddenKey()) {
            return new Object[] {RowIds.of(rowKey, 0)};
        }
        var keyValues = new @Nullable Object[storage.keyColumns.length];
        for (int i = 0; i < keyValues.length; i++) {
            keyValues[i] = values[storage.keyColumns[i] - 1];
        }
        return keyValues;
    }

    /** Readers may use a valid index from the next transaction on; writers do the same as before, so no fence. */
    private void finish(Relation.Index index, Relation.IndexState state) {
        CatalogEditor editor = run.catalogs.edit(run.transaction);
        editor.put(withState(index, state));
        editor.apply();
    }

    static Relation.Index withState(Relation.Index index, Relation.IndexState state) {
        return new Relation.Index(
                index.oid(),
                index.schema(),
                index.name(),
                index.owner(),
                index.table(),
                index.unique(),
                index.primary(),
                index.nullsNotDistinct(),
                index.keys(),
                index.included(),
                index.predicate(),
                state);
    }
}
