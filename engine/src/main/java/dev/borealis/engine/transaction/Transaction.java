package dev.borealis.engine.transaction;

import dev.borealis.store.KeyRange;
import dev.borealis.store.Label;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a statement reads and writes: the snapshot with the transaction's own writes over it. Knows keys and values, no
 * SQL. Used by one thread at a time.
 *
 * <p>Every write carries the number of the command it was made in. A read sees the snapshot and the writes of
 * <em>earlier</em> commands, unless it asks for the current one too: so {@code INSERT INTO t SELECT … FROM t} ends.
 */
public interface Transaction {
    /** The entry as earlier commands left it, or null. The view is valid until the next call. */
    @Nullable EntryView get(byte[] key);

    /** The entry with the current command's writes too: for uniqueness, ON CONFLICT, foreign keys. */
    @Nullable EntryView getCurrent(byte[] key);

    /** As {@link #get} for each key, in the order asked; one call, so that a distant store needs one round. */
    List<@Nullable EntryView> getAll(List<byte[]> keys);

    /** Entries as earlier commands left them, in key order or backwards. */
    EntryCursor scan(KeyRange range, boolean reverse, int expectedEntries);

    /** Entries with the current command's writes too. */
    EntryCursor scanCurrent(KeyRange range, boolean reverse, int expectedEntries);

    /** Buffers a write of the current command. Nobody may change the arrays afterwards. */
    void put(byte[] key, byte[] value);

    /** Buffers a deletion in the current command; a key that is not there may be deleted. */
    void delete(byte[] key);

    /**
     * Declares what the commit depends on and changes; lanes as {@link dev.borealis.store.Touch}. Touches of one key
     * unite. A read-only transaction ignores it.
     */
    void touch(byte[] key, int checks, int marks, Label label);

    /**
     * Counts changed table rows against the 3,000 of a transaction.
     *
     * @param table OID, for those who count by table
     * @throws dev.borealis.types.error.SqlException 54000 {@code transaction row limit exceeded}
     */
    void countChangedRows(int table, int rows);

    /** Whether writes are refused (25006 is the caller's to throw: it knows the statement). */
    boolean isReadOnly();

    /** The next command begins: writes so far become visible to plain reads. */
    void nextCommand();

    /** Start of the transaction in microseconds since 2000-01-01 UTC: what now() gives. */
    long startMicros();
}
