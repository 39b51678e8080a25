package dev.borealis.engine.system;

import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Privilege;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.TypeDefinition;
import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeInfo;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The views of information_schema that tools read. */
final class InformationSchemaRows {
    private static final String DATABASE = "postgres";

    private InformationSchemaRows() {}

    static void register(Map<String, SystemTables.Source> sources) {
        sources.put("information_schema.schemata", InformationSchemaRows::schemata);
        sources.put("information_schema.tables", InformationSchemaRows::tables);
        sources.put("information_schema.views", InformationSchemaRows::views);
        sources.put("information_schema.columns", InformationSchemaRows::columns);
        sources.put("information_schema.sequences", InformationSchemaRows::sequences);
        sources.put("information_schema.table_constraints", InformationSchemaRows::constraints);
        sources.put("information_schema.key_column_usage", InformationSchemaRows::keyColumns);
        sources.put(
                "information_schema.constraint_column_usage",
                InformationSchemaRows::constraintColumns);
        sources.put(
                "information_schema.referential_constraints", InformationSchemaRows::referential);
        sources.put("information_schema.check_constraints", InformationSchemaRows::checks);
        for (String view : List.of("table_privileges", "role_table_grants")) {
            sources.put("information_schema." + view, InformationSchemaRows::grants);
        }
        sources.put("information_schema.domains", InformationSchemaRows::domains);
        sources.put(
                "information_schema.information_schema_catalog_name",
                (_, shape, _) ->
                        Stream.<@Nullable Object[]>of(
                                shape.tuple().set("catalog_name", DATABASE).done()));
        sources.put(
                "information_schema.enabled_roles",
                (context, shape, _) ->
                        ClusterRows.names(context).stream()
                                .map(name -> shape.tuple().set("role_name", name).done()));
    }

    private static Stream<@Nullable Object[]> schemata(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return context.catalog().schemas().stream()
                .map(
                        schema ->
                                shape.tuple()
                                        .set("catalog_name", DATABASE)
                                        .set("schema_name", schema.name())
                                        .set("schema_owner", Acl.role(schema.owner(), context))
                                        .done());
    }

    private static Stream<Relation> tablesAndViews(SystemContext context) {
        return context.catalog().relations().stream()
                .filter(
                        r ->
                                switch (r) {
                                    case Relation.Table _,
                                            Relation.View _,
                                            Relation.SystemRelation _ ->
                                            true;
                                    case Relation.Index _, Relation.Sequence _ -> false;
                                });
    }

    private static Tuple named(SystemContext context, Tuple tuple, Relation relation) {
        return tuple.set("table_catalog", DATABASE)
                .set("table_schema", ListingRows.schema(context, relation.schema()))
                .set("table_name", relation.name());
    }

    private static Stream<@Nullable Object[]> tables(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return tablesAndViews(context)
                .map(
                        relation ->
                                named(context, shape.tuple(), relation)
                                        .set(
                                                "table_type",
                                                RelationRows.kind(relation) == 'v'
                                                        ? "VIEW"
                                                        : "BASE TABLE")
                                        .yes(
                                                "is_insertable_into",
                                                relation instanceof Relation.Table)
                                        .yes("is_typed", false)
                                        .done());
    }

    private static Stream<@Nullable Object[]> views(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return context.catalog().relations().stream()
                .filter(Relation.View.class::isInstance)
                .map(Relation.View.class::cast)
                .map(
                        view ->
                                named(context, shape.tuple(), view)
                                        .set("view_definition", context.printer().view(view, false))
                                        .set(
                                                "check_option",
                                                view.options()
                                                        .getOrDefault("check_option", "none")
                                                        .toUpperCase(java.util.Locale.ROOT))
                                        .yes("is_updatable", false)
                                        .yes("is_insertable_into", false)
                                        .yes("is_trigger_updatable", false)
                                        .yes("is_trigger_deletable", false)
                                        .yes("is_trigger_insertable_into", false)
                                        .done());
    }

    private static Stream<@Nullable Object[]> columns(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return tablesAndViews(context)
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
                named(context, shape.tuple(), relation)
                        .set("column_name", name)
                        .set("ordinal_position", (long) number)
                        .set("data_type", dataType(base, info))
                        .set("udt_catalog", DATABASE)
                        .set("udt_schema", "pg_catalog")
                        .set("udt_name", info == null ? "" : info.name())
                        .set("dtd_identifier", Integer.toString(number))
                        .yes("is_self_referencing", false)
                        .yes("identity_cycle", false);
        if (domainBase != null) {
            var domain = context.catalog().type(type.oid());
            if (domain != null) {
                tuple.set("domain_catalog", DATABASE)
                        .set("domain_schema", ListingRows.schema(context, domain.schema()))
                        .set("domain_name", domain.name());
            }
        }
        return sizes(tuple, base);
    }

    private static String dataType(SqlType type, @Nullable TypeInfo info) {
        if (info == null) {
            return "USER-DEFINED";
        }
        if (type.oid() == Oid.BPCHAR) {
            return "character";
        }
        return info.isArray() ? "ARRAY" : type.withoutTypmod().display();
    }

    /** Lengths, precisions and scales, where the type has them. Source: the standard's columns as PostgreSQL fills them. */
    private static Tuple sizes(Tuple tuple, SqlType type) {
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

    private static Stream<@Nullable Object[]> sequences(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return context.catalog().relations().stream()
                .filter(Relation.Sequence.class::isInstance)
                .map(Relation.Sequence.class::cast)
                .filter(sequence -> !sequence.identity())
                .map(
                        s ->
                                shape.tuple()
                                        .set("sequence_catalog", DATABASE)
                                        .set(
                                                "sequence_schema",
                                                ListingRows.schema(context, s.schema()))
                                        .set("sequence_name", s.name())
                                        .set("data_type", "bigint")
                                        .set("numeric_precision", 64)
                                        .set("numeric_precision_radix", 2)
                                        .set("numeric_scale", 0)
                                        .set("start_value", Long.toString(s.start()))
                                        .set("minimum_value", Long.toString(s.min()))
                                        .set("maximum_value", Long.toString(s.max()))
                                        .set("increment", Long.toString(s.increment()))
                                        .yes("cycle_option", s.cycle())
                                        .done());
    }

    private record Constrained(Relation.Table table, ConstraintDefinition constraint) {}

    private static Stream<Constrained> all(SystemContext context) {
        return context.catalog().relations().stream()
                .filter(Relation.Table.class::isInstance)
                .map(Relation.Table.class::cast)
                .flatMap(table -> table.constraints().stream().map(c -> new Constrained(table, c)));
    }

    private static Tuple constraint(SystemContext context, Tuple tuple, Constrained c) {
        return tuple.set("constraint_catalog", DATABASE)
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
                                            named(
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
                                                                named(
                                                                                context,
                                                                                shape.tuple()
                                                                                        .set(
                                                                                                "constraint_catalog",
                                                                                                DATABASE)
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
                                                        named(
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
                                                    named(
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
                                    .set("unique_constraint_catalog", DATABASE)
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

    // --- privileges, domains ---

    /** One row for each right on a table or view; owners have theirs without a grant. */
    private static Stream<@Nullable Object[]> grants(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        var rows = new ArrayList<@Nullable Object[]>();
        for (Relation relation : context.catalog().relations()) {
            List<Privilege> privileges =
                    switch (relation) {
                        case Relation.Table table -> table.privileges();
                        case Relation.View view -> view.privileges();
                        case Relation.SystemRelation system ->
                                List.of(new Privilege(0, system.owner(), "r", List.of()));
                        case Relation.Index _, Relation.Sequence _ -> null;
                    };
            if (privileges == null) {
                continue;
            }
            int owner = relation.owner();
            var all = new ArrayList<Privilege>();
            all.add(new Privilege(owner, owner, Acl.TABLE, List.of()));
            privileges.stream()
                    .filter(p -> p.columns().isEmpty() && p.grantee() != owner)
                    .forEach(all::add);
            for (Privilege privilege : all) {
                grants(context, shape, relation, privilege, rows);
            }
        }
        return rows.stream();
    }

    private static void grants(
            SystemContext context,
            Tuple.Shape shape,
            Relation relation,
            Privilege privilege,
            List<@Nullable Object[]> rows) {
        String letters = privilege.rights();
        boolean owners = privilege.grantee() == relation.owner();
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            if (letter == '*') {
                continue;
            }
            boolean option = owners || i + 1 < letters.length() && letters.charAt(i + 1) == '*';
            String grantee =
                    privilege.grantee() == 0 ? "PUBLIC" : Acl.role(privilege.grantee(), context);
            rows.add(
                    named(context, shape.tuple(), relation)
                            .set("grantor", Acl.role(privilege.grantor(), context))
                            .set("grantee", grantee)
                            .set("privilege_type", PrivilegeFunctions.word(letter))
                            .yes("is_grantable", option)
                            .yes("with_hierarchy", letter == 'r')
                            .done());
        }
    }

    private static Stream<@Nullable Object[]> domains(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return context.catalog().types().stream()
                .filter(TypeDefinition.Domain.class::isInstance)
                .map(TypeDefinition.Domain.class::cast)
                .map(
                        domain -> {
                            SqlType base = context.catalog().baseType(domain.base());
                            TypeInfo info = context.names().type(base.oid());
                            Tuple tuple =
                                    shape.tuple()
                                            .set("domain_catalog", DATABASE)
                                            .set(
                                                    "domain_schema",
                                                    ListingRows.schema(context, domain.schema()))
                                            .set("domain_name", domain.name())
                                            .set("data_type", dataType(base, info))
                                            .set("udt_catalog", DATABASE)
                                            .set("udt_schema", "pg_catalog")
                                            .set("udt_name", info == null ? "" : info.name())
                                            .set("dtd_identifier", "1");
                            if (domain.defaultValue() != null) {
                                tuple.set(
                                        "domain_default",
                                        context.printer()
                                                .expression(domain.defaultValue(), 0, false));
                            }
                            return sizes(tuple, base).done();
                        });
    }
}
