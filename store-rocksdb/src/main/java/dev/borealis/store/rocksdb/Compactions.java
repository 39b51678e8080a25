package dev.borealis.store.rocksdb;

import org.jspecify.annotations.Nullable;
import org.rocksdb.CompactRangeOptions;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Compactions that were asked for, which closing would wait for: they are ended before, and none begins that nobody would end.
 * Thread-safe; one compaction at a time.
 */
final class Compactions {
    private final AtomicInteger live;
    private @Nullable CompactRangeOptions
            running; // under the lock: not freed while it is cancelled
    private boolean allowed = true;

    /** @param live counts native objects */
    Compactions(AtomicInteger live) {
        this.live = live;
    }

    /** How one goes that begins now: when none may, it ends at once. To be given back with {@link #end}. */
    synchronized CompactRangeOptions begin() {
        CompactRangeOptions how = new CompactRangeOptions();
        live.incrementAndGet();
        how.setExclusiveManualCompaction(false);
        how.setCanceled(!allowed);
        running = how;
        return how;
    }

    synchronized void end(CompactRangeOptions how) {
        running = null;
        how.close();
        live.decrementAndGet();
    }

    /** The one that runs soon ends, with its work unfinished, and each that begins later too. */
    synchronized void forbid() {
        allowed = false;
        CompactRangeOptions how = running;
        if (how != null) {
            how.setCanceled(true);
        }
    }

    /** They may run again. */
    synchronized void allow() {
        allowed = true;
    }
}
