package dev.borealis.store.rocksdb;

import static dev.borealis.store.StoreFixture.key;
import static dev.borealis.store.StoreFixture.readNow;
import static dev.borealis.store.StoreFixture.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.store.DirectoryLock;
import dev.borealis.store.JavaChild;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.StorageException;
import dev.borealis.store.StorageException.Reason;
import dev.borealis.store.Store;
import dev.borealis.store.StoreId;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What opening a directory finds, and how it refuses. */
class OpeningTest {
    private static final StoreId ID = new StoreId("one");

    @TempDir Path directory;

    private RocksDbStorage open(Path where) {
        return RocksDbStorage.open(
                where, RocksDbStorage.Options.forHeap(RelationPrefix.fixed(1), 64 << 20, 1));
    }

    private static void assertRefused(ThrowingCallable opening, Reason reason) {
        assertThatThrownBy(opening)
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void storesAndDataAreFoundAgain() {
        try (RocksDbStorage storage = open(directory)) {
            Store store = storage.create(ID);
            set(store, "a", "1");
            store.update(key("n"), _ -> key("7"));
            storage.create(new StoreId("two"));
            storage.create(new StoreId("three"));
            storage.drop(new StoreId("three"));
        }
        try (RocksDbStorage storage = open(directory)) {
            assertThat(storage.list()).containsExactly(ID, new StoreId("two"));
            assertThat(readNow(storage.open(ID), "a")).isEqualTo("1");
            assertThat(readNow(storage.open(ID), "n")).isEqualTo("7");
            assertThat(readNow(storage.create(new StoreId("three")), "a")).isEqualTo("-");
        }
    }

    @Test
    void aDirectoryInUseIsRefusedWithTheProcessThatHasIt() {
        try (RocksDbStorage storage = open(directory)) {
            assertRefused(() -> open(directory), Reason.LOCKED);
            assertThatThrownBy(() -> open(directory))
                    .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
            assertThat(storage.list()).isEmpty();
        }
        open(directory).close();
    }

    @Test
    void aRefusedSecondOpeningLeavesTheLockOfTheFirst() throws Exception {
        try (RocksDbStorage _ = open(directory)) {
            assertRefused(() -> open(directory), Reason.LOCKED);
            assertRefused(
                    () -> open(directory.resolve("../" + directory.getFileName())), Reason.LOCKED);
            assertThat(otherProcess())
                    .isEqualTo("held by process " + ProcessHandle.current().pid());
        }
        assertThat(otherProcess()).isEqualTo("taken");
    }

    /** What {@link LockChild} finds. */
    private String otherProcess() throws Exception {
        Process child =
                new ProcessBuilder(JavaChild.command(LockChild.class, "32m", directory.toString()))
                        .redirectErrorStream(true)
                        .start();
        return new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** A process that tries to take the lock of a directory and says what came of it. */
    public static final class LockChild {
        private LockChild() {}

        /** @param arguments the directory */
        public static void main(String[] arguments) throws IOException {
            Path directory = Path.of(arguments[0]);
            try (DirectoryLock lock = DirectoryLock.tryTake(directory)) {
                System.out.println(
                        lock != null ? "taken" : "held by " + DirectoryLock.holder(directory));
            }
        }
    }

    @Test
    void whatEndsAnOpeningLeavesNothingOpen() {
        var options = RocksDbStorage.Options.forHeap(RelationPrefix.fixed(1), 64 << 20, 1);
        var impossible =
                new RocksDbStorage.Options(
                        options.pages(),
                        options.cacheBytes(),
                        options.writeBufferBytes(),
                        0,
                        true,
                        false);
        assertThatThrownBy(() -> RocksDbStorage.open(directory, impossible))
                .isInstanceOf(IllegalArgumentException.class);
        open(directory).close();
    }

    @Test
    void aForeignDirectoryIsRefusedAndLeftAlone() throws Exception {
        Files.writeString(directory.resolve("letter.txt"), "dear");
        assertRefused(() -> open(directory), Reason.UNKNOWN_FORMAT);
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void anUnknownFormatIsRefused() throws Exception {
        try (RocksDbStorage storage = open(directory)) {
            Database database = storage.database();
            database.db.put(database.meta, Keys.FORMAT_KEY, Keys.bytes(99));
        }
        assertRefused(() -> open(directory), Reason.UNKNOWN_FORMAT);
        assertThatThrownBy(() -> open(directory)).hasMessageContaining("format 99");
    }

    @Test
    void aFileInThePlaceOfTheDirectoryIsRefused() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "x");
        assertThatThrownBy(() -> open(file)).isInstanceOf(StorageException.class);
    }
}
