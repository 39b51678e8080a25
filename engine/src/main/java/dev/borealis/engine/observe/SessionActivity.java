package dev.borealis.engine.observe;

import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.engine.transaction.TransactionObserver;
import dev.borealis.store.CommitResult;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

/**
 * What one session is doing, and where its transactions are counted. Written by the session's thread, read by any; what is
 * read is a moment old.
 */
public final class SessionActivity implements TransactionObserver, AutoCloseable {
    private final Observations observations;
    private final String id;
    private final String user;
    private final String clientAddress;
    private final int processId;
    private volatile String applicationName = "";
    private volatile boolean active;
    private volatile @Nullable StoreTransaction transaction;
    private boolean lostBefore; // the transaction before this one lost

    SessionActivity(
            Observations observations,
            String id,
            String user,
            String clientAddress,
            int processId) {
        this.observations = observations;
        this.id = id;
        this.user = user;
        this.clientAddress = clientAddress;
        this.processId = processId;
    }

    /** 26 characters. */
    public String id() {
        return id;
    }

    String user() {
        return user;
    }

    /** Empty for a session inside this process. */
    String clientAddress() {
        return clientAddress;
    }

    /** As the client set it. */
    public void applicationName(String name) {
        applicationName = name;
    }

    /** A message is being run, or is done. */
    public void active(boolean now) {
        active = now;
    }

    /** A transaction begins. */
    public void began(StoreTransaction begun) {
        transaction = begun;
        if (lostBefore) {
            lostBefore = false;
            observations.retries.increment();
        }
    }

    /** The transaction is over. */
    public void ended() {
        transaction = null;
    }

    /** A lone definition that lost is run again by the server. */
    public void definitionRunAgain() {
        observations.definitionsRunAgain.increment();
        lostBefore = false;
    }

    /** A client was told an error. */
    public void failed(SqlException error) {
        observations.failed(error);
    }

    @Override
    public void committed(StoreTransaction ending, long bytes, long nanos) {
        observations.committed(ending, bytes, nanos);
    }

    @Override
    public void lost(StoreTransaction ending, CommitResult.Conflict conflict) {
        lostBefore = true;
        observations.lost(this, ending, conflict);
    }

    @Override
    public void notCommitted(StoreTransaction ending, SqlException reason) {
        observations.notCommitted.increment();
    }

    @Override
    public void rolledBack(StoreTransaction ending) {
        observations.rolledBack.increment();
    }

    DatabaseFigures.@Nullable OpenTransaction open() {
        StoreTransaction open = transaction;
        if (open == null) {
            return null;
        }
        DatabaseFigures.State state =
                active
                        ? DatabaseFigures.State.ACTIVE
                        : open.isClosed()
                                ? DatabaseFigures.State.FAILED
                                : DatabaseFigures.State.IDLE_IN_TRANSACTION;
        return new DatabaseFigures.OpenTransaction(
                open.id().toString(),
                id,
                user,
                applicationName,
                clientAddress,
                processId,
                state,
                open.isReadOnly(),
                open.startMicros(),
                open.snapshotMicros(),
                open.heldSnapshot(),
                open.changedRows(),
                open.bufferedBytes());
    }

    /** The session is over. */
    @Override
    public void close() {
        observations.forget(this);
    }
}
