package dev.borealis.engine.session;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.CatalogNames;
import dev.borealis.engine.catalog.CatalogStore;
import dev.borealis.engine.catalog.JobIds;
import dev.borealis.engine.catalog.RoleDefinition;
import dev.borealis.engine.catalog.RowIds;
import dev.borealis.engine.catalog.SystemOids;
import dev.borealis.engine.define.Definer;
import dev.borealis.engine.define.Sequences;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.job.JobScheduler;
import dev.borealis.engine.job.Jobs;
import dev.borealis.engine.observe.ChangedRows;
import dev.borealis.engine.observe.DatabaseFigures;
import dev.borealis.engine.observe.Observations;
import dev.borealis.engine.observe.SessionActivity;
import dev.borealis.engine.system.SystemFunctions;
import dev.borealis.engine.system.SystemTables;
import dev.borealis.engine.transaction.MemoryPool;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.store.Store;
import dev.borealis.types.error.ConnectionErrors;
import dev.borealis.types.error.SessionErrors;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.TransactionErrors;

import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

/** A database over a store. */
public final class LocalDatabase implements Database {
    /** Plans kept for texts seen before. */
    private static final int CACHED_PLANS = 2_000;

    private final DatabaseParts parts;

    private LocalDatabase(DatabaseParts parts) {
        this.parts = parts;
    }

    /**
     * What a database is given from outside.
     *
     * @param random not secret; used by several threads
     * @param memory what all statements of the process share
     * @param eagerSchemaConflicts whether sessions are told OC001 as eagerly as by the service, see {@link
     *     EagerSchemaConflicts}
     * @param jobs does the jobs of all databases of the process
     * @param automaticAnalyze whether tables are analyzed when many of their rows have changed, and not by command alone
     */
    public record Options(
            Clock clock,
            RandomGenerator random,
            MemoryPool memory,
            LongStatements longStatements,
            Incidents incidents,
            boolean eagerSchemaConflicts,
            JobScheduler jobs,
            boolean automaticAnalyze) {
        /**
         * Sessions are told OC001 only where it is needed; the jobs have threads of their own; tables are analyzed by command
         * alone.
         */
        public Options(
                Clock clock,
                RandomGenerator random,
                MemoryPool memory,
                LongStatements longStatements,
                Incidents incidents) {
            this(
                    clock,
                    random,
                    memory,
                    longStatements,
                    incidents,
                    false,
                    new JobScheduler(),
                    false);
        }
    }

    /** Opens the database in a store, making it if the store is empty. Starts the job worker. */
    public static LocalDatabase open(Store store, Options options) {
        return open(store, options, true);
    }

    /**
     * Opens the database in a store.
     *
     * @param withWorker false when the caller does the jobs, step by step: a simulation
     */
    public static LocalDatabase open(Store store, Options options, boolean withWorker) {
        SystemTables system =
                SystemTables.load(
                        SystemOids.INFORMATION_SCHEMA, SystemOids.SYS, SystemOids.ROLE_SERVICE);
        var catalogs = new CatalogStore(store, system);
        catalogs.bootstrap(options.clock(), options.random());
        FunctionRegistry registry = SystemFunctions.registry();
        var sequences = new Sequences(store);
        var domains =
                new DomainChecks(registry, options.memory(), options.clock(), options.random());
        ChangedRows changes = options.automaticAnalyze() ? new ChangedRows() : null;
        var jobs =
                new Jobs(
                        new Jobs.Parts(
                                catalogs,
                                registry,
                                domains,
                                options.memory(),
                                options.clock(),
                                options.random(),
                                changes),
                        withWorker ? options.jobs() : null);
        var observations =
                new Observations(
                        options.clock(),
                        catalog -> new CatalogNames(catalog, registry, List.of(), domains),
                        store::metrics,
                        changes);
        var parts =
                new DatabaseParts(
                        catalogs,
                        registry,
                        domains,
                        system,
                        new Definer(
                                catalogs,
                                registry,
                                domains,
                                sequences,
                                options.clock(),
                                options.random()),
                        jobs,
                        observations,
                        sequences,
                        new RowIds(store),
                        options.memory(),
                        new PlanCache(CACHED_PLANS),
                        options.longStatements(),
                        options.eagerSchemaConflicts(),
                        options.incidents(),
                        options.clock(),
                        options.random());
        return new LocalDatabase(parts);
    }

    PlanCache plans() {
        return parts.plans();
    }

    /** The jobs, for those who do them step by step. */
    public Jobs jobs() {
        return parts.jobs();
    }

    @Override
    public Session connect(
            String role, String database, List<Session.Setting> startup, Client client) {
        if (!database.equals(DatabaseParts.NAME)) {
            throw ConnectionErrors.unknownDatabase(database);
        }
        RoleAccess access = roleAccess(role);
        if (!access.exists()) {
            throw SessionErrors.roleDoesNotExist(role);
        }
        if (!access.login()) {
            throw SessionErrors.roleMayNotLogIn(role);
        }
        var settings = new Settings();
        for (Session.Setting setting : startup) {
            settings.setAtStart(setting.name(), setting.value());
        }
        SessionActivity activity =
                parts.observations()
                        .session(
                                JobIds.text(JobIds.random(parts.random())),
                                role,
                                client.address(),
                                client.processId());
        Store store = client.faults().apply(parts.catalogs().store());
        var control =
                new TransactionControl(
                        readOnly ->
                                new StoreTransaction(
                                        store,
                                        parts.clock(),
                                        parts.random(),
                                        readOnly,
                                        parts.memory(),
                                        activity),
                        settings,
                        activity);
        var commands = new SettingCommands(settings, control, role);
        var runner =
                new StatementRunner(parts, settings, commands, control, activity, new NoSink());
        var session = new SqlSession(runner, control, settings, parts.incidents(), activity);
        runner.onDeallocate(session::deallocate);
        return session;
    }

    @Override
    public RoleAccess roleAccess(String name) {
        try (var transaction =
                new StoreTransaction(
                        parts.catalogs().store(), parts.clock(), parts.random(), true)) {
            Catalog catalog = parts.catalogs().of(transaction);
            RoleDefinition role = catalog.role(name);
            return role == null
                    ? new RoleAccess(false, false, List.of())
                    : new RoleAccess(true, role.login(), role.identities());
        }
    }

    @Override
    public DatabaseFigures figures() {
        try (var transaction =
                new StoreTransaction(
                        parts.catalogs().store(), parts.clock(), parts.random(), true)) {
            return parts.observations().figures(parts.catalogs().of(transaction));
        }
    }

    @Override
    public void close() {
        parts.jobs().close();
    }

    /** Where a session's output goes before its first message. */
    private static final class NoSink implements ResultSink {
        private static SqlException none() {
            return TransactionErrors.cancelled();
        }

        @Override
        public void columns(List<ResultColumn> columns) {
            throw none();
        }

        @Override
        public dev.borealis.types.ByteAppender startRow(int fieldCount) {
            throw none();
        }

        @Override
        public void endRow() {
            throw none();
        }

        @Override
        public void complete(String tag) {}

        @Override
        public void emptyQuery() {}

        @Override
        public void suspended() {}

        @Override
        public void notice(dev.borealis.types.error.Notice notice) {}

        @Override
        public void parameterStatus(String name, String value) {}

        @Override
        public void copyOut(int columnCount, boolean binary) {
            throw none();
        }

        @Override
        public void copyData(dev.borealis.types.ByteAppender data) {
            throw none();
        }

        @Override
        public void copyOutDone() {}

        @Override
        public CopySource copyIn(int columnCount, boolean binary) {
            throw none();
        }
    }
}
