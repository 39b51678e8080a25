package dev.borealis.engine.job;

import dev.borealis.engine.evaluate.Sites;
import dev.borealis.engine.plan.IndexStorage;
import dev.borealis.engine.plan.TableStorage;
import dev.borealis.engine.transaction.StoreProblems;
import dev.borealis.store.Cursor;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Page;
import dev.borealis.store.Piece;
import dev.borealis.store.ScanOptions;
import dev.borealis.store.Snapshot;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The entries of the next rows of a table, as many as the memory for them holds, in the order of the index.
 *
 * <p>The rest of the table is cut into pieces, which all threads that take part draw in order; each collects and sorts by
 * itself. So what has been read is always the beginning of the rest, whoever was the faster.
 */
final class EntryCollection {
    /** Of the memory for entries: how much of the table a piece is. Each thread may go beyond that memory by one. */
    private static final int PIECES_IN_MEMORY = 16;

    /** Pages read between two looks whether the job is still ours: some milliseconds. */
    private static final int PAGES_BETWEEN_LOOKS = 64;

    private final JobRun run;
    private final Sites sites;
    private final TableStorage storage;
    private final IndexStorage index;
    private final Snapshot view;
    private final Thread owner = Thread.currentThread();

    // under the lock, but for what only one thread writes and others read after all have ended
    private final List<Piece> pieces;
    private final byte[] @Nullable [] lastKeys; // of the rows of each piece
    private final List<SortedEntries> sorted = new ArrayList<>();
    private int taken;
    private long bytes;
    private int failedPiece;
    private @Nullable Throwable failure;
    private volatile boolean stopped;

    /** @param rest what is left of the table */
    EntryCollection(
            JobRun run, Sites sites, TableStorage storage, IndexStorage index, KeyRange rest) {
        this.run = run;
        this.sites = sites;
        this.storage = storage;
        this.index = index;
        this.view = run.transaction.snapshot();
        this.pieces = pieces(run, rest);
        this.lastKeys = new byte[pieces.size()][];
    }

    private static List<Piece> pieces(JobRun run, KeyRange rest) {
        long pieceBytes = Math.max(1, run.sortBytes() / PIECES_IN_MEMORY);
        long bytes = run.catalogs.store().pieces(rest, 1).getFirst().bytes();
        return bytes <= pieceBytes
                ? List.of(new Piece(rest, bytes, null))
                : run.catalogs
                        .store()
                        .pieces(rest, (int) Math.min(Integer.MAX_VALUE, bytes / pieceBytes));
    }

    /**
     * Reads and sorts; null when the job is no longer ours.
     *
     * @throws RuntimeException as computing an entry does, the first one in the order of the rows
     */
    @Nullable SortedEntries collect() {
        if (pieces.size() > 1) {
            run.together(this::takePart);
        } else {
            takePart();
        }
        switch (failure) {
            case null -> {}
            case RuntimeException problem -> throw problem;
            case Error problem -> throw problem;
            default -> throw new IllegalStateException(failure);
        }
        if (stopped) {
            return null;
        }
        SortedEntries all = sorted.getFirst();
        for (SortedEntries more : sorted.subList(1, sorted.size())) {
            all.merge(more);
        }
        return all;
    }

    /** Whether no row is behind those that were read. */
    boolean isAtEnd() {
        return taken == pieces.size();
    }

    /** The key of the last row read; null when there was none. */
    byte @Nullable [] lastKey() {
        for (int piece = taken - 1; piece >= 0; piece--) {
            if (lastKeys[piece] != null) {
                return lastKeys[piece];
            }
        }
        return null;
    }

    private void takePart() {
        int piece = 0;
        try {
            var maker = new EntryMaker(run, sites, storage, index);
            var entries = new SortedEntries();
            long before = 0;
            for (piece = next(0); piece >= 0; piece = next(entries.bytes() - before)) {
                before = entries.bytes();
                lastKeys[piece] = read(pieces.get(piece).range(), maker, entries);
            }
            entries.sort();
            synchronized (this) {
                sorted.add(entries);
            }
        } catch (Throwable e) { // its entries would be missing in the index
            failed(piece, e);
        }
    }

    /**
     * The piece to be read now; negative when there is none.
     *
     * @param more bytes that the one before has given
     */
    private synchronized int next(long more) {
        bytes += more;
        return stopped || failure != null || bytes >= run.sortBytes() || isAtEnd() ? -1 : taken++;
    }

    /** Pieces before it have been taken and will be read: one of them may fail too. */
    private synchronized void failed(int piece, Throwable e) {
        if (failure == null || piece < failedPiece) {
            failure = e;
            failedPiece = piece;
        }
    }

    /** The key of the last row; null when there was none. */
    private byte @Nullable [] read(KeyRange range, EntryMaker maker, SortedEntries entries) {
        byte[] last = null;
        int pages = 0;
        try (Cursor cursor =
                StoreProblems.translating(() -> view.scan(range, ScanOptions.FORWARD))) {
            for (Page page = StoreProblems.translating(cursor::next);
                    page != null && !stopped;
                    page = StoreProblems.translating(cursor::next)) {
                for (int i = 0; i < page.size(); i++) {
                    if (maker.make(page, i)) {
                        entries.add(maker.key, maker.value);
                    }
                }
                last = page.key(page.size() - 1);
                if (Thread.currentThread() == owner
                        && ++pages % PAGES_BETWEEN_LOOKS == 0
                        && !run.goesOn()) {
                    stopped = true;
                }
            }
        }
        return last;
    }
}
