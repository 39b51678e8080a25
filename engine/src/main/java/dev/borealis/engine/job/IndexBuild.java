package dev.borealis.engine.job;

import dev.borealis.engine.catalog.CatalogEditor;
import dev.borealis.engine.catalog.CatalogStore;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.types.Bytes;

/**
 * Fills an index that writers already maintain, by sorted runs.
 *
 * <p>Each step reads rows, as many as the memory for their entries holds, and sorts the entries ({@link EntryCollection});
 * {@link EntryLoad} writes them in the order of the index; then the step stores how far it came. A step that dies with the
 * process begins anew and writes the same entries again. An index larger than that memory is filled by several passes over its
 * pages instead of a merge of temporary files: each pass leaves a valid part of the index behind, and nothing to clean up.
 *
 * <p>When the table is read to its end, the index is complete: rows that came later are the business of who wrote them.
 */
final class IndexBuild {
    /** Source: guide. */
    private static final String DUPLICATE = "Found duplicate key while validating index for UCVs";

    private final JobRun run;

    IndexBuild(JobRun run) {
        this.run = run;
    }

    Outcome step() {
        if (!(run.catalog.relation(run.job.object()) instanceof Relation.Index index)) {
            return Outcome.completed(run.gone());
        }
        if (index.state() != Relation.IndexState.BUILDING) {
            return Outcome.completed((String) null);
        }
        var target = BuildTarget.of(run, index);
        var collection = new EntryCollection(run, target);
        SortedEntries entries = collection.collect();
        var load = new EntryLoad(run, target);
        return switch (load.load(entries)) {
            case EntryLoad.Again _ -> new Outcome.Again();
            case EntryLoad.Duplicate duplicate ->
                    Outcome.failed(
                            DUPLICATE,
                            now ->
                                    load.isStill(duplicate, now)
                                            && end(
                                                    run.catalogs,
                                                    now,
                                                    index.oid(),
                                                    Relation.IndexState.INVALID));
            case EntryLoad.Done _ ->
                    collection.isAtEnd()
                            ? Outcome.completed(
                                    now ->
                                            end(
                                                    run.catalogs,
                                                    now,
                                                    index.oid(),
                                                    Relation.IndexState.VALID))
                            : new Outcome.Proceeds(Bytes.of(collection.lastKey()));
        };
    }

    /**
     * Readers may use a valid index from the next transaction on; writers do the same as before, so no fence.
     *
     * @return false when the index is not being built any more
     */
    static boolean end(
            CatalogStore catalogs, StoreTransaction now, int oid, Relation.IndexState state) {
        if (!(catalogs.of(now).relation(oid) instanceof Relation.Index index)
                || index.state() != Relation.IndexState.BUILDING) {
            return false;
        }
        CatalogEditor editor = catalogs.edit(now);
        editor.put(withState(index, state));
        editor.apply();
        return true;
    }

    private static Relation.Index withState(Relation.Index index, Relation.IndexState state) {
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
