package dev.borealis.server;

import dev.borealis.engine.observe.DatabaseFigures;
import dev.borealis.engine.session.Database;
import dev.borealis.engine.session.ResultSink;
import dev.borealis.engine.session.Session;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.Notice;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SqlState;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * A database that answers from a script, so that the protocol can be tested without one. Statements: {@code rows N},
 * {@code param $1} (one int4 parameter, given back), {@code error}, {@code defect}, {@code notice}, {@code sleep} (until
 * cancelled), {@code copy in}, {@code copy out}, {@code half} (fails inside a row), {@code begin}, {@code commit},
 * {@code rollback}; anything else answers its own text.
 */
final class ScriptedDatabase implements Database {
    final List<String> roles = List.of("admin", "app", "unmapped");
    final List<String> copied = new ArrayList<>();
    final CountDownLatch sleeping = new CountDownLatch(1);
    String mappedArn = "";

    @Override
    public Session connect(
            String role, String database, List<Session.Setting> startup, Client client) {
        if (!database.equals("postgres")) {
            throw SqlException.of(
                    SqlState.INVALID_CATALOG_NAME, "database \"" + database + "\" does not exist");
        }
        return new ScriptedSession(startup);
    }

    @Override
    public RoleAccess roleAccess(String role) {
        return new RoleAccess(
                roles.contains(role), true, role.equals("app") ? List.of(mappedArn) : List.of());
    }

    @Override
    public DatabaseFigures figures() {
        return new ScriptedFigures();
    }

    @Override
    public void close() {}

    final class ScriptedSession implements Session {
        private final List<Setting> startup;
        private final Map<String, String> statements = new HashMap<>();
        private final Map<String, String> portals = new HashMap<>();
        private final Map<String, Integer> positions = new HashMap<>();
        private final Set<String> binaryPortals = new HashSet<>();
        private Status status = Status.IDLE;
        private volatile boolean cancelled;

        ScriptedSession(List<Setting> startup) {
            this.startup = startup;
        }

        @Override
        public void simpleQuery(String text, ResultSink sink) {
            if (text.isBlank()) {
                sink.emptyQuery();
                return;
            }
            for (String statement : text.split(";")) {
                String trimmed = statement.strip();
                if (!trimmed.isEmpty()) {
                    List<ResultSink.ResultColumn> columns = columns(trimmed);
                    if (columns != null) {
                        sink.columns(columns);
                    }
                    run(trimmed, 0, Integer.MAX_VALUE, sink);
                }
            }
        }

        private int run(String statement, int from, int max, ResultSink sink) {
            switch (statement.toLowerCase(java.util.Locale.ROOT)) {
                case "begin" -> {
                    status = Status.IN_TRANSACTION;
                    sink.complete("BEGIN");
                }
                case "commit", "rollback" -> {
                    status = Status.IDLE;
                    sink.complete(statement.toUpperCase(java.util.Locale.ROOT));
                }
                case "error" -> throw error();
                case "defect" -> throw new IllegalStateException("a defect");
                case "half" -> {
                    sink.startRow(1).appendInt(4).appendByte('x');
                    throw error();
                }
                case "notice" -> {
                    sink.notice(Notice.notice(SqlState.WARNING, "mind the gap"));
                    sink.parameterStatus("application_name", "noticed");
                    sink.complete("NOTICE");
                }
                case "sleep" -> {
                    sleeping.countDown();
                    while (!cancelled) {
                        Thread.onSpinWait();
                    }
                    cancelled = false;
                    throw SqlException.of(
                            SqlState.QUERY_CANCELED, "canceling statement due to user request");
                }
                case "copy in" -> {
                    ResultSink.CopySource source = sink.copyIn(1, false);
                    int pieces = 0;
                    for (byte[] piece = source.next(); piece != null; piece = source.next()) {
                        copied.add(new String(piece, StandardCharsets.UTF_8));
                        pieces++;
                    }
                    sink.complete("COPY " + pieces);
                }
                case "copy out" -> {
                    sink.copyOut(1, false);
                    sink.copyData(new ByteAppender().append("one\n"));
                    sink.copyData(new ByteAppender().append("two\n"));
                    sink.copyOutDone();
                    sink.complete("COPY 2");
                }
                default -> {
                    return rows(statement, from, max, sink);
                }
            }
            return 0;
        }

        private int rows(String statement, int from, int max, ResultSink sink) {
            if (!statement.startsWith("rows ")) {
                text(sink, statement);
                sink.complete("SELECT 1");
                return 1;
            }
            int count = Integer.parseInt(statement.substring(5));
            for (int i = from; i < count; i++) {
                if (i - from == max) {
                    sink.suspended();
                    return i;
                }
                text(sink, "row " + i);
            }
            sink.complete("SELECT " + (count - from));
            return count;
        }

        private void text(ResultSink sink, String value) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            sink.startRow(1).appendInt(bytes.length).append(bytes);
            sink.endRow();
        }

        private SqlException error() {
            if (status == Status.IN_TRANSACTION) {
                status = Status.FAILED;
            }
            return SqlException.of(SqlState.DIVISION_BY_ZERO, "division by zero")
                    .withDetail("a detail")
                    .withHint("a hint")
                    .withPosition(7);
        }

        private @Nullable List<ResultSink.ResultColumn> columns(String statement) {
            return switch (statement.toLowerCase(java.util.Locale.ROOT)) {
                case "begin", "commit", "rollback", "error", "defect", "notice", "sleep" -> null;
                case "copy in", "copy out" -> null;
                case "param $1" ->
                        List.of(new ResultSink.ResultColumn("value", 0, 0, SqlType.INT4, false));
                default -> List.of(new ResultSink.ResultColumn("text", 0, 0, SqlType.TEXT, false));
            };
        }

        @Override
        public void parse(String name, String text, int[] types, ResultSink sink) {
            if (text.equals("error")) {
                throw error();
            }
            statements.put(name, text);
        }

        @Override
        public void bind(
                String portal,
                String statement,
                List<Integer> parameterFormats,
                List<byte @Nullable []> parameters,
                List<Integer> resultFormats) {
            String text = statements.getOrDefault(statement, "");
            byte[] first = parameters.isEmpty() ? null : parameters.getFirst();
            portals.put(
                    portal,
                    text.equals("param $1") && first != null
                            ? (parameterFormats.contains(1)
                                    ? Integer.toString(java.nio.ByteBuffer.wrap(first).getInt())
                                    : new String(first, StandardCharsets.UTF_8))
                            : text);
            positions.put(portal, 0);
            if (text.equals("param $1") && resultFormats.contains(1)) {
                binaryPortals.add(portal);
            } else {
                binaryPortals.remove(portal);
            }
        }

        @Override
        public StatementDescription describeStatement(String name) {
            String text = statements.getOrDefault(name, "");
            return new StatementDescription(
                    text.equals("param $1") ? List.of(SqlType.INT4) : List.of(), columns(text));
        }

        @Override
        public @Nullable List<ResultSink.ResultColumn> describePortal(String name) {
            return columns(portals.getOrDefault(name, ""));
        }

        @Override
        public void execute(String portal, long maxRows, ResultSink sink) {
            String text = portals.getOrDefault(portal, "");
            if (binaryPortals.contains(portal)) {
                sink.startRow(1).appendInt(4).appendInt(Integer.parseInt(text));
                sink.endRow();
                sink.complete("SELECT 1");
                return;
            }
            if (text.isBlank()) {
                sink.emptyQuery();
                return;
            }
            int max = maxRows == 0 ? Integer.MAX_VALUE : (int) maxRows;
            positions.put(portal, run(text, positions.getOrDefault(portal, 0), max, sink));
        }

        @Override
        public void closeStatement(String name) {
            statements.remove(name);
        }

        @Override
        public void closePortal(String name) {
            portals.remove(name);
        }

        @Override
        public void sync(ResultSink sink) {}

        @Override
        public void fail() {
            if (status == Status.IN_TRANSACTION) {
                status = Status.FAILED;
            }
        }

        @Override
        public Status status() {
            return status;
        }

        @Override
        public void giveUpOverdueTransaction() {}

        @Override
        public void checkTransactionAge() {}

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public List<Setting> reportedSettings() {
            List<Setting> settings =
                    new ArrayList<>(
                            List.of(
                                    new Setting("server_version", "16.15"),
                                    new Setting("server_encoding", "UTF8"),
                                    new Setting("client_encoding", "UTF8"),
                                    new Setting("DateStyle", "ISO, MDY"),
                                    new Setting("TimeZone", "UTC"),
                                    new Setting("integer_datetimes", "on"),
                                    new Setting("standard_conforming_strings", "on")));
            startup.forEach(
                    s -> {
                        if (s.name().equals("application_name")) {
                            settings.add(s);
                        }
                    });
            return settings;
        }

        @Override
        public void close() {}
    }
}
