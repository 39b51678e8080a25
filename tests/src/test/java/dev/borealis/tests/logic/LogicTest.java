package dev.borealis.tests.logic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.engine.session.Database;
import dev.borealis.store.Storage;
import dev.borealis.store.fault.Faults;
import dev.borealis.store.fault.FaultyStorage;
import dev.borealis.store.memory.MemoryStorage;
import dev.borealis.store.paged.PagedOptions;
import dev.borealis.store.rocksdb.RocksDbStorage;
import dev.borealis.tests.support.TestDatabase;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Every logic file below {@code tests/logic}, each against a fresh database: in memory; with tiny pages; over RocksDB with
 * tiny pages of which only a few stay in memory; over a store that answers in every shape it may; and over one that also
 * fails as often as it may ({@link FailingStore} says how the files cope).
 *
 * <p>{@code -Dborealis.long=true} runs the failing store with ten seeds.
 */
class LogicTest {
    static final Path DIRECTORY = Path.of("logic");

    /** A few entries. */
    private static final int TINY_PAGE_BYTES = 256;

    /** Far less than the catalog alone, so that nearly every read is of a cold page. */
    private static final long TINY_BUDGET_BYTES = 64 << 10;

    @TempDir static Path directory;

    @TestFactory
    Stream<DynamicTest> inMemory() throws IOException {
        return eachFile(LogicTest::memory);
    }

    @TestFactory
    Stream<DynamicTest> inMemoryWithTinyPages() throws IOException {
        return eachFile(() -> new MemoryStorage(tinyPages(PagedOptions.Drive.CALLER)));
    }

    @TestFactory
    Stream<DynamicTest> onRocksDbWithTinyPages() throws IOException {
        var number = new AtomicInteger();
        return eachFile(
                () ->
                        RocksDbStorage.open(
                                directory.resolve("rocks" + number.incrementAndGet()),
                                RocksDbStorage.Options.forHeap(TestDatabase.RELATION, 64 << 20, 1)
                                        .withPages(tinyPages(PagedOptions.Drive.THREAD))
                                        .withSyncs(false)));
    }

    @TestFactory
    Stream<DynamicTest> onAStoreThatAnswersInEveryShape() throws IOException {
        return eachFile(() -> new FaultyStorage(memory(), Faults.SHAPES, 1));
    }

    @TestFactory
    Stream<DynamicContainer> onAStoreThatFails() throws IOException {
        List<Path> files = files();
        return Stream.iterate(1L, seed -> seed + 1)
                .limit(Boolean.getBoolean("borealis.long") ? 10 : 1)
                .map(
                        seed ->
                                DynamicContainer.dynamicContainer(
                                        "seed " + seed,
                                        files.stream()
                                                .map(
                                                        path ->
                                                                test(
                                                                        path,
                                                                        () ->
                                                                                failing(
                                                                                        path,
                                                                                        seed)))));
    }

    private static void failing(Path path, long seed) throws IOException {
        LogicFile file = LogicFile.read(path);
        try (var storage = new FaultyStorage(memory(), Faults.NONE, seed);
                Database database = TestDatabase.over(storage)) {
            var store = new FailingStore(storage, file);
            new LogicRunner(database, store).run(file);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }

    private static Storage memory() {
        return new MemoryStorage(TestDatabase.RELATION);
    }

    private static PagedOptions tinyPages(PagedOptions.Drive drive) {
        return PagedOptions.forHeap(TestDatabase.RELATION, 64 << 20, 1, drive)
                .withPageBytes(TINY_PAGE_BYTES)
                .withPageBudget(TINY_BUDGET_BYTES);
    }

    /** Opens a storage. */
    private interface Opener {
        Storage open() throws IOException;
    }

    private static Stream<DynamicTest> eachFile(Opener opener) throws IOException {
        return files().stream()
                .map(
                        path ->
                                test(
                                        path,
                                        () -> {
                                            try (Storage storage = opener.open();
                                                    Database database =
                                                            TestDatabase.over(storage)) {
                                                new LogicRunner(database).run(LogicFile.read(path));
                                            }
                                        }));
    }

    private static DynamicTest test(Path path, org.junit.jupiter.api.function.Executable body) {
        return DynamicTest.dynamicTest(DIRECTORY.relativize(path).toString(), body);
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(DIRECTORY)) {
            List<Path> files =
                    walk.filter(path -> path.toString().endsWith(".slt")).sorted().toList();
            assertThat(files).isNotEmpty();
            return files;
        }
    }
}
