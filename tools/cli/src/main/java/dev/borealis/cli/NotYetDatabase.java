package dev.borealis.cli;

import dev.borealis.engine.session.Database;
import dev.borealis.engine.session.ResultSink;
import dev.borealis.engine.session.Session;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SqlState;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Stands in until the engine can run statements: every one is refused. */
final class NotYetDatabase implements Database {
    @Override
    public Session connect(String role, String database, List<Session.Setting> startup) {
        return new RefusingSession();
    }

    @Override
    public RoleAccess roleAccess(String role) {
        return new RoleAccess(role.equals("admin"), true, List.of());
    }

    @Override
    public void close() {}

    private static SqlException notYet() {
        return SqlException.of(SqlState.FEATURE_NOT_SUPPORTED, "not yet implemented");
    }

    private static final class RefusingSession implements Session {
        @Override
        public void simpleQuery(String text, ResultSink sink) {
            throw notYet();
        }

        @Override
        public void parse(String statementName, String text, int[] types, ResultSink sink) {
            throw notYet();
        }

        @Override
        public void bind(
                String portalName,
                String statementName,
                List<Integer> parameterFormats,
                List<byte @Nullable []> parameters,
                List<Integer> resultFormats) {
            throw notYet();
        }

        @Override
        public StatementDescription describeStatement(String statementName) {
            throw notYet();
        }

        @Override
        public @Nullable List<ResultSink.ResultColumn> describePortal(String portalName) {
            throw notYet();
        }

        @Override
        public void execute(String portalName, long maxRows, ResultSink sink) {
            throw notYet();
        }

        @Override
        public void closeStatement(String statementName) {}

        @Override
        public void closePortal(String portalName) {}

        @Override
        public void sync(ResultSink sink) {}

        @Override
        public void fail() {}

        @Override
        public Status status() {
            return Status.IDLE;
        }

        @Override
        public void cancel() {}

        @Override
        public List<Setting> reportedSettings() {
            return List.of(
                    new Setting("server_version", "16.15"),
                    new Setting("client_encoding", "UTF8"),
                    new Setting("standard_conforming_strings", "on"),
                    new Setting("integer_datetimes", "on"),
                    new Setting("DateStyle", "ISO, MDY"));
        }

        @Override
        public void close() {}
    }
}
