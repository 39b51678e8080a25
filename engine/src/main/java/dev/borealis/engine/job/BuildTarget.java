package dev.borealis.engine.job;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.execute.EntryMaker;
import dev.borealis.engine.execute.StoredExpressions;
import dev.borealis.engine.plan.IndexStorage;
import dev.borealis.engine.plan.TableStorage;
import dev.borealis.engine.transaction.StoreTransaction;

/** The index that is being built, and its table, as the step's view has them. */
record BuildTarget(
        JobRun run, TableStorage storage, IndexStorage index, StoredExpressions expressions) {
    static BuildTarget of(JobRun run, Relation.Index index) {
        Relation.Table table = run.catalog.table(index.table());
        StoredExpressions expressions = run.expressions(table);
        TableStorage storage = TableStorage.of(table, expressions.compiler());
        IndexStorage target =
                storage.indexes.stream()
                        .filter(candidate -> candidate.index().oid() == index.oid())
                        .findFirst()
                        .orElseThrow();
        return new BuildTarget(run, storage, target, expressions);
    }

    /** For the thread that calls. */
    EntryMaker maker() {
        return new EntryMaker(expressions, storage, index);
    }

    /** Whether rows give the same entries as in the view of the step. Other objects may have changed meanwhile. */
    boolean isUnchanged(StoreTransaction now) {
        Catalog catalog = run.catalogs.of(now);
        return catalog.version() == run.catalog.version()
                || index.index().equals(catalog.relation(index.index().oid()))
                        && catalog.relation(storage.table.oid()) instanceof Relation.Table table
                        && table.columns().equals(storage.table.columns())
                        && table.primaryKey() == storage.table.primaryKey();
    }
}
