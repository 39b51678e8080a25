package dev.borealis.store.rocksdb;

import dev.borealis.store.DiskErrors;
import dev.borealis.store.StorageException;
import dev.borealis.store.StorageException.Reason;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreProblem;

import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;
import org.rocksdb.Status;
import org.rocksdb.StringAppendOperator;
import org.rocksdb.TablePropertiesCollectorFactory;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

/**
 * One opening of RocksDB. Why each setting is as it is: docs/decisions/rocksdb-settings.md.
 *
 * <p>Whoever enters takes the read side of the gate; closing takes the write side: it refuses new calls, waits for running
 * ones, then frees everything in order.
 */
final class Database implements AutoCloseable {
    private static final long MIB = 1L << 20;

    /** Leaves of a file that are looked at together for deletions. */
    private static final long DELETION_WINDOW = 128;

    final RocksDB db;
    final ColumnFamilyHandle data;
    final ColumnFamilyHandle leaves;
    final ColumnFamilyHandle meta;
    final WriteOptions writeOptions;
    private final AtomicInteger live;
    private final Handles handles;
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
    private final ConcurrentLinkedQueue<Snapshot> released = new ConcurrentLinkedQueue<>();
    private final List<Snapshot> open = new ArrayList<>(); // also the lock over it
    private volatile boolean closed;

    /** By level: what was just written is mostly soon written again, and where there is little, there is no more. */
    private static final List<CompressionType> COMPRESSION =
            List.of(
                    CompressionType.NO_COMPRESSION, // flushed
                    CompressionType.NO_COMPRESSION, // compacted once, about 256 MiB
                    CompressionType.LZ4_COMPRESSION); // all below

    private Database(
            RocksDB db,
            List<ColumnFamilyHandle> families,
            WriteOptions writeOptions,
            Handles handles,
            AtomicInteger live) {
        this.db = db;
        this.data = families.get(0);
        this.leaves = families.get(1);
        this.meta = families.get(2);
        this.writeOptions = writeOptions;
        this.handles = handles;
        this.live = live;
    }

    /** @throws StorageException when it cannot be opened */
    static Database open(Path directory, RocksDbStorage.Options options, AtomicInteger live) {
        var handles = new Handles(live);
        Database opened = null;
        try {
            removeUnfinished(directory);
            Cache cache = handles.add(new LRUCache(options.cacheBytes()));
            BlockBasedTableConfig tables = tables(cache, handles);
            ColumnFamilyOptions dataFamily = dataFamily(tables, options, handles);
            ColumnFamilyOptions smallFamily = smallFamily(tables, handles);
            boolean isNew = !Files.exists(directory.resolve("CURRENT"));
            DBOptions all = forAll(cache, options, handles).setCreateIfMissing(isNew);
            WriteOptions writeOptions = handles.add(new WriteOptions()).setSync(options.syncs());
            var families = new ArrayList<ColumnFamilyHandle>();
            RocksDB db =
                    handles.add(
                            RocksDB.open(
                                    all,
                                    directory.toString(),
                                    List.of(
                                            new ColumnFamilyDescriptor(
                                                    RocksDB.DEFAULT_COLUMN_FAMILY, dataFamily),
                                            new ColumnFamilyDescriptor(
                                                    Keys.ascii(Keys.LEAVES), smallFamily),
                                            new ColumnFamilyDescriptor(
                                                    Keys.ascii(Keys.META), smallFamily)),
                                    families));
            families.forEach(handles::add);
            ManifestNote.write(directory);
            opened = new Database(db, families, writeOptions, handles, live);
            return opened;
        } catch (RocksDBException e) {
            throw explain(directory, e);
        } finally {
            if (opened == null) {
                handles.close();
            }
        }
    }

    private static BlockBasedTableConfig tables(Cache cache, Handles handles) {
        return new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setBlockSize(8 << 10)
                .setFilterPolicy(handles.add(new BloomFilter(10)))
                .setIndexType(IndexType.kTwoLevelIndexSearch)
                .setCacheIndexAndFilterBlocks(true)
                .setPinTopLevelIndexAndFilter(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                .setFormatVersion(6);
    }

    private static ColumnFamilyOptions dataFamily(
            BlockBasedTableConfig tables, RocksDbStorage.Options options, Handles handles) {
        return handles.add(new ColumnFamilyOptions(compactingDeletions(handles)))
                .setTableFormatConfig(tables)
                .setMergeOperator(handles.add(new StringAppendOperator("")))
                .setCompressionPerLevel(COMPRESSION)
                .setWriteBufferSize(options.writeBufferBytes())
                .setMaxWriteBufferNumber(3);
    }

    private static ColumnFamilyOptions smallFamily(BlockBasedTableConfig tables, Handles handles) {
        return handles.add(new ColumnFamilyOptions())
                .setTableFormatConfig(tables)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setWriteBufferSize(4 * MIB);
    }

    private static DBOptions forAll(Cache cache, RocksDbStorage.Options options, Handles handles) {
        long buffer = options.writeBufferBytes();
        return handles.add(DBOptions.getDBOptionsFromProps(chainedLogs(!options.recover())))
                .setCreateMissingColumnFamilies(true)
                .setParanoidChecks(true)
                .setAtomicFlush(true) // leaves and where they begin go together
                .setMaxOpenFiles(512)
                .setMaxBackgroundJobs(2)
                .setMaxTotalWalSize(4 * buffer)
                .setBytesPerSync(MIB)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(4 * MIB)
                .setKeepLogFileNum(3)
                .setStatsDumpPeriodSec(0)
                .setWriteBufferManager(handles.add(new WriteBufferManager(3 * buffer, cache)))
                // of the last log only: FilesInspection has read all of them
                .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords);
    }

    /**
     * RocksDB makes a database with a first manifest, names it in {@code CURRENT}, makes a log and then a second manifest. A
     * process that ended in between leaves what RocksDB takes for a database that has lost its log. There was never
     * anything in it: it is made anew.
     */
    private static void removeUnfinished(Path directory) {
        Path current = directory.resolve("CURRENT");
        try {
            if (Files.exists(current)
                    && Files.readString(current).equals("MANIFEST-000001\n")
                    && !hasDataFiles(directory)) {
                Files.delete(current);
            }
        } catch (IOException e) {
            throw DiskErrors.explain(directory, e);
        }
    }

    private static boolean hasDataFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Path::toString)
                    .anyMatch(name -> name.endsWith(".log") || name.endsWith(".sst"));
        }
    }

    /**
     * Options under which a file full of deletions is compacted, so that deleted rows give their space back: half of any
     * {@value #DELETION_WINDOW} neighbouring entries.
     */
    private static Options compactingDeletions(Handles handles) {
        Options options = handles.add(new Options());
        options.setTablePropertiesCollectorFactory(
                List.of(
                        handles.add(
                                TablePropertiesCollectorFactory
                                        .NewCompactOnDeletionCollectorFactory(
                                                DELETION_WINDOW, DELETION_WINDOW / 2, 0))));
        return options;
    }

    /**
     * Each log names the one before it; the Java interface has no method for this.
     *
     * @param on off when all logs may be lost
     */
    private static Properties chainedLogs(boolean on) {
        var properties = new Properties();
        properties.setProperty("track_and_verify_wals", Boolean.toString(on));
        return properties;
    }

    private static StorageException explain(Path directory, RocksDBException e) {
        Status status = e.getStatus();
        String text = String.valueOf(e.getMessage());
        if (DiskErrors.reason(text) != Reason.FAILED) {
            return DiskErrors.explain(directory, new IOException(text, e));
        }
        if (text.contains("/LOCK")) {
            return new StorageException(
                    Reason.LOCKED, directory + " is in use by another process", e);
        }
        if (status != null && status.getCode() == Status.Code.Corruption
                || text.contains("No such file")) {
            return new StorageException(
                    Reason.DAMAGED, "the data in " + directory + " is damaged: " + text, e);
        }
        if (text.contains("Column families not opened")) {
            return new StorageException(
                    Reason.UNKNOWN_FORMAT,
                    directory + " was written by a version this one does not know",
                    e);
        }
        return new StorageException(Reason.FAILED, "cannot open " + directory + ": " + text, e);
    }

    /** What a failed write means for the one who asked. */
    static StoreProblem problem(RocksDBException e) {
        return isFull(e) ? StoreProblem.DISK_FULL : StoreProblem.UNAVAILABLE;
    }

    private static boolean isFull(RocksDBException e) {
        Status status = e.getStatus();
        return status != null && status.getSubCode() == Status.SubCode.NoSpace
                || DiskErrors.reason(String.valueOf(e.getMessage())) == Reason.DISK_FULL;
    }

    /** A call into RocksDB. */
    @FunctionalInterface
    interface Call<T extends @Nullable Object> {
        T run() throws RocksDBException;
    }

    /** A call into RocksDB for its effect. */
    @FunctionalInterface
    interface Action {
        void run() throws RocksDBException;
    }

    /** Does something while the engine stays open. */
    void run(Action action) {
        inside(
                () -> {
                    action.run();
                    return true;
                });
    }

    /** Runs a read while the engine stays open. */
    <T extends @Nullable Object> T inside(Call<T> call) {
        gate.readLock().lock();
        try {
            if (closed) {
                throw new StoreException(
                        StoreProblem.UNAVAILABLE,
                        "the data was closed while this snapshot was open");
            }
            return call.run();
        } catch (RocksDBException e) {
            Status status = e.getStatus();
            boolean damaged = status != null && status.getCode() == Status.Code.Corruption;
            throw new StoreException(
                    damaged ? StoreProblem.DAMAGED : StoreProblem.UNAVAILABLE,
                    String.valueOf(e.getMessage()),
                    e);
        } finally {
            gate.readLock().unlock();
        }
    }

    /** Everything written so far. Committer only. */
    Snapshot snapshot() {
        synchronized (open) {
            freeReleased();
            Snapshot snapshot = db.getSnapshot();
            live.incrementAndGet();
            open.add(snapshot);
            return snapshot;
        }
    }

    /** Any thread; freed before the next one is made. */
    void release(Snapshot snapshot) {
        released.add(snapshot);
    }

    /** Inside the gate, or by the Committer. */
    void freeReleased() {
        synchronized (open) {
            for (Snapshot snapshot = released.poll();
                    snapshot != null;
                    snapshot = released.poll()) {
                free(snapshot);
            }
        }
    }

    private void free(Snapshot snapshot) {
        for (int i = open.size() - 1; i >= 0; i--) { // mostly the newest
            if (open.get(i) == snapshot) {
                open.remove(i);
                db.releaseSnapshot(snapshot);
                live.decrementAndGet();
                return;
            }
        }
    }

    @Override
    public void close() {
        gate.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            released.clear();
            synchronized (open) {
                for (Snapshot snapshot : List.copyOf(open)) {
                    free(snapshot);
                }
            }
            handles.close();
        } finally {
            gate.writeLock().unlock();
        }
    }
}
