package dev.borealis.store.paged;

import dev.borealis.store.tree.Boundaries;

/** Writes the boundaries of leaves with the data. */
record WrittenBoundaries(Backing.GroupWriter writer, int store) implements Boundaries {
    @Override
    public void added(byte[] low, int bytes) {
        writer.addBoundary(store, low, bytes);
    }

    @Override
    public void removed(byte[] low) {
        writer.removeBoundary(store, low);
    }
}
