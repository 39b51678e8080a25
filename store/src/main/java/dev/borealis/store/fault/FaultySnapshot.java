package dev.borealis.store.fault;

import dev.borealis.store.Cursor;
import dev.borealis.store.Entry;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Page;
import dev.borealis.store.Pushdown;
import dev.borealis.store.ScanOptions;
import dev.borealis.store.Snapshot;
import dev.borealis.store.SnapshotToken;
import dev.borealis.store.SnapshotTooOld;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** A snapshot with faults: small pages, and at some call it is too old. */
final class FaultySnapshot implements Snapshot {
    /** Entries of a page that was cut, at most. */
    private static final int TINY = 3;

    private final Snapshot inner;
    private final Chance chance;
    private volatile boolean tooOld;
    private volatile boolean closed;

    FaultySnapshot(Snapshot inner, Chance chance) {
        this.inner = inner;
        this.chance = chance;
    }

    @Override
    public SnapshotToken token() {
        return inner.token();
    }

    private void mayBeTooOld() {
        if (tooOld || chance.hits(Faults::tooOld)) {
            tooOld = true;
            throw new SnapshotTooOld(inner.token());
        }
    }

    @Override
    public @Nullable Entry get(byte[] key) {
        mayBeTooOld();
        return alone(inner.get(key));
    }

    private @Nullable Entry alone(@Nullable Entry entry) {
        if (entry == null || !chance.hits(Faults::tinyPages)) {
            return entry;
        }
        return new Entry(Page.single(entry.key(), entry.value()), 0);
    }

    @Override
    public List<@Nullable Entry> getAll(List<byte[]> keys) {
        mayBeTooOld();
        var entries = new ArrayList<@Nullable Entry>(keys.size());
        for (Entry entry : inner.getAll(keys)) {
            entries.add(alone(entry));
        }
        return entries;
    }

    @Override
    public Cursor scan(KeyRange range, ScanOptions options) {
        mayBeTooOld();
        return new FaultyCursor(inner.scan(range, options), options);
    }

    @Override
    public void close() {
        closed = true;
        inner.close();
    }

    private final class FaultyCursor implements Cursor {
        private final Cursor cursor;
        private final boolean reverse;
        private final @Nullable Pushdown pushdown;
        private @Nullable Page rest; // of a page that was cut

        FaultyCursor(Cursor cursor, ScanOptions options) {
            this.cursor = cursor;
            this.reverse = options.reverse();
            this.pushdown = options.pushdown();
        }

        @Override
        public @Nullable Page next() {
            mayBeTooOld();
            while (true) {
                // one that is closed says so itself
                Page page = rest == null || closed ? cursor.next() : rest;
                rest = null;
                if (page == null) {
                    return null;
                }
                Page part = cut(page);
                if (part.size() > 0) {
                    return part;
                }
            }
        }

        private Page cut(Page page) {
            if (page.size() <= 1 || !chance.hits(Faults::tinyPages)) {
                return page;
            }
            int size = Math.min(page.size(), 1 + chance.upTo(TINY));
            Page part = reverse ? page.slice(page.size() - size, page.size()) : page.slice(0, size);
            if (size < page.size()) {
                rest = reverse ? page.slice(0, page.size() - size) : page.slice(size, page.size());
            }
            boolean unwanted = pushdown != null && part.size() == 1 && !pushdown.accepts(part, 0);
            return unwanted
                    ? Page.EMPTY
                    : part; // the test is used now and then: the reader must not rely on either
        }

        @Override
        public void close() {
            cursor.close();
        }
    }
}
