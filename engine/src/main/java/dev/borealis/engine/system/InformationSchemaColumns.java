package dev.borealis.engine.system;

import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeInfo;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** information_schema.columns: types in the words of the standard. */
final class InformationSchemaColumns {
    private InformationSchemaColumns() {}

    static void register(Map<String, SystemTables.Source> sources) {
        sources.put("information_schema.columns", InformationSchemaColumns::columns);
    }

    private static Stream<@Nullable Object[]> columns(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return InformationSchemaRows.tablesAndViews(context)
                .flatMap(
                        relation ->
                                switch (relation) {
                                    case Relation.Table table ->
                                            table.liveColumns().stream()
                                                    .map(
                                                            column ->
                                                                    tableColumn(
                                                                            context, shape, table,
                                                                            column));
                                    case Relation.View view ->
                                            viewColumns(context, shape, view, view.columns());
                                    case Relation.SystemRelation system ->
                                            viewColumns(context, shape, system, system.columns());
                                    case Relation.Index _, Relation.Sequence _ -> Stream.empty();
                                });
    }

    private static Stream<@Nullable Object[]> viewColumns(
            SystemContext context,
            Tuple.Shape shape,
            Relation relation,
            List<Relation.ViewColumn> columns) {
        return IntStream.range(0, columns.size())
                .mapToObj(
                        i ->
                                column(
                                                context,
                                                shape,
                                                relation,
                                                i + 1,
                                                columns.get(i).name(),
                                                columns.get(i).type())
                                        .set(
                                                "column_default",
                                                defaultText(context, relation, columns.get(i)))
                                        .yes("is_nullable", true)
                                        .yes("is_identity", false)
                                        .set("is_generated", "NEVER")
                                        .yes("is_updatable", false)
                                        .done());
    }

    private static @Nullable String defaultText(
            SystemContext context, Relation view, Relation.ViewColumn column) {
        return column.defaultValue() == null
                ? null
                : context.printer().expression(column.defaultValue(), view.oid(), false);
    }

    private static @Nullable Object[] tableColumn(
            SystemContext context,
            Tuple.Shape shape,
            Relation.Table table,
            ColumnDefinition column) {
        Tuple tuple =
                column(context, shape, table, column.number(), column.name(), column.type())
                        .yes("is_nullable", !column.notNull())
                        .yes("is_identity", column.identity() != ColumnDefinition.Identity.NONE)
                        .set("is_generated", column.generated() ? "ALWAYS" : "NEVER")
                        .yes("identity_cycle", false)
                        .yes("is_updatable", true);
        if (column.defaultValue() != null) {
            String text = context.printer().expression(column.defaultValue(), table.oid(), false);
            tuple.set(column.generated() ? "generation_expression" : "column_default", text);
        }
        if (column.identity() != ColumnDefinition.Identity.NONE
                && context.catalog().relation(column.identitySequence())
                        instanceof Relation.Sequence sequence) {
            tuple.set(
                            "identity_generation",
                            column.identity() == ColumnDefinition.Identity.ALWAYS
                                    ? "ALWAYS"
                                    : "BY DEFAULT")
                    .set("identity_start", Long.toString(sequence.start()))
                    .set("identity_increment", Long.toString(sequence.increment()))
                    .set("identity_maximum", Long.toString(sequence.max()))
                    .set("identity_minimum", Long.toString(sequence.min()))
                    .yes("identity_cycle", sequence.cycle());
        }
        return tuple.done();
    }

    private static Tuple column(
            SystemContext context,
            Tuple.Shape shape,
            Relation relation,
            int number,
            String name,
            SqlType type) {
        SqlType domainBase = context.names().domainBase(type.oid());
        SqlType base = domainBase == null ? type : domainBase;
        TypeInfo info = BuiltinTypes.find(base.oid());
        Tuple tuple =
                InformationSchemaRows.named(context, shape.tuple(), relation)
                        .set("column_name", name)
                        .set("ordinal_position", (long) number)
                        .set("data_type", dataType(base, info))
                        .set("udt_catalog", InformationSchemaRows.DATABASE)
                        .set("udt_schema", "pg_catalog")
                        .set("udt_name", info == null ? "" : info.name())
                        .set("dtd_identifier", Integer.toString(number))
                        .yes("is_self_referencing", false)
                        .yes("identity_cycle", false);
        if (domainBase != null) {
            var domain = context.catalog().type(type.oid());
            if (domain != null) {
                tuple.set("domain_catalog", InformationSchemaRows.DATABASE)
                        .set("domain_schema", ListingRows.schema(context, domain.schema()))
                        .set("domain_name", domain.name());
            }
        }
        return sizes(tuple, base);
    }

    static String dataType(SqlType type, @Nullable TypeInfo info) {
        if (info == null) {
            return "USER-DEFINED";
        }
        if (type.oid() == Oid.BPCHAR) {
            return "character";
        }
        return info.isArray() ? "ARRAY" : type.withoutTypmod().display();
    }

    /** Lengths, precisions and scales, where the type has them. Source: the standard's columns as PostgreSQL fills them. */
    static Tuple sizes(Tuple tuple, SqlType type) {
        int typmod = type.typmod();
        switch (type.oid()) {
            case Oid.VARCHAR, Oid.BPCHAR -> {
                if (typmod >= 4) {
                    tuple.set("character_maximum_length", (long) typmod - 4)
                            .set("character_octet_length", (typmod - 4L) * 4);
                } else {
                    tuple.set("character_octet_length", 1_073_741_824L);
                }
            }
            case Oid.TEXT -> tuple.set("character_octet_length", 1_073_741_824L);
            case Oid.INT2 -> number(tuple, 16, 2, 0L);
            case Oid.INT4 -> number(tuple, 32, 2, 0L);
            case Oid.INT8 -> number(tuple, 64, 2, 0L);
            case Oid.FLOAT4 -> number(tuple, 24, 2, null);
            case Oid.FLOAT8 -> number(tuple, 53, 2, null);
            case Oid.NUMERIC -> {
                tuple.set("numeric_precision_radix", 10);
                if (typmod >= 4) {
                    int scale = (typmod - 4) & 0x7ff;
                    number(tuple, (typmod - 4) >> 16 & 0xffff, 10, (long) (scale ^ 1024) - 1024);
                }
            }
            case Oid.DATE -> tuple.set("datetime_precision", 0);
            case Oid.TIME, Oid.TIMETZ, Oid.TIMESTAMP, Oid.TIMESTAMPTZ ->
                    tuple.set("datetime_precision", typmod < 0 ? 6 : (long) typmod);
            case Oid.INTERVAL ->
                    tuple.set(
                            "datetime_precision",
                            typmod < 0 || (typmod & 0xffff) == 0xffff
                                    ? 6
                                    : (long) (typmod & 0xffff));
            default -> {} // no sizes
        }
        return tuple;
    }

    private static void number(Tuple tuple, long precision, long radix, @Nullable Long scale) {
        tuple.set("numeric_precision", precision)
                .set("numeric_precision_radix", radix)
                .setValue("numeric_scale", scale);
    }
}
