package dev.borealis.tests.bench;

import dev.borealis.store.Commit;
import dev.borealis.store.CommitResult;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Label;
import dev.borealis.store.Mutations;
import dev.borealis.store.Snapshot;
import dev.borealis.store.Storage;
import dev.borealis.store.Store;
import dev.borealis.store.StoreId;
import dev.borealis.store.Touch;
import dev.borealis.store.TransactionId;
import dev.borealis.store.memory.MemoryStorage;
import dev.borealis.tests.support.TestDatabase;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** One commit of one key and one look-up, in the in-memory store: adjudication and page tree, no disk. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class CommitBenchmark {
    private static final int KEYS = 30_000;

    private final SplittableRandom random = new SplittableRandom(1);
    private final byte[] value = new byte[100];
    private Storage storage;
    private Store store;

    public CommitBenchmark() {}

    @Setup
    public void load() {
        storage = new MemoryStorage(TestDatabase.RELATION);
        store = storage.create(new StoreId("benchmark"));
        var builder = Mutations.builder();
        for (int i = 0; i < KEYS; i++) {
            builder.put(key(i), value);
        }
        commit(builder.build(), key(0));
    }

    @TearDown
    public void close() {
        storage.close();
    }

    private static byte[] key(int number) {
        return ByteBuffer.allocate(2 * Integer.BYTES).putInt(1).putInt(number).array();
    }

    private CommitResult commit(Mutations mutations, byte[] touched) {
        try (Snapshot snapshot = store.snapshot()) {
            var touch = new Touch(touched, Touch.ROW, Touch.ROW, Label.DATA, null);
            return store.commit(
                            new Commit(
                                    TransactionId.random(random),
                                    snapshot.token(),
                                    List.of(touch),
                                    mutations))
                    .join();
        }
    }

    /** A changed row. */
    @Benchmark
    public CommitResult commit() {
        byte[] key = key(random.nextInt(KEYS));
        return commit(Mutations.single(key, value), key);
    }

    /** A look-up in a snapshot of its own. */
    @Benchmark
    public Object get() {
        try (Snapshot snapshot = store.snapshot()) {
            return snapshot.get(key(random.nextInt(KEYS)));
        }
    }

    /** Pages of the whole range. */
    @Benchmark
    public int scan() {
        try (Snapshot snapshot = store.snapshot();
                var cursor =
                        snapshot.scan(
                                KeyRange.all(),
                                new dev.borealis.store.ScanOptions(false, KEYS, null))) {
            int entries = 0;
            for (var page = cursor.next(); page != null; page = cursor.next()) {
                entries += page.size();
            }
            return entries;
        }
    }
}
