package dev.borealis.store.paged;

import java.util.concurrent.atomic.AtomicInteger;

/** The data behind all views published by one group; released with the last of them. */
final class SharedBackingView {
    private final Backing.BackingView view;
    private final AtomicInteger holders = new AtomicInteger();

    SharedBackingView(Backing.BackingView view) {
        this.view = view;
    }

    Backing.BackingView view() {
        return view;
    }

    void hold() {
        holders.incrementAndGet();
    }

    void release() {
        if (holders.decrementAndGet() == 0) {
            view.release();
        }
    }
}
