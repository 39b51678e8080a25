package dev.borealis.engine.session;

import dev.borealis.engine.catalog.CatalogNames;
import dev.borealis.engine.catalog.CatalogStore;
import dev.borealis.engine.catalog.RowIds;
import dev.borealis.engine.define.Definer;
import dev.borealis.engine.define.Sequences;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.job.Jobs;
import dev.borealis.engine.observe.Observations;
import dev.borealis.engine.system.SystemTables;
import dev.borealis.engine.transaction.MemoryPool;

import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What the sessions of one database share.
 *
 * @param random not secret; of several threads
 */
record DatabaseParts(
        CatalogStore catalogs,
        FunctionRegistry registry,
        CatalogNames.DomainChecker domains,
        SystemTables system,
        Definer definer,
        Jobs jobs,
        Observations observations,
        Sequences sequences,
        RowIds rowIds,
        MemoryPool memory,
        PlanCache plans,
        LongStatements longStatements,
        boolean eagerSchemaConflicts,
        Incidents incidents,
        Clock clock,
        RandomGenerator random) {
    /** Name of the only database of a cluster. */
    static final String NAME = "postgres";
}
