package dev.borealis.server.codec;

import dev.borealis.engine.session.ResultSink;
import dev.borealis.types.error.Notice;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.IntUnaryOperator;

/** What the server says, except rows: each method appends one message. */
public final class BackendMessages {
    private BackendMessages() {}

    /** Asks for the password, which is the token. */
    public static void authenticationCleartextPassword(MessageBuffer out) {
        out.begin('R').putInt(3).end();
    }

    /** The token was accepted. */
    public static void authenticationOk(MessageBuffer out) {
        out.begin('R').putInt(0).end();
    }

    /** The value of a setting that clients are told of, at the start and whenever it changes. */
    public static void parameterStatus(MessageBuffer out, String name, String value) {
        out.begin('S').putCString(name).putCString(value).end();
    }

    /** What a cancel request will have to name. */
    public static void backendKeyData(MessageBuffer out, int processId, int secret) {
        out.begin('K').putInt(processId).putInt(secret).end();
    }

    /** The client asked for 3.{@code n}, or for {@code _pq_.} options, and gets 3.0 without them. */
    public static void negotiateProtocolVersion(
            MessageBuffer out, Iterable<String> unknownOptions) {
        out.begin('v').putInt(3 << 16);
        int count = 0;
        for (String _ : unknownOptions) {
            count++;
        }
        out.putInt(count);
        unknownOptions.forEach(out::putCString);
        out.end();
    }

    /** @param status I idle, T in a transaction, E in a failed one */
    public static void readyForQuery(MessageBuffer out, char status) {
        out.begin('Z').putByte(status).end();
    }

    /** A statement has ended. @param tag such as {@code INSERT 0 3} */
    public static void commandComplete(MessageBuffer out, String tag) {
        out.begin('C').putCString(tag).end();
    }

    /** In place of a tag, for a text without a statement. */
    public static void emptyQueryResponse(MessageBuffer out) {
        out.begin('I').end();
    }

    /** Parse has succeeded. */
    public static void parseComplete(MessageBuffer out) {
        out.begin('1').end();
    }

    /** Bind has succeeded. */
    public static void bindComplete(MessageBuffer out) {
        out.begin('2').end();
    }

    /** Close has succeeded, whether or not there was anything to close. */
    public static void closeComplete(MessageBuffer out) {
        out.begin('3').end();
    }

    /** Describe: the statement gives no rows. */
    public static void noData(MessageBuffer out) {
        out.begin('n').end();
    }

    /** Execute has given as many rows as were asked for; there may be more. */
    public static void portalSuspended(MessageBuffer out) {
        out.begin('s').end();
    }

    /** Describe: the types of the parameters. */
    public static void parameterDescription(MessageBuffer out, int[] typeOids) {
        out.begin('t').putShort(typeOids.length);
        for (int oid : typeOids) {
            out.putInt(oid);
        }
        out.end();
    }

    /** @param format 0 text, 1 binary, of all columns */
    public static void copyInResponse(MessageBuffer out, int format, int columns) {
        copyResponse(out, 'G', format, columns);
    }

    /** @param format 0 text, 1 binary, of all columns */
    public static void copyOutResponse(MessageBuffer out, int format, int columns) {
        copyResponse(out, 'H', format, columns);
    }

    /** No more data of a COPY TO STDOUT. */
    public static void copyDone(MessageBuffer out) {
        out.begin('c').end();
    }

    /** Severity ERROR, or FATAL when the exception is fatal. */
    public static void error(MessageBuffer out, SqlException error) {
        out.begin('E');
        severity(out, error.isFatal() ? "FATAL" : "ERROR");
        field(out, 'C', error.state().code());
        field(out, 'M', error.text());
        field(out, 'D', error.detail());
        field(out, 'H', error.hint());
        position(out, error.position());
        field(out, 'W', error.context());
        field(out, 's', error.subject().schema());
        field(out, 't', error.subject().table());
        field(out, 'c', error.subject().column());
        field(out, 'd', error.subject().dataType());
        field(out, 'n', error.subject().constraint());
        out.putByte(0).end();
    }

    /** A warning or another remark, at any time. */
    public static void notice(MessageBuffer out, Notice notice) {
        out.begin('N');
        severity(out, notice.severity().name());
        field(out, 'C', notice.state().code());
        field(out, 'M', notice.text());
        field(out, 'D', notice.detail());
        field(out, 'H', notice.hint());
        position(out, notice.position());
        out.putByte(0).end();
    }

    /** @param length {@code typlen} of a type, asked for each column's OID */
    public static void rowDescription(
            MessageBuffer out, List<ResultSink.ResultColumn> columns, IntUnaryOperator length) {
        out.begin('T').putShort(columns.size());
        for (ResultSink.ResultColumn column : columns) {
            out.putCString(column.name())
                    .putInt(column.relation())
                    .putShort(column.column())
                    .putInt(column.type().oid())
                    .putShort(length.applyAsInt(column.type().oid()))
                    .putInt(column.type().typmod())
                    .putShort(column.binary() ? 1 : 0);
        }
        out.end();
    }

    private static void copyResponse(MessageBuffer out, char type, int format, int columns) {
        out.begin(type).putByte(format).putShort(columns);
        for (int i = 0; i < columns; i++) {
            out.putShort(format);
        }
        out.end();
    }

    private static void severity(MessageBuffer out, String severity) {
        field(out, 'S', severity);
        field(out, 'V', severity);
    }

    private static void position(MessageBuffer out, int position) {
        if (position > 0) {
            field(out, 'P', Integer.toString(position));
        }
    }

    private static void field(MessageBuffer out, char code, @Nullable String value) {
        if (value != null) {
            out.putByte(code).putCString(value);
        }
    }
}
