package dev.borealis.engine.transaction;

import dev.borealis.store.Cursor;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Page;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * The snapshot's entries of a range with the transaction's own writes over them, in either direction. Inside a stretch
 * of a page that no own write touches, a step is an addition.
 *
 * <p>Invariant: {@code own} is the next own write in the direction of the scan, and {@code limit} the place in the page
 * up to which entries come before it.
 */
final class MergedCursor implements EntryCursor {
    private final Cursor base;
    private final WriteBuffer buffer;
    private final KeyRange range;
    private final boolean reverse;
    private final int command;

    private Page page = Page.EMPTY;

    /** The next entry of the page: counts up, or down in reverse. */
    private int next;

    /** Forward: entries below it are clean. Reverse: entries at or above it are. */
    private int limit;

    private boolean baseDone;
    private WriteBuffer.@Nullable Version own;
    private int seenChanges;

    private Page current = Page.EMPTY;
    private int index;
    private int runStart;
    private int runEnd;

    /** @param command sees writes of commands with a lower number */
    MergedCursor(Cursor base, WriteBuffer buffer, KeyRange range, boolean reverse, int command) {
        this.base = base;
        this.buffer = buffer;
        this.range = range;
        this.reverse = reverse;
        this.command = command;
        this.next = reverse ? -1 : 0;
        seenChanges = buffer.changes();
        own =
                reverse
                        ? buffer.lower(range.to(), range.from(), command)
                        : buffer.ceiling(range.from(), true, range.to(), command);
    }

    @Override
    public boolean next() {
        if (command == WriteBuffer.ALL_COMMANDS && seenChanges != buffer.changes()) {
            lookAgain();
        }
        while (true) {
            if (reverse ? next >= limit : next < limit) {
                current = page;
                index = next;
                next += reverse ? -1 : 1;
                return true;
            }
            if (!baseDone && (reverse ? next < 0 : next >= page.size())) {
                load();
                continue;
            }
            WriteBuffer.Version taken = own;
            if (taken == null) {
                return false;
            }
            if (!baseDone && page.compareKey(next, taken.key) == 0) {
                next += reverse ? -1 : 1; // overwritten
            }
            own =
                    reverse
                            ? buffer.lower(taken.key, range.from(), command)
                            : buffer.ceiling(taken.key, false, range.to(), command);
            findLimit();
            if (!taken.isDelete()) {
                current = taken.page();
                index = 0;
                return true;
            }
        }
    }

    @Override
    public long skip() {
        if (command == WriteBuffer.ALL_COMMANDS && seenChanges != buffer.changes()) {
            lookAgain();
        }
        int clean = reverse ? next - limit + 1 : limit - next;
        if (clean > 0) {
            current = page;
            index = reverse ? limit : limit - 1;
            next = reverse ? limit - 1 : limit;
            return clean;
        }
        return next() ? 1 + skipRest() : 0;
    }

    /** What is left of the page that {@link #next} has just loaded. */
    private long skipRest() {
        int clean = reverse ? next - limit + 1 : limit - next;
        if (clean <= 0 || current != page) {
            return 0;
        }
        index = reverse ? limit : limit - 1;
        next = reverse ? limit - 1 : limit;
        return clean;
    }

    @Override
    public boolean nextRun() {
        if (!next()) {
            return false;
        }
        runStart = index;
        runEnd = reverse ? index - 1 : index + 1;
        if (current == page && command != WriteBuffer.ALL_COMMANDS) {
            if (reverse ? next >= limit : next < limit) {
                runEnd = reverse ? limit - 1 : limit;
                next = runEnd;
                index = reverse ? runEnd + 1 : runEnd - 1;
            }
        }
        return true;
    }

    @Override
    public Page page() {
        return current;
    }

    @Override
    public int runStart() {
        return runStart;
    }

    @Override
    public int runEnd() {
        return runEnd;
    }

    private void load() {
        Page loaded = StoreProblems.translating(base::next);
        if (loaded == null) {
            baseDone = true;
            page = Page.EMPTY;
            next = reverse ? -1 : 0;
        } else {
            page = loaded;
            next = reverse ? loaded.size() - 1 : 0;
        }
        findLimit();
    }

    private void findLimit() {
        WriteBuffer.Version nextOwn = own;
        if (nextOwn == null) {
            limit = reverse ? 0 : page.size();
        } else {
            int found = page.find(nextOwn.key);
            limit = found >= 0 ? (reverse ? found + 1 : found) : -found - 1;
        }
    }

    /** Own writes were made since: the next of them may be another one. */
    private void lookAgain() {
        seenChanges = buffer.changes();
        byte[] position = current.size() == 0 ? null : current.key(index);
        if (reverse) {
            own = buffer.lower(position == null ? range.to() : position, range.from(), command);
        } else if (position == null) {
            own = buffer.ceiling(range.from(), true, range.to(), command);
        } else {
            own = buffer.ceiling(position, false, range.to(), command);
        }
        // a write of the key just behind the position may hide an entry already passed: it is not
        // shown again
        while (!baseDone
                && position != null
                && (reverse ? next >= 0 : next < page.size())
                && (reverse
                        ? page.compareKey(next, position) >= 0
                        : page.compareKey(next, position) <= 0)) {
            next += reverse ? -1 : 1;
        }
        findLimit();
    }

    @Override
    public byte[] bytes() {
        return current.bytes();
    }

    @Override
    public int keyStart() {
        return current.keyStart(index);
    }

    @Override
    public int keyEnd() {
        return current.keyEnd(index);
    }

    @Override
    public int valueStart() {
        return current.valueStart(index);
    }

    @Override
    public int valueEnd() {
        return current.valueEnd(index);
    }

    @Override
    public void close() {
        base.close();
    }

    @Override
    public String toString() {
        return "MergedCursor"
                + range
                + " at "
                + Arrays.toString(current.size() == 0 ? null : current.key(index));
    }
}
