package dev.borealis.engine.session;

import dev.borealis.engine.observe.SessionActivity;
import dev.borealis.engine.transaction.StoreProblems;
import dev.borealis.sql.ParseResult;
import dev.borealis.sql.ParsedStatement;
import dev.borealis.sql.Parser;
import dev.borealis.sql.ast.TransactionStatement;
import dev.borealis.store.StoreException;
import dev.borealis.types.error.SessionErrors;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SyntaxErrors;

import org.jspecify.annotations.Nullable;

import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The protocol's side of a session: messages become statements, statements run in the right transaction, errors leave it
 * in the right state. What a statement does is {@link StatementRunner}'s.
 */
final class SqlSession implements Session {
    private final StatementRunner runner;
    private final KnownStatements known;
    private final TransactionControl control;
    private final Settings settings;
    private final Incidents incidents;
    private final SessionActivity activity;

    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final Map<String, Portal> portals = new HashMap<>();
    private boolean closed;

    SqlSession(
            StatementRunner runner,
            TransactionControl control,
            Settings settings,
            Incidents incidents,
            SessionActivity activity) {
        this.runner = runner;
        this.known = new KnownStatements(runner);
        this.control = control;
        this.settings = settings;
        this.incidents = incidents;
        this.activity = activity;
        control.onEnd(
                () -> {
                    closePortals();
                    runner.forgetTransaction();
                });
    }

    @Override
    public void simpleQuery(String text, ResultSink sink) {
        activity.active(true);
        try {
            runner.startMessage(sink);
            closePortal("");
            statements.remove(""); // as PostgreSQL does
            KnownStatements.Known found = control.isFailed() ? null : known.find(text);
            if (found != null) {
                control.checkAge();
                runSimple(found.statement(), found.values(), true, sink);
                return;
            }
            ParseResult parsed = parse(text, sink);
            if (parsed.statements().isEmpty()) {
                runner.commitImplicit();
                sink.emptyQuery();
                return;
            }
            int last = parsed.statements().size() - 1;
            for (int i = 0; i <= last; i++) {
                runSimple(parsed.statements().get(i), i == last, sink);
            }
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError failure) {
            throw failed(failure);
        } finally {
            runner.endRequest();
            activity.active(false);
        }
    }

    /** Runs one statement of a simple message. The commit of the last one comes before its tag. */
    private void runSimple(ParsedStatement parsed, boolean last, ResultSink sink) {
        control.checkNotFailed(parsed.statement());
        var statement = PreparedStatement.simple(parsed);
        runSimple(statement, runner.makeRunnable(statement, new Object[0]), last, sink);
    }

    private void runSimple(
            PreparedStatement statement, @Nullable Object[] values, boolean last, ResultSink sink) {
        var portal = new Portal(statement, values, List.of(), runner.columns(statement, List.of()));
        try {
            runner.step(portal, () -> runToEnd(portal, last, sink));
        } finally {
            portal.close();
        }
    }

    private void runToEnd(Portal portal, boolean last, ResultSink sink) {
        List<ResultSink.ResultColumn> columns = portal.columns;
        Rows rows = runner.start(portal, sink);
        portal.rows = rows;
        if (columns != null) {
            sink.columns(columns);
        }
        long given = 0;
        while (rows.next()) {
            rows.write(sink.startRow(columns == null ? 0 : columns.size()));
            sink.endRow();
            given++;
        }
        String tag = rows.tag(given);
        portal.close();
        if (last) {
            runner.commitImplicit();
        }
        runner.announceSettings(sink);
        sink.complete(tag);
    }

    private ParseResult parse(String text, ResultSink sink) {
        ParseResult parsed = Parser.parse(text, runner.parserOptions());
        parsed.notices().forEach(sink::notice);
        return parsed;
    }

    @Override
    public void parse(String name, String text, int[] parameterTypes, ResultSink sink) {
        try {
            runner.startMessage(sink);
            if (!name.isEmpty() && statements.containsKey(name)) {
                throw SessionErrors.statementExists(name);
            }
            ParseResult parsed = parse(text, sink);
            if (parsed.statements().size() > 1) {
                throw SessionErrors.severalStatements();
            }
            ParsedStatement only =
                    parsed.statements().isEmpty() ? null : parsed.statements().getFirst();
            if (only != null) {
                control.checkNotFailed(only.statement());
            }
            var statement = new PreparedStatement(only, parameterTypes);
            runner.makeDescribable(statement);
            statement.fix(runner.columns(statement, List.of()));
            statements.put(name, statement);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError failure) {
            throw failed(failure);
        }
    }

    @Override
    public void bind(
            String portalName,
            String statementName,
            List<Integer> parameterFormats,
            List<byte @Nullable []> parameters,
            List<Integer> resultFormats) {
        runner.startRequest();
        try {
            PreparedStatement statement = statement(statementName);
            PortalFields.checkParameters(parameterFormats, parameters.size());
            if (statement.parsed != null) {
                control.checkNotFailed(statement.parsed.statement());
            }
            if (parameters.size() != statement.parameterTypes.size()) {
                throw SessionErrors.parameterCount(
                        parameters.size(), statementName, statement.parameterTypes.size());
            }
            if (!portalName.isEmpty() && portals.containsKey(portalName)) {
                throw SessionErrors.portalExists(portalName);
            }
            @Nullable Object[] values =
                    runner.makeRunnable(
                            statement,
                            runner.decodeParameters(
                                    portalName, statement, parameterFormats, parameters));
            checkPromise(statement);
            List<ResultSink.ResultColumn> columns = runner.columns(statement, resultFormats);
            Portal replaced =
                    portals.put(portalName, new Portal(statement, values, resultFormats, columns));
            if (replaced != null) {
                replaced.close();
            }
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError failure) {
            throw failed(failure);
        }
    }

    /** The catalog may have changed since Parse: what the client was told must still hold. */
    private void checkPromise(PreparedStatement statement) {
        if (!statement.hasColumns(runner.columns(statement, List.of()))) {
            throw SessionErrors.resultTypeChanged();
        }
    }

    @Override
    public StatementDescription describeStatement(String name) {
        runner.startRequest();
        try {
            PreparedStatement statement = statement(name);
            if (statement.parsed != null) {
                control.checkNotFailed(statement.parsed.statement());
            }
            runner.makeDescribable(statement);
            checkPromise(statement);
            return new StatementDescription(
                    statement.parameterTypes, runner.columns(statement, List.of()));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError failure) {
            throw failed(failure);
        }
    }

    @Override
    public @Nullable List<ResultSink.ResultColumn> describePortal(String name) {
        try {
            return portal(name).columns;
        } catch (RuntimeException failure) {
            throw failed(failure);
        }
    }

    @Override
    public void execute(String name, long maxRows, ResultSink sink) {
        try {
            Portal portal = portal(name);
            ParsedStatement parsed = portal.statement.parsed;
            if (parsed == null) {
                sink.emptyQuery();
                return;
            }
            control.checkNotFailed(parsed.statement());
            if (portal.done && portal.tagWhenEmpty == null) {
                throw SessionErrors.portalCannotBeRun(name);
            }
            activity.active(true);
            runner.startMessage(sink);
            runner.step(
                    portal,
                    () -> {
                        if (portal.rows == null && !portal.done) {
                            portal.rows = runner.start(portal, sink);
                        }
                        pull(portal, maxRows, sink);
                    });
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError failure) {
            throw failed(failure);
        } finally {
            activity.active(false);
        }
    }

    /** Gives the next rows; the tag counts those of this Execute alone. */
    private void pull(Portal portal, long maxRows, ResultSink sink) {
        Rows rows = portal.rows;
        List<ResultSink.ResultColumn> columns = portal.columns;
        if (rows == null) {
            // a portal that was run to its end is asked again
            sink.complete(Objects.requireNonNull(portal.tagWhenEmpty));
            return;
        }
        long given = 0;
        while (maxRows <= 0 || given < maxRows) {
            if (!rows.next()) {
                String tag = rows.tag(given);
                portal.tagWhenEmpty = columns == null ? null : rows.tag(0);
                portal.close();
                runner.announceSettings(sink);
                sink.complete(tag);
                return;
            }
            rows.write(sink.startRow(columns == null ? 0 : columns.size()));
            sink.endRow();
            given++;
        }
        sink.suspended();
    }

    @Override
    public void closeStatement(String name) {
        statements.remove(name);
    }

    @Override
    public void closePortal(String name) {
        Portal portal = portals.remove(name);
        if (portal != null) {
            portal.close();
        }
    }

    /** DEALLOCATE. @param name null for ALL */
    void deallocate(@Nullable String name) {
        if (name == null) {
            statements.clear();
        } else if (statements.remove(name) == null) {
            throw SessionErrors.statementDoesNotExist(name);
        }
    }

    @Override
    public void sync(ResultSink sink) {
        runner.startRequest();
        try {
            if (!control.isExplicit()) {
                closePortals();
                runner.commitImplicit();
                runner.announceSettings(sink);
            }
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError failure) {
            throw failed(failure);
        } finally {
            runner.endRequest();
        }
    }

    @Override
    public void fail() {
        control.fail();
    }

    /** The transaction's state after a failure, and the failure as an answer. */
    private SqlException failed(Throwable failure) {
        SqlException answer =
                switch (failure) {
                    case SqlException told -> told;
                    case StackOverflowError _ -> SyntaxErrors.stackDepthLimitExceeded();
                    case OutOfMemoryError _ -> runner.outOfMemory();
                    case UncheckedIOException gone -> { // the client: nobody is left to be told
                        control.fail();
                        throw gone;
                    }
                    case StoreException refused -> StoreProblems.error(refused.problem());
                    default -> SessionErrors.internal(incidents.record(failure));
                };
        control.fail();
        activity.failed(answer);
        return answer;
    }

    private PreparedStatement statement(String name) {
        PreparedStatement statement = statements.get(name);
        if (statement == null) {
            throw SessionErrors.statementDoesNotExist(name);
        }
        return statement;
    }

    private Portal portal(String name) {
        Portal portal = portals.get(name);
        if (portal == null) {
            throw SessionErrors.portalDoesNotExist(name);
        }
        return portal;
    }

    /** Portals end with their transaction. */
    private void closePortals() {
        portals.values().forEach(Portal::close);
        portals.clear();
    }

    @Override
    public Status status() {
        return control.status();
    }

    @Override
    public void checkTransactionAge() {
        control.checkAge();
    }

    @Override
    public void cancel() {
        runner.cancel();
    }

    @Override
    public void giveUpOverdueTransaction() {
        control.giveUpIfTooOld();
    }

    @Override
    public List<Setting> reportedSettings() {
        return runner.reportedSettings();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            closePortals();
            control.rollback();
            activity.close();
        }
    }

    /** Whether a statement may run in an aborted transaction. */
    static boolean endsTransaction(dev.borealis.sql.ast.Statement statement) {
        return statement instanceof TransactionStatement.Commit
                || statement instanceof TransactionStatement.Rollback;
    }

    Settings settings() {
        return settings;
    }
}
