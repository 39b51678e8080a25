package dev.borealis.engine.transaction;

import dev.borealis.store.CommitResult;
import dev.borealis.types.error.SqlException;

/** Is told how a transaction ends, on the thread that ends it and before it forgets what it did. Must be quick. */
public interface TransactionObserver {
    /** Looks away. */
    TransactionObserver NONE =
            new TransactionObserver() {
                @Override
                public void committed(StoreTransaction transaction, long bytes, long nanos) {}

                @Override
                public void lost(StoreTransaction transaction, CommitResult.Conflict conflict) {}

                @Override
                public void notCommitted(StoreTransaction transaction, SqlException reason) {}

                @Override
                public void rolledBack(StoreTransaction transaction) {}
            };

    /**
     * @param bytes keys and values written; 0 when the store was not asked, as nothing was changed
     * @param nanos from handing the commit to the store to its answer
     */
    void committed(StoreTransaction transaction, long bytes, long nanos);

    /** Another transaction was first. */
    void lost(StoreTransaction transaction, CommitResult.Conflict conflict);

    /** A commit was asked for and could not be, for another reason than a conflict. */
    void notCommitted(StoreTransaction transaction, SqlException reason);

    /** It was ended without asking for a commit. */
    void rolledBack(StoreTransaction transaction);
}
