package dev.borealis.types.error;

import org.jspecify.annotations.Nullable;

/**
 * Refusals at connecting and ends of connections. All are FATAL: the server closes the connection after them. Source:
 * spec/auth.md section 7, spec/limits.md section 1; the others are PostgreSQL 16's.
 */
public final class ConnectionErrors {
    private ConnectionErrors() {}

    /** 08P01: a client that does not ask for TLS. */
    public static SqlException sslIsMandatory() {
        return fatal(
                SqlState.PROTOCOL_VIOLATION,
                "unable to accept connection, SSL is mandatory. AWS Authentication is required.");
    }

    /** @param hint the only reason a client is told; null for most */
    public static SqlException accessDenied(@Nullable String hint) {
        SqlException denied =
                fatal(SqlState.CONNECTION_FAILURE, "unable to accept connection, access denied");
        return hint == null ? denied : denied.withHint(hint);
    }

    /** A good token for a role that the database does not have, or that may not log in. */
    public static SqlException unknownRole() {
        return fatal(SqlState.PROTOCOL_VIOLATION, "unable to accept connection, access denied");
    }

    /** 08006: a TLS client that does not say which host it wants, so no cluster can be found. */
    public static SqlException sniNotReceived() {
        return fatal(
                SqlState.CONNECTION_FAILURE, "unable to accept connection, sni was not received");
    }

    /** 53300: a connection beyond the limit of all connections. */
    public static SqlException tooManyConnections() {
        return fatal(
                SqlState.TOO_MANY_CONNECTIONS,
                "Unable to accept connection, too many open connections.");
    }

    /** 53400: more new connections in a short time than the limit allows. */
    public static SqlException connectionRateExceeded() {
        return fatal(
                SqlState.CONFIGURATION_LIMIT_EXCEEDED,
                "Unable to accept connection, rate exceeded.");
    }

    /** 3D000: a database other than the one that a cluster has. */
    public static SqlException unknownDatabase(String name) {
        return fatal(SqlState.INVALID_CATALOG_NAME, "database \"" + name + "\" does not exist");
    }

    /** 28000: a startup packet without user. */
    public static SqlException noUserName() {
        return fatal(
                SqlState.INVALID_AUTHORIZATION_SPECIFICATION,
                "no PostgreSQL user name specified in startup packet");
    }

    /** 0A000: a client of another version of the protocol. */
    public static SqlException unsupportedProtocol(int major, int minor) {
        return fatal(
                SqlState.FEATURE_NOT_SUPPORTED,
                "unsupported frontend protocol %d.%d: server supports 3.0 to 3.0"
                        .formatted(major, minor));
    }

    /** 08P01: a startup packet that does not end as it must. */
    public static SqlException invalidStartupLayout() {
        return fatal(
                SqlState.PROTOCOL_VIOLATION,
                "invalid startup packet layout: expected terminator as last byte");
    }

    /** 08P01: a startup packet too short or too long to be one. */
    public static SqlException invalidStartupLength() {
        return fatal(SqlState.PROTOCOL_VIOLATION, "invalid length of startup packet");
    }

    /** 08P01: another message where the password must come. @param messageType the message's first byte */
    public static SqlException expectedPassword(int messageType) {
        return fatal(
                SqlState.PROTOCOL_VIOLATION,
                "expected password response, got message type " + messageType);
    }

    /** A direct TLS connection that did not agree on ALPN {@code postgresql}. */
    public static SqlException directTlsWithoutAlpn() {
        return fatal(
                SqlState.PROTOCOL_VIOLATION,
                "received direct SSL connection request without ALPN protocol negotiation extension");
    }

    /** Bytes sent in the clear before TLS had begun: perhaps somebody between, so none of them is believed. */
    public static SqlException unencryptedData() {
        return fatal(SqlState.PROTOCOL_VIOLATION, "received unencrypted data after SSL request");
    }

    /** A defect of ours. The client gets a number that is also in the log. */
    public static SqlException internal(String incident) {
        return SqlException.of(SqlState.INTERNAL_ERROR, "internal error, incident " + incident);
    }

    /** 57P01: the server stops while the connection is open. */
    public static SqlException shuttingDown() {
        return fatal(
                SqlState.ADMIN_SHUTDOWN, "terminating connection due to administrator command");
    }

    private static SqlException fatal(SqlState state, String text) {
        return SqlException.of(state, text).asFatal();
    }
}
