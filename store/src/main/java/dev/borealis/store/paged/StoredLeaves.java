package dev.borealis.store.paged;

import dev.borealis.store.KeyRange;
import dev.borealis.store.Mutations;
import dev.borealis.store.Page;
import dev.borealis.store.tree.Leaves;

import org.jspecify.annotations.Nullable;

/** Has the group write what becomes of the leaves of a store. */
record StoredLeaves(Backing.GroupWriter writer, int store) implements Leaves {
    @Override
    public void written(byte[] low, Page page) {
        writer.putLeaf(store, low, LeafRecord.of(page), page.packedBytes());
    }

    @Override
    public void changed(byte[] low, Mutations changes) {
        writer.appendToLeaf(store, low, LeafRecord.of(changes));
    }

    @Override
    public void cut(byte[] low, KeyRange range) {
        writer.appendToLeaf(store, low, LeafRecord.cut(range));
    }

    @Override
    public void removed(byte[] low) {
        writer.removeLeaf(store, low);
    }

    @Override
    public void removedAll(byte[] from, byte @Nullable [] to) {
        writer.removeLeaves(store, new KeyRange(from, to));
    }
}
