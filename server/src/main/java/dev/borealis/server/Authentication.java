package dev.borealis.server;

import dev.borealis.auth.Action;
import dev.borealis.auth.Decision;
import dev.borealis.engine.session.Database;
import dev.borealis.server.rehearsal.SessionChaos;
import dev.borealis.types.error.ConnectionErrors;
import dev.borealis.types.error.SqlException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a user may connect to a cluster with this password: token, policy, and the cluster's own role mapping. */
final class Authentication {
    private static final Logger LOG = LoggerFactory.getLogger(Authentication.class);

    private final ConnectionContext context;

    Authentication(ConnectionContext context) {
        this.context = context;
    }

    /** @throws SqlException FATAL, with the only words the client is told */
    void check(Cluster cluster, String user, String password, SessionChaos chaos) {
        Decision decision =
                chaos.expiresToken()
                        ? context.verifier().verifyAsExpired(user, password, cluster.audience())
                        : context.verifier().verify(user, password, cluster.audience());
        switch (decision) {
            case Decision.Refused refused -> {
                LOG.info(
                        "connection refused: user={} reason={}", printable(user), refused.reason());
                throw ConnectionErrors.accessDenied(refused.hint());
            }
            case Decision.Accepted accepted -> {
                cluster.calls().add(accepted.action());
                checkRole(cluster, user, accepted);
            }
        }
    }

    private static void checkRole(Cluster cluster, String user, Decision.Accepted accepted) {
        Database.RoleAccess access = cluster.database().roleAccess(user);
        if (!access.exists() || !access.login()) {
            LOG.info(
                    "connection refused: user={} reason=no such role, or no LOGIN",
                    printable(user));
            throw ConnectionErrors.unknownRole();
        }
        // admin needs no mapping: its own action is the permission
        if (accepted.action() == Action.DB_CONNECT
                && !access.identities().contains(accepted.principal().arn())) {
            LOG.info(
                    "connection refused: user={} reason={} is not mapped to the role",
                    printable(user),
                    accepted.principal().arn());
            throw ConnectionErrors.accessDenied(null);
        }
    }

    private static String printable(String user) {
        StringBuilder safe = new StringBuilder();
        user.chars().limit(63).forEach(c -> safe.append(c >= ' ' && c != 127 ? (char) c : '?'));
        return safe.toString();
    }
}
