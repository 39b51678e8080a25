package dev.borealis.engine.system;

import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeInfo;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** pg_attribute and pg_attrdef: the columns of relations and their default values. */
final class AttributeRows {
    private AttributeRows() {}

    static void register(Map<String, SystemTables.Source> sources) {
        sources.put("pg_attribute", AttributeRows::attributes);
        sources.put("pg_attrdef", AttributeRows::defaults);
    }

    private static Stream<@Nullable Object[]> attributes(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return RelationRows.relations(context, equal, "attrelid")
                .flatMap(r -> attributes(context, shape, r));
    }

    private static Stream<@Nullable Object[]> attributes(
            SystemContext context, Tuple.Shape shape, Relation relation) {
        return switch (relation) {
            case Relation.Table table ->
                    table.columns().stream().map(c -> tableColumn(context, shape, table, c));
            case Relation.View view -> columns(context, shape, view.oid(), view.columns());
            case Relation.SystemRelation system ->
                    columns(context, shape, system.oid(), system.columns());
            case Relation.Index index -> indexColumns(context, shape, index);
            case Relation.Sequence sequence ->
                    columns(
                            context,
                            shape,
                            sequence.oid(),
                            List.of(
                                    new Relation.ViewColumn("last_value", SqlType.INT8),
                                    new Relation.ViewColumn("log_cnt", SqlType.INT8),
                                    new Relation.ViewColumn("is_called", SqlType.BOOL)));
        };
    }

    private static Stream<@Nullable Object[]> columns(
            SystemContext context, Tuple.Shape shape, int oid, List<Relation.ViewColumn> columns) {
        return IntStream.range(0, columns.size())
                .mapToObj(
                        i ->
                                attribute(
                                                context,
                                                shape,
                                                oid,
                                                i + 1,
                                                columns.get(i).name(),
                                                columns.get(i).type())
                                        .set("atthasdef", columns.get(i).defaultValue() != null)
                                        .done());
    }

    private static Stream<@Nullable Object[]> indexColumns(
            SystemContext context, Tuple.Shape shape, Relation.Index index) {
        Relation.Table table = context.catalog().table(index.table());
        Stream<@Nullable Object[]> keys =
                IntStream.range(0, index.keys().size())
                        .mapToObj(
                                i -> {
                                    Relation.IndexKey key = index.keys().get(i);
                                    String name =
                                            key.column() == 0
                                                    ? keyName(context, index, i)
                                                    : table.column(key.column()).name();
                                    return attribute(
                                                    context,
                                                    shape,
                                                    index.oid(),
                                                    i + 1,
                                                    name,
                                                    key.type())
                                            .done();
                                });
        Stream<@Nullable Object[]> included =
                IntStream.range(0, index.included().size())
                        .mapToObj(
                                i -> {
                                    ColumnDefinition column = table.column(index.included().get(i));
                                    return attribute(
                                                    context,
                                                    shape,
                                                    index.oid(),
                                                    index.keys().size() + i + 1,
                                                    column.name(),
                                                    column.type())
                                            .done();
                                });
        return Stream.concat(keys, included);
    }

    /** The name of an index column that is an expression: of the function called, else expr; made unique by a number. */
    private static String keyName(SystemContext context, Relation.Index index, int position) {
        Relation.Table table = context.catalog().table(index.table());
        List<String> names = new ArrayList<>();
        for (int i = 0; i <= position; i++) {
            Relation.IndexKey key = index.keys().get(i);
            String name =
                    key.expression() instanceof Scalar expression
                            ? expressionName(context, expression)
                            : table.column(key.column()).name();
            String free = name;
            for (int n = 1; names.contains(free); n++) {
                free = name + n;
            }
            names.add(free);
        }
        return names.getLast();
    }

    private static String expressionName(SystemContext context, Scalar expression) {
        if (expression instanceof Scalar.FunctionCall call
                && call.form() == Scalar.CallForm.CALL
                && context.registry().function(call.function()) instanceof FunctionSignature f) {
            return f.name();
        }
        if (expression instanceof Scalar.Coalesce) {
            return "coalesce";
        }
        return expression instanceof Scalar.Case ? "case" : "expr";
    }

    private static @Nullable Object[] tableColumn(
            SystemContext context,
            Tuple.Shape shape,
            Relation.Table table,
            ColumnDefinition column) {
        if (column.dropped()) {
            return attribute(
                            context,
                            shape,
                            table.oid(),
                            column.number(),
                            "........pg.dropped." + column.number() + "........",
                            SqlType.of(0))
                    .set("attisdropped", true)
                    .done();
        }
        return attribute(context, shape, table.oid(), column.number(), column.name(), column.type())
                .set("attnotnull", column.notNull())
                .set("atthasdef", column.defaultValue() != null)
                .set(
                        "attidentity",
                        switch (column.identity()) {
                            case NONE -> '\0';
                            case ALWAYS -> 'a';
                            case BY_DEFAULT -> 'd';
                        })
                .set("attgenerated", column.generated() ? 's' : '\0')
                .set("attstorage", column.storage())
                .setValue("attacl", Acl.ofColumn(table.privileges(), column.number(), context))
                .done();
    }

    private static Tuple attribute(
            SystemContext context,
            Tuple.Shape shape,
            int relation,
            int number,
            String name,
            SqlType type) {
        TypeInfo info = context.names().type(type.oid());
        return shape.tuple()
                .set("attrelid", (long) relation)
                .set("attname", name)
                .set("atttypid", (long) type.oid())
                .set("attlen", info == null ? 0 : (long) info.length())
                .set("attnum", (long) number)
                .set("attcacheoff", -1)
                .set("atttypmod", (long) type.typmod())
                .set("attbyval", info != null && info.byValue())
                .set("attalign", info == null ? 'i' : info.align())
                .set("attstorage", info == null ? 'p' : info.storage())
                .set("attislocal", true)
                .set("attstattarget", -1)
                .set("attcollation", info == null ? 0 : (long) info.collation())
                .set(
                        "attndims",
                        info != null && info.element() != 0 && info.length() == -1 ? 1 : 0);
    }

    private static Stream<@Nullable Object[]> defaults(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return RelationRows.relations(context, equal, "adrelid")
                .flatMap(
                        relation -> {
                            var rows = new ArrayList<@Nullable Object[]>();
                            switch (relation) {
                                case Relation.Table table ->
                                        table.liveColumns()
                                                .forEach(
                                                        column ->
                                                                addDefault(
                                                                        shape,
                                                                        table.oid(),
                                                                        column.number(),
                                                                        column.defaultValue(),
                                                                        rows));
                                case Relation.View view -> {
                                    for (int i = 0; i < view.columns().size(); i++) {
                                        Scalar value = view.columns().get(i).defaultValue();
                                        addDefault(shape, view.oid(), i + 1, value, rows);
                                    }
                                }
                                case Relation.Index _,
                                        Relation.Sequence _,
                                        Relation.SystemRelation _ -> {}
                            }
                            return rows.stream();
                        });
    }

    private static void addDefault(
            Tuple.Shape shape,
            int relation,
            int column,
            @Nullable Scalar value,
            List<@Nullable Object[]> rows) {
        if (value != null) {
            rows.add(
                    shape.tuple()
                            .set("oid", defaultOid(relation, column))
                            .set("adrelid", (long) relation)
                            .set("adnum", (long) column)
                            .setValue("adbin", NodeTree.of(value))
                            .done());
        }
    }

    /** A default has no OID of its own in our catalog; only its uniqueness matters. */
    private static long defaultOid(int relation, int column) {
        return 2_000_000_000L + (long) relation * 2_000 % 2_000_000_000L + column;
    }
}
