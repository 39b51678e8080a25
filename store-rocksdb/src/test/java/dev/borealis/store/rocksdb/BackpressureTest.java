package dev.borealis.store.rocksdb;

import static dev.borealis.store.StoreFixture.commit;
import static dev.borealis.store.StoreFixture.commitOn;
import static dev.borealis.store.StoreFixture.key;
import static dev.borealis.store.StoreFixture.read;
import static dev.borealis.store.StoreFixture.readNow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.store.CommitResult;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Mutations;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.ScanOptions;
import dev.borealis.store.Snapshot;
import dev.borealis.store.Store;
import dev.borealis.store.StoreFixture;
import dev.borealis.store.StoreId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDBException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * RocksDB stops writing because its buffers are full and nothing flushes them: who reads does not notice, who commits waits,
 * nobody is refused, and what waits is bounded.
 */
class BackpressureTest {
    private static final StoreId ID = new StoreId("s");
    private static final int WRITE_BUFFER = 64 << 10;
    private static final int PAGE_BUDGET = 100_000;
    private static final int ROWS = 4_000; // ten times the budget
    private static final int WARM_ROWS = 10;
    private static final int READERS = 4; // of each kind
    private static final int READS = 2_000; // of each reader
    private static final int COMMITTERS = 8;
    private static final int COMMITS = 25; // of each: together fifty write buffers
    private static final int VALUE = 16 << 10;
    private static final int LARGE = 2 << 20;
    private static final int LARGE_COMMITS = 60;

    /** 64 MiB of the queue, which is full with the commit that passes them, and one being written. */
    private static final int MOST_LARGE_UNANSWERED = 33;

    private static final long WAIT_NANOS = 60_000_000_000L;

    @TempDir Path directory;

    private RocksDbStorage open() {
        var options = RocksDbStorage.Options.forHeap(RelationPrefix.fixed(1), 64 << 20, 1);
        return RocksDbStorage.open(
                directory.resolve("data"),
                options.withPages(options.pages().withPageBytes(1_000).withPageBudget(PAGE_BUDGET))
                        .withWriteBuffer(WRITE_BUFFER)
                        .withSyncs(false));
    }

    private static String row(int i) {
        return "row%05d".formatted(i);
    }

    private static String value(int i) {
        return i + " " + Long.toHexString(new SplittableRandom(i).nextLong()).repeat(15);
    }

    private static Store filled(RocksDbStorage storage) throws RocksDBException {
        Store store = storage.create(ID);
        var rows = Mutations.builder();
        for (int i = 0; i < ROWS; i++) {
            rows.put(key(row(i)), key(value(i)));
        }
        commit(store, rows.build());
        Database database = storage.database();
        try (var wait = new FlushOptions().setWaitForFlush(true)) {
            database.db.flush(wait, database.data);
        }
        storage.sweep();
        return store;
    }

    /** Until RocksDB lets no write pass any more; from then on the number of written groups stands still. */
    private static void awaitStall(RocksDbStorage storage) throws Exception {
        Database database = storage.database();
        await(() -> database.db.getLongProperty(database.data, "rocksdb.is-write-stopped") == 1);
    }

    private static void await(Callable<Boolean> happened) throws Exception {
        long end = System.nanoTime() + WAIT_NANOS;
        while (!happened.call()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void whoReadsDoesNotNoticeThatWritesAreStalled() throws Exception {
        try (RocksDbStorage storage = open();
                ExecutorService threads = Executors.newFixedThreadPool(COMMITTERS + 2 * READERS)) {
            Store store = filled(storage);
            storage.database().db.pauseBackgroundWork();
            List<Future<?>> committers = new ArrayList<>();
            var acknowledged = new AtomicInteger();
            try {
                for (int i = 0; i < COMMITTERS; i++) {
                    int committer = i;
                    committers.add(threads.submit(() -> commits(store, committer, acknowledged)));
                }
                awaitStall(storage);
                var before = storage.metrics();
                assertThat(acknowledged.get()).isLessThan(COMMITTERS * COMMITS);

                List<Future<?>> readers = new ArrayList<>();
                for (int i = 0; i < READERS; i++) {
                    int seed = i;
                    readers.add(threads.submit(() -> reads(store, WARM_ROWS, seed)));
                    readers.add(threads.submit(() -> reads(store, ROWS, seed)));
                }
                for (Future<?> reader : readers) {
                    reader.get(WAIT_NANOS, TimeUnit.NANOSECONDS);
                }
                try (Snapshot snapshot = store.snapshot()) {
                    var rows = KeyRange.prefix(key("row"));
                    assertThat(StoreFixture.scan(snapshot, rows, ScanOptions.FORWARD))
                            .hasSize(ROWS);
                }

                var after = storage.metrics();
                long cold =
                        after.pagesRead()
                                + after.pointsRead()
                                - before.pagesRead()
                                - before.pointsRead();
                assertThat(cold).as("reads of the disk").isGreaterThan(READERS * READS / 2);
                assertThat(after.writes()).as("nothing was written").isEqualTo(before.writes());
                assertThat(storage.refusing()).as("slow is not refused").isEmpty();
                assertThat(committers).noneMatch(Future::isDone);
            } finally {
                storage.database().db.continueBackgroundWork();
            }
            for (Future<?> committer : committers) {
                committer.get(WAIT_NANOS, TimeUnit.NANOSECONDS);
            }
            assertThat(storage.metrics().failedGroups()).isZero();
            for (int i = 0; i < COMMITTERS; i++) {
                for (int k = 0; k < COMMITS; k++) {
                    assertThat(readNow(store, written(i, k)))
                            .hasSize(VALUE)
                            .startsWith(written(i, k));
                }
            }
            assertThat(storage.check()).isEmpty();
        }
    }

    private static String written(int committer, int commit) {
        return "written%02d-%03d".formatted(committer, commit);
    }

    private static void commits(Store store, int committer, AtomicInteger acknowledged) {
        for (int k = 0; k < COMMITS; k++) {
            String key = written(committer, k);
            byte[] value = key(key + "x".repeat(VALUE - key.length()));
            commit(store, Mutations.builder().put(key(key), value).build());
            acknowledged.incrementAndGet();
        }
    }

    private static void reads(Store store, int rows, long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < READS; i++) {
            int row = random.nextInt(rows);
            try (Snapshot snapshot = store.snapshot()) {
                assertThat(read(snapshot, row(row))).as("seed %d", seed).isEqualTo(value(row));
            }
        }
    }

    @Test
    void whatWaitsWhileWritesAreStalledIsBounded() throws Exception {
        try (RocksDbStorage storage = open()) {
            Store store = filled(storage);
            long requestsBefore = storage.metrics().requests();
            List<CompletableFuture<CommitResult>> answers = new ArrayList<>();
            var taken = new AtomicInteger();
            storage.database().db.pauseBackgroundWork();
            try (Snapshot snapshot = store.snapshot()) {
                var large = Mutations.builder().put(key("large"), new byte[LARGE]).build();
                Thread greedy = // never waits for an answer
                        Thread.ofPlatform()
                                .start(
                                        () -> {
                                            for (int i = 0; i < LARGE_COMMITS; i++) {
                                                var commit = commitOn(snapshot, List.of(), large);
                                                answers.add(store.commit(commit));
                                                taken.incrementAndGet();
                                            }
                                        });
                try {
                    awaitStall(storage);
                    await(
                            () ->
                                    greedy.getState() == Thread.State.TERMINATED
                                            || greedy.getState() == Thread.State.WAITING
                                                    && taken.get()
                                                                    + requestsBefore
                                                                    - storage.metrics().requests()
                                                            >= MOST_LARGE_UNANSWERED);
                    assertThat(taken.get() + requestsBefore - storage.metrics().requests())
                            .isEqualTo(MOST_LARGE_UNANSWERED);
                    assertThat(taken.get()).isLessThan(LARGE_COMMITS);
                } finally {
                    storage.database().db.continueBackgroundWork();
                }
                greedy.join();
                for (CompletableFuture<CommitResult> answer : answers) {
                    assertThat(answer.join()).isInstanceOf(CommitResult.Committed.class);
                }
            }
            assertThat(answers).hasSize(LARGE_COMMITS);
        }
    }
}
