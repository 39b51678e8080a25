package dev.borealis.cli;

import dev.borealis.engine.job.JobScheduler;
import dev.borealis.engine.key.KeyFormat;
import dev.borealis.engine.session.LocalDatabase;
import dev.borealis.engine.transaction.MemoryPool;
import dev.borealis.server.ServerOptions;
import dev.borealis.server.ServerParts;
import dev.borealis.server.metrics.StatementMemory;
import dev.borealis.server.rehearsal.MovableClock;
import dev.borealis.server.rehearsal.Rehearsal;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.Storage;
import dev.borealis.store.memory.MemoryStorage;
import dev.borealis.store.paged.PagedOptions;
import dev.borealis.store.rocksdb.RocksDbStorage;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** What a real server is put together from. */
final class Assembly {
    private Assembly() {}

    /** Bytes of a key that name its relation. */
    static final RelationPrefix RELATION = RelationPrefix.fixed(KeyFormat.PREFIX_BYTES);

    static ServerParts parts(Rehearsal rehearsal) {
        SecureRandom random = new SecureRandom();
        JobScheduler jobs = new JobScheduler();
        var memory =
                MemoryPlan.of(
                        Runtime.getRuntime().maxMemory(), System.getenv("BOREALIS_PAGE_BUDGET"));
        Duration offset = rehearsal.clockOffset();
        Clock clock =
                offset == null ? Clock.systemUTC() : new MovableClock(Clock.systemUTC(), offset);
        var statements = new MemoryPool(memory.statementBytes());
        return new ServerParts(
                clock,
                random,
                (directory, options) -> openStorage(directory, options, memory, random),
                (store, longStatements, incidents) ->
                        LocalDatabase.open(
                                store,
                                new LocalDatabase.Options(
                                        clock,
                                        random,
                                        statements,
                                        longStatements,
                                        incidents,
                                        rehearsal.eagerConflicts(),
                                        jobs,
                                        !rehearsal.manualAnalyze())),
                List.of(new StatementMemory(statements)));
    }

    private static Storage openStorage(
            Path directory, ServerOptions options, MemoryPlan memory, SecureRandom random) {
        if (options.memory()) {
            return new MemoryStorage(RELATION);
        }
        RocksDbStorage.Options storage =
                RocksDbStorage.Options.forHeap(
                                RELATION, Runtime.getRuntime().maxMemory(), random.nextLong())
                        .withRecover(options.recover())
                        .withCache(memory.cacheBytes());
        PagedOptions pages =
                storage.pages()
                        .withPageBudget(memory.pageBytes())
                        .withMarksBudget(memory.marksBytes());
        return RocksDbStorage.open(directory, storage.withPages(pages));
    }
}
