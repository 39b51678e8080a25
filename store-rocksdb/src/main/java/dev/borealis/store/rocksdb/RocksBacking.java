package dev.borealis.store.rocksdb;

import dev.borealis.store.DirectoryLock;
import dev.borealis.store.DiskErrors;
import dev.borealis.store.Finding;
import dev.borealis.store.Progress;
import dev.borealis.store.StorageException;
import dev.borealis.store.StorageException.Reason;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreId;
import dev.borealis.store.StoreProblem;
import dev.borealis.store.paged.Backing;
import dev.borealis.store.paged.BackingException;
import dev.borealis.store.paged.Reclaimable;

import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;
import org.rocksdb.SstFileReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Groups as synced write batches, cold pages as of native snapshots. */
final class RocksBacking implements Backing {
    private static final Logger LOG = LoggerFactory.getLogger(RocksBacking.class);

    /** Added to the number of the last commit at each opening: data-less commits, which are not written, had numbers too. */
    private static final long NUMBERS_PER_OPENING = 1L << 32;

    private final Path directory;
    private final RocksDbStorage.Options options;
    private final DirectoryLock lock;
    private final AtomicInteger live;
    private final ExecutorService readers;
    private final BatchEncoder batch = new BatchEncoder(); // Committer only
    private volatile Database database;
    private final Path damaged;
    private final List<String> losses;
    private volatile @Nullable Thread committer;
    private final Compactions compactions;

    /** Whose notes are still to be removed. */
    private final Queue<Reclaimable> reclaimed = new ConcurrentLinkedQueue<>();

    RocksBacking(
            Path directory,
            RocksDbStorage.Options options,
            DirectoryLock lock,
            AtomicInteger live) {
        this.directory = directory;
        this.options = options;
        this.lock = lock;
        this.live = live;
        this.damaged = directory.resolveSibling("damaged");
        this.compactions = new Compactions(live);
        inspect(options.recover());
        this.losses = untold();
        this.readers =
                Executors.newFixedThreadPool(
                        options.readers(),
                        Thread.ofPlatform().daemon().name("borealis-reader-", 1).factory());
        this.database = openNamingDamage(); // last: nobody closes what does not come to be
    }

    /** Looks at the files first. Damage is refused, or cut off when it may and can be. */
    private void inspect(boolean mayCut) {
        try {
            FilesInspection inspection = FilesInspection.of(directory);
            FilesInspection.Damage damage = inspection.damage();
            if (damage == null) {
                return;
            }
            if (!mayCut || !damage.log()) {
                throw new StorageException(Reason.DAMAGED, "the data are damaged: " + damage, null);
            }
            LogCut.cut(inspection, damage, damaged);
        } catch (NoSuchFileException | AccessDeniedException e) {
            throw new StorageException(Reason.NO_PERMISSION, "cannot read " + e.getFile(), e);
        } catch (IOException e) {
            throw new StorageException(
                    Reason.FAILED, "cannot read " + directory + ": " + e.getMessage(), e);
        }
    }

    /** RocksDB does not always say which table it could not read: all are looked at then. */
    private Database openNamingDamage() {
        try {
            return Database.open(directory, options, live);
        } catch (StorageException e) {
            File[] tables = directory.toFile().listFiles((_, name) -> name.endsWith(".sst"));
            if (e.reason() != Reason.DAMAGED || tables == null) {
                throw e;
            }
            Arrays.sort(tables);
            for (File table : tables) {
                String problem = checkTable(table.getPath());
                if (problem != null) {
                    throw new StorageException(
                            Reason.DAMAGED, "the data are damaged: " + table + ": " + problem, e);
                }
            }
            throw e;
        }
    }

    private List<String> untold() {
        try {
            return LogCut.untold(damaged);
        } catch (IOException e) {
            throw DiskErrors.explain(damaged, e);
        }
    }

    /** What was cut off, when it was opened or before, and nobody was told. */
    List<String> losses() {
        return losses;
    }

    void lossesTold() {
        try {
            LogCut.told(damaged);
        } catch (IOException e) {
            LOG.warn("what was lost will be said again at the next start: {}", e.toString());
        }
    }

    @Override
    public boolean canRead() {
        return true;
    }

    @Override
    public Contents contents() {
        Database now = database;
        try {
            byte[] format = now.db.get(now.meta, Keys.FORMAT_KEY);
            if (format == null) {
                writeFormat(now);
            } else if (format.length != 4 || Keys.getInt(format) != Keys.FORMAT) {
                throw new StorageException(
                        Reason.UNKNOWN_FORMAT,
                        directory
                                + " has format "
                                + (format.length == 4 ? Keys.getInt(format) : -1)
                                + "; this version knows format "
                                + Keys.FORMAT,
                        null);
            }
            byte[] number = now.db.get(now.meta, Keys.NUMBER_KEY);
            byte[] nextStore = now.db.get(now.meta, Keys.NEXT_STORE_KEY);
            return new Contents(
                    (number == null ? 0 : Keys.getLong(number)) + NUMBERS_PER_OPENING,
                    nextStore == null ? 1 : Keys.getInt(nextStore),
                    stores(now),
                    reclaimable(now));
        } catch (RocksDBException e) {
            throw new StorageException(
                    Reason.DAMAGED, "cannot read " + directory + ": " + e.getMessage(), e);
        }
    }

    private static void writeFormat(Database database) throws RocksDBException {
        database.db.put(
                database.meta, database.writeOptions, Keys.FORMAT_KEY, Keys.bytes(Keys.FORMAT));
    }

    private List<StoredStore> stores(Database database) throws RocksDBException {
        var ids = new ArrayList<StoreId>();
        var numbers = new ArrayList<Integer>();
        walk(
                database,
                database.meta,
                Keys.STORE_PREFIX,
                (key, value) -> {
                    ids.add(Keys.storeId(key));
                    numbers.add(Keys.getInt(value));
                });
        record Leaves(List<byte[]> lows, List<Integer> bytes) {}
        Map<Integer, Leaves> leaves = new HashMap<>();
        for (int number : numbers) {
            leaves.put(number, new Leaves(new ArrayList<>(), new ArrayList<>(List.of(0))));
        }
        walk(
                database,
                database.leaves,
                new byte[0],
                (key, value) -> {
                    Leaves of = leaves.get(Keys.store(key));
                    if (of == null) {
                        return; // of a store that was dropped
                    }
                    if (key.length == Keys.PREFIX_BYTES) {
                        of.bytes.set(0, Keys.getInt(value));
                    } else {
                        of.lows.add(Keys.withoutPrefix(key));
                        of.bytes.add(Keys.getInt(value));
                    }
                });
        var stores = new ArrayList<StoredStore>();
        for (int i = 0; i < ids.size(); i++) {
            Leaves of = leaves.get(numbers.get(i));
            stores.add(new StoredStore(ids.get(i), numbers.get(i), of.lows, of.bytes));
        }
        return stores;
    }

    private List<Reclaimable> reclaimable(Database database) throws RocksDBException {
        var noted = new ArrayList<Reclaimable>();
        walk(
                database,
                database.meta,
                Keys.RECLAIM_PREFIX,
                (key, _) -> noted.add(Keys.reclaimable(key)));
        return noted;
    }

    private interface Visitor {
        void visit(byte[] key, byte[] value);
    }

    private void walk(Database database, ColumnFamilyHandle family, byte[] prefix, Visitor visitor)
            throws RocksDBException {
        try (var handles = new Handles(live)) {
            RocksIterator iterator = handles.add(database.db.newIterator(family));
            for (iterator.seek(prefix); iterator.isValid(); iterator.next()) {
                byte[] key = iterator.key();
                if (!Arrays.equals(
                        key, 0, Math.min(prefix.length, key.length), prefix, 0, prefix.length)) {
                    break;
                }
                visitor.visit(key, iterator.value());
            }
            iterator.status();
        }
    }

    @Override
    public GroupWriter begin() {
        committer = Thread.currentThread();
        return new RocksWriter(database, batch, reclaimed, live);
    }

    @Override
    public BackingView view() {
        committer = Thread.currentThread();
        Database now = database;
        return new RocksView(now, now.snapshot());
    }

    @Override
    public long reopen() throws BackingException {
        compactions.forbid(); // closing would wait for them
        database.close();
        compactions.allow(); // of the next opening
        try {
            inspect(false); // what was acknowledged is never cut off without a word
            Database fresh = openNamingDamage();
            database = fresh;
            byte[] number = fresh.db.get(fresh.meta, Keys.NUMBER_KEY);
            return number == null ? 0 : Keys.getLong(number);
        } catch (StorageException | RocksDBException e) {
            throw new BackingException(
                    StoreProblem.UNAVAILABLE, false, String.valueOf(e.getMessage()), e);
        }
    }

    /** Reads all files and compares their checksums. Tables are not deleted meanwhile. */
    void checkFiles(Progress progress, Consumer<Finding> findings) {
        Database now = database;
        enter(now, () -> now.db.disableFileDeletions());
        try {
            List<LiveFileMetaData> tables = read(now, () -> now.db.getLiveFilesMetaData());
            long total = tables.stream().mapToLong(LiveFileMetaData::size).sum();
            long done = 0;
            for (LiveFileMetaData table : tables) {
                String file = table.path() + table.fileName();
                progress.report("checksums of " + file, done, total);
                String problem = read(now, () -> checkTable(file));
                if (problem != null) {
                    findings.accept(Finding.ofFile(file, problem));
                }
                done += table.size();
            }
        } finally {
            keepFilesNoMore(now);
        }
    }

    private void keepFilesNoMore(Database of) {
        try {
            enter(of, () -> of.db.enableFileDeletions());
        } catch (StoreException e) {
            LOG.debug("it was closed meanwhile: its next opening deletes what is not needed", e);
        }
    }

    private @Nullable String checkTable(String file) {
        try (var handles = new Handles(live)) {
            var reader = handles.add(new SstFileReader(handles.add(new Options())));
            reader.open(file);
            reader.verifyChecksum();
            return null;
        } catch (RocksDBException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** A folder with links to all files as of now, on the same file system. */
    void link(Path folder) {
        Database now = database;
        enter(
                now,
                () -> {
                    try (var handles = new Handles(live)) {
                        handles.add(Checkpoint.create(now.db)).createCheckpoint(folder.toString());
                    }
                });
    }

    Database database() {
        return database;
    }

    /** As {@link #read}, for its effect. */
    private void enter(Database to, Database.Action action) {
        read(
                to,
                () -> {
                    action.run();
                    return true;
                });
    }

    /**
     * On a reader thread, so that no session enters native code; the Committer goes by itself. Returns only when the call has
     * ended, interrupted or not: who asked may then let go of what it reads.
     */
    private <T extends @Nullable Object> T read(Database from, Database.Call<T> call) {
        if (Thread.currentThread() == committer) {
            return from.inside(call);
        }
        Future<T> answer;
        try {
            answer = readers.submit(() -> from.inside(call));
        } catch (RejectedExecutionException e) {
            throw new StoreException(StoreProblem.CLOSED, "the storage is closed", e);
        }
        if (isInterruptedBeforeTheEndOf(answer)) {
            Thread.currentThread().interrupt();
            throw new StoreException(StoreProblem.UNAVAILABLE, "interrupted while reading");
        }
        return switch (answer.state()) {
            case SUCCESS -> answer.resultNow();
            case FAILED -> throw failure(answer.exceptionNow());
            case RUNNING, CANCELLED -> throw new IllegalStateException("a read did not end");
        };
    }

    /** Waits for a call to end, well or badly; whether somebody interrupted the waiting. */
    private static boolean isInterruptedBeforeTheEndOf(Future<?> call) {
        boolean interrupted = false;
        while (!call.isDone()) {
            try {
                call.get();
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                return interrupted;
            }
        }
        return interrupted;
    }

    private static RuntimeException failure(Throwable cause) {
        if (cause instanceof StoreException failure) {
            if (failure.problem() == StoreProblem.DAMAGED) {
                LOG.error("{}", failure.getMessage()); // the client is not told file and offset
            }
            return new StoreException(
                    failure.problem(), String.valueOf(failure.getMessage()), failure);
        }
        return new IllegalStateException(cause);
    }

    @Override
    public void reclaim(Reclaimable what) {
        Database now = database;
        byte[] from = Keys.from(what.store(), what.range());
        byte[] to = Keys.to(what.store(), what.range().to());
        now.run(
                () -> {
                    now.freeReleased(); // they would hold back what is to go
                    CompactRangeOptions how = compactions.begin();
                    try {
                        now.db.compactRange(now.data, from, to, how);
                    } finally {
                        compactions.end(how);
                    }
                });
        reclaimed.add(what); // should the next group not be written, it is done once more
    }

    @Override
    public void stopReclaiming() {
        compactions.forbid();
    }

    @Override
    public void close() {
        readers.shutdown();
        database.close();
        lock.close();
    }

    private final class RocksView implements BackingView {
        private final Database from;
        private final Snapshot snapshot;

        RocksView(Database from, Snapshot snapshot) {
            this.from = from;
            this.snapshot = snapshot;
        }

        @Override
        public List<byte @Nullable []> leaves(int store, List<byte[]> lows) {
            return read(
                    from,
                    () -> {
                        var records = new ArrayList<byte @Nullable []>(lows.size());
                        try (var handles = new Handles(live)) {
                            ReadOptions read = handles.add(new ReadOptions()).setSnapshot(snapshot);
                            for (byte[] low : lows) {
                                records.add(from.db.get(from.data, read, Keys.of(store, low)));
                            }
                        }
                        return records;
                    });
        }

        @Override
        public List<byte[]> recorded(int store) {
            return keys(from.data, store);
        }

        @Override
        public List<byte[]> boundaries(int store) {
            return keys(from.leaves, store);
        }

        private List<byte[]> keys(ColumnFamilyHandle family, int store) {
            return read(
                    from,
                    () -> {
                        var keys = new ArrayList<byte[]>();
                        try (var handles = new Handles(live)) {
                            RocksIterator iterator = iterator(handles, family, store, null);
                            for (iterator.seek(Keys.of(store, new byte[0]));
                                    iterator.isValid();
                                    iterator.next()) {
                                keys.add(Keys.withoutPrefix(iterator.key()));
                            }
                            iterator.status();
                        }
                        return keys;
                    });
        }

        /** @param to where it ends, exclusive; null: with the store */
        private RocksIterator iterator(
                Handles handles, ColumnFamilyHandle family, int store, byte @Nullable [] to) {
            ReadOptions read =
                    handles.add(new ReadOptions())
                            .setSnapshot(snapshot)
                            .setIterateUpperBound(handles.add(new Slice(Keys.to(store, to))));
            return handles.add(from.db.newIterator(family, read));
        }

        @Override
        public Future<List<byte @Nullable []>> readRun(
                int store, List<byte[]> lows, BooleanSupplier wanted, Runnable whenRead) {
            Callable<List<byte @Nullable []>> reading =
                    () -> {
                        try {
                            return wanted.getAsBoolean()
                                    ? from.inside(() -> run(store, lows))
                                    : List.of();
                        } finally {
                            whenRead.run();
                        }
                    };
            try {
                return readers.submit(reading);
            } catch (RejectedExecutionException e) {
                whenRead.run();
                throw new StoreException(StoreProblem.CLOSED, "the storage is closed", e);
            }
        }

        /** With one native iterator, which lives as long as this call. */
        private List<byte @Nullable []> run(int store, List<byte[]> lows) throws RocksDBException {
            var records = new ArrayList<byte @Nullable []>(lows.size());
            byte[] last = lows.getLast();
            try (var handles = new Handles(live)) {
                RocksIterator iterator =
                        iterator(handles, from.data, store, Arrays.copyOf(last, last.length + 1));
                boolean found = false;
                for (byte[] low : lows) {
                    byte[] key = Keys.of(store, low);
                    if (found) {
                        iterator.next();
                    }
                    int order = found ? order(iterator, key) : -1;
                    if (order < 0) { // others lie between
                        iterator.seek(key);
                        order = order(iterator, key);
                    }
                    found = order == 0;
                    records.add(found ? iterator.value() : null);
                }
            }
            return records;
        }

        /**
         * Where an iterator stands relative to a key; behind it when it is at its end.
         *
         * @throws RocksDBException when it could not go on; the next seek would forget that
         */
        private static int order(RocksIterator iterator, byte[] key) throws RocksDBException {
            if (!iterator.isValid()) {
                iterator.status();
                return 1;
            }
            return Arrays.compareUnsigned(iterator.key(), key);
        }

        @Override
        public void release() {
            from.release(snapshot);
        }
    }
}
