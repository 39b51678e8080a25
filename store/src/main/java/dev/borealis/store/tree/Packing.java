package dev.borealis.store.tree;

import dev.borealis.store.KeyRange;
import dev.borealis.store.Page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes pages out of pages. */
public final class Packing {
    private Packing() {}

    /** The entries of a page with changes made to them. */
    public static Page merge(Page base, Changes changes) {
        int count = changes.size();
        int[] positions = new int[count]; // as Page.find
        int entries = base.size();
        long bytes = base.packedBytes();
        boolean behind = // a load in order need not search
                entries == 0 || count > 0 && base.compareKey(entries - 1, changes.key(0)) < 0;
        for (int i = 0; i < count; i++) {
            byte[] key = changes.key(i);
            int position = behind ? -(base.size() + 1) : base.find(key);
            positions[i] = position;
            if (position >= 0) {
                bytes -= base.valueEnd(position) - base.keyStart(position);
                entries--;
            }
            byte[] value = changes.value(i);
            if (value != null) {
                bytes += key.length + value.length;
                entries++;
            }
        }
        Writer writer = new Writer(Math.toIntExact(bytes), entries);
        int next = 0;
        for (int i = 0; i < count; i++) {
            int position = positions[i];
            int upTo = position >= 0 ? position : -(position + 1);
            writer.copy(base, next, upTo);
            next = position >= 0 ? upTo + 1 : upTo;
            byte[] value = changes.value(i);
            if (value != null) {
                writer.add(changes.key(i), value);
            }
        }
        writer.copy(base, next, base.size());
        return writer.page();
    }

    /** The entries of a page that are not in a range; the page itself when none is. */
    public static Page without(Page page, KeyRange range) {
        Page gone = page.within(range);
        if (gone.size() == 0) {
            return page;
        }
        int start = page.find(gone.key(0));
        return concatenate(page.slice(0, start), page.slice(start + gone.size(), page.size()));
    }

    /** Entries of one page after those of another. */
    static Page concatenate(Page left, Page right) {
        Writer writer =
                new Writer(left.packedBytes() + right.packedBytes(), left.size() + right.size());
        writer.copy(left, 0, left.size());
        writer.copy(right, 0, right.size());
        return writer.page();
    }

    /**
     * Cuts a page that is too large.
     *
     * @param limit bytes a page should not exceed; one entry alone may
     * @param fullUpTo number of entries that are to lie in full pages because more will come right behind them; 0 when
     *     all pages shall be of about the same size
     */
    static List<Page> split(Page page, int limit, int fullUpTo) {
        var pages = new ArrayList<Page>();
        int start = 0;
        if (fullUpTo > 0) {
            while (start < fullUpTo && bytes(page, start, fullUpTo) > limit) {
                int end = fill(page, start, fullUpTo, limit);
                pages.add(copy(page, start, end));
                start = end;
            }
            if (fullUpTo < page.size() && start < fullUpTo) {
                pages.add(copy(page, start, fullUpTo));
                start = fullUpTo;
            }
        }
        int left = bytes(page, start, page.size());
        int wanted = Math.max(1, (left + limit - 1) / limit);
        int target = Math.min(limit, left / wanted + 1);
        while (start < page.size()) {
            int end =
                    bytes(page, start, page.size()) <= limit && wanted == 1
                            ? page.size()
                            : even(page, start, target, limit);
            pages.add(copy(page, start, end));
            start = end;
        }
        return pages;
    }

    private static int bytes(Page page, int from, int to) {
        return from >= to ? 0 : page.valueEnd(to - 1) - page.keyStart(from);
    }

    /** As many entries as fit, at least one. */
    private static int fill(Page page, int start, int end, int limit) {
        int next = start + 1;
        while (next < end && bytes(page, start, next + 1) <= limit) {
            next++;
        }
        return next;
    }

    /** Entries until the target is reached, at least one, never past the limit with more than one. */
    private static int even(Page page, int start, int target, int limit) {
        int next = start + 1;
        while (next < page.size()
                && bytes(page, start, next) < target
                && bytes(page, start, next + 1) <= limit) {
            next++;
        }
        return next;
    }

    private static Page copy(Page page, int from, int to) {
        Writer writer = new Writer(bytes(page, from, to), to - from);
        writer.copy(page, from, to);
        return writer.page();
    }

    /** Packs entries one after the other; grows. */
    public static final class Builder {
        private byte[] bytes;
        private int[] offsets;
        private int used;
        private int count;

        public Builder(int expectedBytes) {
            this.bytes = new byte[expectedBytes];
            this.offsets = new int[129];
        }

        /** Adds an entry whose key is greater than all before it. */
        public void add(byte[] key, int keyFrom, byte[] value) {
            int keyLength = key.length - keyFrom;
            reserve(keyLength + value.length);
            System.arraycopy(key, keyFrom, bytes, used, keyLength);
            offsets[2 * count] = used;
            offsets[2 * count + 1] = used + keyLength;
            System.arraycopy(value, 0, bytes, used + keyLength, value.length);
            used += keyLength + value.length;
            count++;
        }

        private void reserve(int more) {
            if (used + more > bytes.length) {
                bytes =
                        Arrays.copyOf(
                                bytes, Math.max(used + more, Math.max(256, bytes.length * 2)));
            }
            if (2 * count + 3 > offsets.length) {
                offsets = Arrays.copyOf(offsets, offsets.length * 2);
            }
        }

        public int packedBytes() {
            return used;
        }

        public int size() {
            return count;
        }

        public Page build() {
            offsets[2 * count] = used;
            return Page.of(Arrays.copyOf(bytes, used), Arrays.copyOf(offsets, 2 * count + 1));
        }
    }

    /** Fills arrays of exactly the right size. */
    private static final class Writer {
        private final byte[] bytes;
        private final int[] offsets;
        private int used;
        private int count;

        Writer(int size, int entries) {
            bytes = new byte[size];
            offsets = new int[2 * entries + 1];
        }

        void copy(Page page, int from, int to) {
            if (from >= to) {
                return;
            }
            int start = page.keyStart(from);
            int length = page.valueEnd(to - 1) - start;
            System.arraycopy(page.bytes(), start, bytes, used, length);
            int shift = used - start;
            for (int i = from; i < to; i++) {
                offsets[2 * count] = page.keyStart(i) + shift;
                offsets[2 * count + 1] = page.valueStart(i) + shift;
                count++;
            }
            used += length;
        }

        void add(byte[] key, byte[] value) {
            offsets[2 * count] = used;
            System.arraycopy(key, 0, bytes, used, key.length);
            used += key.length;
            offsets[2 * count + 1] = used;
            System.arraycopy(value, 0, bytes, used, value.length);
            used += value.length;
            count++;
        }

        Page page() {
            offsets[2 * count] = used;
            return Page.of(bytes, offsets);
        }
    }
}
