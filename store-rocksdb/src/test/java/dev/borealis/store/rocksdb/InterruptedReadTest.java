package dev.borealis.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.store.DirectoryLock;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.StoreException;
import dev.borealis.store.paged.Backing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Whoever is interrupted while a reader works for it goes on only when the reader has ended: then it lets go of the view. */
@Timeout(60)
class InterruptedReadTest {
    @TempDir Path directory;

    @Test
    void aReadOutlivesNobodyWhoAskedForIt() throws Exception {
        NativeLibrary.load();
        var live = new AtomicInteger();
        var options =
                RocksDbStorage.Options.forHeap(RelationPrefix.fixed(1), 64 << 20, 1).withReaders(1);
        DirectoryLock lock = Objects.requireNonNull(DirectoryLock.tryTake(directory));
        var backing = new RocksBacking(directory.resolve("rocksdb"), options, lock, live);
        var readerIsFree = new CountDownLatch(1);
        var failure = new AtomicReference<Throwable>();
        try {
            Backing.BackingView view = backing.view();
            view.readRun(1, List.of(new byte[0]), () -> true, () -> awaitQuietly(readerIsFree));
            Thread asking =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        Thread.currentThread().interrupt();
                                        try {
                                            view.leaves(1, List.of(new byte[0]));
                                        } catch (StoreException e) {
                                            failure.set(e);
                                        }
                                    });
            while (asking.getState() != Thread.State.WAITING && asking.isAlive()) {
                Thread.onSpinWait();
            }
            assertThat(asking.isAlive()).as("it waits for its read, which is queued").isTrue();
            readerIsFree.countDown();
            asking.join();
            assertThat(failure.get()).hasMessage("interrupted while reading");
            view.release();
        } finally {
            readerIsFree.countDown();
            backing.close();
        }
        assertThat(live).hasValue(0);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
