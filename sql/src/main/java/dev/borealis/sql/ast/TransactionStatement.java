package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

/** BEGIN, COMMIT and their kin. */
public sealed interface TransactionStatement extends Statement {
    /** {@code BEGIN} or {@code START TRANSACTION}, which differ in their tag. */
    record Begin(boolean start, TransactionModes modes) implements TransactionStatement {}

    /** {@code COMMIT} or {@code END}. */
    record Commit(boolean chain) implements TransactionStatement {}

    /** {@code ROLLBACK} or {@code ABORT}. */
    record Rollback(boolean chain) implements TransactionStatement {}

    /** {@code SAVEPOINT name}. */
    record Savepoint(String name) implements TransactionStatement {}

    /** {@code ROLLBACK TO SAVEPOINT name}. */
    record RollbackTo(String name) implements TransactionStatement {}

    /** {@code RELEASE SAVEPOINT name}. */
    record Release(String name) implements TransactionStatement {}

    /** {@code PREPARE TRANSACTION 'id'}. */
    record PrepareTransaction(String id) implements TransactionStatement {}

    /** {@code COMMIT PREPARED 'id'}. */
    record CommitPrepared(String id) implements TransactionStatement {}

    /** {@code ROLLBACK PREPARED 'id'}. */
    record RollbackPrepared(String id) implements TransactionStatement {}

    /** Isolation levels of SQL. */
    enum Isolation {
        READ_UNCOMMITTED("READ UNCOMMITTED"),
        READ_COMMITTED("READ COMMITTED"),
        REPEATABLE_READ("REPEATABLE READ"),
        SERIALIZABLE("SERIALIZABLE");

        private final String words;

        Isolation(String words) {
            this.words = words;
        }

        /** In capitals, as SQL writes it. */
        public String words() {
            return words;
        }
    }

    /** What was said of each mode, null where nothing; of several mentions the last. */
    record TransactionModes(
            @Nullable Isolation isolation,
            @Nullable Boolean readOnly,
            @Nullable Boolean deferrable) {
        public static final TransactionModes NONE = new TransactionModes(null, null, null);
    }
}
