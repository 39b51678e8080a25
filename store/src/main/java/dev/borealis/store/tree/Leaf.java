package dev.borealis.store.tree;

import dev.borealis.store.Mutations;
import dev.borealis.store.Page;

import org.jspecify.annotations.Nullable;

/**
 * The entries of a key interval; which interval is known to the path that leads here. What the entries are never changes;
 * whether they are in memory does: a cold leaf has no content, and any view that contains the leaf can read it again.
 */
public final class Leaf implements Node {
    /** Entries in memory: a page, and changes not yet packed into it. */
    record Content(Page base, Mutations pending) {
        int heapBytes() {
            return base.heapBytes() + pendingHeapBytes();
        }

        int pendingHeapBytes() {
            return pending.isEmpty() ? 0 : pending.entries().heapBytes();
        }
    }

    private volatile @Nullable Content content;
    private volatile boolean used;
    private int asked; // threads may overwrite each other's count
    private final int bytes; // about, packed; exact when made with content
    private final int entries; // about
    private int behind;

    /** @param behind see {@link #behind()} */
    Leaf(Content content, int behind) {
        this.content = content;
        this.behind = behind;
        this.bytes = content.base.packedBytes() + content.pending.packedBytes();
        this.entries = content.base.size() + content.pending.size();
        this.used = true;
    }

    /** Stored as this page. */
    Leaf(Page page) {
        this(new Content(page, Mutations.NONE), 0);
    }

    /** A cold leaf. */
    Leaf(int bytes, int entries, int behind) {
        this.bytes = bytes;
        this.entries = entries;
        this.behind = behind;
    }

    /** About how many bytes of changes are stored behind the page it was last written as. */
    public int behind() {
        return behind;
    }

    /** What was found behind its page when it was read: the same for whoever reads it. */
    public void foundBehind(int bytes) {
        behind = bytes;
    }

    /** Notes that a cold leaf was asked for one key; how often that was since {@link #forgetAsked}, about. */
    public int asked() {
        return ++asked;
    }

    /** Begins to count anew. */
    public void forgetAsked() {
        asked = 0;
    }

    /** The content, noted as used; null when cold. */
    @Nullable Content use() {
        Content now = content;
        if (now != null && !used) {
            used = true;
        }
        return now;
    }

    @Nullable Content content() {
        return content;
    }

    /**
     * The entries as one page, pending changes packed in; null when cold.
     *
     * @param once does not count as use
     * @param cold is told of a page that had to be packed
     */
    @Nullable Page page(boolean once, Cold cold) {
        Content now = once ? content : use();
        if (now == null) {
            return null;
        }
        if (now.pending.isEmpty()) {
            return now.base;
        }
        Page packed = Packing.merge(now.base, now.pending);
        content =
                new Content(
                        packed,
                        Mutations.NONE); // another thread may do the same: either result is right
        cold.countPacked(packed.heapBytes());
        return packed;
    }

    /** The entries as one page, changing nothing; null when cold. */
    public @Nullable Page peek() {
        Content now = content;
        return now == null
                ? null
                : now.pending.isEmpty() ? now.base : Packing.merge(now.base, now.pending);
    }

    /** About what its entries take, packed. */
    public int bytes() {
        Content now = content;
        return now == null || !now.pending.isEmpty() ? bytes : now.base.packedBytes();
    }

    int entries() {
        Content now = content;
        return now == null || !now.pending.isEmpty() ? entries : now.base.size();
    }

    /** Bytes of heap that evicting it would free; 0 when cold. */
    public int heapBytes() {
        Content now = content;
        return now == null ? 0 : now.heapBytes();
    }

    /** Whether its entries must be read to be known. */
    public boolean isCold() {
        return content == null;
    }

    /** Puts the entries, read from the data, into memory. */
    public void install(Page page) {
        used = true;
        content = new Content(page, Mutations.NONE);
    }

    /** Makes it cold. Only where every view that contains it can read it again. */
    public void evict() {
        content = null;
    }

    /** Whether it was used since this was last asked. */
    public boolean clearUsed() {
        boolean was = used;
        used = false;
        return was;
    }
}
