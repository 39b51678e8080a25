package dev.borealis.engine.session;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.Notice;

import java.util.List;

/**
 * Where a session writes what a statement answers; the server's implementation turns each call into protocol messages.
 * Calls come in the order in which the client must see them, on the thread that runs the statement. A call may block
 * while the client reads slowly. When the client is gone it throws {@link java.io.UncheckedIOException}, which goes through
 * the session as it is: nobody is left to be told.
 */
public interface ResultSink {
    /** What comes next are rows of these columns (RowDescription of the simple protocol; not called for Execute). */
    void columns(List<ResultColumn> columns);

    /**
     * Begins a row of {@code fieldCount} fields and gives the buffer to append them to; for each field the session
     * appends its length as 4 bytes, big-endian (−1 for NULL), and its bytes: the body of DataRow.
     */
    ByteAppender startRow(int fieldCount);

    /** The row is complete. */
    void endRow();

    /** The statement is done (CommandComplete). */
    void complete(String tag);

    /** The statement text was empty (EmptyQueryResponse). */
    void emptyQuery();

    /** Execute stopped at its row limit; more rows wait in the portal (PortalSuspended). */
    void suspended();

    /** A NOTICE, WARNING or INFO. */
    void notice(Notice notice);

    /** A reported setting has a new value (ParameterStatus). */
    void parameterStatus(String name, String value);

    /**
     * COPY … TO STDOUT begins (CopyOutResponse), with that many columns.
     *
     * @param binary whether its format is binary
     */
    void copyOut(int columnCount, boolean binary);

    /** One piece of COPY data out, whole rows. */
    void copyData(ByteAppender data);

    /** COPY … TO STDOUT has ended (CopyDone). */
    void copyOutDone();

    /**
     * COPY … FROM STDIN begins (CopyInResponse); the server then feeds what it receives through the source.
     *
     * @param binary whether its format is binary
     */
    CopySource copyIn(int columnCount, boolean binary);

    /** COPY data from the client. */
    interface CopySource {
        /** The next piece, of any length; null at CopyDone. Throws 57014 on CopyFail. */
        byte @org.jspecify.annotations.Nullable [] next();
    }

    /**
     * One column of RowDescription.
     *
     * @param relation OID of the table it comes straight from, else 0
     * @param column its number there, else 0
     * @param binary whether fields are sent in binary format
     */
    record ResultColumn(String name, int relation, int column, SqlType type, boolean binary) {
        ResultColumn asBinary() {
            return new ResultColumn(name, relation, column, type, true);
        }
    }
}
