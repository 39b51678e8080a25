package dev.borealis.store.tree;

import dev.borealis.store.KeyRange;
import dev.borealis.store.Mutations;
import dev.borealis.store.Page;
import dev.borealis.store.PageBuilder;

import java.util.ArrayList;
import java.util.List;

/** Makes pages out of pages. */
public final class Packing {
    private Packing() {}

    /** The entries of a page with changes made to them. */
    public static Page merge(Page base, Mutations changes) {
        Page changed = changes.entries();
        int count = changes.size();
        if (count == 0) {
            return base;
        }
        if (base.size() == 0 && !changes.hasDeletes()) {
            return changed.compact();
        }
        int[] positions = new int[count]; // as Page.find
        int entries = base.size();
        int bytes = base.packedBytes();
        int from = 0;
        boolean behind = // a load in order need not search
                entries == 0 || compareKey(base, entries - 1, changed, 0) < 0;
        for (int i = 0; i < count; i++) {
            int position =
                    behind
                            ? -(base.size() + 1)
                            : base.find(
                                    changed.bytes(), changed.keyStart(i), changed.keyEnd(i), from);
            positions[i] = position;
            from = position >= 0 ? position + 1 : -(position + 1);
            if (position >= 0) {
                bytes -= base.valueEnd(position) - base.keyStart(position);
                entries--;
            }
            if (!changes.isDelete(i)) {
                bytes += changed.valueEnd(i) - changed.keyStart(i);
                entries++;
            }
        }
        var merged = new PageBuilder(entries, bytes);
        int next = 0;
        for (int i = 0; i < count; i++) {
            int position = positions[i];
            int upTo = position >= 0 ? position : -(position + 1);
            merged.addAll(base, next, upTo);
            next = position >= 0 ? upTo + 1 : upTo;
            if (!changes.isDelete(i)) {
                merged.addAll(changed, i, i + 1);
            }
        }
        merged.addAll(base, next, base.size());
        return merged.build();
    }

    private static int compareKey(Page one, int i, Page other, int j) {
        return one.compareKey(i, other.bytes(), other.keyStart(j), other.keyEnd(j));
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
        var both =
                new PageBuilder(
                        left.size() + right.size(), left.packedBytes() + right.packedBytes());
        both.addAll(left, 0, left.size());
        both.addAll(right, 0, right.size());
        return both.build();
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
                pages.add(page.slice(start, end).compact());
                start = end;
            }
            if (fullUpTo < page.size() && start < fullUpTo) {
                pages.add(page.slice(start, fullUpTo).compact());
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
            pages.add(page.slice(start, end).compact());
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
}
