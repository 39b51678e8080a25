package dev.borealis.engine.job;

import dev.borealis.engine.execute.EntryMaker;
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
import java.util.concurrent.atomic.AtomicLong;

/**
 * The entries of the next rows of a table, as many as the memory for them holds, in the order of the index.
 *
 * <p>The rest of the table is cut into pieces, which all threads that take part draw in order; each collects and sorts by
 * itself. When the memory is full, or enough was read, no further piece is begun; one whose entries are far larger than
 * its rows is left in its middle, and what others have read behind it is read again by the next step.
 */
final class EntryCollection {
    /** Of the memory for entries: how much of the table a piece is, as far as {@link #MOST_PIECES} allows. */
    private static final int PIECES_IN_MEMORY = 128;

    /** The store is asked for so many pieces of the rest of the table. */
    private static final int MOST_PIECES = 4_096;

    /** Of the memory for entries: how far the pieces under way may go beyond it. */
    private static final int BEYOND = 8;

    /** Times the memory for entries: how much of the table is read for the few entries of a partial index. */
    private static final int MEMORIES_READ = 8;

    /** Pages read between two looks whether the job is still ours: some milliseconds. */
    private static final int PAGES_BETWEEN_LOOKS = 64;

    private final JobRun run;
    private final BuildTarget target;
    private final Snapshot view;
    private final List<KeyRange> pieces;

    /** Of the last row read of each piece; written by one thread and read after all have ended. So is what follows. */
    private final byte[] @Nullable [] lastKeys;

    private final boolean[] complete;
    private final AtomicLong entryBytes = new AtomicLong();
    private final AtomicLong readBytes = new AtomicLong();

    // under the lock
    private final List<SortedEntries> sorted = new ArrayList<>();
    private int taken;
    private @Nullable Throwable failure;
    private volatile int failedPiece = Integer.MAX_VALUE;

    EntryCollection(JobRun run, BuildTarget target) {
        this.run = run;
        this.target = target;
        this.view = run.view.snapshot();
        this.pieces = pieces(run, run.rest(target.storage()));
        this.lastKeys = new byte[pieces.size()][];
        this.complete = new boolean[pieces.size()];
    }

    private static List<KeyRange> pieces(JobRun run, KeyRange rest) {
        long most = run.sortBytes() / PIECES_IN_MEMORY;
        var pieces = new ArrayList<KeyRange>();
        long bytes = Long.MAX_VALUE; // of the last one
        for (Piece piece : run.catalogs.store().pieces(rest, MOST_PIECES)) {
            if (bytes < most) {
                KeyRange begun = pieces.removeLast();
                pieces.add(new KeyRange(begun.from(), piece.range().to()));
                bytes += piece.bytes();
            } else {
                pieces.add(piece.range());
                bytes = piece.bytes();
            }
        }
        return pieces;
    }

    /**
     * Reads and sorts.
     *
     * @throws RuntimeException as computing an entry does, the first one in the order of the rows; {@link JobStopped}
     */
    SortedEntries collect() {
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
        SortedEntries all = sorted.getFirst();
        for (SortedEntries more : sorted.subList(1, sorted.size())) {
            all.merge(more);
        }
        return all;
    }

    /** Whether no row is behind those that were read. */
    boolean isAtEnd() {
        for (boolean one : complete) {
            if (!one) {
                return false;
            }
        }
        return true;
    }

    /** The key up to which all rows were read, when that is not the end: then there is one. */
    byte[] lastKey() {
        byte[] last = null;
        for (int piece = 0; piece < taken; piece++) {
            last = lastKeys[piece] == null ? last : lastKeys[piece];
            if (!complete[piece]) {
                break;
            }
        }
        if (last == null) {
            throw new IllegalStateException("nothing was read of a table that is not at its end");
        }
        return last;
    }

    private void takePart() {
        Part part = null;
        try {
            part = new Part();
            part.readAll();
        } catch (Throwable e) { // its entries would be missing in the index
            failed(part == null ? 0 : part.piece, e);
        }
    }

    /** The piece to be read now; negative when there is none. */
    private synchronized int next() {
        boolean enough =
                entryBytes.get() >= run.sortBytes()
                        || readBytes.get() >= MEMORIES_READ * run.sortBytes();
        return failure != null || enough || taken == pieces.size() ? -1 : taken++;
    }

    /** Pieces before it have been taken and will be read: one of them may fail too. */
    private synchronized void failed(int piece, Throwable e) {
        if (failure == null || piece < failedPiece) {
            failure = e;
            failedPiece = piece;
        }
    }

    /** What one thread does. */
    private final class Part {
        private final EntryMaker maker = target.maker();
        private final SortedEntries entries = new SortedEntries();
        private int piece;
        private int pages;

        void readAll() {
            for (int next = next(); next >= 0; next = next()) {
                piece = next;
                read();
            }
            entries.sort();
            synchronized (EntryCollection.this) {
                sorted.add(entries);
            }
        }

        private void read() {
            try (Cursor cursor =
                    StoreProblems.translating(
                            () -> view.scan(pieces.get(piece), ScanOptions.FORWARD))) {
                for (Page page = StoreProblems.translating(cursor::next);
                        page != null;
                        page = StoreProblems.translating(cursor::next)) {
                    if (failedPiece < piece || isFarTooMuch() && lastKeys[piece] != null) {
                        return;
                    }
                    read(page);
                    if (++pages % PAGES_BETWEEN_LOOKS == 0) {
                        run.checkGoesOn();
                    }
                }
            }
            complete[piece] = true;
        }

        private void read(Page page) {
            long before = entries.bytes();
            for (int i = 0; i < page.size(); i++) {
                if (maker.make(page, i)) {
                    entries.add(maker.key, maker.value);
                }
            }
            lastKeys[piece] = page.key(page.size() - 1);
            entryBytes.addAndGet(entries.bytes() - before);
            readBytes.addAndGet(page.packedBytes());
        }

        private boolean isFarTooMuch() {
            return entryBytes.get() > run.sortBytes() + run.sortBytes() / BEYOND;
        }
    }
}
