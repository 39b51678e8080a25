package dev.borealis.engine.session;

import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One connection's session: settings, the transaction, prepared statements and portals. Used by one thread at a time,
 * except {@link #cancel}. Failures are {@link dev.borealis.types.error.SqlException}s; whoever calls sends them and, in
 * the extended protocol, skips to Sync. Any other exception is a defect, which the session has turned into XX000 already.
 */
public interface Session extends AutoCloseable {
    /**
     * Runs one simple-protocol message: parses it whole, runs its statements one after the other, as one implicit
     * transaction where none is open, and commits it at the end. On an error the rest is skipped and the transaction
     * ended as PostgreSQL does; the error is thrown after that.
     */
    void simpleQuery(String text, ResultSink sink);

    /**
     * Parse. Replaces the unnamed statement; a name in use is 42P05.
     *
     * @param parameterTypes OIDs given by the client; 0 or 705 where it leaves them open
     */
    void parse(String statementName, String text, int[] parameterTypes, ResultSink sink);

    /** Bind. Decodes the parameters at once; a portal name in use is 42P03 (the unnamed one is replaced). */
    void bind(
            String portalName,
            String statementName,
            List<Integer> parameterFormats,
            List<byte @Nullable []> parameters,
            List<Integer> resultFormats);

    /** Describe of a statement: parameter types and result columns (null: NoData). */
    StatementDescription describeStatement(String statementName);

    /** Describe of a portal: result columns with their formats, or null for NoData. */
    @Nullable List<ResultSink.ResultColumn> describePortal(String portalName);

    /**
     * Execute. In an implicit transaction nothing is committed before {@link #sync}.
     *
     * @param maxRows 0 for all
     */
    void execute(String portalName, long maxRows, ResultSink sink);

    /** Close of a statement; one that is not there is no error. */
    void closeStatement(String statementName);

    /** Close of a portal; one that is not there is no error. */
    void closePortal(String portalName);

    /** Sync: ends an implicit transaction. After an error it is rolled back, else committed; a conflict is thrown here. */
    void sync(ResultSink sink);

    /** Tells the session that a message of the extended protocol failed outside it: the transaction is aborted. */
    void fail();

    /** For ReadyForQuery. */
    Status status();

    /** Cancels what runs at the moment, if anything; from any thread, never waits. */
    void cancel();

    /**
     * Lets go of the view and the writes of an open transaction that has passed the age limit; the next message that uses it
     * is told of the limit. From any thread, but not while the session is used.
     */
    void giveUpOverdueTransaction();

    /**
     * To be called when a statement goes on that gave its thread away: its transaction may have been given up.
     *
     * @throws dev.borealis.types.error.SqlException 54000 in a transaction that is too old
     */
    void checkTransactionAge();

    /** Names and values announced at start-up, in order (ParameterStatus). */
    List<Setting> reportedSettings();

    /** Rolls back, gives back what is held. */
    @Override
    void close();

    /** What ReadyForQuery says: I, T and E. */
    enum Status {
        IDLE,
        IN_TRANSACTION,
        FAILED
    }

    /** A setting as ParameterStatus tells it. */
    record Setting(String name, String value) {}

    /** The answer to Describe of a statement. @param columns null when it gives no rows */
    record StatementDescription(
            List<SqlType> parameterTypes, @Nullable List<ResultSink.ResultColumn> columns) {}
}
