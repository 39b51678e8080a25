package dev.borealis.server.codec;

import dev.borealis.types.Bytes;
import dev.borealis.types.Limits;
import dev.borealis.types.error.ProtocolErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a client says inside a session: type byte, length, body. SQL texts share the body's array. */
public sealed interface FrontendMessage {
    /** One or several statements; answered with all their results and ReadyForQuery. */
    record Query(Bytes sql) implements FrontendMessage {}

    /** @param parameterTypes type OIDs, 0 where the client leaves it to the server */
    record Parse(String statement, Bytes sql, int[] parameterTypes) implements FrontendMessage {}

    /**
     * @param parameterFormats none: all text; one: for all; else one for each
     * @param values null is SQL's NULL
     * @param resultFormats as {@code parameterFormats}, for the columns
     */
    record Bind(
            String portal,
            String statement,
            int[] parameterFormats,
            List<byte @Nullable []> values,
            int[] resultFormats)
            implements FrontendMessage {}

    /** @param statement empty for the unnamed one */
    record DescribeStatement(String statement) implements FrontendMessage {}

    /** @param portal empty for the unnamed one */
    record DescribePortal(String portal) implements FrontendMessage {}

    /** @param maxRows 0: all */
    record Execute(String portal, int maxRows) implements FrontendMessage {}

    /** @param statement empty for the unnamed one */
    record CloseStatement(String statement) implements FrontendMessage {}

    /** @param portal empty for the unnamed one */
    record ClosePortal(String portal) implements FrontendMessage {}

    /** Send what there is of answers. */
    record Flush() implements FrontendMessage {}

    /** The end of a request: the implicit transaction ends, errors are over. */
    record Sync() implements FrontendMessage {}

    /** Goodbye. */
    record Terminate() implements FrontendMessage {}

    /** A piece of the data of COPY FROM, cut anywhere. */
    record CopyData(Bytes data) implements FrontendMessage {}

    /** The end of the data of COPY FROM. */
    record CopyDone() implements FrontendMessage {}

    /** COPY FROM is given up. @param reason in the client's words */
    record CopyFail(String reason) implements FrontendMessage {}

    /** The old way of calling functions; refused. */
    record FunctionCall() implements FrontendMessage {}

    /** Longest password taken from somebody not known yet. Source: PostgreSQL 16, PG_MAX_AUTH_TOKEN_LENGTH. */
    int MAX_PASSWORD_BYTES = 65_535;

    /** Longest message without SQL, values or data. Source: PostgreSQL 16, PQ_SMALL_MESSAGE_LIMIT. */
    int MAX_SMALL_BYTES = 10_000;

    /** How long a message of this type may be, its length word included. */
    static int maxBytes(int type) {
        return "QPBFd".indexOf(type) >= 0 ? Limits.MESSAGE_BYTES : MAX_SMALL_BYTES;
    }

    /** Whether there is such a message; others make the position of the next one uncertain. */
    static boolean isKnown(int type) {
        return "QPBDECHSXdcfF".indexOf(type) >= 0;
    }

    /** Whether an error in this message is answered by skipping to the next Sync. */
    static boolean isExtended(int type) {
        return "PBDECH".indexOf(type) >= 0;
    }

    /**
     * @param type must be {@linkplain #isKnown known}
     * @throws dev.borealis.types.error.SqlException when the body does not follow the protocol
     */
    static FrontendMessage decode(int type, byte[] body) {
        MessageReader reader = new MessageReader(body);
        FrontendMessage message =
                switch (type) {
                    case 'Q' -> new Query(reader.readText());
                    case 'P' ->
                            new Parse(reader.readName(), reader.readText(), parameterTypes(reader));
                    case 'B' -> bind(reader);
                    case 'D' -> describe(reader);
                    case 'E' -> new Execute(reader.readName(), reader.readInt());
                    case 'C' -> close(reader);
                    case 'H' -> new Flush();
                    case 'S' -> new Sync();
                    case 'X' -> new Terminate();
                    case 'd' -> new CopyData(reader.readBytes(reader.remaining()));
                    case 'c' -> new CopyDone();
                    case 'f' -> new CopyFail(reader.readName());
                    case 'F' -> {
                        reader.readBytes(reader.remaining());
                        yield new FunctionCall();
                    }
                    default -> throw ProtocolErrors.invalidFrontendMessageType(type);
                };
        reader.end();
        return message;
    }

    private static int[] parameterTypes(MessageReader reader) {
        int[] types = new int[count(reader, 4)];
        for (int i = 0; i < types.length; i++) {
            types[i] = reader.readInt();
        }
        return types;
    }

    private static FrontendMessage bind(MessageReader reader) {
        String portal = reader.readName();
        String statement = reader.readName();
        int[] parameterFormats = formats(reader);
        int count = count(reader, 4);
        List<byte @Nullable []> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int length = reader.readInt();
            values.add(length == -1 ? null : reader.readBytes(length).toByteArray());
        }
        return new Bind(
                portal,
                statement,
                parameterFormats,
                Collections.unmodifiableList(values),
                formats(reader));
    }

    private static int[] formats(MessageReader reader) {
        int[] formats = new int[count(reader, 2)];
        for (int i = 0; i < formats.length; i++) {
            formats[i] = (short) reader.readShort();
        }
        return formats;
    }

    /** A count of things of at least so many bytes: never believed beyond what the message can hold. */
    private static int count(MessageReader reader, int bytesEach) {
        int count = reader.readShort();
        if ((long) count * bytesEach > reader.remaining()) {
            throw ProtocolErrors.insufficientData();
        }
        return count;
    }

    private static FrontendMessage describe(MessageReader reader) {
        int subtype = reader.readByte();
        return switch (subtype) {
            case 'S' -> new DescribeStatement(reader.readName());
            case 'P' -> new DescribePortal(reader.readName());
            default -> throw ProtocolErrors.invalidDescribeSubtype(subtype);
        };
    }

    private static FrontendMessage close(MessageReader reader) {
        int subtype = reader.readByte();
        return switch (subtype) {
            case 'S' -> new CloseStatement(reader.readName());
            case 'P' -> new ClosePortal(reader.readName());
            default -> throw ProtocolErrors.invalidCloseSubtype(subtype);
        };
    }
}
