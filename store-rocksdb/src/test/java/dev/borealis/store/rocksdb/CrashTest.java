package dev.borealis.store.rocksdb;

import static dev.borealis.store.StoreFixture.commitOn;
import static dev.borealis.store.StoreFixture.key;
import static dev.borealis.store.StoreFixture.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.store.CommitResult;
import dev.borealis.store.Mutations;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.Snapshot;
import dev.borealis.store.Store;
import dev.borealis.store.StoreId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;

/** Kills a process that writes, as often as it says, and looks at what it acknowledged. */
class CrashTest {
    private static final StoreId ID = new StoreId("crash");
    private static final int ROUNDS = 5;
    private static final int WRITERS = 4;

    @TempDir Path directory;

    private static RocksDbStorage open(Path where) {
        RocksDbStorage.Options options =
                RocksDbStorage.Options.forHeap(RelationPrefix.fixed(1), 64 << 20, 1);
        return RocksDbStorage.open(
                where,
                options.withPages(options.pages().withPageBytes(500).withPageBudget(100_000)));
    }

    /** The child: each writer counts up, in two keys and a new row at once, and prints what was acknowledged. */
    public static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            RocksDbStorage storage = open(Path.of(arguments[0]));
            Store store = storage.list().contains(ID) ? storage.open(ID) : storage.create(ID);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < WRITERS; i++) {
                    int writer = i;
                    threads.submit(() -> write(store, writer));
                }
            }
        }

        private static void write(Store store, int writer) {
            int number = count(store, "left" + writer);
            while (true) {
                number++;
                byte[] value = key(Integer.toString(number));
                var mutations =
                        Mutations.builder()
                                .put(key("left" + writer), value)
                                .put(key("right" + writer), value)
                                .put(key("row" + writer + "/" + number), value)
                                .build();
                try (Snapshot snapshot = store.snapshot()) {
                    if (store.commit(commitOn(snapshot, List.of(), mutations)).join()
                            instanceof CommitResult.Committed) {
                        System.out.println(writer + " " + number);
                    }
                }
            }
        }
    }

    private static int count(Store store, String key) {
        try (Snapshot snapshot = store.snapshot()) {
            String text = read(snapshot, key);
            return text.equals("-") ? 0 : Integer.parseInt(text);
        }
    }

    @Test
    void nothingAcknowledgedIsLostAndNothingIsHalf() throws Exception {
        var random = new SplittableRandom(11);
        Map<Integer, Integer> acknowledged = new HashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            run(random.nextInt(50, 2_000), acknowledged);
            try (RocksDbStorage storage = open(directory.resolve("data"))) {
                Store store = storage.open(ID);
                for (int writer = 0; writer < WRITERS; writer++) {
                    int left = count(store, "left" + writer);
                    assertThat(left).isGreaterThanOrEqualTo(acknowledged.getOrDefault(writer, 0));
                    assertThat(count(store, "right" + writer)).isEqualTo(left);
                    try (Snapshot snapshot = store.snapshot()) {
                        for (int number = 1; number <= left; number++) {
                            assertThat(read(snapshot, "row" + writer + "/" + number))
                                    .isEqualTo(Integer.toString(number));
                        }
                        assertThat(read(snapshot, "row" + writer + "/" + (left + 1)))
                                .isEqualTo("-");
                    }
                }
            }
        }
        assertThat(acknowledged.values().stream().mapToInt(Integer::intValue).sum())
                .isGreaterThan(100);
    }

    private void run(int lines, Map<Integer, Integer> acknowledged) throws Exception {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Child.class.getName(),
                                directory.resolve("data").toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var output =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            String line = output.readLine();
            for (int i = 0; i < lines && line != null; i++) {
                note(line, acknowledged);
                line = output.readLine();
            }
            child.toHandle().destroyForcibly(); // the process itself would close the output too
            for (; line != null; line = output.readLine()) {
                note(line, acknowledged);
            }
        }
        child.waitFor();
    }

    private static void note(String line, Map<Integer, Integer> acknowledged) {
        String[] words = line.split(" ");
        if (words.length == 2
                && !words[1].isEmpty()) { // the last line may be cut: its number is then smaller
            acknowledged.merge(Integer.parseInt(words[0]), Integer.parseInt(words[1]), Math::max);
        }
    }
}
