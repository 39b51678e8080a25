package dev.borealis.engine.bind;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.CatalogEditor;
import dev.borealis.engine.catalog.CatalogNames;
import dev.borealis.engine.catalog.CatalogStore;
import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.ColumnDefinition.Identity;
import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.RoleDefinition;
import dev.borealis.engine.catalog.SystemOids;
import dev.borealis.engine.catalog.TypeDefinition;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.system.SystemTables;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.Parser;
import dev.borealis.sql.ParserOptions;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.Select;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.StoreId;
import dev.borealis.store.memory.MemoryStorage;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeContext;
import dev.borealis.types.TypeModifiers;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The tables, views and domains that the files of statements speak of; see {@code schema.sql} beside them. */
final class SampleCatalog {
    static final FunctionRegistry FUNCTIONS = FunctionRegistry.builtin();

    private final CatalogStore catalogs;
    private final StoreTransaction transaction;
    private final CatalogEditor editor;

    SampleCatalog() {
        var store = new MemoryStorage(RelationPrefix.fixed(4)).create(new StoreId("test"));
        var random = new SplittableRandom(7);
        catalogs =
                new CatalogStore(
                        store,
                        SystemTables.load(
                                SystemOids.INFORMATION_SCHEMA,
                                SystemOids.SYS,
                                RoleDefinition.ADMIN));
        catalogs.bootstrap(Clock.systemUTC(), random);
        transaction = new StoreTransaction(store, Clock.systemUTC(), random, false);
        editor = catalogs.edit(transaction);
        define();
    }

    Catalog catalog() {
        return editor.catalog();
    }

    BindContext context(ParameterTypes parameters) {
        Catalog catalog = catalog();
        var names = new CatalogNames(catalog, FUNCTIONS, List.of("public"), (_, _, _) -> {});
        return new BindContext(
                catalog,
                FUNCTIONS,
                names,
                List.of("public"),
                RoleDefinition.ADMIN,
                "bindtest",
                TypeContext.DEFAULT,
                BindContext.LiteralReader.FORMATS,
                parameters,
                LiteralSlots.NONE,
                _ -> {});
    }

    private void define() {
        table(
                "t",
                List.of(column(1, "a", SqlType.INT4), column(2, "b", SqlType.TEXT)),
                null,
                List.of());
        Scalar one = new Scalar.Constant(SqlType.INT4, 1L);
        Scalar five = new Scalar.Constant(SqlType.INT4, 5L);
        Scalar x = new Scalar.Column(SqlType.INT4, 0, 0, 3);
        Scalar sum =
                new Scalar.FunctionCall(
                        SqlType.INT4, 177, 551, List.of(x, one), false, Scalar.CallForm.OPERATOR);
        table(
                "g",
                List.of(
                        column(1, "id", SqlType.INT4, null, false, Identity.ALWAYS),
                        column(2, "d", SqlType.INT4, null, false, Identity.BY_DEFAULT),
                        column(3, "x", SqlType.INT4, five, false, Identity.NONE),
                        column(4, "gg", SqlType.INT4, sum, true, Identity.NONE)),
                List.of(1),
                List.of());
        table(
                "u",
                List.of(
                        column(1, "id", SqlType.INT8),
                        column(2, "name", new SqlType(Oid.VARCHAR, TypeModifiers.characters(10))),
                        column(3, "price", new SqlType(Oid.NUMERIC, TypeModifiers.numeric(10, 2))),
                        column(4, "flag", SqlType.BOOL),
                        column(5, "created", SqlType.TIMESTAMPTZ),
                        column(6, "day", SqlType.DATE),
                        column(7, "doc", SqlType.JSONB),
                        column(8, "code", new SqlType(Oid.BPCHAR, TypeModifiers.characters(3))),
                        column(9, "uid", SqlType.UUID),
                        column(10, "f", SqlType.FLOAT8),
                        column(11, "sm", SqlType.INT2)),
                List.of(1),
                List.of(2));
        view("v", "select a+1 as c,b from t");
        view("v1", "select a as va, b as vb from t where a > 0");
        view("v2", "select distinct a from t");
        int posint = domain("posint", SqlType.INT4);
        int shorty = domain("shorty", new SqlType(Oid.VARCHAR, TypeModifiers.characters(3)));
        table(
                "dt",
                List.of(
                        column(1, "id", SqlType.INT4),
                        column(2, "p", SqlType.of(posint)),
                        column(3, "s", SqlType.of(shorty))),
                List.of(1),
                List.of());
    }

    private static ColumnDefinition column(int number, String name, SqlType type) {
        return column(number, name, type, null, false, Identity.NONE);
    }

    private static ColumnDefinition column(
            int number,
            String name,
            SqlType type,
            @Nullable Scalar value,
            boolean generated,
            Identity identity) {
        return new ColumnDefinition(
                number, name, type, false, value, generated, identity, 1, 'p', false);
    }

    private int domain(String name, SqlType base) {
        int oid = catalogs.nextOid();
        editor.put(
                new TypeDefinition.Domain(
                        oid,
                        SystemOids.PUBLIC,
                        name,
                        RoleDefinition.ADMIN,
                        base,
                        false,
                        null,
                        List.of()));
        return oid;
    }

    /** @param unique single columns with unique indexes of their own */
    private void table(
            String name,
            List<ColumnDefinition> columns,
            @Nullable List<Integer> primaryKey,
            List<Integer> unique) {
        int oid = catalogs.nextOid();
        var indexes = new ArrayList<Integer>();
        var constraints = new ArrayList<ConstraintDefinition>();
        if (primaryKey != null) {
            int index = index(name + "_pkey", oid, primaryKey, columns, true, null);
            indexes.add(index);
            constraints.add(
                    new ConstraintDefinition.Unique(
                            catalogs.nextOid(), name + "_pkey", index, true, primaryKey));
        }
        for (int column : unique) {
            indexes.add(
                    index(
                            name + "_" + columns.get(column - 1).name(),
                            oid,
                            List.of(column),
                            columns,
                            false,
                            null));
        }
        var table =
                new Relation.Table(
                        oid,
                        SystemOids.PUBLIC,
                        name,
                        RoleDefinition.ADMIN,
                        columns,
                        primaryKey == null ? 0 : indexes.getFirst(),
                        indexes,
                        constraints,
                        List.of(),
                        List.of(),
                        catalogs.nextOid());
        editor.put(table);
        if (name.equals("u")) {
            Scalar lower = expression("lower(name)", table);
            int index = index("u_lower", oid, List.of(), columns, false, lower);
            var all = new ArrayList<>(indexes);
            all.add(index);
            editor.put(
                    new Relation.Table(
                            oid,
                            table.schema(),
                            name,
                            table.owner(),
                            columns,
                            table.primaryKey(),
                            all,
                            constraints,
                            List.of(),
                            List.of(),
                            table.rowType()));
        }
    }

    private Scalar expression(String text, Relation.Table table) {
        Select select =
                (Select)
                        Parser.parse("select " + text, ParserOptions.DEFAULT)
                                .statements()
                                .getFirst()
                                .statement();
        Expression expression = ((Select.Simple) select.body()).targets().getFirst().expression();
        return Binder.bindColumnExpression(
                expression,
                Binder.Use.INDEX_EXPRESSION,
                table.name(),
                table.columns(),
                table.rowType(),
                context(ParameterTypes.none()));
    }

    private int index(
            String name,
            int table,
            List<Integer> keys,
            List<ColumnDefinition> columns,
            boolean primary,
            @Nullable Scalar expression) {
        int oid = catalogs.nextOid();
        var indexKeys = new ArrayList<Relation.IndexKey>();
        for (int key : keys) {
            indexKeys.add(new Relation.IndexKey(key, null, columns.get(key - 1).type(), false));
        }
        if (expression != null) {
            indexKeys.add(new Relation.IndexKey(0, expression, expression.type(), false));
        }
        editor.put(
                new Relation.Index(
                        oid,
                        SystemOids.PUBLIC,
                        name,
                        RoleDefinition.ADMIN,
                        table,
                        true,
                        primary,
                        false,
                        indexKeys,
                        List.of(),
                        null,
                        Relation.IndexState.VALID));
        return oid;
    }

    void view(String name, String text) {
        Select select =
                (Select)
                        Parser.parse(text, ParserOptions.DEFAULT)
                                .statements()
                                .getFirst()
                                .statement();
        Query query = Binder.bindStored(select, context(ParameterTypes.none()));
        editor.put(
                new Relation.View(
                        catalogs.nextOid(),
                        SystemOids.PUBLIC,
                        name,
                        RoleDefinition.ADMIN,
                        query.targets().stream()
                                .filter(target -> !target.hidden())
                                .map(t -> new Relation.ViewColumn(t.name(), t.value().type()))
                                .toList(),
                        query,
                        Map.of(),
                        List.of(),
                        catalogs.nextOid()));
    }
}
