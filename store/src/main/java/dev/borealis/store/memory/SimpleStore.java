package dev.borealis.store.memory;

import dev.borealis.store.Commit;
import dev.borealis.store.CommitResult;
import dev.borealis.store.Cursor;
import dev.borealis.store.Entry;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Mutations;
import dev.borealis.store.Outcome;
import dev.borealis.store.Page;
import dev.borealis.store.Piece;
import dev.borealis.store.ScanOptions;
import dev.borealis.store.Snapshot;
import dev.borealis.store.SnapshotToken;
import dev.borealis.store.SnapshotTooOld;
import dev.borealis.store.Store;
import dev.borealis.store.StoreId;
import dev.borealis.store.StoreLimits;
import dev.borealis.store.Touch;
import dev.borealis.store.TransactionId;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** One page for everything, copied by each commit. A stand-in. */
final class SimpleStore implements Store {
    private record View(long number, Page page) {}

    private record Mark(long number, TransactionId by) {}

    private final StoreId id;
    private volatile View view = new View(1, Page.EMPTY);
    private final Map<SnapshotToken, View> views = new HashMap<>();
    private final TreeMap<byte[], Mark[]> marks = new TreeMap<>(Arrays::compareUnsigned);
    private final Map<TransactionId, Outcome> outcomes = new HashMap<>();

    SimpleStore(StoreId id) {
        this.id = id;
    }

    @Override
    public StoreId id() {
        return id;
    }

    @Override
    public synchronized Snapshot snapshot() {
        views.put(new SnapshotToken(view.number), view);
        return new Held(view);
    }

    @Override
    public synchronized Snapshot snapshot(SnapshotToken token) {
        View held = views.get(token);
        if (held == null) {
            throw new SnapshotTooOld(token);
        }
        return new Held(held);
    }

    @Override
    public synchronized CompletableFuture<CommitResult> commit(Commit commit) {
        for (Touch touch : commit.touches()) {
            Mark[] lanes = marks.get(touch.key());
            for (int lane = 0; lanes != null && lane < 3; lane++) {
                if ((touch.checks() & 1 << lane) != 0
                        && lanes[lane] != null
                        && lanes[lane].number > commit.snapshot().value()) {
                    outcomes.put(commit.id(), new Outcome.NotCommitted());
                    return CompletableFuture.completedFuture(
                            new CommitResult.Conflict(touch.key(), touch.label(), lanes[lane].by));
                }
            }
        }
        long number = view.number + 1;
        for (Touch touch : commit.touches()) {
            for (int lane = 0; lane < 3; lane++) {
                if ((touch.marks() & 1 << lane) != 0) {
                    marks.computeIfAbsent(touch.key(), _ -> new Mark[3])[lane] =
                            new Mark(number, commit.id());
                }
            }
        }
        view = new View(number, apply(view.page, commit.mutations()));
        views.put(new SnapshotToken(number), view);
        outcomes.put(commit.id(), new Outcome.Committed(new SnapshotToken(number)));
        return CompletableFuture.completedFuture(
                new CommitResult.Committed(new SnapshotToken(number)));
    }

    private static Page apply(Page page, Mutations mutations) {
        var all = new TreeMap<byte[], byte @Nullable []>(Arrays::compareUnsigned);
        for (int i = 0; i < page.size(); i++) {
            all.put(page.key(i), page.value(i));
        }
        for (int i = 0; i < mutations.size(); i++) {
            if (mutations.value(i) == null) {
                all.remove(mutations.key(i));
            } else {
                all.put(mutations.key(i), mutations.value(i));
            }
        }
        int size = 0;
        for (var entry : all.entrySet()) {
            size += entry.getKey().length + entry.getValue().length;
        }
        byte[] bytes = new byte[size];
        int[] offsets = new int[2 * all.size() + 1];
        int at = 0;
        int index = 0;
        for (var entry : all.entrySet()) {
            offsets[index++] = at;
            System.arraycopy(entry.getKey(), 0, bytes, at, entry.getKey().length);
            at += entry.getKey().length;
            offsets[index++] = at;
            System.arraycopy(entry.getValue(), 0, bytes, at, entry.getValue().length);
            at += entry.getValue().length;
        }
        offsets[index] = at;
        return Page.of(bytes, offsets);
    }

    @Override
    public synchronized Outcome outcome(TransactionId id) {
        return outcomes.getOrDefault(id, new Outcome.Forgotten());
    }

    @Override
    public synchronized byte @Nullable [] update(
            byte[] key, UnaryOperator<byte @Nullable []> change) {
        int index = view.page.find(key);
        byte[] changed = change.apply(index < 0 ? null : view.page.value(index));
        var mutations = Mutations.builder();
        if (changed == null) {
            mutations.delete(key);
        } else {
            mutations.put(key, changed);
        }
        view = new View(view.number + 1, apply(view.page, mutations.build()));
        return changed;
    }

    @Override
    public synchronized void discard(KeyRange range) {
        Page gone = view.page.within(range);
        var mutations = Mutations.builder();
        for (int i = 0; i < gone.size(); i++) {
            mutations.delete(gone.key(i));
        }
        view = new View(view.number + 1, apply(view.page, mutations.build()));
    }

    @Override
    public List<Piece> pieces(KeyRange range, int wanted) {
        return List.of(new Piece(range, view.page.within(range).packedBytes(), null));
    }

    @Override
    public StoreLimits limits() {
        return StoreLimits.EMBEDDED;
    }

    private record Held(View view) implements Snapshot {
        @Override
        public SnapshotToken token() {
            return new SnapshotToken(view.number);
        }

        @Override
        public @Nullable Entry get(byte[] key) {
            int index = view.page.find(key);
            return index < 0 ? null : new Entry(view.page, index);
        }

        @Override
        public List<@Nullable Entry> getAll(List<byte[]> keys) {
            var entries = new ArrayList<@Nullable Entry>(keys.size());
            keys.forEach(key -> entries.add(get(key)));
            return entries;
        }

        @Override
        public Cursor scan(KeyRange range, ScanOptions options) {
            return new Cursor() {
                private boolean done;

                @Override
                public @Nullable Page next() {
                    Page page = view.page.within(range);
                    if (done || page.size() == 0) {
                        return null;
                    }
                    done = true;
                    return page;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void close() {}
    }
}
