package dev.borealis.engine.session;

import java.util.List;

/** One cluster, open: makes sessions. Thread-safe. */
public interface Database extends AutoCloseable {
    /**
     * A session of a role whose identity is already verified.
     *
     * @param startup start-up parameters in order: {@code application_name}, {@code search_path}, … and those of {@code
     *     options}; refused ones throw as SET would
     * @throws dev.borealis.types.error.SqlException 28000 when the role does not exist or has no LOGIN, 3D000 for a
     *     database other than postgres
     */
    Session connect(String role, String database, List<Session.Setting> startup);

    /** Whether a role exists and may log in, and which ARNs are mapped to it: the last gate of authentication. */
    RoleAccess roleAccess(String role);

    /** Stops jobs, ends sessions' statements, closes. The storage stays open: it belongs to whoever made it. */
    @Override
    void close();

    record RoleAccess(boolean exists, boolean login, List<String> identities) {}
}
