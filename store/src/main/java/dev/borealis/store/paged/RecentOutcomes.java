package dev.borealis.store.paged;

import dev.borealis.store.Outcome;
import dev.borealis.store.SnapshotToken;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreProblem;
import dev.borealis.store.TransactionId;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What became of the latest transactions, and of all whose commit was answered with Unknown (those of a failed write, which
 * a group bounds). Thread-safe.
 */
final class RecentOutcomes {
    /** Decided transactions remembered. */
    private static final int DECIDED = 65_536;

    /** A session is not kept longer by a disk that does not come back. */
    private static final int PATIENCE_SECONDS = 5;

    /** Transactions remembered that were answered with Unknown: many failed groups. */
    private static final int UNKNOWN = 1_000_000;

    private final Map<TransactionId, Outcome> decided = bounded(DECIDED);
    private final Map<TransactionId, CompletableFuture<Outcome>> unknown = bounded(UNKNOWN);
    private final TransactionId[] winners = new TransactionId[DECIDED];
    private final long[] winnerNumbers = new long[DECIDED];

    private static <V> Map<TransactionId, V> bounded(int size) {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<TransactionId, V> eldest) {
                return size() > size;
            }
        };
    }

    synchronized void won(TransactionId id, long number) {
        int slot = (int) (number % DECIDED);
        winners[slot] = id;
        winnerNumbers[slot] = number;
    }

    synchronized @Nullable TransactionId winner(long number) {
        int slot = (int) (number % DECIDED);
        return winnerNumbers[slot] == number ? winners[slot] : null;
    }

    synchronized void committed(TransactionId id, SnapshotToken visibleAt) {
        decide(id, new Outcome.Committed(visibleAt));
    }

    synchronized void lost(TransactionId id) {
        decide(id, new Outcome.NotCommitted(null));
    }

    synchronized void refused(TransactionId id, StoreProblem problem) {
        decide(id, new Outcome.NotCommitted(problem));
    }

    private void decide(TransactionId id, Outcome outcome) {
        decided.put(id, outcome);
        CompletableFuture<Outcome> waiting = unknown.get(id);
        if (waiting != null) {
            waiting.complete(outcome);
        }
    }

    /** Its commit is answered with Unknown. */
    synchronized void uncertain(TransactionId id) {
        unknown.put(id, new CompletableFuture<>());
    }

    /** Whether {@link #outcome} would not block. */
    synchronized boolean isCertain(TransactionId id) {
        CompletableFuture<Outcome> pending = unknown.get(id);
        return decided.containsKey(id) || pending == null || pending.isDone();
    }

    /**
     * Blocks until certain, or for {@link #PATIENCE_SECONDS}.
     *
     * @throws StoreException UNAVAILABLE when the disk has not come back until then
     */
    Outcome outcome(TransactionId id) {
        CompletableFuture<Outcome> pending;
        synchronized (this) {
            Outcome known = decided.get(id);
            if (known != null) {
                return known;
            }
            pending = unknown.get(id);
        }
        if (pending == null) {
            return new Outcome.Forgotten();
        }
        try {
            return pending.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new StoreException(
                    StoreProblem.UNAVAILABLE,
                    "the outcome is not known before the disk is back",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(StoreProblem.UNAVAILABLE, "interrupted while waiting", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Wakes those who wait for something that will not be known in this process. */
    synchronized void close() {
        unknown.values().forEach(future -> future.complete(new Outcome.Forgotten()));
    }
}
