package dev.borealis.types.error;

import org.jspecify.annotations.Nullable;

/**
 * Refusals at connecting and ends of connections. All are FATAL: the server closes the connection after them. Source:
 * spec/auth.md section 7, spec/limits.md section 1; the others are PostgreSQL 16's.
 */
public final class ConnectionErrors {
    private ConnectionErrors() {}

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

    public static SqlException sniNotReceived() {
        return fatal(
                SqlState.CONNECTION_FAILURE, "unable to accept connection, sni was not received");
    }

    public static SqlException tooManyConnections() {
        return fatal(
                SqlState.TOO_MANY_CONNECTIONS,
                "Unable to accept connection, too many open connections.");
    }

    public static SqlException connectionRateExceeded() {
        return fatal(
                SqlState.CONFIGURATION_LIMIT_EXCEEDED,
                "Unable to accept connection, rate exceeded.");
    }

    public static SqlException unknownDatabase(String name) {
        return fatal(SqlState.INVALID_CATALOG_NAME, "database \"" + name + "\" does not exist");
    }

    public static SqlException noUserName() {
        return fatal(
                SqlState.INVALID_AUTHORIZATION_SPECIFICATION,
                "no PostgreSQL user name specified in startup packet");
    }

    public static SqlException unsupportedProtocol(int major, int minor) {
        return fatal(
                SqlState.FEATURE_NOT_SUPPORTED,
                "unsupported frontend protocol %d.%d: server supports 3.0 to 3.0"
                        .formatted(major, minor));
    }

    public static SqlException invalidStartupLayout() {
        return fatal(
                SqlState.PROTOCOL_VIOLATION,
                "invalid startup packet layout: expected terminator as last byte");
    }

    public static SqlException invalidStartupLength() {
        return fatal(SqlState.PROTOCOL_VIOLATION, "invalid length of startup packet");
    }

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

    public static SqlException shuttingDown() {
        return fatal(
                SqlState.ADMIN_SHUTDOWN, "terminating connection due to administrator command");
    }

    private static SqlException fatal(SqlState state, String text) {
        return SqlException.of(state, text).asFatal();
    }
}
