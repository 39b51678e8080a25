package dev.borealis.store.paged;

import dev.borealis.store.KeyRange;
import dev.borealis.store.Mutations;
import dev.borealis.store.Page;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreProblem;
import dev.borealis.store.tree.Packing;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How a leaf is stored: parts one behind the other, the first written when the leaf was, the others appended by later
 * commits. Every leaf has a record that begins with a page; only that which begins at the lowest key has none until it is
 * first changed, and no page until it is first written anew.
 *
 * <pre>
 * page     1, count, count × (key length, value length), keys and values as a {@link Page} has them
 * changes  2, count, count × (key length, value length + 1 or 0 to delete), keys and values likewise
 * cut      3, length of from, from, length of to + 1 or 0 when unbounded, to
 * </pre>
 *
 * Numbers have 31 bits, seven in a byte, the lowest first; the first byte of a part is one byte. Only the first part may be
 * a page.
 */
public final class LeafRecord {
    private static final byte PAGE = 1;
    private static final byte CHANGES = 2;
    private static final byte CUT = 3;

    /** Of the fifth byte of a number, which is its last. */
    private static final int LAST_SHIFT = 28;

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
        out.packed(page);
        return out.bytes;
    }

    /** To be appended to what a leaf was. */
    static byte[] of(Mutations changes) {
        Page entries = changes.entries();
        int size = entries.size();
        int bytes = entries.packedBytes();
        int length = 1 + lengthOf(size) + bytes;
        for (int i = 0; i < size; i++) {
            length += lengthOf(entries.keyEnd(i) - entries.keyStart(i));
            length += lengthOf(valueNumber(changes, i));
        }
        var out = new Writer(length);
        out.bytes[out.used++] = CHANGES;
        out.number(size);
        for (int i = 0; i < size; i++) {
            out.number(entries.keyEnd(i) - entries.keyStart(i));
            out.number(valueNumber(changes, i));
        }
        out.packed(entries);
        return out.bytes;
    }

    private static int valueNumber(Mutations changes, int i) {
        Page entries = changes.entries();
        return changes.isDelete(i) ? 0 : entries.valueEnd(i) - entries.valueStart(i) + 1;
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
     * @param low where the leaf begins
     * @param record null: there is none
     * @throws StoreException {@link StoreProblem#DAMAGED}
     */
    static Contents read(byte[] low, byte @Nullable [] record) {
        refuseWithoutPage(low, record);
        if (record == null || record.length == 0) {
            return Contents.NOTHING;
        }
        try {
            return new Reader(record).contents();
        } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw damaged("it ends too early");
        }
    }

    private static void refuseWithoutPage(byte[] low, byte @Nullable [] record) {
        if (low.length > 0 && (record == null || record.length == 0)) {
            throw new StoreException(StoreProblem.DAMAGED, "the record of a leaf is missing");
        }
        if (low.length > 0 && record[0] != PAGE) {
            throw damaged("its page is missing");
        }
    }

    /**
     * The entry with one key, copied, without putting the parts together; null when the key is not in it.
     *
     * @param low where the leaf begins
     * @param record null: there is none
     * @throws StoreException {@link StoreProblem#DAMAGED}
     */
    static @Nullable Page find(byte[] low, byte @Nullable [] record, byte[] key) {
        refuseWithoutPage(low, record);
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

        void packed(Page page) {
            if (page.size() > 0) {
                int length = page.packedBytes();
                System.arraycopy(page.bytes(), page.keyStart(0), bytes, used, length);
                used += length;
            }
        }
    }

    private static final class Reader {
        private static final long UNCHANGED = -1;

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
            var later = new ArrayList<Mutations>();
            while (at < bytes.length) {
                switch (bytes[at++]) {
                    case CHANGES -> later.add(changes());
                    case CUT -> {
                        KeyRange range = range();
                        if (!range.isEmpty()) {
                            base = Packing.without(base, range);
                            later = without(later, range);
                        }
                    }
                    default -> throw damaged("there is no part of kind " + bytes[at - 1]);
                }
            }
            return new Contents(Packing.merge(base, Mutations.inOrder(later)), behind);
        }

        /** As many as there are entries at most, however often there are cuts: nothing empty stays. */
        private static ArrayList<Mutations> without(List<Mutations> changes, KeyRange range) {
            var left = new ArrayList<Mutations>();
            for (Mutations one : changes) {
                Page entries = one.entries();
                int from = range.from() == null ? 0 : entries.lowerBound(range.from());
                int to = range.to() == null ? one.size() : entries.lowerBound(range.to());
                if (from >= to) {
                    left.add(one);
                    continue;
                }
                if (from > 0) {
                    left.add(one.slice(0, from));
                }
                if (to < one.size()) {
                    left.add(one.slice(to, one.size()));
                }
            }
            return left;
        }

        @Nullable Page find(byte[] key) {
            Page base = bytes[0] == PAGE ? page() : Page.EMPTY;
            int index = base.find(key);
            int from = index < 0 ? -1 : base.valueStart(index); // -1: there is none
            int to = index < 0 ? -1 : base.valueEnd(index);
            while (at < bytes.length) {
                switch (bytes[at++]) {
                    case CHANGES -> {
                        long value = findChange(key);
                        if (value != UNCHANGED) {
                            from = (int) (value >>> 32);
                            to = (int) value;
                        }
                    }
                    case CUT -> from = range().contains(key) ? -1 : from;
                    default -> throw damaged("there is no part of kind " + bytes[at - 1]);
                }
            }
            return from < 0 ? null : Page.single(key, bytes, from, to);
        }

        /**
         * Looks through changes, making nothing of them: a leaf that is updated row by row has many.
         *
         * @return begin and end of the value, begin -1 when the key was deleted; or UNCHANGED
         */
        private long findChange(byte[] key) {
            int count = count();
            int lengths = at;
            for (int i = 0; i < 2 * count; i++) {
                number();
            }
            int start = at;
            long found = UNCHANGED;
            for (int i = 0; i < count; i++) {
                at = lengths;
                int keyEnd = end(start, number());
                int value = number();
                lengths = at;
                int end = end(keyEnd, Math.max(0, value - 1));
                if (Arrays.equals(bytes, start, keyEnd, key, 0, key.length)) {
                    found = (value == 0 ? -1L : keyEnd) << 32 | end;
                }
                start = end;
            }
            at = start;
            return found;
        }

        private int end(int start, int length) {
            if (length > bytes.length - start) {
                throw damaged("an entry beyond its end");
            }
            return start + length;
        }

        private Page page() {
            at = 1;
            int count = count();
            int[] offsets = new int[2 * count + 1];
            for (int i = 1; i < offsets.length; i++) {
                offsets[i] = end(offsets[i - 1], number());
            }
            return packed(offsets);
        }

        private Mutations changes() {
            int count = count();
            int[] offsets = new int[2 * count + 1];
            boolean[] deletes = null;
            for (int i = 0; i < count; i++) {
                offsets[2 * i + 1] = end(offsets[2 * i], number());
                int value = number();
                offsets[2 * i + 2] = end(offsets[2 * i + 1], Math.max(0, value - 1));
                if (value == 0) {
                    deletes = deletes == null ? new boolean[count] : deletes;
                    deletes[i] = true;
                }
            }
            return Mutations.of(packed(offsets), deletes);
        }

        private int count() {
            int count = number();
            if (count > bytes.length) {
                throw damaged("more entries than bytes");
            }
            return count;
        }

        /** Entries whose bytes come next, at offsets from there on. */
        private Page packed(int[] offsets) {
            int start = at;
            for (int i = 0; i < offsets.length; i++) {
                offsets[i] = end(start, offsets[i]);
            }
            at = offsets[offsets.length - 1];
            return offsets.length == 1 ? Page.EMPTY : Page.of(bytes, offsets);
        }

        private KeyRange range() {
            byte[] from = text(number());
            int toLength = number() - 1;
            return new KeyRange(from, toLength < 0 ? null : text(toLength));
        }

        /** Never negative. */
        private int number() {
            int number = 0;
            for (int shift = 0; shift < LAST_SHIFT; shift += 7) {
                byte next = bytes[at++];
                number |= (next & 0x7f) << shift;
                if (next >= 0) {
                    return number;
                }
            }
            byte last = bytes[at++];
            if (last < 0 || last > Integer.MAX_VALUE >>> LAST_SHIFT) {
                throw damaged("a number too large");
            }
            return number | last << LAST_SHIFT;
        }

        private byte[] text(int length) {
            if (length > bytes.length - at) {
                throw damaged("a key beyond its end");
            }
            at += length;
            return Arrays.copyOfRange(bytes, at - length, at);
        }
    }
}
