package dev.borealis.store.paged;

import dev.borealis.store.KeyRange;
import dev.borealis.store.StoreId;
import dev.borealis.store.tree.Leaves;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Writes nothing. */
final class MemoryBacking implements Backing {
    private static final GroupWriter WRITER =
            new GroupWriter() {
                @Override
                public void putLeaf(int store, byte[] low, byte[] record, int bytes) {}

                @Override
                public void appendToLeaf(int store, byte[] low, byte[] part) {}

                @Override
                public void removeLeaf(int store, byte[] low) {}

                @Override
                public void removeLeaves(int store, KeyRange lows) {}

                @Override
                public Leaves leaves(int store) {
                    return Leaves.IGNORED; // no need to make records
                }

                @Override
                public void createStore(int store, StoreId id) {}

                @Override
                public void dropStore(int store, StoreId id) {}

                @Override
                public void note(Reclaimable reclaimable) {}

                @Override
                public void write(long number) {}

                @Override
                public void close() {}
            };

    private static final BackingView VIEW =
            new BackingView() {
                @Override
                public List<byte @Nullable []> leaves(int store, List<byte[]> lows) {
                    throw new IllegalStateException("a page is missing from a tree in memory");
                }

                @Override
                public List<byte[]> recorded(int store) {
                    return List.of();
                }

                @Override
                public List<byte[]> boundaries(int store) {
                    return List.of();
                }

                @Override
                public void release() {}
            };

    @Override
    public boolean canRead() {
        return false;
    }

    @Override
    public Contents contents() {
        return new Contents(0, 1, List.of(), List.of());
    }

    @Override
    public GroupWriter begin() {
        return WRITER;
    }

    @Override
    public BackingView view() {
        return VIEW;
    }

    @Override
    public long reopen() {
        throw new IllegalStateException("memory needs no reopening");
    }

    @Override
    public void close() {}
}
