package dev.borealis.engine.system;

import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Relation;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The views of information_schema about constraints. */
final class InformationSchemaConstraints {
    private InformationSchemaConstraints() {}

    static void register(Map<String, SystemTables.Source> sources) {
        sources.put(
                "information_schema.table_constraints", InformationSchemaConstraints::constraints);
        sources.put(
                "information_schema.key_column_usage", InformationSchemaConstraints::keyColumns);
        sources.put(
                "information_schema.constraint_column_usage",
                InformationSchemaConstraints::constraintColumns);
        sources.put(
                "information_schema.referential_constraints",
                InformationSchemaConstraints::referential);
        sources.put("information_schema.check_constraints", InformationSchemaConstraints::checks);
    }

    private record Constrained(Relation.Table table, ConstraintDefinition constraint) {}

    private static Stream<Constrained> all(SystemContext context) {
        return context.catalog().relations().stream()
                .filter(Relation.Table.class::isInstance)
                .map(Relation.Table.class::cast)
                .flatMap(table -> table.constraints().stream().map(c -> new Constrained(table, c)));
    }

    private static Tuple constraint(SystemContext context, Tuple tuple, Constrained c) {
        return tuple.set("constraint_catalog", InformationSchemaRows.DATABASE)
                .set("constraint_schema", ListingRows.schema(context, c.table().schema()))
                .set("constraint_name", c.constraint().name());
    }

    private static Stream<@Nullable Object[]> constraints(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        Stream<@Nullable Object[]> declared =
                all(context)
                        .map(
                                c -> {
                                    Tuple tuple =
                                            InformationSchemaRows.named(
                                                    context,
                                                    constraint(context, shape.tuple(), c),
                                                    c.table());
                                    boolean deferrable = false;
                                    boolean deferred = false;
                                    String type =
                                            switch (c.constraint()) {
                                                case ConstraintDefinition.Check _ -> "CHECK";
                                                case ConstraintDefinition.Unique unique ->
                                                        unique.primary() ? "PRIMARY KEY" : "UNIQUE";
                                                case ConstraintDefinition.ForeignKey key -> {
                                                    deferrable = key.deferrable();
                                                    deferred = key.initiallyDeferred();
                                                    yield "FOREIGN KEY";
                                                }
                                            };
                                    if (type.equals("UNIQUE")) {
                                        tuple.yes("nulls_distinct", true);
                                    }
                                    return tuple.set("constraint_type", type)
                                            .yes("is_deferrable", deferrable)
                                            .yes("initially_deferred", deferred)
                                            .yes("enforced", true)
                                            .done();
                                });
        Stream<@Nullable Object[]> notNull =
                context.catalog().relations().stream()
                        .filter(Relation.Table.class::isInstance)
                        .map(Relation.Table.class::cast)
                        .flatMap(
                                table ->
                                        table.liveColumns().stream()
                                                .filter(ColumnDefinition::notNull)
                                                .map(
                                                        column ->
                                                                InformationSchemaRows.named(
                                                                                context,
                                                                                shape.tuple()
                                                                                        .set(
                                                                                                "constraint_catalog",
                                                                                                InformationSchemaRows
                                                                                                        .DATABASE)
                                                                                        .set(
                                                                                                "constraint_schema",
                                                                                                ListingRows
                                                                                                        .schema(
                                                                                                                context,
                                                                                                                table
                                                                                                                        .schema()))
                                                                                        .set(
                                                                                                "constraint_name",
                                                                                                notNullName(
                                                                                                        table,
                                                                                                        column)),
                                                                                table)
                                                                        .set(
                                                                                "constraint_type",
                                                                                "CHECK")
                                                                        .yes("is_deferrable", false)
                                                                        .yes(
                                                                                "initially_deferred",
                                                                                false)
                                                                        .yes("enforced", true)
                                                                        .done()));
        return Stream.concat(declared, notNull);
    }

    /** PostgreSQL makes the name up from numbers. */
    private static String notNullName(Relation.Table table, ColumnDefinition column) {
        return table.schema() + "_" + table.oid() + "_" + column.number() + "_not_null";
    }

    private static Stream<@Nullable Object[]> keyColumns(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return all(context)
                .flatMap(
                        c -> {
                            List<Integer> columns =
                                    switch (c.constraint()) {
                                        case ConstraintDefinition.Check _ -> List.of();
                                        case ConstraintDefinition.Unique unique -> unique.columns();
                                        case ConstraintDefinition.ForeignKey key -> key.columns();
                                    };
                            return IntStream.range(0, columns.size())
                                    .mapToObj(
                                            i -> {
                                                Tuple tuple =
                                                        InformationSchemaRows.named(
                                                                        context,
                                                                        constraint(
                                                                                context,
                                                                                shape.tuple(),
                                                                                c),
                                                                        c.table())
                                                                .set(
                                                                        "column_name",
                                                                        c.table()
                                                                                .column(
                                                                                        columns.get(
                                                                                                i))
                                                                                .name())
                                                                .set("ordinal_position", i + 1L);
                                                if (c.constraint()
                                                        instanceof
                                                        ConstraintDefinition.ForeignKey key) {
                                                    tuple.setValue(
                                                            "position_in_unique_constraint",
                                                            position(context, key, i));
                                                }
                                                return tuple.done();
                                            });
                        });
    }

    private static @Nullable Long position(
            SystemContext context, ConstraintDefinition.ForeignKey key, int i) {
        List<Integer> keys =
                context.catalog().index(key.referencedIndex()).keys().stream()
                        .map(Relation.IndexKey::column)
                        .toList();
        int at = keys.indexOf(key.referencedColumns().get(i));
        return at < 0 ? null : at + 1L;
    }

    private static Stream<@Nullable Object[]> constraintColumns(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return all(context)
                .flatMap(
                        c -> {
                            Relation.Table table = c.table();
                            List<Integer> columns =
                                    switch (c.constraint()) {
                                        case ConstraintDefinition.Check check ->
                                                List.copyOf(ColumnsNamed.in(check.expression()));
                                        case ConstraintDefinition.Unique unique -> unique.columns();
                                        case ConstraintDefinition.ForeignKey key ->
                                                key.referencedColumns();
                                    };
                            if (c.constraint() instanceof ConstraintDefinition.ForeignKey key) {
                                table = context.catalog().table(key.referencedTable());
                            }
                            Relation.Table of = table;
                            return columns.stream()
                                    .map(
                                            column ->
                                                    InformationSchemaRows.named(
                                                                    context,
                                                                    constraint(
                                                                            context,
                                                                            shape.tuple(),
                                                                            c),
                                                                    of)
                                                            .set(
                                                                    "column_name",
                                                                    of.column(column).name())
                                                            .done());
                        });
    }

    private static Stream<@Nullable Object[]> referential(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return all(context)
                .filter(c -> c.constraint() instanceof ConstraintDefinition.ForeignKey)
                .map(
                        c -> {
                            var key = (ConstraintDefinition.ForeignKey) c.constraint();
                            Relation.Index index = context.catalog().index(key.referencedIndex());
                            return constraint(context, shape.tuple(), c)
                                    .set(
                                            "unique_constraint_catalog",
                                            InformationSchemaRows.DATABASE)
                                    .set(
                                            "unique_constraint_schema",
                                            ListingRows.schema(context, index.schema()))
                                    .set("unique_constraint_name", index.name())
                                    .set("match_option", key.matchFull() ? "FULL" : "NONE")
                                    .set("update_rule", rule(key.onUpdate()))
                                    .set("delete_rule", rule(key.onDelete()))
                                    .done();
                        });
    }

    private static String rule(ConstraintDefinition.Action action) {
        return action.name().replace('_', ' ');
    }

    private static Stream<@Nullable Object[]> checks(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return all(context)
                .filter(c -> c.constraint() instanceof ConstraintDefinition.Check)
                .map(
                        c ->
                                constraint(context, shape.tuple(), c)
                                        .set(
                                                "check_clause",
                                                context.printer()
                                                        .constraint(
                                                                c.table(), c.constraint(), false)
                                                        .substring("CHECK ".length()))
                                        .done());
    }
}
