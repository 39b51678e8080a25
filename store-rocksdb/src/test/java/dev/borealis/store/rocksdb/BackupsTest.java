package dev.borealis.store.rocksdb;

import static dev.borealis.store.StoreFixture.commit;
import static dev.borealis.store.StoreFixture.key;
import static dev.borealis.store.StoreFixture.readNow;
import static dev.borealis.store.StoreFixture.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.borealis.store.Folders;
import dev.borealis.store.Mutations;
import dev.borealis.store.Progress;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.StorageException;
import dev.borealis.store.Store;
import dev.borealis.store.StoreId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Copies to the same file system and to another one, and what comes between. */
@Timeout(60)
class BackupsTest {
    private static final StoreId ID = new StoreId("d");
    private static final int ROWS = 3_000;

    @TempDir Path directory;

    /** On another file system. */
    private Path elsewhere;

    private RocksDbStorage open(Path where) {
        return RocksDbStorage.open(
                where, RocksDbStorage.Options.forHeap(RelationPrefix.fixed(1), 64 << 20, 1));
    }

    private RocksDbStorage filled() {
        RocksDbStorage storage = open(directory.resolve("data"));
        Store store = storage.create(ID);
        for (int i = 0; i < ROWS; i += 100) {
            var mutations = Mutations.builder();
            for (int k = i; k < i + 100; k++) {
                mutations.put(key("k%05d".formatted(k)), key("value " + k));
            }
            commit(store, mutations.build());
        }
        return storage;
    }

    private Path elsewhere() throws IOException {
        Path memory = Path.of("/dev/shm");
        assumeTrue(
                Files.isWritable(memory)
                        && !Files.getFileStore(memory).equals(Files.getFileStore(directory)),
                "there is no second file system");
        elsewhere = Files.createTempDirectory(memory, "backups");
        return elsewhere.resolve("copy");
    }

    @AfterEach
    void remove() throws IOException {
        if (elsewhere != null) {
            Folders.delete(elsewhere);
        }
    }

    private void assertNothingLeft(Path copy) {
        assertThat(copy).isEmptyDirectory();
        assertThat(directory.resolve("data/copying")).doesNotExist();
    }

    @Test
    void aCopyTakenWhileWritingOpensByItself() {
        copiesTo(directory.resolve("copy"));
    }

    @Test
    void aCopyOnAnotherFileSystemToo() throws IOException {
        copiesTo(elsewhere());
    }

    private void copiesTo(Path copy) {
        try (RocksDbStorage storage = filled()) {
            storage.backup(copy, Progress.SILENT);
            set(storage.open(ID), "later", "1");
            assertThat(storage.check()).isEmpty();
            assertThatThrownBy(() -> storage.backup(copy, Progress.SILENT))
                    .isInstanceOf(StorageException.class);
            assertThat(directory.resolve("data/copying")).doesNotExist();
        }
        try (RocksDbStorage storage = open(copy)) {
            assertThat(readNow(storage.open(ID), "k02999")).isEqualTo("value 2999");
            assertThat(readNow(storage.open(ID), "later")).isEqualTo("-");
            assertThat(storage.check()).isEmpty();
        }
    }

    /** After a failed write the Committer closes it to open it anew; it would wait, and all reads with it. */
    @Test
    void whileFilesAreCopiedTheDatabaseCanBeClosed() throws Exception {
        Path copy = elsewhere();
        try (RocksDbStorage storage = filled()) {
            storage.backup(
                    copy,
                    (what, _, _) -> {
                        if (what.equals("copying")) {
                            CompletableFuture.runAsync(storage.database()::close).join();
                        }
                    });
        }
        try (RocksDbStorage storage = open(copy)) {
            assertThat(readNow(storage.open(ID), "k02999")).isEqualTo("value 2999");
        }
    }

    @Test
    void closingEndsACopyAndLeavesNothingOfIt() throws Exception {
        Path copy = elsewhere();
        RocksDbStorage storage = filled();
        var copying = new CountDownLatch(1);
        var backup =
                CompletableFuture.runAsync(
                        () ->
                                storage.backup(
                                        copy,
                                        (what, _, _) -> {
                                            while (what.equals("copying")
                                                    && !storage.backups().isClosing()) {
                                                copying.countDown();
                                                Thread.onSpinWait();
                                            }
                                        }));
        copying.await();
        storage.close();
        assertThatThrownBy(backup::join)
                .hasCauseInstanceOf(StorageException.class)
                .hasMessageContaining("the storage is being closed");
        assertNothingLeft(copy);
        open(directory.resolve("data")).close();
    }

    @Test
    void nothingIsLeftOfACopyThatNobodyWantsAnyMore() throws Exception {
        Path copy = elsewhere();
        try (RocksDbStorage storage = filled()) {
            assertThatThrownBy(
                            () ->
                                    storage.backup(
                                            copy,
                                            (what, _, _) -> {
                                                if (what.equals("copying")) {
                                                    throw new IllegalStateException("gone");
                                                }
                                            }))
                    .hasMessage("gone");
            assertNothingLeft(copy);
        }
    }

    @Test
    void whatAProcessLeftThatEndedWhileCopyingIsRemovedAtTheNextOpening() throws Exception {
        filled().close();
        Path left = Files.createDirectories(directory.resolve("data/copying/1.tmp"));
        Files.writeString(left.resolve("000004.sst"), "x");
        open(directory.resolve("data")).close();
        assertThat(directory.resolve("data/copying")).doesNotExist();
    }
}
