package dev.borealis.types.error;

/** Messages of the PostgreSQL protocol that do not follow it. Texts of PostgreSQL 16; spec/limits.md section 4. */
public final class ProtocolErrors {
    private ProtocolErrors() {}

    /** Also for messages over the size limit. FATAL: where the next message begins is no longer known. */
    public static SqlException invalidMessageLength() {
        return violation("invalid message length").asFatal();
    }

    /** 08P01: a message that the protocol has not; ends the connection. @param type its first byte */
    public static SqlException invalidFrontendMessageType(int type) {
        return violation("invalid frontend message type " + type).asFatal();
    }

    /** 08P01: a message shorter than what it announces. */
    public static SqlException insufficientData() {
        return violation("insufficient data left in message");
    }

    /** 08P01: a message longer than what it holds. */
    public static SqlException invalidFormat() {
        return violation("invalid message format");
    }

    /** 08P01: a message whose text does not end. */
    public static SqlException invalidString() {
        return violation("invalid string in message");
    }

    /** 08P01: Close of neither a statement nor a portal. @param subtype the byte in place of S or P */
    public static SqlException invalidCloseSubtype(int subtype) {
        return violation("invalid CLOSE message subtype " + subtype);
    }

    /** 08P01: Describe of neither a statement nor a portal. @param subtype the byte in place of S or P */
    public static SqlException invalidDescribeSubtype(int subtype) {
        return violation("invalid DESCRIBE message subtype " + subtype);
    }

    /** 08P01: another message while the data of COPY are expected. @param type its first byte */
    public static SqlException unexpectedMessageDuringCopy(int type) {
        return violation("unexpected message type 0x%02X during COPY from stdin".formatted(type));
    }

    /** FATAL: a message came that has no place inside COPY. */
    public static SqlException synchronizationLost() {
        return violation("terminating connection because protocol synchronization was lost")
                .asFatal();
    }

    /** 57014: CopyFail: the client gives up. @param clientMessage why, in its words */
    public static SqlException copyFailed(String clientMessage) {
        return SqlException.of(SqlState.QUERY_CANCELED, "COPY from stdin failed: " + clientMessage);
    }

    /** 0A000: the message FunctionCall, which DSQL refuses. */
    public static SqlException functionCallUnsupported() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "unsupported statement: FunctionCall");
    }

    private static SqlException violation(String text) {
        return SqlException.of(SqlState.PROTOCOL_VIOLATION, text);
    }
}
