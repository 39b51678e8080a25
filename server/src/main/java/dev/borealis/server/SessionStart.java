package dev.borealis.server;

import dev.borealis.engine.session.Database;
import dev.borealis.engine.session.Session;
import dev.borealis.server.codec.BackendMessages;
import dev.borealis.server.codec.FrontendMessage;
import dev.borealis.server.codec.StartupOptions;
import dev.borealis.server.rehearsal.SessionChaos;
import dev.borealis.types.error.ConnectionErrors;
import dev.borealis.types.error.SqlException;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From the start-up message to a session: which cluster, is there room, who is it, which settings. */
final class SessionStart {
    private final ConnectionContext context;
    private final SocketChannel channel;
    private final Negotiation.Result.Start start;
    private final WireOutput out;

    SessionStart(
            ConnectionContext context,
            SocketChannel channel,
            Negotiation.Result.Start start,
            WireOutput out) {
        this.context = context;
        this.channel = channel;
        this.start = start;
        this.out = out;
    }

    /** A session, and the cluster's count of connections that it is part of. */
    record Opened(Session session, Admission admission, SessionChaos chaos)
            implements AutoCloseable {
        @Override
        public void close() {
            admission.leave();
        }
    }

    /** @throws SqlException the refusal, FATAL */
    Opened open(Connections.Key key) throws IOException {
        try {
            return tryToOpen(key);
        } catch (SqlException e) {
            context.counters().refused(e.state());
            throw e;
        }
    }

    private Opened tryToOpen(Connections.Key key) throws IOException {
        Map<String, String> parameters = start.startup().parameters();
        Map<String, String> options = StartupOptions.parse(parameters.getOrDefault("options", ""));
        negotiateVersion(parameters);
        String user = parameters.getOrDefault("user", "");
        if (user.isEmpty()) {
            throw ConnectionErrors.noUserName();
        }
        Cluster cluster = route(options);
        Admission admission = cluster.admission();
        switch (admission.enter()) {
            case TOO_MANY_OPEN -> throw ConnectionErrors.tooManyConnections();
            case RATE_EXCEEDED -> throw ConnectionErrors.connectionRateExceeded();
            case ADMITTED -> {}
        }
        SessionChaos chaos = context.nextChaos();
        boolean opened = false;
        try {
            if (start.secure()) {
                BackendMessages.authenticationCleartextPassword(out.messages());
                out.flush();
                new Authentication(context).check(cluster, user, password(), chaos);
            }
            String database = parameters.getOrDefault("database", user);
            var client = new Database.Client(address(), key.processId(), chaos::faults);
            Session session =
                    cluster.database()
                            .connect(user, database, settings(parameters, options), client);
            greet(session, key);
            opened = true;
            return new Opened(session, admission, chaos);
        } finally {
            if (!opened) {
                admission.leave();
            }
        }
    }

    private Cluster route(Map<String, String> options) throws IOException {
        boolean loopback =
                channel.getLocalAddress() instanceof InetSocketAddress address
                        && address.getAddress().isLoopbackAddress();
        return switch (context.clusters()
                .route(
                        Optional.ofNullable(options.get(Clusters.OPTION)),
                        start.serverName(),
                        loopback)) {
            case Clusters.Route.To(Cluster cluster) -> cluster;
            case Clusters.Route.Unknown _ -> throw ConnectionErrors.accessDenied(null);
            case Clusters.Route.Unnamed _ -> throw ConnectionErrors.sniNotReceived();
        };
    }

    /** Of the client, with its port. */
    private String address() throws IOException {
        return channel.getRemoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress() + ":" + address.getPort()
                : "";
    }

    private void negotiateVersion(Map<String, String> parameters) {
        List<String> unknown =
                parameters.keySet().stream().filter(name -> name.startsWith("_pq_.")).toList();
        if (start.startup().minorVersion() > 0 || !unknown.isEmpty()) {
            BackendMessages.negotiateProtocolVersion(out.messages(), unknown);
        }
    }

    private String password() throws IOException {
        int type = start.input().readType();
        if (type < 0) {
            throw new EOFException("the client went away instead of sending a password");
        }
        if (type != 'p') {
            throw ConnectionErrors.expectedPassword(type);
        }
        byte[] body = start.input().readBody(FrontendMessage.MAX_PASSWORD_BYTES);
        int end = body.length > 0 && body[body.length - 1] == 0 ? body.length - 1 : body.length;
        return new String(body, 0, end, StandardCharsets.UTF_8);
    }

    /** The settings among the start-up parameters, those of {@code options} first, as PostgreSQL applies them. */
    private static List<Session.Setting> settings(
            Map<String, String> parameters, Map<String, String> options) {
        List<Session.Setting> settings = new ArrayList<>();
        options.forEach(
                (name, value) -> {
                    if (!name.equals(Clusters.OPTION)) {
                        settings.add(new Session.Setting(name, value));
                    }
                });
        parameters.forEach(
                (name, value) -> {
                    switch (name) {
                        case "user", "database", "options", "replication" -> {}
                        default -> {
                            if (!name.startsWith("_pq_.")) {
                                settings.add(new Session.Setting(name, value));
                            }
                        }
                    }
                });
        return settings;
    }

    private void greet(Session session, Connections.Key key) {
        BackendMessages.authenticationOk(out.messages());
        for (Session.Setting setting : session.reportedSettings()) {
            BackendMessages.parameterStatus(out.messages(), setting.name(), setting.value());
        }
        BackendMessages.backendKeyData(out.messages(), key.processId(), key.secret());
    }
}
