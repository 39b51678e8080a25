package dev.borealis.store.rocksdb;

import dev.borealis.store.DirectoryLock;
import dev.borealis.store.DiskErrors;
import dev.borealis.store.DurableStorage;
import dev.borealis.store.Finding;
import dev.borealis.store.Folders;
import dev.borealis.store.Progress;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.StorageException;
import dev.borealis.store.StorageException.Reason;
import dev.borealis.store.StorageMetrics;
import dev.borealis.store.Store;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreId;
import dev.borealis.store.StoreProblem;
import dev.borealis.store.paged.PagedOptions;
import dev.borealis.store.paged.PagedStorage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The durable storage: page trees in memory, one RocksDB for all stores of the installation. An acknowledged commit survives
 * the end of the process at any instant.
 */
public final class RocksDbStorage implements DurableStorage {
    private static final String DATA = "rocksdb";

    /** Links to files of the data while these are being copied. */
    private static final String COPYING = "copying";

    private final PagedStorage pages;
    private final RocksBacking backing;
    private final Backups backups;
    private final AtomicInteger live;

    /**
     * How it is opened.
     *
     * @param cacheBytes native memory for blocks, filters and write buffers together
     * @param writeBufferBytes of one write buffer
     * @param readers threads that read cold pages
     * @param syncs whether a commit waits for the disk; false only for tests that measure something else
     * @param recover after damage of the log: cuts it at the last good point instead of refusing; see {@link #losses()}
     */
    public record Options(
            PagedOptions pages,
            long cacheBytes,
            long writeBufferBytes,
            int readers,
            boolean syncs,
            boolean recover) {
        private static final long CACHE_BYTES = 64L << 20;

        /** With larger ones fewer files are made and compacted; with smaller ones recovery has less to read. */
        private static final long SMALLEST_WRITE_BUFFER_BYTES = 16L << 20;

        private static final long LARGEST_WRITE_BUFFER_BYTES = 64L << 20;
        private static final int WRITE_BUFFERS_IN_HEAP = 128;
        private static final int READERS = 4;

        /** For a heap of this size. */
        public static Options forHeap(RelationPrefix relation, long maxHeapBytes, long seed) {
            return new Options(
                    PagedOptions.forHeap(relation, maxHeapBytes, seed, PagedOptions.Drive.THREAD),
                    CACHE_BYTES,
                    Math.clamp(
                            maxHeapBytes / WRITE_BUFFERS_IN_HEAP,
                            SMALLEST_WRITE_BUFFER_BYTES,
                            LARGEST_WRITE_BUFFER_BYTES),
                    READERS,
                    true,
                    false);
        }

        public Options withPages(PagedOptions newPages) {
            return new Options(newPages, cacheBytes, writeBufferBytes, readers, syncs, recover);
        }

        /** @param newCacheBytes of RocksDB's block cache */
        public Options withCache(long newCacheBytes) {
            return new Options(pages, newCacheBytes, writeBufferBytes, readers, syncs, recover);
        }

        /** @param bytes of RocksDB's memtables; small ones bring files soon */
        public Options withWriteBuffer(long bytes) {
            return new Options(pages, cacheBytes, bytes, readers, syncs, recover);
        }

        /** @param newReaders threads that read cold pages */
        Options withReaders(int newReaders) {
            return new Options(pages, cacheBytes, writeBufferBytes, newReaders, syncs, recover);
        }

        /** @param newSyncs false: commits do not wait for the disk, for tests */
        public Options withSyncs(boolean newSyncs) {
            return new Options(pages, cacheBytes, writeBufferBytes, readers, newSyncs, recover);
        }

        /** @param newRecover whether damaged data are opened at the last good point */
        public Options withRecover(boolean newRecover) {
            return new Options(pages, cacheBytes, writeBufferBytes, readers, syncs, newRecover);
        }
    }

    private RocksDbStorage(
            PagedStorage pages, RocksBacking backing, Backups backups, AtomicInteger live) {
        this.pages = pages;
        this.backing = backing;
        this.backups = backups;
        this.live = live;
    }

    /**
     * Opens a directory, which is made when there is none and belongs to this storage alone.
     *
     * @throws StorageException when it is in use, of an unknown format, damaged, not writable or full
     */
    public static RocksDbStorage open(Path directory, Options options) {
        NativeLibrary.load();
        var live = new AtomicInteger();
        RocksDbStorage opened = null;
        RocksBacking backing = null;
        DirectoryLock lock = null;
        try {
            Folders.make(directory);
            refuseForeign(directory);
            lock = lock(directory);
            var backups = new Backups(directory.resolve(COPYING));
            backing = new RocksBacking(directory.resolve(DATA), options, lock, live);
            Folders.sync(directory); // names the data, which exist from now on
            var pages = new PagedStorage(backing, options.pages());
            opened = new RocksDbStorage(pages, backing, backups, live);
            return opened;
        } catch (IOException e) {
            throw DiskErrors.explain(directory, e);
        } finally {
            if (opened == null && backing != null) {
                backing.close();
            } else if (opened == null && lock != null) {
                lock.close();
            }
        }
    }

    private static DirectoryLock lock(Path directory) throws IOException {
        DirectoryLock lock = DirectoryLock.tryTake(directory);
        if (lock == null) {
            throw new StorageException(
                    Reason.LOCKED,
                    directory + " is in use by " + DirectoryLock.holder(directory),
                    null);
        }
        return lock;
    }

    /** A directory with other things in it is not taken for ours. */
    private static void refuseForeign(Path directory) throws IOException {
        if (Files.exists(directory.resolve(DATA))
                || Files.exists(directory.resolve(DirectoryLock.FILE))) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> found = files.limit(1).toList();
            if (!found.isEmpty()) {
                throw new StorageException(
                        Reason.UNKNOWN_FORMAT,
                        directory
                                + " is not empty and holds no data of this program: "
                                + found.getFirst().getFileName(),
                        null);
            }
        }
    }

    @Override
    public Store create(StoreId id) {
        return pages.create(id);
    }

    @Override
    public Store open(StoreId id) {
        return pages.open(id);
    }

    @Override
    public void drop(StoreId id) {
        pages.drop(id);
    }

    @Override
    public Optional<StoreProblem> refusing() {
        return pages.refusing();
    }

    @Override
    public List<StoreId> list() {
        return pages.list();
    }

    @Override
    public void check(Progress progress, Consumer<Finding> findings) {
        backing.checkFiles(progress, findings);
        pages.check(progress, findings);
    }

    @Override
    public void backup(Path target, Progress progress) {
        try {
            Folders.make(target);
            try (Stream<Path> files = Files.list(target)) {
                if (files.findAny().isPresent()) {
                    throw new StorageException(Reason.FAILED, target + " is not empty", null);
                }
            }
            backups.copy(backing::link, target.resolve(DATA), progress);
            Folders.sync(target);
        } catch (IOException e) {
            throw DiskErrors.explain(target, e);
        } catch (StoreException e) {
            throw new StorageException(
                    Reason.FAILED, "cannot copy to " + target + ": " + e.getMessage(), e);
        }
    }

    @Override
    public List<String> losses() {
        return backing.losses();
    }

    @Override
    public void lossesTold() {
        backing.lossesTold();
    }

    public StorageMetrics metrics() {
        return pages.metrics();
    }

    /** Brings the pages in memory back within the budget now. */
    public void sweep() {
        pages.sweep();
    }

    /** Gives the space of discarded ranges back to the disk now, as far as no open snapshot is older. */
    public void reclaim() {
        pages.reclaim();
    }

    /** Native objects not freed yet; 0 after closing. */
    public int liveHandles() {
        return live.get();
    }

    @Override
    public void close() {
        backups.close();
        pages.close();
        assert live.get() == 0
                : live + " native objects are still alive"; // in every test that closes one
    }

    /** For tests that break it on purpose. */
    Database database() {
        return backing.database();
    }

    /** For tests that close it at a certain moment. */
    Backups backups() {
        return backups;
    }
}
