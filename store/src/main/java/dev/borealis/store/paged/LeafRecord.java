package dev.borealis.store.paged;

import dev.borealis.store.KeyRange;
import dev.borealis.store.Mutations;
import dev.borealis.store.Page;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreProblem;
import dev.borealis.store.tree.Changes;
import dev.borealis.store.tree.Packing;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.TreeMap;

/**
 * How a leaf is stored: parts one behind the other, the first written when the leaf was, the others appended by later
 * commits. No record: no entries.
 *
 * <pre>
 * page     1, count, count × (key length, value length), keys and values as a {@link Page} has them
 * changes  2, count, count × (key length, value length + 1 or 0 to delete, key, value)
 * cut      3, length of from, from, length of to + 1 or 0 when unbounded, to
 * </pre>
 *
 * Numbers are unsigned, seven bits a byte, the lowest first; the first byte of a part is one byte. Only the first part may be
 * a page.
 */
public final class LeafRecord {
    private static final byte PAGE = 1;
    private static final byte CHANGES = 2;
    private static final byte CUT = 3;

    private LeafRecord() {}

    /** A leaf that holds exactly this. */
    static byte[] of(Page page) {
        int size = page.size();
        int bytes = page.packedBytes();
        int length = 1 + lengthOf(size) + bytes;
        for (int i = 0; i < size; i++) {
            length += lengthOf(page.keyEnd(i) - page.keyStart(i));
            length += lengthOf(page.valueEnd(i) - page.valueStart(i));
        }
        var out = new Writer(length);
        out.bytes[out.used++] = PAGE;
        out.number(size);
        for (int i = 0; i < size; i++) {
            out.number(page.keyEnd(i) - page.keyStart(i));
            out.number(page.valueEnd(i) - page.valueStart(i));
        }
        if (size > 0) {
            System.arraycopy(page.bytes(), page.keyStart(0), out.bytes, out.used, bytes);
        }
        return out.bytes;
    }

    /** To be appended to what a leaf was. */
    static byte[] of(Changes changes) {
        int size = changes.size();
        int length = 1 + lengthOf(size);
        for (int i = 0; i < size; i++) {
            byte[] key = changes.key(i);
            byte[] value = changes.value(i);
            length += lengthOf(key.length) + key.length;
            length += value == null ? 1 : lengthOf(value.length + 1) + value.length;
        }
        var out = new Writer(length);
        out.bytes[out.used++] = CHANGES;
        out.number(size);
        for (int i = 0; i < size; i++) {
            byte[] key = changes.key(i);
            byte[] value = changes.value(i);
            out.number(key.length);
            out.number(value == null ? 0 : value.length + 1);
            out.text(key);
            if (value != null) {
                out.text(value);
            }
        }
        return out.bytes;
    }

    /** To be appended to what a leaf was: nothing of a range is in it any more. */
    static byte[] cut(KeyRange range) {
        byte[] from = range.from() == null ? new byte[0] : range.from();
        byte[] to = range.to();
        int length = 1 + lengthOf(from.length) + from.length;
        length += to == null ? 1 : lengthOf(to.length + 1) + to.length;
        var out = new Writer(length);
        out.bytes[out.used++] = CUT;
        out.number(from.length);
        out.text(from);
        out.number(to == null ? 0 : to.length + 1);
        if (to != null) {
            out.text(to);
        }
        return out.bytes;
    }

    /**
     * What a record says.
     *
     * @param page the entries
     * @param behind bytes of all parts but a first page
     */
    record Contents(Page page, int behind) {
        static final Contents NOTHING = new Contents(Page.EMPTY, 0);
    }

    /**
     * Reads a record; the page may go on using the array.
     *
     * @param record null: there is none
     * @throws StoreException {@link StoreProblem#DAMAGED}
     */
    static Contents read(byte @Nullable [] record) {
        if (record == null || record.length == 0) {
            return Contents.NOTHING;
        }
        try {
            return new Reader(record).contents();
        } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw damaged("it ends too early");
        }
    }

    /**
     * The value of one key, copied, without putting the parts together; null when the key is not in it.
     *
     * @throws StoreException {@link StoreProblem#DAMAGED}
     */
    static byte @Nullable [] find(byte @Nullable [] record, byte[] key) {
        if (record == null || record.length == 0) {
            return null;
        }
        try {
            return new Reader(record).find(key);
        } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw damaged("it ends too early");
        }
    }

    private static StoreException damaged(String what) {
        return new StoreException(
                StoreProblem.DAMAGED, "the record of a leaf cannot be read: " + what);
    }

    private static int lengthOf(int number) {
        return number < 1 << 7
                ? 1
                : number < 1 << 14 ? 2 : number < 1 << 21 ? 3 : number < 1 << 28 ? 4 : 5;
    }

    private static final class Writer {
        private final byte[] bytes;
        private int used;

        Writer(int length) {
            bytes = new byte[length];
        }

        void number(int number) {
            int rest = number;
            while (rest >= 0x80) {
                bytes[used++] = (byte) (rest | 0x80);
                rest >>>= 7;
            }
            bytes[used++] = (byte) rest;
        }

        void text(byte[] text) {
            System.arraycopy(text, 0, bytes, used, text.length);
            used += text.length;
        }
    }

    private static final class Reader {
        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        Contents contents() {
            Page base = bytes[0] == PAGE ? page() : Page.EMPTY;
            int behind = bytes.length - at;
            if (behind == 0) {
                return new Contents(base, 0);
            }
            var later = new TreeMap<byte[], byte @Nullable []>(Arrays::compareUnsigned);
            while (at < bytes.length) {
                switch (bytes[at++]) {
                    case CHANGES -> changes(later);
                    case CUT -> base = cut(base, later);
                    default -> throw damaged("there is no part of kind " + bytes[at - 1]);
                }
            }
            Page page =
                    later.isEmpty() ? base : Packing.merge(base, Changes.of(Mutations.of(later)));
            return new Contents(page, behind);
        }

        byte @Nullable [] find(byte[] key) {
            Page base = bytes[0] == PAGE ? page() : Page.EMPTY;
            int index = base.find(key);
            int from = index < 0 ? -1 : base.valueStart(index); // -1: there is none
            int to = index < 0 ? -1 : base.valueEnd(index);
            while (at < bytes.length) {
                switch (bytes[at++]) {
                    case CHANGES -> {
                        for (int left = number(); left > 0; left--) {
                            int keyLength = number();
                            int valueLength = number() - 1;
                            int keyStart = at;
                            skip(keyLength);
                            boolean isIt =
                                    Arrays.equals(
                                            bytes,
                                            keyStart,
                                            keyStart + keyLength,
                                            key,
                                            0,
                                            key.length);
                            if (isIt) {
                                from = valueLength < 0 ? -1 : at;
                                to = at + valueLength;
                            }
                            skip(Math.max(0, valueLength));
                        }
                    }
                    case CUT -> from = range().contains(key) ? -1 : from;
                    default -> throw damaged("there is no part of kind " + bytes[at - 1]);
                }
            }
            return from < 0 ? null : Arrays.copyOfRange(bytes, from, to);
        }

        private Page page() {
            at = 1;
            int count = number();
            if (count > bytes.length) {
                throw damaged("more entries than bytes");
            }
            int[] offsets = new int[2 * count + 1];
            int end = 0;
            for (int i = 0; i < 2 * count; i++) {
                offsets[i] = end;
                end += number();
                if (end < 0 || end > bytes.length) {
                    throw damaged("an entry beyond its end");
                }
            }
            offsets[2 * count] = end;
            if (end > bytes.length - at) {
                throw damaged("a page beyond its end");
            }
            for (int i = 0; i < offsets.length; i++) {
                offsets[i] += at;
            }
            at += end;
            return count == 0 ? Page.EMPTY : Page.of(bytes, offsets);
        }

        private void changes(TreeMap<byte[], byte @Nullable []> later) {
            int count = number();
            for (int i = 0; i < count; i++) {
                int keyLength = number();
                int valueLength = number() - 1;
                byte[] key = text(keyLength);
                later.put(key, valueLength < 0 ? null : text(valueLength));
            }
        }

        private Page cut(Page base, TreeMap<byte[], byte @Nullable []> later) {
            KeyRange range = range();
            if (range.isEmpty()) {
                return base;
            }
            byte[] from = range.from() == null ? new byte[0] : range.from();
            byte[] to = range.to();
            (to == null ? later.tailMap(from, true) : later.subMap(from, true, to, false)).clear();
            return Packing.without(base, range);
        }

        private KeyRange range() {
            byte[] from = text(number());
            int toLength = number() - 1;
            return new KeyRange(from, toLength < 0 ? null : text(toLength));
        }

        private int number() {
            int number = 0;
            for (int shift = 0; shift < 35; shift += 7) {
                byte next = bytes[at++];
                number |= (next & 0x7f) << shift;
                if (next >= 0) {
                    return number;
                }
            }
            throw damaged("a number of more than five bytes");
        }

        private void skip(int length) {
            if (length < 0 || length > bytes.length - at) {
                throw damaged("a key or value beyond its end");
            }
            at += length;
        }

        private byte[] text(int length) {
            skip(length);
            return Arrays.copyOfRange(bytes, at - length, at);
        }
    }
}
