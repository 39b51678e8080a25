package dev.borealis.engine.job;

import dev.borealis.engine.catalog.CatalogKeys;
import dev.borealis.engine.execute.EntryMaker;
import dev.borealis.engine.key.IndexEntryFormat;
import dev.borealis.engine.transaction.StoreProblems;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.store.Commit;
import dev.borealis.store.CommitResult;
import dev.borealis.store.Cursor;
import dev.borealis.store.Entry;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Label;
import dev.borealis.store.Mutations;
import dev.borealis.store.Page;
import dev.borealis.store.PageBuilder;
import dev.borealis.store.ScanOptions;
import dev.borealis.store.Snapshot;
import dev.borealis.store.Store;
import dev.borealis.store.Touch;
import dev.borealis.store.Touches;
import dev.borealis.types.ByteAppender;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;

/**
 * Writes sorted entries of an index that is being built, in commits of some thousand neighbours, so that pages are filled
 * one after the other and each is written once.
 *
 * <p>Every commit checks lane ROW of the rows its entries come from, as of the view in which they were read, and marks none
 * of them: it can lose, users cannot. One that lost is looked at again in a view of its own: entries that their rows no
 * longer give are left out (who changed the row maintains the index), and the commit gets smaller until it wins. Several
 * commits are under way at a time: the store syncs some together while the next are made.
 */
final class EntryLoad {
    /** What became of it. */
    sealed interface Result {}

    /** All are written, but for those that their rows no longer give. */
    record Done() implements Result {}

    /** The definitions of table or index are others than those that the entries were made by. */
    record Again() implements Result {}

    /** Two rows, by their keys, seem to have one key in the index. */
    record Duplicate(byte[] one, byte[] other) implements Result, Missing {}

    private static final Done DONE = new Done();

    /** Which entries of a chunk are still to be written. */
    private sealed interface Missing permits Duplicate, Entries {}

    private record Entries(Page page) implements Missing {}

    /** Entries of one commit at most: some milliseconds of work for the store, for which other commits may have to wait. */
    private static final int MOST_ENTRIES = 10_000;

    /** A small build is several commits too. */
    private static final int PARTS = 8;

    private static final int FEWEST_ENTRIES = 500;

    private static final long MOST_BYTES = 1 << 20;

    private static final int UNDER_WAY = 4;

    private final JobRun run;
    private final BuildTarget target;
    private final EntryMaker maker;
    private final IndexEntryFormat format;
    private final Touch fence;
    private final Store store;
    private final ByteAppender row = new ByteAppender();
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();

    /** Rows are being changed meanwhile: no commit is tried in the old view any more. */
    private boolean contended;

    EntryLoad(JobRun run, BuildTarget target) {
        this.run = run;
        this.target = target;
        this.maker = target.maker();
        this.format = target.index().format();
        this.fence = Touch.check(CatalogKeys.fence(target.storage().table.oid()), Label.SCHEMA);
        this.store = run.catalogs.store();
    }

    private record Pending(Page chunk, CompletableFuture<CommitResult> answer) {}

    Result load(SortedEntries entries) {
        int most = Math.clamp(entries.size() / PARTS, FEWEST_ENTRIES, MOST_ENTRIES);
        try {
            Result result = DONE;
            for (int from = 0; from < entries.size() && result instanceof Done; ) {
                run.checkGoesOn();
                Page chunk = chunk(entries, from, most);
                from += chunk.size();
                result = write(chunk);
                if (result instanceof Done && from < entries.size() && isDuplicate(entries, from)) {
                    // an index whose build fails enforces the keys that it holds
                    result = settleAll(0);
                    result = result instanceof Done ? duplicate(entries, from) : result;
                } else if (result instanceof Done) {
                    result = settleAll(UNDER_WAY - 1);
                }
            }
            return result instanceof Done ? settleAll(0) : result;
        } finally {
            // whatever becomes of them: a step that begins anew writes the same again
            pending.forEach(one -> one.answer.join());
        }
    }

    private Duplicate duplicate(SortedEntries entries, int second) {
        return new Duplicate(rowKey(entries, second - 1), rowKey(entries, second));
    }

    private byte[] rowKey(SortedEntries entries, int i) {
        return format.rowKey(entries.array(i), entries.keyEnd(i), entries.valueEnd(i));
    }

    /** Waits for the first commits under way, until so many are left. */
    private Result settleAll(int left) {
        Result result = DONE;
        while (result instanceof Done && pending.size() > left) {
            result = settle(pending.removeFirst());
        }
        return result;
    }

    /** Neighbours in the order of their keys, at least one: up to a size, or to the first of two with the same key. */
    private Page chunk(SortedEntries entries, int from, int most) {
        int count = Math.min(most, entries.size() - from);
        var chunk =
                new Mutations.Packer(
                        count, (int) Math.min(MOST_BYTES, count * entries.meanBytes()));
        int at = from;
        do {
            chunk.put(
                    entries.array(at),
                    entries.keyStart(at),
                    entries.keyEnd(at),
                    entries.valueEnd(at));
            at++;
        } while (at - from < count
                && chunk.packedBytes() < MOST_BYTES
                && !isDuplicate(entries, at));
        return chunk.build().entries();
    }

    /** Whether an entry has the key of the one before it. */
    private boolean isDuplicate(SortedEntries entries, int i) {
        return format.isUnique() && entries.sameKey(i - 1, i);
    }

    private Result write(Page chunk) {
        if (contended) {
            return writeChecked(chunk);
        }
        return switch (missing(chunk, run.view.snapshot())) {
            case Duplicate duplicate -> duplicate;
            case Entries(Page missing) -> {
                if (missing.size() > 0) {
                    pending.add(new Pending(chunk, commit(missing, run.view.snapshot())));
                }
                yield DONE;
            }
        };
    }

    private Result settle(Pending one) {
        CommitResult result = one.answer.join();
        if (result instanceof CommitResult.Conflict) {
            contended = true;
            return writeChecked(one.chunk);
        }
        StoreTransaction.require(store, result);
        return DONE;
    }

    /** Writes what its rows still give, in views of today. */
    private Result writeChecked(Page chunk) {
        int from = 0;
        int wanted = chunk.size();
        while (from < chunk.size()) {
            run.checkGoesOn();
            int to = Math.min(chunk.size(), from + wanted);
            CommitResult result;
            try (StoreTransaction today = run.today()) {
                if (!target.isUnchanged(today)) {
                    return new Again();
                }
                Page left = stillTrue(chunk.slice(from, to), today.snapshot());
                switch (missing(left, today.snapshot())) {
                    case Duplicate duplicate -> {
                        return duplicate;
                    }
                    case Entries(Page missing) -> {
                        if (missing.size() == 0) {
                            from = to;
                            continue;
                        }
                        result = commit(missing, today.snapshot()).join();
                    }
                }
            }
            if (result instanceof CommitResult.Conflict conflict) {
                wanted = conflict.label() == Label.SCHEMA ? wanted : Math.max(1, (to - from) / 2);
            } else {
                StoreTransaction.require(store, result);
                from = to;
                wanted = Math.min(MOST_ENTRIES, 2 * wanted);
            }
        }
        return DONE;
    }

    /**
     * Whether two rows still have one key, and go on having it until this transaction commits. Rows that are changed all the
     * time are no hindrance: it is a short transaction.
     */
    boolean isStill(Duplicate duplicate, StoreTransaction now) {
        if (!target.isUnchanged(now)) {
            return false;
        }
        var keys = List.of(duplicate.one, duplicate.other);
        List<Entry> rows = StoreProblems.translating(() -> now.snapshot().getAll(keys));
        byte[] first = null;
        for (int i = 0; i < keys.size(); i++) {
            Entry there = rows.get(i);
            if (there == null || !maker.make(there.page(), there.index())) {
                return false;
            }
            byte[] key = maker.key.toByteArray();
            if (first != null && !Arrays.equals(first, key)) {
                return false;
            }
            first = key;
            now.touch(keys.get(i), Touch.ROW, 0, Label.DATA);
        }
        now.touch(fence.key(), Touch.ROW, 0, Label.SCHEMA);
        return true;
    }

    private Page stillTrue(Page chunk, Snapshot now) {
        var keys = new ArrayList<byte[]>(chunk.size());
        for (int i = 0; i < chunk.size(); i++) {
            keys.add(rowKey(chunk, i));
        }
        List<Entry> rows = StoreProblems.translating(() -> now.getAll(keys));
        return only(
                chunk,
                i -> {
                    Entry row = rows.get(i);
                    return row != null && maker.gives(row.page(), row.index(), chunk, i);
                });
    }

    private byte[] rowKey(Page chunk, int i) {
        return format.rowKey(chunk.bytes(), chunk.keyEnd(i), chunk.valueEnd(i));
    }

    /** The entries that pass a test; asked once for each. */
    private static Page only(Page chunk, IntPredicate wanted) {
        var left = new PageBuilder(chunk.size(), chunk.packedBytes());
        int from = 0;
        for (int i = 0; i < chunk.size(); i++) {
            if (!wanted.test(i)) {
                left.addAll(chunk, from, i);
                from = i + 1;
            }
        }
        if (from == 0) {
            return chunk;
        }
        left.addAll(chunk, from, chunk.size());
        return left.build();
    }

    /**
     * Without the entries of a unique index that are there already: of the same row by somebody who changed it, or by an
     * attempt before this one. Another row may have one too.
     */
    private Missing missing(Page chunk, Snapshot view) {
        if (!format.isUnique() || chunk.size() == 0) {
            return new Entries(chunk);
        }
        byte[] last = chunk.key(chunk.size() - 1);
        var range = KeyRange.of(chunk.key(0), Arrays.copyOf(last, last.length + 1));
        var there = new BitSet(chunk.size());
        try (Cursor cursor =
                StoreProblems.translating(
                        () -> view.scan(range, new ScanOptions(false, chunk.size(), null)))) {
            int at = 0;
            for (Page page = StoreProblems.translating(cursor::next);
                    page != null;
                    page = StoreProblems.translating(cursor::next)) {
                for (int i = 0; i < page.size(); i++) {
                    int found = chunk.find(page.bytes(), page.keyStart(i), page.keyEnd(i), at);
                    at = found >= 0 ? found + 1 : -(found + 1);
                    if (found < 0) {
                        continue;
                    }
                    there.set(found);
                    byte[] mine = rowKey(chunk, found);
                    byte[] other = format.rowKey(page.bytes(), page.keyEnd(i), page.valueEnd(i));
                    if (!Arrays.equals(mine, other)) {
                        return new Duplicate(other, mine);
                    }
                }
            }
        }
        return new Entries(only(chunk, i -> !there.get(i)));
    }

    private CompletableFuture<CommitResult> commit(Page chunk, Snapshot view) {
        var commit =
                new Commit(
                        run.newTransactionId(),
                        view.token(),
                        touches(chunk),
                        Mutations.putting(chunk));
        return StoreProblems.translating(() -> store.commit(commit));
    }

    private Touches touches(Page chunk) {
        int each = format.isUnique() ? 2 : 1;
        var touches = Touches.builder(each * chunk.size() + 1, each * chunk.packedBytes());
        touches.add(fence);
        byte[] bytes = chunk.bytes();
        for (int i = 0; i < chunk.size(); i++) {
            int keyEnd = chunk.keyEnd(i);
            int valueEnd = chunk.valueEnd(i);
            row.clear();
            format.appendRowKey(row, bytes, keyEnd, valueEnd);
            touches.add(row.array(), 0, row.length(), Touch.ROW, 0, Label.DATA);
            if (format.isAdjudicated(bytes, valueEnd)) {
                // who did not see the entry yet must not take its key
                touches.add(
                        bytes,
                        chunk.keyStart(i),
                        keyEnd,
                        Touch.ALL,
                        Touch.ROW | Touch.KEY,
                        Label.DATA);
            }
        }
        return touches.build();
    }
}
