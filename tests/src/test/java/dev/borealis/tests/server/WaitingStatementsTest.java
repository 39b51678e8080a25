package dev.borealis.tests.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.engine.session.Database;
import dev.borealis.engine.session.LocalDatabase;
import dev.borealis.engine.session.LongStatements;
import dev.borealis.engine.transaction.MemoryPool;
import dev.borealis.store.Commit;
import dev.borealis.store.CommitResult;
import dev.borealis.store.Store;
import dev.borealis.store.StoreId;
import dev.borealis.store.fault.ForwardingStore;
import dev.borealis.store.memory.MemoryStorage;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A long statement that waits for something gives up its place among those that run. Here there is one place: while a
 * statement waits, another one runs from beginning to end.
 */
class WaitingStatementsTest {
    /** Until a statement that could run must have run; only a failure takes so long. */
    private static final long PATIENCE_SECONDS = 20;

    private final MemoryStorage storage = new MemoryStorage(TestDatabase.RELATION);
    private final HoldingStore store = new HoldingStore(storage.create(new StoreId("waiting")));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Database database;
    private OnePlace place;
    private Sql here;

    @BeforeEach
    void open() {
        place = new OnePlace();
        database =
                LocalDatabase.open(
                        store,
                        new LocalDatabase.Options(
                                Clock.systemUTC(),
                                new Random(1),
                                new MemoryPool(256L << 20),
                                place,
                                failure -> {
                                    throw new AssertionError(failure);
                                }));
        here = new Sql(database);
        here.run("CREATE TABLE t (id int PRIMARY KEY)");
        here.run("INSERT INTO t VALUES (1), (2)");
    }

    @AfterEach
    void close() {
        store.goOn();
        here.close();
        database.close();
        storage.close();
        threads.shutdownNow();
    }

    @Test
    void oneThatWaitsForAJobLetsAnotherRun() throws Exception {
        store.holdAllButMine();
        String job = here.run("CREATE INDEX ASYNC ON t (id)").getFirst();
        anotherRunsBeside("CALL sys.wait_for_job('" + job + "')");
    }

    @Test
    void oneThatWaitsForItsCommitLetsAnotherRun() throws Exception {
        store.holdAllButMine();
        anotherRunsBeside("INSERT INTO t SELECT g FROM generate_series(3, 5) g");
        assertThat(here.run("SELECT count(*) FROM t")).containsExactly("5");
    }

    /** @param waiting cannot end while commits are held */
    private void anotherRunsBeside(String waiting) throws Exception {
        var running = new CountDownLatch(1);
        place.whenTaken(running::countDown);
        Future<?> waits = start(waiting);
        assertThat(running.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(start("SELECT count(*) FROM t").get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isEqualTo(List.of("2"));
        assertThat(waits).isNotDone();
        store.goOn();
        waits.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private Future<List<String>> start(String sql) {
        return threads.submit(
                () -> {
                    try (var session = new Sql(database)) {
                        return session.run(sql);
                    }
                });
    }

    /** Runs one statement at a time. */
    private static final class OnePlace implements LongStatements {
        private final ReentrantLock place = new ReentrantLock();
        private Runnable whenTaken = () -> {};

        /** @param taken called by the next statement that runs, once it has the place */
        void whenTaken(Runnable taken) {
            place.lock();
            whenTaken = taken;
            place.unlock();
        }

        @Override
        public void run(Runnable statement, BooleanSupplier mustEnd) {
            place.lock();
            try {
                whenTaken.run();
                statement.run();
            } finally {
                place.unlock();
            }
        }

        @Override
        public void whileWaiting(Runnable waiting) {
            int held = place.getHoldCount();
            for (int i = 0; i < held; i++) {
                place.unlock();
            }
            try {
                waiting.run();
            } finally {
                for (int i = 0; i < held; i++) {
                    place.lock();
                }
            }
        }
    }

    /** Lets commits wait: of sessions and of jobs alike. */
    private static final class HoldingStore extends ForwardingStore {
        private final List<Runnable> held = new ArrayList<>();
        private Thread free;

        HoldingStore(Store inner) {
            super(inner);
        }

        /** From now on, all but those of the calling thread. */
        synchronized void holdAllButMine() {
            free = Thread.currentThread();
        }

        /** And none from now on. */
        synchronized void goOn() {
            free = null;
            held.forEach(Runnable::run);
            held.clear();
        }

        @Override
        public synchronized CompletableFuture<CommitResult> commit(Commit commit) {
            if (free == null || free == Thread.currentThread()) {
                return super.commit(commit);
            }
            var answer = new CompletableFuture<CommitResult>();
            held.add(() -> super.commit(commit).thenAccept(answer::complete));
            return answer;
        }
    }
}
