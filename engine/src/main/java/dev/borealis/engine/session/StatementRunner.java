package dev.borealis.engine.session;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.define.DefinitionContext;
import dev.borealis.engine.define.DefinitionResult;
import dev.borealis.engine.define.Sequences;
import dev.borealis.engine.execute.ExecutionContext;
import dev.borealis.engine.execute.SqlFunctions;
import dev.borealis.engine.observe.SessionActivity;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.sql.ParsedStatement;
import dev.borealis.sql.ParserOptions;
import dev.borealis.sql.ast.DefinitionStatement;
import dev.borealis.sql.ast.QueryStatement;
import dev.borealis.sql.ast.Refused;
import dev.borealis.sql.ast.SessionStatement;
import dev.borealis.sql.ast.Statement;
import dev.borealis.sql.ast.TransactionStatement;
import dev.borealis.sql.ast.UtilityStatement;
import dev.borealis.sql.dialect.Dialect;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeContext;
import dev.borealis.types.error.ConflictErrors;
import dev.borealis.types.error.ExecutionErrors;
import dev.borealis.types.error.Notice;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.TransactionErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What statements do: makes them ready (dialect, binding, plan) and starts them. One for each session, used by its
 * thread, except {@link #cancel}.
 */
final class StatementRunner {
    /** How often a lone DDL statement is tried that loses against others. */
    private static final int DEFINITION_ATTEMPTS = 20;

    /**
     * The newest DDL statement.
     *
     * @param seed of the ids of its jobs: run again it has the ids that its client was told
     */
    private record LoneDefinition(DefinitionStatement statement, long seed) {}

    final DatabaseParts parts;
    final Settings settings;
    final SettingCommands commands;
    final TransactionControl control;
    private final QueryPlanning planning;
    private final QueryRunner queries;
    private final UtilityRunner utilities;
    private final Sequences.Session sequences;
    private final @Nullable EagerSchemaConflicts eager;
    private final SessionActivity activity;
    private String currentQuery = "";
    private @Nullable SessionContext seen;
    private @Nullable TypeContext typeContext;
    private long typeContextGeneration;
    private ResultSink sink;
    private long statementMicros;
    private @Nullable LoneDefinition lone;
    private long announcedGeneration;
    private List<Session.Setting> announced = List.of();
    private final ExecutionContext.Cancellation cancellation = new ExecutionContext.Cancellation();
    private Consumer<@Nullable String> deallocate = _ -> {};

    /** @param sink until the first message brings its own: drops everything */
    StatementRunner(
            DatabaseParts parts,
            Settings settings,
            SettingCommands commands,
            TransactionControl control,
            SessionActivity activity,
            ResultSink sink) {
        this.parts = parts;
        this.settings = settings;
        this.commands = commands;
        this.control = control;
        this.sink = sink;
        this.sequences = parts.sequences().session();
        this.activity = activity;
        activity.applicationName(commands.value("application_name"));
        this.planning = new QueryPlanning(this);
        this.queries = new QueryRunner(this);
        this.utilities = new UtilityRunner(this, queries);
        this.eager =
                parts.eagerSchemaConflicts() ? new EagerSchemaConflicts(parts.catalogs()) : null;
        if (eager != null) {
            control.afterDefinition(eager::refresh);
        }
        announcedGeneration = settings.generation();
        control.onEnd(sequences::endTransaction);
        control.afterDefinition(parts.jobs()::wake);
    }

    void onDeallocate(Consumer<@Nullable String> action) {
        deallocate = action;
    }

    ParserOptions parserOptions() {
        return ParserOptions.DEFAULT;
    }

    /** A message begins: where notices go, when its statement began. */
    void startMessage(ResultSink messageSink) {
        sink = messageSink;
        control.noteMessage();
        statementMicros = StoreTransaction.micros(parts.clock());
        startRequest();
    }

    /**
     * What can be cancelled from now on. A request is a simple message, or all messages up to Sync: a client that cancels
     * means the whole, and does not know which of them the server has come to.
     */
    void startRequest() {
        cancellation.begin();
    }

    /** Who cancels from now on, cancels nothing. */
    void endRequest() {
        cancellation.end();
    }

    void cancel() {
        cancellation.cancel();
    }

    ExecutionContext.Cancellation cancellation() {
        return cancellation;
    }

    /** Throws 57014 when the request was cancelled. */
    void checkCancelled() {
        if (cancellation.isCancelled()) {
            throw TransactionErrors.cancelled();
        }
    }

    long statementMicros() {
        return statementMicros;
    }

    void notice(Notice notice) {
        sink.notice(notice);
    }

    Sequences.Session sequences() {
        return sequences;
    }

    QueryPlanning planning() {
        return planning;
    }

    SqlFunctions functions() {
        return queries.functions();
    }

    String sessionId() {
        return activity.id();
    }

    String currentQuery() {
        return currentQuery;
    }

    ResultSink sink() {
        return sink;
    }

    /** The catalog of the open transaction, with the session's path and role. Opens an implicit transaction. */
    SessionContext context() {
        StoreTransaction transaction = control.current();
        Catalog catalog = parts.catalogs().of(transaction);
        SessionContext current = seen;
        if (current == null || !current.isOf(catalog, settings)) {
            current = new SessionContext(parts, catalog, settings, commands.role());
            seen = current;
        }
        return current;
    }

    TypeContext typeContext() {
        long start = control.current().startMicros();
        TypeContext known = typeContext;
        if (known == null
                || known.transactionMicros() != start
                || typeContextGeneration != settings.generation()) {
            known = settings.typeContext(start);
            typeContext = known;
            typeContextGeneration = settings.generation();
        }
        return known;
    }

    // --- making ready ---

    /**
     * Checks the dialect and finds out what a client is told of a statement: its parameters and columns. Cheap when
     * nothing changed since the last time.
     */
    void makeDescribable(PreparedStatement prepared) {
        checkDialect(prepared);
        switch (prepared.statement()) {
            case QueryStatement query -> {
                checkEagerly();
                planning.bind(prepared, query);
            }
            case UtilityStatement utility -> utilities.prepare(prepared, utility);
            case TransactionStatement _,
                    SessionStatement _,
                    DefinitionStatement _,
                    Refused _ -> {} // neither parameters nor names before it runs
            case null -> {}
        }
    }

    /**
     * The same, and plans what is planned before it runs.
     *
     * @return the parameters it runs with
     */
    @Nullable Object[] makeRunnable(PreparedStatement prepared, @Nullable Object[] parameters) {
        if (prepared.statement() instanceof QueryStatement query) {
            checkDialect(prepared);
            checkEagerly();
            return planning.plan(prepared, query, parameters);
        }
        makeDescribable(prepared);
        return parameters;
    }

    private static void checkDialect(PreparedStatement prepared) {
        Statement statement = prepared.statement();
        if (statement != null && prepared.bound == null) {
            Dialect.check(statement);
        }
    }

    /** See {@link EagerSchemaConflicts}; a transaction that has changed the schema itself is up to date. */
    void checkEagerly() {
        if (eager != null && !control.sawDdl()) {
            eager.check(control.current());
        }
    }

    /** The transaction has ended: deferred checks and SET CONSTRAINTS with it. */
    void forgetTransaction() {
        queries.deferred().clear();
    }

    /** Result columns with their formats; null when the statement gives no rows. */
    @Nullable List<ResultSink.ResultColumn> columns(
            PreparedStatement prepared, List<Integer> formats) {
        ParsedStatement parsed = prepared.parsed;
        if (parsed == null) {
            return null;
        }
        List<ResultSink.ResultColumn> columns =
                switch (parsed.statement()) {
                    case QueryStatement _ ->
                            prepared.bound == null ? null : prepared.bound.resultColumns();
                    case SessionStatement.Show show -> SettingCommands.showColumns(settings, show);
                    case SessionStatement.ShowAll _ -> SettingCommands.showAllColumns();
                    case UtilityStatement utility -> utilities.columns(prepared, utility);
                    case DefinitionStatement definition ->
                            DefinitionAnswers.returnsJob(definition)
                                    ? List.of(SettingCommands.textColumn("job_id"))
                                    : null;
                    case SessionStatement.SetParameter _,
                            SessionStatement.SetFromCurrent _,
                            SessionStatement.SetTransaction _,
                            SessionStatement.SetTransactionSnapshot _,
                            SessionStatement.SetSessionCharacteristics _,
                            SessionStatement.SetConstraints _,
                            SessionStatement.Reset _,
                            SessionStatement.ResetAll _,
                            SessionStatement.Deallocate _,
                            TransactionStatement _,
                            Refused _ ->
                            null;
                };
        if (columns == null) {
            return null;
        }
        if (formats.isEmpty()) {
            return columns;
        }
        if (prepared.formatted != null
                && prepared.formattedFrom == columns
                && prepared.formats.equals(formats)) {
            return prepared.formatted;
        }
        PortalFields.checkResults(formats, columns.size());
        List<ResultSink.ResultColumn> formatted = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            ResultSink.ResultColumn c = columns.get(i);
            formatted.add(
                    new ResultSink.ResultColumn(
                            c.name(),
                            c.relation(),
                            c.column(),
                            c.type(),
                            PortalFields.isBinary(formats, i)));
        }
        prepared.formatted = formatted;
        prepared.formattedFrom = columns;
        prepared.formats = formats;
        return formatted;
    }

    /** @param portal for CONTEXT */
    @Nullable Object[] decodeParameters(
            String portal,
            PreparedStatement prepared,
            List<Integer> formats,
            List<byte @Nullable []> values) {
        @Nullable Object[] decoded = new Object[values.size()];
        for (int i = 0; i < decoded.length; i++) {
            byte[] value = values.get(i);
            if (value != null) {
                SqlType type = prepared.parameterTypes.get(i);
                var place = new ParameterDecoder.Place(portal, i + 1);
                decoded[i] =
                        ParameterDecoder.decode(
                                value, type, place, formats, typeContext(), context().names);
            }
        }
        return decoded;
    }

    // --- running ---

    /** Starts a statement: what comes back gives its rows and then its tag. */
    Rows start(Portal portal, ResultSink messageSink) {
        sink = messageSink;
        ParsedStatement parsed = java.util.Objects.requireNonNull(portal.statement.parsed);
        currentQuery = parsed.text();
        control.noteStatement();
        lone = null;
        return switch (parsed.statement()) {
            case TransactionStatement transaction -> run(transaction);
            case SessionStatement session -> run(session);
            case QueryStatement _ -> queries.start(portal);
            case UtilityStatement utility -> utilities.start(portal, utility);
            case DefinitionStatement definition -> define(definition);
            case Refused _ ->
                    throw new IllegalStateException("refused by the dialect: " + parsed.text());
        };
    }

    private Rows run(TransactionStatement statement) {
        switch (statement) {
            case TransactionStatement.Begin begin -> {
                if (!control.begin(begin.modes().readOnly())) {
                    notice(TransactionErrors.alreadyInTransaction());
                }
                return Rows.done(begin.start() ? "START TRANSACTION" : "BEGIN");
            }
            case TransactionStatement.Commit _ -> {
                if (!control.isExplicit()) {
                    notice(TransactionErrors.noTransaction());
                }
                return Rows.done(control.commit() ? "COMMIT" : "ROLLBACK");
            }
            case TransactionStatement.Rollback _ -> {
                if (!control.isExplicit()) {
                    notice(TransactionErrors.noTransaction());
                }
                control.rollback();
                return Rows.done("ROLLBACK");
            }
            case TransactionStatement.Savepoint _,
                    TransactionStatement.RollbackTo _,
                    TransactionStatement.Release _,
                    TransactionStatement.PrepareTransaction _,
                    TransactionStatement.CommitPrepared _,
                    TransactionStatement.RollbackPrepared _ ->
                    throw new IllegalStateException("refused by the dialect: " + statement);
        }
    }

    private Rows run(SessionStatement statement) {
        return switch (statement) {
            case SessionStatement.SetParameter set -> {
                if (eager != null && set.name().equals("search_path")) {
                    eager.refresh();
                }
                yield commands.set(set, context().catalog, this::notice);
            }
            case SessionStatement.SetSessionCharacteristics set -> commands.setTransaction(set);
            case SessionStatement.SetConstraints set -> {
                if (!control.isExplicit()) {
                    notice(TransactionErrors.onlyInTransactionBlock("SET CONSTRAINTS"));
                }
                queries.deferred().set(set, context());
                yield Rows.done("SET CONSTRAINTS");
            }
            case SessionStatement.Reset reset -> commands.reset(reset, context().catalog);
            case SessionStatement.ResetAll _ -> commands.resetAll();
            case SessionStatement.Show show -> commands.show(show);
            case SessionStatement.ShowAll _ -> commands.showAll();
            case SessionStatement.Deallocate deallocation -> {
                deallocate.accept(deallocation.name());
                yield Rows.done(deallocation.name() == null ? "DEALLOCATE ALL" : "DEALLOCATE");
            }
            case SessionStatement.SetFromCurrent _,
                    SessionStatement.SetTransaction _,
                    SessionStatement.SetTransactionSnapshot _ ->
                    throw new IllegalStateException("refused by the dialect: " + statement);
        };
    }

    /**
     * Ends an implicit transaction. A lone DDL statement that lost against another one is run again: it did nothing that
     * its client could have relied on. While the commit waits for the store, another statement may have the thread's turn.
     */
    void commitImplicit() {
        parts.longStatements().whileWaiting(this::endImplicit);
    }

    private void endImplicit() {
        LoneDefinition definition = control.isLoneStatement() ? lone : null;
        for (int attempt = 1; ; attempt++) {
            try {
                control.commitImplicit();
                return;
            } catch (SqlException conflict) {
                if (definition == null
                        || attempt == DEFINITION_ATTEMPTS
                        || !ConflictErrors.isSchemaConflict(conflict)) {
                    throw conflict;
                }
            }
            activity.definitionRunAgain();
            define(definition, _ -> {});
        }
    }

    private Rows define(DefinitionStatement statement) {
        var definition = new LoneDefinition(statement, parts.random().nextLong());
        lone = definition;
        return define(definition, this::notice);
    }

    private Rows define(LoneDefinition definition, Consumer<Notice> notices) {
        checkEagerly();
        control.noteDdl();
        control.checkWritable(DefinitionAnswers.tag(definition.statement()));
        SessionContext context = context();
        StoreTransaction transaction = control.current();
        DefinitionResult result =
                parts.definer()
                        .execute(
                                definition.statement(),
                                new DefinitionContext(
                                        transaction,
                                        context.role.oid(),
                                        context.searchPath,
                                        typeContext(),
                                        notices),
                                new SplittableRandom(definition.seed()));
        transaction.nextCommand();
        if (!result.returnsJob()) {
            return Rows.done(result.tag());
        }
        String job = result.job();
        return new Rows.Text(job == null ? List.of() : List.of(List.of(job)), result.tag());
    }

    /**
     * Runs a step of a statement: on this thread when its plan has a small bound, else where long statements run. Only
     * queries and changes of rows can be long; COPY and definitions may be, too.
     */
    void step(Portal portal, Runnable step) {
        ParsedStatement parsed = portal.statement.parsed;
        PlannedQuery plan = portal.plan;
        boolean bounded =
                parsed == null
                        || parsed.statement() instanceof TransactionStatement
                        || parsed.statement() instanceof SessionStatement
                        || plan != null
                                && plan.plan().isBounded()
                                && parsed.statement() instanceof QueryStatement;
        if (bounded) {
            step.run();
        } else {
            parts.longStatements().run(step, this::mustEnd);
        }
    }

    /** Blocks until a job has ended, and keeps no other statement from running. @return whether it succeeded */
    boolean waitFor(String job) {
        var succeeded = new AtomicBoolean();
        parts.longStatements()
                .whileWaiting(
                        () ->
                                succeeded.set(
                                        parts.jobs().waitFor(job, cancellation()::isCancelled)));
        return succeeded.get();
    }

    private boolean mustEnd() {
        return cancellation().isCancelled() || control.isTooOld();
    }

    SqlException outOfMemory() {
        return ExecutionErrors.outOfTempSpace();
    }

    // --- settings the client is told of ---

    /** Sends ParameterStatus for what has changed. */
    void announceSettings(ResultSink to) {
        if (settings.generation() == announcedGeneration) {
            return;
        }
        announcedGeneration = settings.generation();
        List<Session.Setting> now = reportedSettings();
        activity.applicationName(commands.value("application_name"));
        for (int i = 0; i < now.size(); i++) {
            if (i >= announced.size() || !announced.get(i).equals(now.get(i))) {
                to.parameterStatus(now.get(i).name(), now.get(i).value());
            }
        }
        announced = now;
    }

    List<Session.Setting> reportedSettings() {
        List<Session.Setting> reported = new ArrayList<>();
        for (String name :
                List.of(
                        "application_name",
                        "client_encoding",
                        "DateStyle",
                        "default_transaction_read_only",
                        "in_hot_standby",
                        "integer_datetimes",
                        "IntervalStyle",
                        "is_superuser",
                        "server_encoding",
                        "server_version",
                        "session_authorization",
                        "standard_conforming_strings",
                        "TimeZone")) {
            reported.add(new Session.Setting(name, commands.value(name)));
        }
        if (announced.isEmpty()) {
            announced = List.copyOf(reported);
        }
        return reported;
    }

    void checkInTransactionBlock(String command) {
        if (control.isExplicit()) {
            throw TransactionErrors.inTransactionBlock(command);
        }
    }
}
