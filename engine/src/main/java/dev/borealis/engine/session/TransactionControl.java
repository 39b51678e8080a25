package dev.borealis.engine.session;

import dev.borealis.engine.observe.SessionActivity;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.sql.ast.Statement;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.TransactionErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The transaction of one session: none, an implicit one (ended by Sync or the end of a simple message), or an explicit
 * one; whether it has failed; what kinds of statements it has seen. Knows nothing of what statements do.
 *
 * <pre>
 * NONE --statement--> IMPLICIT --Sync--> NONE
 *   |                    |
 *   +------BEGIN---------+--> EXPLICIT --error--> EXPLICIT, failed --COMMIT or ROLLBACK--> NONE
 * </pre>
 */
final class TransactionControl {
    private enum Kind {
        NONE,
        IMPLICIT,
        EXPLICIT
    }

    private final Function<Boolean, StoreTransaction> starter;
    private final Settings settings;
    private final SessionActivity activity;
    private Kind kind = Kind.NONE;
    private boolean failed;
    private boolean sawDdl;
    private boolean sawDml;
    private boolean readOnlyByDefault;
    private @Nullable StoreTransaction transaction;

    /** Work that must be done at the end of a successful transaction, before its commit: deferred constraints. */
    private @Nullable Runnable beforeCommit;

    private final List<Runnable> atEnd = new ArrayList<>();
    private final List<Runnable> afterDefinition = new ArrayList<>();
    private int statements;

    /** @param starter makes a transaction, read-only or not */
    TransactionControl(
            Function<Boolean, StoreTransaction> starter,
            Settings settings,
            SessionActivity activity) {
        this.starter = starter;
        this.settings = settings;
        this.activity = activity;
    }

    Session.Status status() {
        return kind != Kind.EXPLICIT
                ? Session.Status.IDLE
                : failed ? Session.Status.FAILED : Session.Status.IN_TRANSACTION;
    }

    boolean isExplicit() {
        return kind == Kind.EXPLICIT;
    }

    boolean isFailed() {
        return failed;
    }

    boolean isOpen() {
        return kind != Kind.NONE;
    }

    /** SET SESSION CHARACTERISTICS. */
    void setReadOnlyByDefault(boolean readOnly) {
        readOnlyByDefault = readOnly;
    }

    boolean isReadOnlyByDefault() {
        return readOnlyByDefault;
    }

    /** What is to be forgotten when the transaction ends, however it ends. */
    void onEnd(Runnable action) {
        atEnd.add(action);
    }

    /** What is to be done after the commit of a transaction with a DDL statement. */
    void afterDefinition(Runnable action) {
        afterDefinition.add(action);
    }

    /** A message begins: what came before it without a transaction does not count. */
    void noteMessage() {
        if (kind == Kind.NONE) {
            statements = 0;
        }
    }

    /** A statement begins, of any kind. */
    void noteStatement() {
        statements++;
    }

    /** Whether the open transaction is implicit and has had one statement only. */
    boolean isLoneStatement() {
        return kind == Kind.IMPLICIT && statements == 1;
    }

    void onCommit(@Nullable Runnable action) {
        beforeCommit = action;
    }

    /** The open transaction; begins an implicit one where there is none. */
    StoreTransaction current() {
        if (transaction == null) {
            start(readOnlyByDefault);
            kind = Kind.IMPLICIT;
        }
        return java.util.Objects.requireNonNull(transaction);
    }

    /** The open transaction, or null. */
    @Nullable StoreTransaction open() {
        return transaction;
    }

    /** BEGIN. An implicit transaction becomes explicit with all it has done. @return false when one is open already */
    boolean begin(@Nullable Boolean readOnly) {
        boolean fresh = kind != Kind.EXPLICIT;
        if (kind == Kind.NONE) {
            start(readOnly == null ? readOnlyByDefault : readOnly);
        } else if (readOnly != null && transaction != null) {
            transaction.setReadOnly(readOnly);
        }
        kind = Kind.EXPLICIT;
        return fresh;
    }

    private void start(boolean readOnly) {
        StoreTransaction begun = starter.apply(readOnly);
        transaction = begun;
        activity.began(begun);
        failed = false;
        sawDdl = false;
        sawDml = false;
        settings.begin();
    }

    /** A DDL statement begins: at most one, and none beside DML. */
    void noteDdl() {
        current();
        if (sawDdl) {
            throw TransactionErrors.multipleDdl();
        }
        if (sawDml) {
            throw TransactionErrors.ddlAndDml();
        }
        sawDdl = true;
    }

    /** INSERT, UPDATE, DELETE or COPY FROM begins. */
    void noteDml() {
        current();
        if (sawDdl) {
            throw TransactionErrors.ddlAndDml();
        }
        sawDml = true;
    }

    boolean sawDdl() {
        return sawDdl;
    }

    /**
     * Ends the transaction well. Whatever happens, none is open afterwards.
     *
     * @return false when it had failed and was rolled back instead
     */
    boolean commit() {
        StoreTransaction ending = transaction;
        boolean commits = !failed;
        boolean committed = false;
        try {
            if (ending != null && commits) {
                if (beforeCommit != null) {
                    beforeCommit.run();
                }
                ending.commit();
                committed = true;
            }
        } finally {
            end(ending, committed || ending == null);
        }
        return commits;
    }

    /** The end of a simple message, or Sync: commits an implicit transaction, if one is open. */
    void commitImplicit() {
        if (kind == Kind.IMPLICIT) {
            commit();
        }
    }

    void rollback() {
        end(transaction, false);
    }

    private void end(@Nullable StoreTransaction ending, boolean committed) {
        if (ending != null) {
            ending.close();
        }
        transaction = null;
        activity.ended();
        kind = Kind.NONE;
        failed = false;
        beforeCommit = null;
        statements = 0;
        settings.end(committed);
        atEnd.forEach(Runnable::run);
        if (committed && sawDdl) {
            afterDefinition.forEach(Runnable::run);
        }
        sawDdl = false;
    }

    /** A statement failed: an explicit transaction is aborted, an implicit one is gone. */
    void fail() {
        switch (kind) {
            case NONE -> {}
            case IMPLICIT -> rollback();
            case EXPLICIT -> {
                failed = true;
                if (transaction != null) {
                    transaction.close();
                }
            }
        }
    }

    /** See {@link Session#giveUpOverdueTransaction}. */
    void giveUpIfTooOld() {
        StoreTransaction open = transaction;
        if (open != null) {
            open.giveUpIfTooOld();
        }
    }

    /** Throws 25P02 in an aborted transaction, 54000 in one that is too old, unless the statement ends it. */
    void checkNotFailed(Statement statement) {
        if (SqlSession.endsTransaction(statement)) {
            return; // COMMIT looks at the age itself, ROLLBACK is never too late
        }
        if (failed) {
            throw TransactionErrors.aborted();
        }
        checkAge();
    }

    /** Throws 54000 in a transaction that is too old. */
    void checkAge() {
        if (transaction != null) {
            transaction.checkAge();
        }
    }

    boolean isTooOld() {
        return transaction != null && transaction.isTooOld();
    }

    /** Throws 25006 in a read-only transaction. */
    void checkWritable(String command) throws SqlException {
        if (current().isReadOnly()) {
            throw TransactionErrors.readOnly(command);
        }
    }
}
