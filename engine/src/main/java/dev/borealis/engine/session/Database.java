package dev.borealis.engine.session;

import dev.borealis.engine.observe.DatabaseFigures;
import dev.borealis.store.Store;

import java.util.List;
import java.util.function.UnaryOperator;

/** One cluster, open: makes sessions. Thread-safe. */
public interface Database extends AutoCloseable {
    /**
     * A session of a role whose identity is already verified.
     *
     * @param startup start-up parameters in order: {@code application_name}, {@code search_path}, … and those of {@code
     *     options}; refused ones throw as SET would
     * @param client who speaks
     * @throws dev.borealis.types.error.SqlException 28000 when the role does not exist or has no LOGIN, 3D000 for a
     *     database other than postgres
     */
    Session connect(String role, String database, List<Session.Setting> startup, Client client);

    /** A session inside this process. */
    default Session connect(String role, String database, List<Session.Setting> startup) {
        return connect(role, database, startup, Client.HERE);
    }

    /** Whether a role exists and may log in, and which ARNs are mapped to it: the last gate of authentication. */
    RoleAccess roleAccess(String role);

    /** What this cluster tells of itself, as of now; waits for nothing. */
    DatabaseFigures figures();

    /** Stops jobs, ends sessions' statements, closes. The storage stays open: it belongs to whoever made it. */
    @Override
    void close();

    /**
     * Who speaks in a session.
     *
     * @param address of the client; empty inside this process
     * @param processId as the client is told; 0 inside this process
     * @param faults what the session's commits pass through on their way to the store: for faults on purpose
     */
    record Client(String address, int processId, UnaryOperator<Store> faults) {
        /** The program itself. */
        public static final Client HERE = new Client("", 0, UnaryOperator.identity());
    }

    /** Who may connect as a role. @param identities ARNs granted the role; checked for all but admin */
    record RoleAccess(boolean exists, boolean login, List<String> identities) {}
}
