package dev.borealis.engine.transaction;

import dev.borealis.store.SnapshotTooOld;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreProblem;
import dev.borealis.types.Limits;
import dev.borealis.types.error.ConflictErrors;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SqlState;
import dev.borealis.types.error.StorageErrors;

import java.util.function.Supplier;

/** What the client is told when the store cannot answer. */
public final class StoreProblems {
    private StoreProblems() {}

    /** Calls the store; its failures come out as SQL errors. */
    public static <T extends @org.jspecify.annotations.Nullable Object> T translating(
            Supplier<T> call) {
        try {
            return call.get();
        } catch (StoreException failure) {
            throw error(failure.problem());
        } catch (SnapshotTooOld failure) {
            // retrying the transaction takes a new snapshot and helps
            throw ConflictErrors.dataConflict();
        }
    }

    /** Whether an error tells of a store that cannot answer now, and nothing of the statement or of the data. */
    public static boolean isUnavailable(SqlException failure) {
        return failure.state() == SqlState.INTERNAL_ERROR
                || failure.state() == SqlState.ADMIN_SHUTDOWN;
    }

    /** The error for a store that did nothing. */
    public static SqlException error(StoreProblem problem) {
        return switch (problem) {
            case DISK_FULL -> StorageErrors.clusterSizeExceeded();
            case KEY_TOO_LARGE -> StorageErrors.keySizeTooLarge();
            case VALUE_TOO_LARGE -> StorageErrors.rowTooLarge();
            case COMMIT_TOO_LARGE -> ConflictErrors.sizeLimitExceeded(Limits.TRANSACTION_BYTES);
            case CLOSED, DROPPED -> StorageErrors.shuttingDown();
            case UNAVAILABLE -> StorageErrors.serverUnavailable();
            case DAMAGED -> StorageErrors.dataCorrupted();
        };
    }
}
