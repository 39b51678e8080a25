package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.Row;
import dev.borealis.engine.evaluate.ValueOrder;
import dev.borealis.engine.transaction.MemoryAccount;
import dev.borealis.types.Bytes;
import dev.borealis.types.Carrier;
import dev.borealis.types.value.ValueMemory;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows kept as bytes in pages: for sort, hash and materialise. A row is a bitmap of nulls, eight bytes for each column
 * (the value, or place and length of its bytes), then the bytes. Values that are neither numbers nor {@link Bytes} lie in
 * a list beside the pages and are charged by what they hold. A row's address is page number and offset in one long;
 * addresses grow in the order of adding.
 */
final class RowStore {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int FIRST_PAGE_BYTES = 4 * 1024;
    private static final int PAGE_BYTES = 256 * 1024;

    private static final long OBJECT = 1L << 63;

    private final Carrier[] carriers;
    private final int bitmapBytes;
    private final int fixedBytes;
    private final MemoryAccount memory;
    private final List<byte[]> pages = new ArrayList<>();
    private final List<Object> objects = new ArrayList<>();
    private byte[] page = new byte[0];
    private int used;
    private int start;
    private long rows;
    private long charged;

    RowStore(Carrier[] carriers, MemoryAccount memory) {
        this.carriers = carriers;
        this.memory = memory;
        bitmapBytes = carriers.length + 7 >> 3;
        fixedBytes = bitmapBytes + 8 * carriers.length;
    }

    int columns() {
        return carriers.length;
    }

    long rows() {
        return rows;
    }

    /** Forgets all rows. */
    void clear() {
        pages.clear();
        objects.clear();
        page = new byte[0];
        used = 0;
        rows = 0;
        memory.release(charged);
        charged = 0;
    }

    private void charge(long bytes) {
        memory.take(bytes);
        charged += bytes;
    }

    // --- writing ---

    /** Begins a row; then every column is set once, then {@link #end}. */
    void begin() {
        ensure(fixedBytes);
        start = used;
        Arrays.fill(page, start, start + bitmapBytes, (byte) 0);
        used = start + fixedBytes;
    }

    private void ensure(int bytes) {
        if (page.length - used < bytes) {
            newPage(bytes);
        }
    }

    private void newPage(int bytes) {
        int size = Math.max(bytes, Math.clamp(page.length * 2L, FIRST_PAGE_BYTES, PAGE_BYTES));
        charge(size);
        page = new byte[size];
        pages.add(page);
        used = 0;
    }

    /** Makes room for bytes of the row begun; moves the row to a larger page where needed. */
    private void room(int bytes) {
        if (page.length - used >= bytes) {
            return;
        }
        byte[] old = page;
        int from = start;
        int length = used - start;
        if (from == 0 && pages.size() > 0) {
            // alone on its page: the page grows
            int size = Math.max(length + bytes, page.length * 2);
            charge(size - page.length);
            page = Arrays.copyOf(page, size);
            pages.set(pages.size() - 1, page);
            return;
        }
        newPage(length + bytes);
        System.arraycopy(old, from, page, 0, length);
        start = 0;
        used = length;
    }

    void setNull(int column) {
        page[start + (column >> 3)] |= (byte) (1 << (column & 7));
    }

    void setLong(int column, long value) {
        LONG.set(page, start + bitmapBytes + 8 * column, value);
    }

    void setDouble(int column, double value) {
        LONG.set(page, start + bitmapBytes + 8 * column, Double.doubleToRawLongBits(value));
    }

    void setObject(int column, Object value) {
        if (value instanceof Bytes bytes) {
            room(bytes.length());
            int offset = used - start;
            System.arraycopy(bytes.array(), bytes.offset(), page, used, bytes.length());
            used += bytes.length();
            LONG.set(page, start + bitmapBytes + 8 * column, (long) offset << 32 | bytes.length());
        } else {
            charge(ValueMemory.bytes(value));
            LONG.set(page, start + bitmapBytes + 8 * column, OBJECT | objects.size());
            objects.add(value);
        }
    }

    /** Sets a column from an expression. */
    void set(int column, Expression expression, Frame frame) {
        switch (carriers[column]) {
            case LONG -> {
                long value = expression.evaluateLong(frame);
                if (frame.isNull) {
                    setNull(column);
                } else {
                    setLong(column, value);
                }
            }
            case DOUBLE -> {
                double value = expression.evaluateDouble(frame);
                if (frame.isNull) {
                    setNull(column);
                } else {
                    setDouble(column, value);
                }
            }
            case OBJECT -> {
                Object value = expression.evaluateObject(frame);
                if (value == null) {
                    setNull(column);
                } else {
                    setObject(column, value);
                }
            }
        }
    }

    /** Sets a column from a row. */
    void set(int column, Row row, int from) {
        if (row.isNull(from)) {
            setNull(column);
            return;
        }
        switch (carriers[column]) {
            case LONG -> setLong(column, row.getLong(from));
            case DOUBLE -> setDouble(column, row.getDouble(from));
            case OBJECT -> setObject(column, row.getObject(from));
        }
    }

    /** Sets a column from a boxed value. */
    void setBoxed(int column, @Nullable Object value) {
        if (value == null) {
            setNull(column);
            return;
        }
        switch (carriers[column]) {
            case LONG -> setLong(column, (Long) value);
            case DOUBLE -> setDouble(column, (Double) value);
            case OBJECT -> setObject(column, value);
        }
    }

    /** Ends the row and gives its address. */
    long end() {
        rows++;
        return (long) (pages.size() - 1) << 32 | start;
    }

    /** Adds all columns of a row, which has as many. */
    long add(Row row) {
        begin();
        for (int i = 0; i < carriers.length; i++) {
            set(i, row, i);
        }
        return end();
    }

    // --- reading ---

    byte[] page(long address) {
        return pages.get((int) (address >>> 32));
    }

    boolean isNull(byte[] bytes, int at, int column) {
        return (bytes[at + (column >> 3)] & 1 << (column & 7)) != 0;
    }

    boolean isNull(long address, int column) {
        return isNull(page(address), (int) address, column);
    }

    long getLong(byte[] bytes, int at, int column) {
        return (long) LONG.get(bytes, at + bitmapBytes + 8 * column);
    }

    long getLong(long address, int column) {
        return getLong(page(address), (int) address, column);
    }

    double getDouble(long address, int column) {
        return Double.longBitsToDouble(getLong(address, column));
    }

    Object getObject(byte[] bytes, int at, int column) {
        long slot = getLong(bytes, at, column);
        if (slot < 0) {
            return objects.get((int) slot);
        }
        return Bytes.of(bytes, at + (int) (slot >>> 32), (int) slot);
    }

    Object getObject(long address, int column) {
        return getObject(page(address), (int) address, column);
    }

    @Nullable Object getBoxed(long address, int column) {
        if (isNull(address, column)) {
            return null;
        }
        return switch (carriers[column]) {
            case LONG -> getLong(address, column);
            case DOUBLE -> getDouble(address, column);
            case OBJECT -> getObject(address, column);
        };
    }

    /** Compares a column of two rows, neither null. */
    int compare(Execution execution, ValueOrder order, long a, long b, int column) {
        return switch (carriers[column]) {
            case LONG -> order.compareLong(getLong(a, column), getLong(b, column));
            case DOUBLE -> ValueOrder.compareDouble(getDouble(a, column), getDouble(b, column));
            case OBJECT -> {
                if (order.isBytes()) {
                    byte[] pageA = page(a);
                    byte[] pageB = page(b);
                    long slotA = getLong(pageA, (int) a, column);
                    long slotB = getLong(pageB, (int) b, column);
                    int fromA = (int) a + (int) (slotA >>> 32);
                    int fromB = (int) b + (int) (slotB >>> 32);
                    yield Arrays.compareUnsigned(
                            pageA, fromA, fromA + (int) slotA, pageB, fromB, fromB + (int) slotB);
                }
                yield order.compareObject(execution, getObject(a, column), getObject(b, column));
            }
        };
    }

    /** A view of stored rows, moved from address to address. */
    View view() {
        return new View(this);
    }

    /** A view whose columns are stored columns in another order. @param map from column to stored column, −1: null */
    View view(int[] map) {
        return new MappedView(this, map);
    }

    /** The stored row at an address. */
    static class View implements Row {
        final RowStore store;
        byte[] bytes = new byte[0];
        int at;

        View(RowStore store) {
            this.store = store;
        }

        void moveTo(long address) {
            bytes = store.page(address);
            at = (int) address;
        }

        @Override
        public boolean isNull(int column) {
            return store.isNull(bytes, at, column);
        }

        @Override
        public long getLong(int column) {
            return store.getLong(bytes, at, column);
        }

        @Override
        public double getDouble(int column) {
            return Double.longBitsToDouble(store.getLong(bytes, at, column));
        }

        @Override
        public Object getObject(int column) {
            return store.getObject(bytes, at, column);
        }
    }

    private static final class MappedView extends View {
        private final int[] map;

        MappedView(RowStore store, int[] map) {
            super(store);
            this.map = map;
        }

        @Override
        public boolean isNull(int column) {
            return map[column] < 0 || super.isNull(map[column]);
        }

        @Override
        public long getLong(int column) {
            return super.getLong(map[column]);
        }

        @Override
        public double getDouble(int column) {
            return super.getDouble(map[column]);
        }

        @Override
        public Object getObject(int column) {
            return super.getObject(map[column]);
        }
    }
}
