package dev.borealis.engine.job;

import dev.borealis.engine.catalog.CatalogKeys;
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
import dev.borealis.store.ScanOptions;
import dev.borealis.store.Snapshot;
import dev.borealis.store.Store;
import dev.borealis.store.Touch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Writes sorted entries of an index that is being built, in commits of some thousand neighbours, so that pages are filled
 * one after the other and each is written once.
 *
 * <p>Every commit checks lane ROW of the rows its entries come from, as of the view in which they were read, and marks none
 * of them: it can lose, users cannot. One that lost is looked at again in a view of its own: entries that their rows no
 * longer give are left out (who changed the row maintains the index), and the commit gets smaller until it wins. Two commits
 * are under way at a time: the store writes one while the next is made.
 */
final class EntryLoad {
    /** What became of it. */
    enum Result {
        DONE,
        /** Two rows have one key; the run's transaction checks that they still do. */
        DUPLICATE,
        /** Something else came between: begin anew with a new view. */
        AGAIN
    }

    /** Entries of one commit at most: some milliseconds of work for the store, for which other commits may have to wait. */
    private static final int MOST_ENTRIES = 10_000;

    /** A small build is several commits too. */
    private static final int PARTS = 8;

    private static final int FEWEST_ENTRIES = 500;

    private static final long MOST_BYTES = 1 << 20;

    private static final int UNDER_WAY = 2;

    private final JobRun run;
    private final EntryMaker maker;
    private final IndexEntryFormat format;
    private final Touch fence;
    private final Store store;
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();

    /** Rows are being changed meanwhile: no commit is tried in the old view any more. */
    private boolean contended;

    EntryLoad(JobRun run, EntryMaker maker, IndexEntryFormat format, int table) {
        this.run = run;
        this.maker = maker;
        this.format = format;
        this.fence = Touch.check(CatalogKeys.fence(table), Label.SCHEMA);
        this.store = run.catalogs.store();
    }

    /** Neighbours in the order of their keys, with the rows they come from. */
    private record Chunk(byte[][] keys, byte[][] values, byte[][] rows) {
        int size() {
            return keys.length;
        }

        Chunk slice(int from, int to) {
            return new Chunk(
                    Arrays.copyOfRange(keys, from, to),
                    Arrays.copyOfRange(values, from, to),
                    Arrays.copyOfRange(rows, from, to));
        }

        /** Without the entries for which false stands. */
        Chunk only(boolean[] wanted) {
            int count = 0;
            for (boolean one : wanted) {
                count += one ? 1 : 0;
            }
            if (count == size()) {
                return this;
            }
            var left = new Chunk(new byte[count][], new byte[count][], new byte[count][]);
            int to = 0;
            for (int i = 0; i < size(); i++) {
                if (wanted[i]) {
                    left.keys[to] = keys[i];
                    left.values[to] = values[i];
                    left.rows[to++] = rows[i];
                }
            }
            return left;
        }
    }

    private record Pending(Chunk chunk, CompletableFuture<CommitResult> answer) {}

    Result load(SortedEntries entries) {
        int most = Math.clamp(entries.size() / PARTS, FEWEST_ENTRIES, MOST_ENTRIES);
        int from = 0;
        while (from < entries.size() || !pending.isEmpty()) {
            Result result = Result.DONE;
            if (pending.size() == UNDER_WAY || from == entries.size()) {
                result = settle(pending.removeFirst());
            } else {
                int to = end(entries, from, most);
                for (int i = Math.max(1, from); i < to; i++) {
                    if (entries.sameKey(i - 1, i)) {
                        Result before = writeAll(chunk(entries, from, i));
                        return before == Result.DONE
                                ? duplicate(chunk(entries, i - 1, i + 1))
                                : drain(before);
                    }
                }
                result = write(chunk(entries, from, to));
                from = to;
            }
            if (result == Result.DONE && !run.goesOn()) {
                result = Result.AGAIN;
            }
            if (result != Result.DONE) {
                return drain(result);
            }
        }
        return Result.DONE;
    }

    /** Writes a chunk and waits for all that is under way: an index whose build fails enforces the keys that it holds. */
    private Result writeAll(Chunk chunk) {
        Result result = chunk.size() == 0 ? Result.DONE : write(chunk);
        while (result == Result.DONE && !pending.isEmpty()) {
            result = settle(pending.removeFirst());
        }
        return result;
    }

    /** Waits for what is under way, whatever becomes of it: a step that begins anew writes the same again. */
    private Result drain(Result result) {
        pending.forEach(one -> one.answer.join());
        pending.clear();
        return result;
    }

    private static int end(SortedEntries entries, int from, int most) {
        int to = from;
        long bytes = 0;
        while (to < entries.size() && to - from < most && bytes < MOST_BYTES) {
            bytes += entries.valueEnd(to) - entries.keyStart(to);
            to++;
        }
        return to;
    }

    private Chunk chunk(SortedEntries entries, int from, int to) {
        int count = to - from;
        var chunk = new Chunk(new byte[count][], new byte[count][], new byte[count][]);
        for (int i = 0; i < count; i++) {
            int at = from + i;
            chunk.keys[i] = entries.key(at);
            chunk.values[i] = entries.value(at);
            chunk.rows[i] =
                    format.rowKey(entries.array(at), entries.keyEnd(at), entries.valueEnd(at));
        }
        return chunk;
    }

    private Result write(Chunk chunk) {
        if (contended) {
            return writeChecked(chunk);
        }
        Chunk missing = missing(chunk, run.transaction.snapshot());
        if (missing == null) {
            return Result.DUPLICATE;
        }
        if (missing.size() > 0) {
            pending.add(new Pending(chunk, commit(missing, run.transaction.snapshot())));
        }
        return Result.DONE;
    }

    private Result settle(Pending one) {
        return switch (one.answer.join()) {
            case CommitResult.Conflict conflict when conflict.label() == Label.SCHEMA ->
                    Result.AGAIN;
            case CommitResult.Conflict _ -> {
                contended = true;
                yield writeChecked(one.chunk);
            }
            case CommitResult result -> {
                StoreTransaction.require(store, result);
                yield Result.DONE;
            }
        };
    }

    /** Writes what its rows still give, in a view of today. */
    private Result writeChecked(Chunk chunk) {
        int from = 0;
        int wanted = chunk.size();
        while (from < chunk.size()) {
            int to = Math.min(chunk.size(), from + wanted);
            CommitResult result;
            try (StoreTransaction now = run.begin()) {
                if (!run.goesOn() || run.catalogs.of(now).version() != run.catalog.version()) {
                    return Result.AGAIN;
                }
                Chunk left = stillTrue(chunk.slice(from, to), now.snapshot());
                Chunk missing = missing(left, now.snapshot());
                if (missing == null) {
                    return Result.DUPLICATE;
                }
                if (missing.size() == 0) {
                    from = to;
                    continue;
                }
                result = commit(missing, now.snapshot()).join();
            }
            switch (result) {
                case CommitResult.Conflict conflict -> {
                    if (conflict.label() == Label.SCHEMA) {
                        return Result.AGAIN;
                    }
                    wanted = Math.max(1, (to - from) / 2);
                }
                case CommitResult.Committed _, CommitResult.Refused _, CommitResult.Unknown _ -> {
                    StoreTransaction.require(store, result);
                    from = to;
                    wanted = Math.min(MOST_ENTRIES, 2 * wanted);
                }
            }
        }
        return Result.DONE;
    }

    private Chunk stillTrue(Chunk chunk, Snapshot now) {
        var wanted = new boolean[chunk.size()];
        List<Entry> rows = StoreProblems.translating(() -> now.getAll(List.of(chunk.rows)));
        for (int i = 0; i < wanted.length; i++) {
            Entry row = rows.get(i);
            wanted[i] =
                    row != null
                            && maker.gives(row.page(), row.index(), chunk.keys[i], chunk.values[i]);
        }
        return chunk.only(wanted);
    }

    /**
     * Without the entries of a unique index that are there already: of the same row by somebody who changed it, or by an
     * attempt before this one. Null when one is there of another row.
     */
    private @org.jspecify.annotations.Nullable Chunk missing(Chunk chunk, Snapshot view) {
        if (!format.isUnique() || chunk.size() == 0) {
            return chunk;
        }
        byte[] last = chunk.keys[chunk.size() - 1];
        var range = KeyRange.of(chunk.keys[0], Arrays.copyOf(last, last.length + 1));
        var wanted = new boolean[chunk.size()];
        Arrays.fill(wanted, true);
        try (Cursor cursor =
                StoreProblems.translating(
                        () -> view.scan(range, new ScanOptions(false, chunk.size(), null)))) {
            int at = 0;
            for (Page page = StoreProblems.translating(cursor::next);
                    page != null;
                    page = StoreProblems.translating(cursor::next)) {
                for (int i = 0; i < page.size(); i++) {
                    while (at < chunk.size() && page.compareKey(i, chunk.keys[at]) > 0) {
                        at++;
                    }
                    if (at == chunk.size() || page.compareKey(i, chunk.keys[at]) != 0) {
                        continue;
                    }
                    wanted[at] = false;
                    boolean same =
                            format.isOf(
                                    page.bytes(), page.keyEnd(i), page.valueEnd(i), chunk.rows[at]);
                    if (!same) {
                        run.transaction.touch(chunk.keys[at], Touch.ROW, 0, Label.DATA);
                        duplicate(chunk.slice(at, at + 1));
                        return null;
                    }
                }
            }
        }
        return chunk.only(wanted);
    }

    /** The failure holds only if these rows are what they were. */
    private Result duplicate(Chunk chunk) {
        for (byte[] row : chunk.rows) {
            run.transaction.touch(row, Touch.ROW, 0, Label.DATA);
        }
        return Result.DUPLICATE;
    }

    private CompletableFuture<CommitResult> commit(Chunk chunk, Snapshot view) {
        var touches = new ArrayList<Touch>((format.isUnique() ? 2 : 1) * chunk.size() + 1);
        touches.add(fence);
        for (int i = 0; i < chunk.size(); i++) {
            touches.add(Touch.check(chunk.rows[i], Label.DATA));
            if (format.isAdjudicated(chunk.values[i])) {
                // who did not see the entry yet must not take its key
                touches.add(Touch.exclusive(chunk.keys[i], Label.DATA));
            }
        }
        var commit =
                new Commit(
                        run.newTransactionId(),
                        view.token(),
                        touches,
                        Mutations.ofSorted(chunk.keys, chunk.values));
        return StoreProblems.translating(() -> store.commit(commit));
    }
}
