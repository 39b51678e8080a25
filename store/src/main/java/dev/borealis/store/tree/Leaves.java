package dev.borealis.store.tree;

import dev.borealis.store.KeyRange;
import dev.borealis.store.Mutations;
import dev.borealis.store.Page;

import org.jspecify.annotations.Nullable;

/**
 * Hears what becomes of leaves while a tree is changed, so that each can be stored as one record under the key at which it
 * begins. Leaves change in many ways at once; what is heard of one leaf comes in order.
 */
public interface Leaves {
    /** For trees that nobody stores. */
    Leaves IGNORED =
            new Leaves() {
                @Override
                public void written(byte[] low, Page page) {}

                @Override
                public void changed(byte[] low, Mutations changes) {}

                @Override
                public void cut(byte[] low, KeyRange range) {}

                @Override
                public void removed(byte[] low) {}

                @Override
                public void removedAll(byte[] from, byte @Nullable [] to) {}
            };

    /** A leaf begins here, perhaps has for long, and holds these entries and no others. */
    void written(byte[] low, Page page);

    /** The leaf that begins here has been changed so; what it held before need not be known. */
    void changed(byte[] low, Mutations changes);

    /** The leaf that begins here has no entries in this range any more. */
    void cut(byte[] low, KeyRange range);

    /** No leaf begins here any more; the one before reaches further. */
    void removed(byte[] low);

    /**
     * No leaf begins in this range any more. Told before anything else of the same change.
     *
     * @param to exclusive; null: everything behind
     */
    void removedAll(byte[] from, byte @Nullable [] to);
}
