package dev.borealis.engine.job;

import dev.borealis.engine.catalog.CatalogEditor;
import dev.borealis.engine.catalog.CatalogKeys;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.evaluate.Sites;
import dev.borealis.engine.plan.IndexStorage;
import dev.borealis.engine.plan.TableStorage;
import dev.borealis.engine.transaction.EntryCursor;
import dev.borealis.store.Label;
import dev.borealis.store.Page;
import dev.borealis.store.Touch;
import dev.borealis.types.Bytes;

import org.jspecify.annotations.Nullable;

/**
 * Fills an index that writers already maintain, by sorted runs.
 *
 * <p>Each step reads rows, as many as the memory for their entries holds, sorts the entries and has {@link EntryLoad} write
 * them in the order of the index; then it stores how far it came. A step that loses to somebody, or dies with the process,
 * begins anew and writes the same entries again. An index larger than that memory is filled by several passes over its
 * pages instead of a merge of temporary files: each pass leaves a valid part of the index behind, and nothing to clean up.
 */
final class IndexBuild {
    /** Source: guide. */
    private static final String DUPLICATE = "Found duplicate key while validating index for UCVs";

    /** A step with at most so many entries that reaches the end of the table also finishes the index. */
    private static final int LAST_ENTRIES = 5_000;

    /** Pages read between two looks whether the job is still ours: some milliseconds. */
    private static final int PAGES_BETWEEN_LOOKS = 64;

    private final JobRun run;
    private final SortedEntries entries = new SortedEntries();

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
        var maker = new EntryMaker(run, sites, storage, target);
        byte[] last = collect(storage, maker);
        if (!run.goesOn()) {
            return;
        }
        entries.sort();
        var load = new EntryLoad(run, maker, target.format(), index.table());
        switch (load.load(entries)) {
            case AGAIN -> {}
            case DUPLICATE -> {
                finish(index, Relation.IndexState.INVALID);
                run.fail(DUPLICATE);
            }
            case DONE -> {
                if (last != null) {
                    run.proceed(Bytes.of(last));
                } else {
                    finish(index, Relation.IndexState.VALID);
                    run.complete(null);
                }
            }
        }
    }

    /** The key of the last row read; null when none is left and the index may be finished at once. */
    private byte @Nullable [] collect(TableStorage storage, EntryMaker maker) {
        byte[] last = null;
        int pages = 0;
        try (EntryCursor cursor =
                run.transaction.scan(run.rest(storage), false, Integer.MAX_VALUE)) {
            while (cursor.nextRun()) {
                Page page = cursor.page();
                for (int i = cursor.runStart(); i < cursor.runEnd(); i++) {
                    if (maker.make(page, i)) {
                        entries.add(maker.key, maker.value);
                    }
                }
                last = page.key(cursor.runEnd() - 1);
                boolean goesOn = ++pages % PAGES_BETWEEN_LOOKS != 0 || run.goesOn();
                if (!goesOn || entries.bytes() >= run.sortBytes()) {
                    return last;
                }
            }
        }
        return entries.size() <= LAST_ENTRIES ? null : last;
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
