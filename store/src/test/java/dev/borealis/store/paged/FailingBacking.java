package dev.borealis.store.paged;

import dev.borealis.store.KeyRange;
import dev.borealis.store.Mutations;
import dev.borealis.store.StoreId;
import dev.borealis.store.StoreProblem;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes nothing, and fails as told. There is one store, of two cold leaves so full that one more large value divides them;
 * the leaf of later keys can be made unreadable.
 */
final class FailingBacking implements Backing {
    /** What becomes of the next write. */
    enum Next {
        WRITE,
        FAIL_CERTAINLY,
        FAIL_BUT_WRITE,
        FAIL_AND_LOSE
    }

    static final StoreId FULL = new StoreId("full");
    static final byte[] SECOND_LEAF = {'m'};
    private static final int LEAF_BYTES = 16_000;

    Next next = Next.WRITE;
    int failedReopenings;
    int reopenings;
    int groups;
    int closings;
    int reclaims;

    /** Thrown by each attempt to give space back. */
    @Nullable RuntimeException whenReclaiming;

    /** Thrown by each attempt to open again. */
    @Nullable RuntimeException whenReopening;

    /** Thrown by the next call of {@link #view()}. */
    @Nullable Error whenViewing;

    /** Reading the second leaf does this. */
    Runnable whenReading = () -> {};

    /** Opening again begins with this. */
    Runnable beforeReopening = () -> {};

    private long durable;

    @Override
    public boolean canRead() {
        return true;
    }

    @Override
    public Contents contents() {
        var full = new StoredStore(FULL, 1, List.of(SECOND_LEAF), List.of(LEAF_BYTES, LEAF_BYTES));
        return new Contents(1, 2, List.of(full), List.of());
    }

    @Override
    public GroupWriter begin() {
        GroupWriter nothing = NONE.begin();
        return new GroupWriter() {
            @Override
            public void putLeaf(int store, byte[] low, byte[] record, int bytes) {}

            @Override
            public void appendToLeaf(int store, byte[] low, byte[] part) {}

            @Override
            public void removeLeaf(int store, byte[] low) {}

            @Override
            public void removeLeaves(int store, KeyRange lows) {}

            @Override
            public void note(Reclaimable reclaimable) {}

            @Override
            public void createStore(int store, StoreId id) {}

            @Override
            public void dropStore(int store, StoreId id) {}

            @Override
            public void write(long number) throws BackingException {
                Next now = next;
                next = Next.WRITE;
                groups++;
                switch (now) {
                    case WRITE -> durable = number;
                    case FAIL_CERTAINLY ->
                            throw new BackingException(StoreProblem.DISK_FULL, true, "full", null);
                    case FAIL_BUT_WRITE -> {
                        durable = number;
                        throw new BackingException(StoreProblem.UNAVAILABLE, false, "sync", null);
                    }
                    case FAIL_AND_LOSE ->
                            throw new BackingException(StoreProblem.DISK_FULL, false, "sync", null);
                }
            }

            @Override
            public void close() {
                nothing.close();
            }
        };
    }

    @Override
    public BackingView view() {
        Error failure = whenViewing;
        if (failure != null) {
            whenViewing = null;
            throw failure;
        }
        return new BackingView() {
            @Override
            public List<byte @Nullable []> leaves(int store, List<byte[]> lows) {
                var records = new ArrayList<byte @Nullable []>();
                for (byte[] low : lows) {
                    records.add(store == 1 ? leaf(low) : null);
                }
                return records;
            }

            @Override
            public List<byte[]> recorded(int store) {
                return boundaries(store);
            }

            @Override
            public List<byte[]> boundaries(int store) {
                return store == 1 ? List.of(new byte[0], SECOND_LEAF) : List.of();
            }

            @Override
            public void release() {}
        };
    }

    private byte[] leaf(byte[] low) {
        if (Arrays.equals(low, SECOND_LEAF)) {
            whenReading.run();
        }
        byte[] first = Arrays.copyOf(low, low.length + 1);
        byte[] last = first.clone();
        last[low.length] = 1;
        byte[] half = new byte[LEAF_BYTES / 2];
        return LeafRecord.of(
                Mutations.builder().put(first, half).put(last, half).build().entries());
    }

    @Override
    public long reopen() throws BackingException {
        reopenings++;
        beforeReopening.run();
        if (whenReopening != null) {
            throw whenReopening;
        }
        if (failedReopenings-- > 0) {
            throw new BackingException(StoreProblem.UNAVAILABLE, false, "still broken", null);
        }
        return durable;
    }

    @Override
    public void reclaim(Reclaimable what) {
        reclaims++;
        if (whenReclaiming != null) {
            throw whenReclaiming;
        }
    }

    @Override
    public void close() {
        closings++;
    }
}
