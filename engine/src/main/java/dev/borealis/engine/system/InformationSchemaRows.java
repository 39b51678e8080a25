package dev.borealis.engine.system;

import dev.borealis.engine.catalog.AccessList;
import dev.borealis.engine.catalog.Grantable;
import dev.borealis.engine.catalog.Privilege;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.TypeDefinition;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeInfo;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The views of information_schema that tools read. */
final class InformationSchemaRows {
    static final String DATABASE = "postgres";

    private InformationSchemaRows() {}

    static void register(Map<String, SystemTables.Source> sources) {
        sources.put("information_schema.schemata", InformationSchemaRows::schemata);
        sources.put("information_schema.tables", InformationSchemaRows::tables);
        sources.put("information_schema.views", InformationSchemaRows::views);
        sources.put("information_schema.sequences", InformationSchemaRows::sequences);
        InformationSchemaColumns.register(sources);
        InformationSchemaConstraints.register(sources);
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

    static Stream<Relation> tablesAndViews(SystemContext context) {
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

    /** The three columns that name a relation. */
    static Tuple named(SystemContext context, Tuple tuple, Relation relation) {
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

    // --- privileges, domains ---

    /** One row for each right on a table or view. */
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
            for (Privilege privilege : AccessList.shown(privileges, owner, Grantable.TABLE)) {
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
                                            .set(
                                                    "data_type",
                                                    InformationSchemaColumns.dataType(base, info))
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
                            return InformationSchemaColumns.sizes(tuple, base).done();
                        });
    }
}
