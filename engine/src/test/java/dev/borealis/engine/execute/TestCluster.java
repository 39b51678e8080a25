package dev.borealis.engine.execute;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.CatalogEditor;
import dev.borealis.engine.catalog.CatalogStore;
import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.RoleDefinition;
import dev.borealis.engine.catalog.RowIds;
import dev.borealis.engine.catalog.SystemObjects;
import dev.borealis.engine.catalog.SystemOids;
import dev.borealis.engine.evaluate.Row;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.plan.Planner;
import dev.borealis.engine.plan.StatementPlan;
import dev.borealis.engine.transaction.MemoryPool;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.engine.transaction.Transaction;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.Statement;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.Store;
import dev.borealis.store.StoreId;
import dev.borealis.store.memory.MemoryStorage;
import dev.borealis.types.Bytes;
import dev.borealis.types.Carrier;
import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeContext;
import dev.borealis.types.error.SessionErrors;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A cluster in memory that runs hand-built trees. */
final class TestCluster {
    static final FunctionRegistry FUNCTIONS = FunctionRegistry.builtin();

    final Store store = new MemoryStorage(RelationPrefix.fixed(4)).create(new StoreId("test"));
    final SplittableRandom random = new SplittableRandom(7);
    final CatalogStore catalogs = new CatalogStore(store, SystemObjects.NONE);
    final RowIds rowIds = new RowIds(store);
    final MemoryPool pool = new MemoryPool(1L << 30);

    TestCluster() {
        catalogs.bootstrap(Clock.systemUTC(), random);
    }

    StoreTransaction begin() {
        return new StoreTransaction(store, Clock.systemUTC(), random, false);
    }

    static ColumnDefinition column(int number, String name, SqlType type, boolean notNull) {
        return new ColumnDefinition(
                number,
                name,
                type,
                notNull,
                null,
                false,
                ColumnDefinition.Identity.NONE,
                0,
                'p',
                false);
    }

    /** An index on plain columns; {@code table} is filled in by {@link #create}. */
    record IndexSpec(String name, boolean unique, List<Integer> columns) {}

    /** Creates a table in schema public; the first index is the primary key. */
    Relation.Table create(
            String name,
            List<ColumnDefinition> columns,
            List<IndexSpec> indexes,
            List<ConstraintDefinition> constraints) {
        try (var transaction = begin()) {
            CatalogEditor editor = catalogs.edit(transaction);
            int oid = catalogs.nextOid();
            var oids = new ArrayList<Integer>();
            var all = new ArrayList<>(constraints);
            for (int i = 0; i < indexes.size(); i++) {
                IndexSpec spec = indexes.get(i);
                int indexOid = catalogs.nextOid();
                oids.add(indexOid);
                var keys =
                        spec.columns().stream()
                                .map(
                                        column ->
                                                new Relation.IndexKey(
                                                        column,
                                                        null,
                                                        columns.get(column - 1).type(),
                                                        false))
                                .toList();
                editor.put(
                        new Relation.Index(
                                indexOid,
                                SystemOids.PUBLIC,
                                spec.name(),
                                RoleDefinition.ADMIN,
                                oid,
                                spec.unique(),
                                i == 0,
                                false,
                                keys,
                                List.of(),
                                null,
                                Relation.IndexState.VALID));
            }
            var table =
                    new Relation.Table(
                            oid,
                            SystemOids.PUBLIC,
                            name,
                            RoleDefinition.ADMIN,
                            columns,
                            oids.isEmpty() ? 0 : oids.getFirst(),
                            oids,
                            all,
                            List.of(),
                            List.of(),
                            catalogs.nextOid());
            editor.put(table);
            editor.apply();
            transaction.commit();
            return table;
        }
    }

    /** Runs a statement: its rows with boxed fields, text as strings. */
    List<List<@Nullable Object>> run(
            StoreTransaction transaction, Statement statement, @Nullable Object... parameters) {
        Catalog catalog = catalogs.of(transaction);
        StatementPlan plan = new Planner(FUNCTIONS, catalog, NameResolver.BUILT_IN).plan(statement);
        return run(transaction, plan, parameters);
    }

    List<List<@Nullable Object>> run(
            StoreTransaction transaction, StatementPlan plan, @Nullable Object... parameters) {
        var rows = new ArrayList<List<@Nullable Object>>();
        List<Carrier> carriers =
                plan.query() != null
                        ? plan.query().carriers()
                        : plan.modification().returningCarriers();
        List<Query.Target> targets =
                plan.query() != null
                        ? plan.query().targets()
                        : plan.modification().returningTargets();
        try (RowSource source = Executor.start(plan, context(transaction, List.of(parameters)))) {
            while (source.next()) {
                var row = new ArrayList<@Nullable Object>();
                for (int i = 0; i < targets.size(); i++) {
                    row.add(boxed(source.row(), i, carriers.get(i)));
                }
                rows.add(row);
            }
            lastCount = source.count();
        }
        return rows;
    }

    long lastCount;

    private static @Nullable Object boxed(Row row, int column, Carrier carrier) {
        Object value = LimitOperator.boxed(row, column, carrier);
        return value instanceof Bytes bytes ? bytes.string() : value;
    }

    ExecutionContext context(StoreTransaction transaction, List<@Nullable Object> parameters) {
        Catalog catalog = catalogs.of(transaction);
        return new ExecutionContext() {
            private final Cancellation cancellation = new Cancellation();

            @Override
            public void giveWay() {}

            @Override
            public Transaction transaction() {
                return transaction;
            }

            @Override
            public Catalog catalog() {
                return catalog;
            }

            @Override
            public FunctionRegistry functions() {
                return FUNCTIONS;
            }

            @Override
            public NameResolver names() {
                return NameResolver.BUILT_IN;
            }

            @Override
            public TypeContext typeContext() {
                return TypeContext.DEFAULT;
            }

            @Override
            public List<@Nullable Object> parameters() {
                return parameters;
            }

            @Override
            public MemoryPool memoryPool() {
                return pool;
            }

            @Override
            public void checkAge() {
                // no limit here
            }

            @Override
            public Cancellation cancellation() {
                return cancellation;
            }

            @Override
            public RandomGenerator random() {
                return random;
            }

            @Override
            public long clockMicros() {
                return 0;
            }

            @Override
            public <T> T service(Class<T> type) {
                throw SessionErrors.notYetImplemented("a service");
            }

            @Override
            public long nextRowId(int table) {
                return rowIds.next(table);
            }

            @Override
            public SystemRelations systemRelations() {
                return (_, _) -> Collections.emptyIterator();
            }

            @Override
            public @Nullable Object sessionValue(Scalar.SessionValue value) {
                return null;
            }

            @Override
            public SqlFunctions sqlFunctions() {
                return (_, _, _, _) -> List.of();
            }

            @Override
            public DeferredChecks deferredChecks() {
                return (_, check) -> check.run();
            }
        };
    }
}
