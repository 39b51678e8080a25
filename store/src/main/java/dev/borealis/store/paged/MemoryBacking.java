package dev.borealis.store.paged;

import dev.borealis.store.KeyRange;
import dev.borealis.store.Page;
import dev.borealis.store.StoreId;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Writes nothing. */
final class MemoryBacking implements Backing {
    private static final GroupWriter WRITER =
            new GroupWriter() {
                @Override
                public void put(int store, byte[] key, byte[] value) {}

                @Override
                public void delete(int store, byte[] key) {}

                @Override
                public void deleteRange(int store, KeyRange range) {}

                @Override
                public void addBoundary(int store, byte[] low, int bytes) {}

                @Override
                public void removeBoundary(int store, byte[] low) {}

                @Override
                public void createStore(int store, StoreId id) {}

                @Override
                public void dropStore(int store, StoreId id) {}

                @Override
                public void write(long number) {}

                @Override
                public void close() {}
            };

    private static final BackingView VIEW =
            new BackingView() {
                @Override
                public List<byte @Nullable []> getAll(int store, List<byte[]> keys) {
                    throw new IllegalStateException("a page is missing from a tree in memory");
                }

                @Override
                public List<byte[]> boundaries(int store) {
                    return List.of();
                }

                @Override
                public Page read(int store, byte[] from, byte @Nullable [] to) {
                    throw new IllegalStateException("a page is missing from a tree in memory");
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
        return new Contents(0, 1, List.of());
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
