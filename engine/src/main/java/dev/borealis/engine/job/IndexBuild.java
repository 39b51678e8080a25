package dev.borealis.engine.job;

import dev.borealis.engine.catalog.CatalogEditor;
import dev.borealis.engine.catalog.CatalogKeys;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.evaluate.Sites;
import dev.borealis.engine.plan.IndexStorage;
import dev.borealis.engine.plan.TableStorage;
import dev.borealis.store.Label;
import dev.borealis.store.Touch;
import dev.borealis.types.Bytes;

/**
 * Fills an index that writers already maintain, by sorted runs.
 *
 * <p>Each step reads rows, as many as the memory for their entries holds, and sorts the entries ({@link EntryCollection});
 * {@link EntryLoad} writes them in the order of the index; then it stores how far it came. A step that loses to somebody, or
 * dies with the process, begins anew and writes the same entries again. An index larger than that memory is filled by several
 * passes over its pages instead of a merge of temporary files: each pass leaves a valid part of the index behind, and nothing
 * to clean up.
 */
final class IndexBuild {
    /** Source: guide. */
    private static final String DUPLICATE = "Found duplicate key while validating index for UCVs";

    /** A step with at most so many entries that reaches the end of the table also finishes the index. */
    private static final int LAST_ENTRIES = 5_000;

    private final JobRun run;

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
        run.transaction.exemptFromAge();
        run.transaction.touch(CatalogKeys.fence(index.table()), Touch.ROW, 0, Label.SCHEMA);
        var sites = new Sites();
        TableStorage storage =
                TableStorage.of(run.catalog.table(index.table()), run.compiler(sites));
        IndexStorage target =
                storage.indexes.stream()
                        .filter(candidate -> candidate.index().oid() == index.oid())
                        .findFirst()
                        .orElseThrow();
        var collection = new EntryCollection(run, sites, storage, target, run.rest(storage));
        SortedEntries entries = collection.collect();
        if (entries == null || !run.goesOn()) {
            return;
        }
        byte[] last = collection.lastKey();
        boolean isLast = last == null || collection.isAtEnd() && entries.size() <= LAST_ENTRIES;
        var maker = new EntryMaker(run, sites, storage, target);
        var load = new EntryLoad(run, maker, target.format(), index.table());
        switch (load.load(entries)) {
            case AGAIN -> {}
            case DUPLICATE -> {
                finish(index, Relation.IndexState.INVALID);
                run.fail(DUPLICATE);
            }
            case DONE -> {
                if (isLast) {
                    finish(index, Relation.IndexState.VALID);
                    run.complete(null);
                } else {
                    run.proceed(Bytes.of(last));
                }
            }
        }
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
