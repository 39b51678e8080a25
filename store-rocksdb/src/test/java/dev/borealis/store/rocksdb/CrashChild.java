package dev.borealis.store.rocksdb;

import static dev.borealis.store.StoreFixture.commitOn;
import static dev.borealis.store.StoreFixture.text;

import dev.borealis.store.Commit;
import dev.borealis.store.CommitResult;
import dev.borealis.store.JavaChild;
import dev.borealis.store.KeyRange;
import dev.borealis.store.MixedLoad;
import dev.borealis.store.Mutations;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.Snapshot;
import dev.borealis.store.Store;
import dev.borealis.store.StoreId;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/**
 * The process that is killed: writers with a {@link MixedLoad} each, one that counts, and one that loads tables in order, two
 * commits under way, and drops them. Prints a line for each thing acknowledged: {@code writer W N.}, {@code counter N.},
 * {@code chunk T C.}, {@code dropping T.}, {@code dropped T.}
 */
public final class CrashChild {
    static final StoreId ID = new StoreId("crash");
    static final int WRITERS = 3;

    /** Less than a tenth of what the writers keep, which swings; {@link CrashTest} looks whether it is. */
    static final long PAGE_BUDGET = 150_000;

    static final byte[] COUNTER = {(byte) 100};

    /** First byte of all loaded tables; the second is the number of the table. */
    static final byte TABLES = 101;

    /** Then the first one is loaded again. */
    private static final int LOADED_TABLES = 6;

    static final int CHUNKS = 12;
    static final int CHUNK_ROWS = 2_000;

    private static final int WINDOW = 60;
    private static final int LONGEST_RUN = 600;
    private static final long WRITE_BUFFER = 256 << 10;

    private CrashChild() {}

    static RocksDbStorage open(Path where) {
        var options = RocksDbStorage.Options.forHeap(RelationPrefix.fixed(1), 64 << 20, 1);
        return RocksDbStorage.open(
                where,
                options.withPages(options.pages().withPageBytes(2_000).withPageBudget(PAGE_BUDGET))
                        .withWriteBuffer(WRITE_BUFFER));
    }

    static MixedLoad load(long seed, int writer) {
        return new MixedLoad(seed, (byte) (writer + 1), WINDOW, LONGEST_RUN);
    }

    /** Begins one in a process of its own. */
    static Process start(Path directory, long seed) throws IOException {
        return new ProcessBuilder(
                        JavaChild.command(
                                CrashChild.class,
                                "160m",
                                directory.toString(),
                                Long.toString(seed)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** @param arguments the directory, the seed of the loads */
    public static void main(String[] arguments) {
        JavaChild.endWithParent();
        RocksDbStorage storage = open(Path.of(arguments[0]));
        long seed = Long.parseLong(arguments[1]);
        Store store = storage.list().contains(ID) ? storage.open(ID) : storage.create(ID);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                threads.submit(() -> guarded(() -> write(store, writer, load(seed, writer))));
            }
            threads.submit(() -> guarded(() -> count(store)));
            threads.submit(() -> guarded(() -> loadAndDrop(store)));
        }
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(3);
        }
    }

    private static void write(Store store, int writer, MixedLoad load) {
        for (int number = number(store, load.counter()) + 1; ; number++) {
            commit(store, load.counted(number)).join();
            System.out.println("writer " + writer + " " + number + ".");
        }
    }

    private static void count(Store store) {
        while (true) {
            byte[] counted =
                    store.update(
                            COUNTER,
                            was -> {
                                int number = was == null ? 0 : Integer.parseInt(text(was));
                                return Integer.toString(number + 1)
                                        .getBytes(StandardCharsets.US_ASCII);
                            });
            System.out.println("counter " + text(counted) + ".");
        }
    }

    /** As an index build and the job after a DROP do. */
    private static void loadAndDrop(Store store) {
        for (int table = 0; ; table = (table + 1) % LOADED_TABLES) {
            drop(store, table); // what an earlier process has left
            var before = CompletableFuture.completedFuture(0);
            for (int chunk = 0; chunk < CHUNKS; chunk++) {
                int mine = chunk;
                int of = table;
                CompletableFuture<?> answer =
                        commit(store, chunk(table, chunk))
                                .thenRun(
                                        () -> System.out.println("chunk " + of + " " + mine + "."));
                before.join();
                before = answer.thenApply(_ -> mine);
            }
            before.join();
            if (table % 3 != 2) { // two stay for a while
                drop(store, table);
            }
        }
    }

    private static void drop(Store store, int table) {
        System.out.println("dropping " + table + ".");
        store.discard(table(table));
        System.out.println("dropped " + table + ".");
    }

    static KeyRange table(int table) {
        return KeyRange.prefix(new byte[] {TABLES, (byte) table});
    }

    /** Neighbours, all of them new. */
    static Mutations chunk(int table, int chunk) {
        var rows = new Mutations.Packer(CHUNK_ROWS, CHUNK_ROWS * (6 + 20));
        for (int i = 0; i < CHUNK_ROWS; i++) {
            int row = chunk * CHUNK_ROWS + i;
            byte[] value = new byte[20];
            new SplittableRandom(row).nextBytes(value);
            rows.add(
                    ByteBuffer.allocate(6).put(TABLES).put((byte) table).putInt(row).array(),
                    value);
        }
        return rows.build();
    }

    /** The number in a key; 0 when there is none. */
    static int number(Store store, byte[] key) {
        try (Snapshot snapshot = store.snapshot()) {
            var entry = snapshot.get(key);
            return entry == null ? 0 : ByteBuffer.wrap(entry.value()).getInt();
        }
    }

    private static CompletableFuture<CommitResult> commit(Store store, Mutations mutations) {
        Snapshot snapshot = store.snapshot();
        Commit commit = commitOn(snapshot, List.of(), mutations);
        return store.commit(commit)
                .thenApply(
                        result -> {
                            snapshot.close();
                            if (result instanceof CommitResult.Committed) {
                                return result;
                            }
                            throw new IllegalStateException(result.toString());
                        });
    }
}
