package dev.borealis.engine.transaction;

import dev.borealis.store.Commit;
import dev.borealis.store.CommitResult;
import dev.borealis.store.Entry;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Label;
import dev.borealis.store.Outcome;
import dev.borealis.store.Page;
import dev.borealis.store.ScanOptions;
import dev.borealis.store.Snapshot;
import dev.borealis.store.SnapshotToken;
import dev.borealis.store.Store;
import dev.borealis.store.Touches;
import dev.borealis.store.TransactionId;
import dev.borealis.types.Limits;
import dev.borealis.types.error.ConflictErrors;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.StorageErrors;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * A transaction over a store: a lazy snapshot, a buffer of writes, the touches, one commit.
 *
 * <p>The snapshot is taken by the first read or by {@link #snapshot()}, which the session calls at the first statement;
 * the age limit runs from there, {@link #startMicros()} from the making of this object. Used by one thread at a time, but
 * for what says otherwise; the future of {@link #submit()} may be completed by any thread.
 *
 * <p>Life: reads and writes, then either {@link #commit()}, or {@link #submit()} and later {@link #answer}, or {@link
 * #close()} to roll back. Closing twice is harmless.
 */
public final class StoreTransaction implements Transaction, AutoCloseable {
    /** Microseconds from 1970-01-01 to 2000-01-01. */
    private static final long EPOCH_MICROS = 946_684_800_000_000L;

    /**
     * What the size limit counts for each key changed beside its bytes. Source: observed (500 rows of 9.93 MiB in all just
     * pass).
     */
    private static final int BYTES_PER_ENTRY = 128;

    /** What a buffered write and a touch take in memory beside their bytes, roughly. */
    private static final int OBJECT_BYTES = 96;

    private final Store store;
    private final Clock clock;
    private final RandomGenerator random;
    private final TransactionObserver observer;
    private final MemoryAccount memory;
    private final WriteBuffer buffer = new WriteBuffer();
    private final KeyTable<Lanes> touches = new KeyTable<>();
    private final EmptyStretches empty = new EmptyStretches();
    private int touchedBytes; // of their keys
    private boolean marking;
    private final long startMicros;
    private boolean readOnly;
    private volatile @Nullable Snapshot snapshot;
    private long snapshotMicros;
    private int command = 1;
    private int changedRows;
    private int changedTable; // the last one that rows were changed of
    private int changedInTable;
    private Map<Integer, Integer> changedBefore = Map.of(); // rows by table, up to then
    private volatile boolean closed;
    private boolean exempt;
    private boolean ended; // the observer was told how
    private long submittedNanos;
    private long submittedBytes;
    private @Nullable Object schema;
    private @Nullable TransactionId id;

    /**
     * @param clock for now() and the age limit
     * @param random makes the transaction's id
     */
    public StoreTransaction(Store store, Clock clock, RandomGenerator random, boolean readOnly) {
        this(store, clock, random, readOnly, MemoryPool.unbounded(), TransactionObserver.NONE);
    }

    /**
     * @param pool that what it writes and touches is counted in
     * @param observer is told how it ends
     */
    public StoreTransaction(
            Store store,
            Clock clock,
            RandomGenerator random,
            boolean readOnly,
            MemoryPool pool,
            TransactionObserver observer) {
        this.memory = MemoryAccount.ofTransaction(pool);
        this.store = store;
        this.clock = clock;
        this.random = random;
        this.readOnly = readOnly;
        this.observer = observer;
        this.startMicros = micros(clock);
    }

    /** The clock's time in microseconds since 2000-01-01 UTC. */
    public static long micros(Clock clock) {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000 - EPOCH_MICROS;
    }

    /** The view of this transaction; taken now if it was not yet. */
    public Snapshot snapshot() {
        Snapshot taken = snapshot;
        if (taken == null) {
            if (closed) {
                throw new IllegalStateException("the transaction has ended");
            }
            taken = StoreProblems.translating(store::snapshot);
            snapshotMicros = micros(clock);
            snapshot = taken; // after its time: others read the two
        }
        return taken;
    }

    /** Of the snapshot, which it takes if it has none yet. */
    public SnapshotToken token() {
        return snapshot().token();
    }

    /** Another transaction over the same view, which only reads, for another thread; it is closed by itself. */
    public StoreTransaction reader() {
        var reader = new StoreTransaction(store, clock, random, true);
        reader.snapshot = StoreProblems.translating(() -> store.snapshot(token()));
        reader.snapshotMicros = snapshotMicros;
        return reader;
    }

    /** Before the first write only. */
    public void setReadOnly(boolean readOnly) {
        this.readOnly = readOnly;
    }

    @Override
    public @Nullable EntryView get(byte[] key) {
        return get(key, command);
    }

    @Override
    public @Nullable EntryView getCurrent(byte[] key) {
        return get(key, WriteBuffer.ALL_COMMANDS);
    }

    private @Nullable EntryView get(byte[] key, int below) {
        WriteBuffer.Version own = buffer.isEmpty() ? null : buffer.get(key, below);
        if (own != null) {
            return own.isDelete() ? null : new Found(own.page(), 0);
        }
        if (empty.contain(key)) {
            return null;
        }
        Snapshot view = snapshot();
        Entry entry = StoreProblems.translating(() -> lookUp(view, key));
        return entry == null ? null : new Found(entry.page(), entry.index());
    }

    private @Nullable Entry lookUp(Snapshot view, byte[] key) {
        Entry entry = view.get(key);
        if (entry == null) {
            empty.missed(key, view);
        }
        return entry;
    }

    @Override
    public List<@Nullable EntryView> getAll(List<byte[]> keys) {
        Snapshot view = snapshot();
        List<@Nullable Entry> entries = StoreProblems.translating(() -> view.getAll(keys));
        var found = new ArrayList<@Nullable EntryView>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            WriteBuffer.Version own = buffer.isEmpty() ? null : buffer.get(keys.get(i), command);
            if (own != null) {
                found.add(own.isDelete() ? null : new Found(own.page(), 0));
            } else {
                Entry entry = entries.get(i);
                found.add(entry == null ? null : new Found(entry.page(), entry.index()));
            }
        }
        return found;
    }

    @Override
    public EntryCursor scan(KeyRange range, boolean reverse, int expectedEntries) {
        return scan(range, reverse, expectedEntries, command);
    }

    @Override
    public EntryCursor scanCurrent(KeyRange range, boolean reverse, int expectedEntries) {
        return scan(range, reverse, expectedEntries, WriteBuffer.ALL_COMMANDS);
    }

    private EntryCursor scan(KeyRange range, boolean reverse, int expectedEntries, int below) {
        Snapshot view = snapshot();
        var options = new ScanOptions(reverse, Math.max(1, expectedEntries), null);
        var base = StoreProblems.translating(() -> view.scan(range, options));
        return new MergedCursor(base, buffer, range, reverse, below);
    }

    @Override
    public void put(byte[] key, byte[] value) {
        requireWritable();
        memory.take(OBJECT_BYTES + key.length + value.length);
        buffer.write(key, value, command);
    }

    @Override
    public void delete(byte[] key) {
        requireWritable();
        memory.take(OBJECT_BYTES + key.length);
        buffer.write(key, null, command);
    }

    private void requireWritable() {
        if (readOnly || closed) {
            throw new IllegalStateException(
                    closed ? "the transaction has ended" : "a read-only transaction");
        }
    }

    @Override
    public void touch(byte[] key, int checks, int marks, Label label) {
        if (readOnly) {
            return;
        }
        marking |= marks != 0;
        int found = touches.find(key);
        if (found < 0) {
            memory.take(OBJECT_BYTES + key.length);
            touches.add(key, Lanes.of(checks, marks, label));
            touchedBytes += key.length;
            return;
        }
        touches.setValue(found, touches.value(found).and(checks, marks));
    }

    @Override
    public void countChangedRows(int table, int rows) {
        if (table != changedTable) {
            changedBefore = changedTables();
            changedTable = table;
            changedInTable = 0;
        }
        changedInTable += rows;
        changedRows += rows;
        if (changedRows > Limits.ROWS_PER_TRANSACTION) {
            throw ConflictErrors.rowLimitExceeded();
        }
    }

    @Override
    public boolean isReadOnly() {
        return readOnly;
    }

    @Override
    public void nextCommand() {
        command++;
    }

    @Override
    public long startMicros() {
        return startMicros;
    }

    /** What {@link #rememberSchema} was given last: the schema as this transaction sees it. */
    public @Nullable Object schema() {
        return schema;
    }

    /** Keeps the schema of this transaction for those who know it; this package does not. */
    public void rememberSchema(Object seen) {
        schema = seen;
    }

    /** When the age limit is reached, in microseconds since 2000-01-01 UTC; Long.MAX_VALUE before the first statement. */
    public long deadlineMicros() {
        return snapshot == null || exempt
                ? Long.MAX_VALUE
                : snapshotMicros + Limits.TRANSACTION_AGE_SECONDS * 1_000_000L;
    }

    /**
     * To be called as each statement begins, and in long loops.
     *
     * @throws dev.borealis.types.error.SqlException 54000 {@code transaction age limit of 300s exceeded}
     */
    public void checkAge() {
        if (snapshot != null && !exempt) {
            long seconds = (micros(clock) - snapshotMicros) / 1_000_000;
            if (seconds >= Limits.TRANSACTION_AGE_SECONDS) {
                throw ConflictErrors.ageLimitExceeded(seconds);
            }
        }
    }

    /** Whether {@link #checkAge} would throw. */
    public boolean isTooOld() {
        return micros(clock) >= deadlineMicros();
    }

    /** For statements that wait for work of others: the age limit does not hold for this transaction. */
    public void exemptFromAge() {
        exempt = true;
    }

    /** The id by which it commits, made when first asked for; from any thread. */
    public synchronized TransactionId id() {
        TransactionId made = id;
        if (made == null) {
            made = TransactionId.random(random);
            id = made;
        }
        return made;
    }

    /** When its first statement began, in microseconds since 2000-01-01 UTC; null before. From any thread. */
    public @Nullable Long snapshotMicros() {
        return snapshot == null ? null : snapshotMicros;
    }

    /** Number of the view it reads; null when it holds none. From any thread. */
    public @Nullable Long heldSnapshot() {
        Snapshot held = snapshot;
        return held == null || closed ? null : (Long) held.token().value();
    }

    /** How many rows of which tables were changed, by OID; not from another thread. */
    public Map<Integer, Integer> changedTables() {
        if (changedInTable == 0) {
            return changedBefore;
        }
        Map<Integer, Integer> changed = new TreeMap<>(changedBefore);
        changed.merge(changedTable, changedInTable, Integer::sum);
        return changed;
    }

    /** Table rows changed so far; from another thread a moment old. */
    public int changedRows() {
        return changedRows;
    }

    /** Bytes of keys and values written so far; from another thread a moment old. */
    public long bufferedBytes() {
        return buffer.bytes();
    }

    /** Whether it was committed, rolled back or given up. From any thread. */
    public boolean isClosed() {
        return closed;
    }

    /**
     * Gives up a transaction that has passed the age limit while nobody used it: its view and its writes are let go, and
     * whoever uses it next is told of the limit. From any thread, but only while its own thread does not use it.
     *
     * @return whether it was given up now
     */
    public synchronized boolean giveUpIfTooOld() {
        if (closed || !isTooOld()) {
            return false;
        }
        close();
        return true;
    }

    /** Whether a commit would have anything to tell the store. */
    public boolean hasEffect() {
        return marking || !buffer.isEmpty();
    }

    /**
     * Hands the commit to the store. A transaction without effect is answered at once and costs nothing.
     *
     * @return completes with what to give to {@link #answer}
     * @throws dev.borealis.types.error.SqlException 54000 when it is too old or too large; it is then rolled back
     */
    public CompletableFuture<CommitResult> submit() {
        try {
            checkAge();
            if (!hasEffect()) {
                SnapshotToken at = snapshot == null ? new SnapshotToken(0) : snapshot.token();
                return CompletableFuture.completedFuture(new CommitResult.Committed(at));
            }
            long bytes = buffer.bytes() + (long) BYTES_PER_ENTRY * buffer.size();
            if (bytes > Limits.TRANSACTION_BYTES) {
                throw ConflictErrors.sizeLimitExceeded(bytes);
            }
            memory.take(buffer.bytes() + touchedBytes); // both are copied
            submittedBytes = buffer.bytes();
            submittedNanos = System.nanoTime();
            var commit = new Commit(id(), token(), packedTouches(), buffer.mutations());
            return StoreProblems.translating(() -> store.commit(commit));
        } catch (RuntimeException failure) {
            if (failure instanceof SqlException reason) {
                notCommitted(reason);
            }
            close();
            throw failure;
        }
    }

    /** In key order, so that of several conflicts always the same one is told. */
    private Touches packedTouches() {
        int count = touches.order(touches.size());
        var packed = Touches.builder(count, touchedBytes);
        for (int i = 0; i < count; i++) {
            int number = touches.at(i);
            byte[] key = touches.key(number);
            Lanes lanes = touches.value(number);
            packed.add(key, 0, key.length, lanes.checks(), lanes.marks(), lanes.label());
        }
        return packed.build();
    }

    /**
     * Ends the transaction with the store's answer. May ask the store for the outcome, and then blocks.
     *
     * @throws dev.borealis.types.error.SqlException when it did not commit, or nobody knows
     */
    public void answer(CommitResult result) {
        if (result instanceof CommitResult.Unknown) {
            releaseSnapshot(); // the outcome may be long in coming
        }
        SqlException failure = failure(store, result);
        ended = true;
        if (failure == null) {
            long nanos = submittedNanos == 0 ? 0 : System.nanoTime() - submittedNanos;
            observer.committed(this, submittedBytes, nanos);
        } else if (result instanceof CommitResult.Conflict conflict) {
            observer.lost(this, conflict);
        } else {
            observer.notCommitted(this, failure);
        }
        close();
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Returns when an answer means that the commit took effect. May ask the store for the outcome, and then blocks.
     *
     * @throws dev.borealis.types.error.SqlException when it did not commit, or nobody knows
     */
    public static void require(Store store, CommitResult result) {
        SqlException failure = failure(store, result);
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable SqlException failure(Store store, CommitResult result) {
        return switch (result) {
            case CommitResult.Committed _ -> null;
            case CommitResult.Conflict conflict ->
                    switch (conflict.label()) {
                        case DATA -> ConflictErrors.dataConflict();
                        case SCHEMA -> ConflictErrors.schemaConflict();
                    };
            case CommitResult.Refused refused -> StoreProblems.error(refused.problem());
            case CommitResult.Unknown unknown -> outcome(store, unknown.id());
        };
    }

    private static @Nullable SqlException outcome(Store store, TransactionId asked) {
        try {
            return switch (StoreProblems.translating(() -> store.outcome(asked))) {
                case Outcome.Committed _ -> null;
                case Outcome.NotCommitted(var because) when because != null ->
                        StoreProblems.error(because);
                case Outcome.NotCommitted _, Outcome.Forgotten _ ->
                        StorageErrors.serverUnavailable();
            };
        } catch (SqlException failure) {
            return failure;
        }
    }

    private void notCommitted(SqlException reason) {
        ended = true;
        observer.notCommitted(this, reason);
    }

    /** {@link #submit()}, waiting, {@link #answer}. */
    public void commit() {
        answer(submit().join());
    }

    /** Rolls back, or forgets a transaction that was committed. Any number of times. */
    @Override
    public synchronized void close() {
        if (!closed && !ended) {
            observer.rolledBack(this);
        }
        closed = true;
        buffer.clear();
        touches.clear();
        memory.close();
        releaseSnapshot();
    }

    private void releaseSnapshot() {
        Snapshot taken = snapshot;
        if (taken != null) {
            taken.close();
        }
    }

    /** One entry of a page. */
    private record Found(Page page, int index) implements EntryView {
        @Override
        public byte[] bytes() {
            return page.bytes();
        }

        @Override
        public int keyStart() {
            return page.keyStart(index);
        }

        @Override
        public int keyEnd() {
            return page.keyEnd(index);
        }

        @Override
        public int valueStart() {
            return page.valueStart(index);
        }

        @Override
        public int valueEnd() {
            return page.valueEnd(index);
        }
    }
}
