package dev.borealis.store.paged;

import dev.borealis.store.Page;
import dev.borealis.store.SnapshotToken;
import dev.borealis.store.tree.Cold;
import dev.borealis.store.tree.Leaf;
import dev.borealis.store.tree.PageTree;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A published tree with its commit number, and the data behind it for its cold leaves. Held by the store while it is the
 * current one and by each open snapshot; the last holder lets go of the data behind.
 */
final class View implements Cold {
    final long number;
    final PageTree tree;
    private final PagedStore store;
    private final SharedBackingView behind;
    private final AtomicInteger holders = new AtomicInteger(1);

    View(long number, PageTree tree, PagedStore store, SharedBackingView behind) {
        this.number = number;
        this.tree = tree;
        this.store = store;
        this.behind = behind;
        behind.hold();
    }

    SnapshotToken token() {
        return new SnapshotToken(number);
    }

    /** Holds it once more; false when nobody held it any more. */
    boolean tryHold() {
        int count = holders.get();
        while (count > 0) {
            int seen = holders.compareAndExchange(count, count + 1);
            if (seen == count) {
                return true;
            }
            count = seen;
        }
        return false;
    }

    void release() {
        if (holders.decrementAndGet() == 0) {
            store.forget(this);
            behind.release();
        }
    }

    @Override
    public Page read(Leaf leaf, byte[] low, byte @Nullable [] high, boolean once) {
        holdOrFail();
        try {
            return store.budget()
                    .read(leaf, once, () -> behind.view().read(store.number(), low, high));
        } finally {
            release();
        }
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        holdOrFail();
        try {
            store.budget().countPointRead();
            return behind.view().get(store.number(), key);
        } finally {
            release();
        }
    }

    private void holdOrFail() {
        if (!tryHold()) {
            throw new IllegalStateException("the snapshot is closed");
        }
    }
}
