package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Row;
import dev.borealis.engine.evaluate.ValueOrder;
import dev.borealis.types.Bytes;

import java.util.Arrays;

/**
 * A hash index over the first columns of the rows of a {@link RowStore}. Entries are numbered from 0 in the order of
 * adding.
 */
final class RowHash {
    private static final int FIRST_BUCKETS = 16;

    private final RowStore store;
    private final ValueOrder[] orders;
    private final Execution execution;
    private int[] heads = new int[FIRST_BUCKETS];
    private int[] nexts = new int[FIRST_BUCKETS];
    private int[] hashes = new int[FIRST_BUCKETS];
    private final AddressList addresses;

    RowHash(RowStore store, ValueOrder[] orders, Execution execution) {
        this.store = store;
        this.orders = orders;
        this.execution = execution;
        addresses = new AddressList(execution.memory);
        Arrays.fill(heads, -1);
    }

    int size() {
        return addresses.size();
    }

    long address(int entry) {
        return addresses.get(entry);
    }

    void clear() {
        execution.memory.release(12L * (heads.length - FIRST_BUCKETS));
        heads = new int[FIRST_BUCKETS];
        nexts = new int[FIRST_BUCKETS];
        hashes = new int[FIRST_BUCKETS];
        Arrays.fill(heads, -1);
        addresses.clear();
    }

    /** Hash of the first columns of a row; nulls count as a value. */
    int hash(Row key) {
        int hash = 0;
        for (int i = 0; i < orders.length; i++) {
            int one = 0;
            if (!key.isNull(i)) {
                one =
                        switch (orders[i].carrier()) {
                            case LONG -> ValueOrder.hashLong(key.getLong(i));
                            case DOUBLE -> ValueOrder.hashDouble(key.getDouble(i));
                            case OBJECT -> orders[i].hashObject(execution, key.getObject(i));
                        };
            }
            hash = hash * 31 + one;
        }
        return hash ^ hash >>> 15;
    }

    /** Number of the first entry with this key, −1 for none. */
    int find(Row key, int hash) {
        for (int entry = heads[hash & heads.length - 1]; entry >= 0; entry = nexts[entry]) {
            if (hashes[entry] == hash && isEqual(addresses.get(entry), key)) {
                return entry;
            }
        }
        return -1;
    }

    /** The next entry with the same key, −1 for none. */
    int findNext(int entry, Row key) {
        int hash = hashes[entry];
        for (int next = nexts[entry]; next >= 0; next = nexts[next]) {
            if (hashes[next] == hash && isEqual(addresses.get(next), key)) {
                return next;
            }
        }
        return -1;
    }

    private boolean isEqual(long address, Row key) {
        byte[] page = store.page(address);
        int at = (int) address;
        for (int i = 0; i < orders.length; i++) {
            boolean isNull = store.isNull(page, at, i);
            if (isNull || key.isNull(i)) {
                if (isNull != key.isNull(i)) {
                    return false;
                }
                continue;
            }
            boolean equal =
                    switch (orders[i].carrier()) {
                        case LONG -> store.getLong(page, at, i) == key.getLong(i);
                        case DOUBLE ->
                                ValueOrder.compareDouble(
                                                Double.longBitsToDouble(store.getLong(page, at, i)),
                                                key.getDouble(i))
                                        == 0;
                        case OBJECT -> isEqualObject(page, at, i, key.getObject(i));
                    };
            if (!equal) {
                return false;
            }
        }
        return true;
    }

    private boolean isEqualObject(byte[] page, int at, int column, Object value) {
        if (orders[column].isBytes()) {
            long slot = store.getLong(page, at, column);
            Bytes bytes = (Bytes) value;
            int from = at + (int) (slot >>> 32);
            return Arrays.equals(
                    page,
                    from,
                    from + (int) slot,
                    bytes.array(),
                    bytes.offset(),
                    bytes.offset() + bytes.length());
        }
        return orders[column].compareObject(execution, store.getObject(page, at, column), value)
                == 0;
    }

    /** Adds a stored row; gives its number. Rows of one key come out in the reverse order of adding. */
    int add(long address, int hash) {
        int entry = addresses.size();
        if (entry == heads.length) {
            grow();
        }
        addresses.add(address);
        hashes[entry] = hash;
        int bucket = hash & heads.length - 1;
        nexts[entry] = heads[bucket];
        heads[bucket] = entry;
        return entry;
    }

    private void grow() {
        int size = heads.length * 2;
        execution.memory.take(12L * heads.length);
        heads = new int[size];
        Arrays.fill(heads, -1);
        nexts = Arrays.copyOf(nexts, size);
        hashes = Arrays.copyOf(hashes, size);
        for (int entry = 0; entry < addresses.size(); entry++) {
            int bucket = hashes[entry] & size - 1;
            nexts[entry] = heads[bucket];
            heads[bucket] = entry;
        }
    }
}
