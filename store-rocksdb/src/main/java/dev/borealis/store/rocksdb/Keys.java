package dev.borealis.store.rocksdb;

import dev.borealis.store.KeyRange;
import dev.borealis.store.StoreId;
import dev.borealis.store.paged.Reclaimable;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What lies where. Three column families:
 *
 * <pre>
 * default  store number (4 bytes, big-endian), where a leaf begins -> its entries, see LeafRecord
 * leaves   the same key                                     -> about how many bytes it holds (4); none for an unwritten leaf
 * meta     "format"                                         -> version (4)
 *          "number"                                         -> number of the last commit (8)
 *          "next-store"                                     -> number of the next new store (4)
 *          "store/" id                                      -> number (4)
 *          "reclaim/" number (8), store number (4), from where to where (lengths of 4 bytes, −1 for no end)  -> nothing
 * </pre>
 */
final class Keys {
    /** Version of all of this; a reader of another version refuses. */
    static final int FORMAT = 3;

    static final String LEAVES = "leaves";
    static final String META = "meta";
    static final byte[] FORMAT_KEY = ascii("format");
    static final byte[] NUMBER_KEY = ascii("number");
    static final byte[] NEXT_STORE_KEY = ascii("next-store");
    static final byte[] STORE_PREFIX = ascii("store/");
    static final byte[] RECLAIM_PREFIX = ascii("reclaim/");

    /** Bytes of a store number before each key. */
    static final int PREFIX_BYTES = 4;

    private static final int NO_END = -1;

    private Keys() {}

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] store(StoreId id) {
        return ascii("store/" + id.value());
    }

    static StoreId storeId(byte[] key) {
        return new StoreId(
                new String(
                        key,
                        STORE_PREFIX.length,
                        key.length - STORE_PREFIX.length,
                        StandardCharsets.US_ASCII));
    }

    static byte[] of(Reclaimable what) {
        byte[] from = what.range().from();
        byte[] to = what.range().to();
        ByteBuffer key =
                ByteBuffer.allocate(
                        RECLAIM_PREFIX.length + 8 + 4 + 4 + length(from) + 4 + length(to));
        key.put(RECLAIM_PREFIX).putLong(what.number()).putInt(what.store());
        end(key, from);
        end(key, to);
        return key.array();
    }

    static Reclaimable reclaimable(byte[] key) {
        ByteBuffer of = ByteBuffer.wrap(key).position(RECLAIM_PREFIX.length);
        long number = of.getLong();
        int store = of.getInt();
        byte[] from = end(of);
        return new Reclaimable(store, new KeyRange(from, end(of)), number);
    }

    private static int length(byte @Nullable [] end) {
        return end == null ? 0 : end.length;
    }

    private static void end(ByteBuffer into, byte @Nullable [] end) {
        into.putInt(end == null ? NO_END : end.length);
        if (end != null) {
            into.put(end);
        }
    }

    private static byte @Nullable [] end(ByteBuffer of) {
        int length = of.getInt();
        if (length == NO_END) {
            return null;
        }
        byte[] end = new byte[length];
        of.get(end);
        return end;
    }

    static byte[] of(int store, byte[] key) {
        byte[] whole = new byte[PREFIX_BYTES + key.length];
        putInt(whole, 0, store);
        System.arraycopy(key, 0, whole, PREFIX_BYTES, key.length);
        return whole;
    }

    /** Where a range begins. */
    static byte[] from(int store, KeyRange range) {
        return of(store, range.from() == null ? new byte[0] : range.from());
    }

    /** Where a range ends, exclusive. */
    static byte[] to(int store, byte @Nullable [] to) {
        return to == null ? of(store + 1, new byte[0]) : of(store, to);
    }

    static int store(byte[] key) {
        return getInt(key);
    }

    static byte[] withoutPrefix(byte[] key) {
        return Arrays.copyOfRange(key, PREFIX_BYTES, key.length);
    }

    static byte[] bytes(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    static byte[] bytes(long number) {
        return ByteBuffer.allocate(8).putLong(number).array();
    }

    static int getInt(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getInt();
    }

    static long getLong(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }

    /** Big-endian. */
    static void putInt(byte[] bytes, int at, int number) {
        bytes[at] = (byte) (number >> 24);
        bytes[at + 1] = (byte) (number >> 16);
        bytes[at + 2] = (byte) (number >> 8);
        bytes[at + 3] = (byte) number;
    }
}
