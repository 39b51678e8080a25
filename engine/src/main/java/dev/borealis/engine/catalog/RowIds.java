package dev.borealis.engine.catalog;

import dev.borealis.engine.key.KeyFormat;
import dev.borealis.store.Store;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hidden row ids of tables without a primary key: ascending per process, taken from the store in blocks outside all
 * transactions, never given twice. Thread-safe.
 */
public final class RowIds {
    /** Ids taken at once; what is left of a block when the process ends is lost. */
    private static final int BLOCK = 4_096;

    private final Store store;
    private final Map<Integer, Block> blocks = new ConcurrentHashMap<>();

    private static final class Block {
        private long next;
        private long end;
    }

    public RowIds(Store store) {
        this.store = store;
    }

    /** A new row id for a table. */
    public long next(int table) {
        Block block = blocks.computeIfAbsent(table, _ -> new Block());
        synchronized (block) {
            if (block.next == block.end) {
                byte[] after =
                        store.update(
                                CatalogKeys.rowIds(table),
                                before ->
                                        CatalogStore.longBytes(
                                                (before == null
                                                                ? 1
                                                                : ByteBuffer.wrap(before).getLong())
                                                        + BLOCK));
                if (after == null) {
                    throw new IllegalStateException("no row ids of table " + table);
                }
                block.end = ByteBuffer.wrap(after).getLong();
                block.next = block.end - BLOCK;
            }
            return block.next++;
        }
    }

    /** The row id in the key of a row. */
    public static long of(byte[] bytes, int keyStart) {
        return ByteBuffer.wrap(bytes).getLong(keyStart + KeyFormat.PREFIX_BYTES) ^ Long.MIN_VALUE;
    }
}
