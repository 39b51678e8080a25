package dev.borealis.engine.system;

import dev.borealis.engine.bind.TreePrinter;
import dev.borealis.engine.catalog.CommentDefinition;
import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.engine.catalog.TypeDefinition;
import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.FunctionFamily;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.function.Implementations;
import dev.borealis.types.Bytes;
import dev.borealis.types.Identifiers;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.format.ValueFormats;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Functions that look into the catalog: what tools call to print definitions, names and comments. */
public final class SystemFunctions implements FunctionFamily {
    /** How all functions are computed: the built-in ones and those of this package. */
    public static FunctionRegistry registry() {
        return FunctionRegistry.with(
                List.of(
                        new SystemFunctions(),
                        new FunctionText(),
                        new ObjectFunctions(),
                        new SizeFunctions(),
                        new PrivilegeFunctions(),
                        new SessionFunctions()));
    }

    private static SystemContext context(Call call) {
        return call.service(SystemContext.class);
    }

    private static @Nullable Bytes text(@Nullable String string) {
        return string == null ? null : Bytes.ofString(string);
    }

    @Override
    public void define(Implementations f) {
        definitions(f);
        visibility(f);
        comments(f);
        others(f);
    }

    private static void definitions(Implementations f) {
        f.general("pg_get_expr", (call, a) -> expressionText(call, a[0], a[1], false));
        f.general(
                "pg_get_expr_ext",
                (call, a) -> expressionText(call, a[0], a[1], number(a[2]) != 0));
        f.objectOfLong("pg_get_indexdef", (call, oid) -> indexText(call, oid, 0, false));
        f.general(
                "pg_get_indexdef_ext",
                (call, a) -> indexText(call, number(a[0]), (int) number(a[1]), number(a[2]) != 0));
        f.objectOfLong("pg_get_constraintdef", (call, oid) -> constraintText(call, oid, false));
        f.general(
                "pg_get_constraintdef_ext",
                (call, a) -> constraintText(call, number(a[0]), number(a[1]) != 0));
        f.objectOfLong("pg_get_viewdef", (call, oid) -> viewText(call, oid, false));
        f.general(
                "pg_get_viewdef_ext", (call, a) -> viewText(call, number(a[0]), number(a[1]) != 0));
        f.general(
                "pg_get_viewdef_name", (call, a) -> viewText(call, relationOid(call, a[0]), false));
        f.general(
                "pg_get_viewdef_name_ext",
                (call, a) -> viewText(call, relationOid(call, a[0]), number(a[1]) != 0));
        f.general("pg_get_viewdef_wrap", (call, a) -> viewText(call, number(a[0]), true));
        f.objectOfLong("pg_get_ruledef", (_, _) -> null);
        f.general("pg_get_ruledef_ext", (_, _) -> null);
        f.objectOfLong("pg_get_triggerdef", (_, _) -> null);
        f.general("pg_get_triggerdef_ext", (_, _) -> null);
        f.objectOfLong("pg_get_partkeydef", (_, _) -> null);
        f.objectOfLong("pg_get_statisticsobjdef", (_, _) -> null);
        f.objectOfLong("pg_get_statisticsobjdef_columns", (_, _) -> null);
        f.objectOfObjectObject("pg_get_serial_sequence", SystemFunctions::serialSequence);
    }

    private static long number(@Nullable Object value) {
        return (Long) Objects.requireNonNull(value);
    }

    private static @Nullable Object indexText(Call call, long oid, int column, boolean pretty) {
        SystemContext context = context(call);
        return context.catalog().relation((int) oid) instanceof Relation.Index index
                ? text(context.printer().index(index, column, pretty))
                : null;
    }

    /** The relation of that name, as a cast to regclass finds it. */
    static long relationOid(Call call, @Nullable Object name) {
        return (Long)
                ValueFormats.of(Oid.REGCLASS)
                        .parse(
                                (Bytes) Objects.requireNonNull(name),
                                -1,
                                call.context(),
                                call.names());
    }

    private static @Nullable Object viewText(Call call, long oid, boolean pretty) {
        SystemContext context = context(call);
        return context.catalog().relation((int) oid) instanceof Relation.View view
                ? text(context.printer().view(view, pretty))
                : null;
    }

    private static @Nullable Object constraintText(Call call, long oid, boolean pretty) {
        SystemContext context = context(call);
        for (Relation relation : context.catalog().relations()) {
            if (relation instanceof Relation.Table table) {
                for (ConstraintDefinition constraint : table.constraints()) {
                    if (constraint.oid() == oid) {
                        return text(context.printer().constraint(table, constraint, pretty));
                    }
                }
            }
        }
        for (TypeDefinition type : context.catalog().types()) {
            if (type instanceof TypeDefinition.Domain domain) {
                for (ConstraintDefinition.Check check : domain.checks()) {
                    if (check.oid() == oid) {
                        return text(context.printer().domainConstraint(check, pretty));
                    }
                }
            }
        }
        return null;
    }

    private static @Nullable Object expressionText(
            Call call, @Nullable Object tree, @Nullable Object relation, boolean pretty) {
        if (!(tree instanceof Bytes encoded) || relation == null) {
            return null;
        }
        TreePrinter printer = context(call).printer();
        int oid = (int) number(relation);
        return text(
                String.join(
                        ", ",
                        NodeTree.expressions(encoded).stream()
                                .map(e -> printer.expression(e, oid, pretty))
                                .toList()));
    }

    private static @Nullable Object serialSequence(Call call, Object tableName, Object columnName) {
        SystemContext context = context(call);
        long oid = relationOid(call, tableName);
        if (!(context.catalog().relation((int) oid) instanceof Relation.Table table)) {
            return null;
        }
        var column = table.findColumn(((Bytes) columnName).string());
        if (column == null) {
            throw DefinitionErrors.undefinedColumnOf(((Bytes) columnName).string(), table.name());
        }
        for (Relation relation : context.catalog().relations()) {
            if (relation instanceof Relation.Sequence sequence
                    && sequence.ownerTable() == table.oid()
                    && sequence.ownerColumn() == column.number()) {
                return text(
                        quoted(ListingRows.schema(context, sequence.schema()))
                                + "."
                                + quoted(sequence.name()));
            }
        }
        return null;
    }

    private static String quoted(String name) {
        return Identifiers.quote(name);
    }

    private static void visibility(Implementations f) {
        f.longOfLong("pg_table_is_visible", SystemFunctions::relationIsVisible);
        f.longOfLong(
                "pg_type_is_visible",
                (call, oid) -> {
                    var type = context(call).catalog().type((int) oid);
                    return type == null
                                    || Objects.equals(
                                            call.names()
                                                    .oid(NameResolver.Kind.TYPE, null, type.name()),
                                            (int) oid)
                            ? 1
                            : 0;
                });
        f.longOfLong(
                "pg_function_is_visible",
                (call, oid) -> {
                    var function = context(call).registry().function((int) oid);
                    return function == null || function.schema().equals("pg_catalog") ? 1 : 0;
                });
        for (String key :
                List.of(
                        "pg_operator_is_visible",
                        "pg_opclass_is_visible",
                        "pg_opfamily_is_visible",
                        "pg_collation_is_visible",
                        "pg_conversion_is_visible",
                        "pg_statistics_obj_is_visible",
                        "pg_ts_config_is_visible",
                        "pg_ts_dict_is_visible",
                        "pg_ts_parser_is_visible",
                        "pg_ts_template_is_visible")) {
            f.longOfLong(key, (_, _) -> 1);
        }
    }

    private static long relationIsVisible(Call call, long oid) {
        Relation relation = context(call).catalog().relation((int) oid);
        if (relation == null) {
            return 0;
        }
        return Objects.equals(
                        call.names().oid(NameResolver.Kind.RELATION, null, relation.name()),
                        (int) oid)
                ? 1
                : 0;
    }

    private static void comments(Implementations f) {
        f.general(
                "obj_description(oid,name)",
                (call, a) ->
                        comment(
                                call,
                                classOid((Bytes) Objects.requireNonNull(a[1])),
                                number(a[0]),
                                0));
        f.general(
                "obj_description(oid)",
                (call, a) -> {
                    for (CommentDefinition comment : context(call).catalog().comments()) {
                        if (comment.objectOid() == number(a[0]) && comment.column() == 0) {
                            return text(comment.text());
                        }
                    }
                    return null;
                });
        f.general(
                "col_description(oid,int4)",
                (call, a) -> comment(call, 1259, number(a[0]), (int) number(a[1])));
        f.general(
                "shobj_description(oid,name)",
                (call, a) ->
                        comment(
                                call,
                                classOid((Bytes) Objects.requireNonNull(a[1])),
                                number(a[0]),
                                0));
    }

    private static @Nullable Object comment(Call call, int classOid, long object, int column) {
        return text(context(call).catalog().comment(classOid, (int) object, column));
    }

    private static int classOid(Bytes catalog) {
        return switch (catalog.string()) {
            case "pg_class" -> 1259;
            case "pg_namespace" -> 2615;
            case "pg_proc" -> 1255;
            case "pg_type" -> 1247;
            case "pg_constraint" -> 2606;
            case "pg_authid" -> 1260;
            case "pg_database" -> 1262;
            default -> 0;
        };
    }

    private static void others(Implementations f) {
        f.objectOfLong("pg_get_userbyid", (call, oid) -> text(Acl.role((int) oid, context(call))));
        f.general("current_schemas", (call, a) -> schemas(call, number(a[0]) != 0));
        f.objectOfLong(
                "PG_encoding_to_char",
                (_, encoding) -> text(encoding == 6 ? "UTF8" : encoding == 0 ? "SQL_ASCII" : ""));
        f.longOfObject(
                "PG_char_to_encoding",
                (_, name) -> name.toString().equalsIgnoreCase("UTF8") ? 6 : -1);
        f.general("pg_client_encoding", (_, _) -> text("UTF8"));
        f.general("getdatabaseencoding", (_, _) -> text("UTF8"));
        f.longOfLong(
                "pg_relation_is_publishable",
                (call, oid) ->
                        context(call).catalog().relation((int) oid) instanceof Relation.Table
                                ? 1
                                : 0);
        f.general("pg_is_in_recovery", (_, _) -> 0L);
        f.general("pg_my_temp_schema", (_, _) -> 0L);
        f.longOfLong("pg_is_other_temp_schema", (_, _) -> 0);
        f.objectOfLong("pg_tablespace_location", (_, _) -> text(""));
        f.general("row_security_active", (_, _) -> 0L);
        f.general("row_security_active_name", (_, _) -> 0L);
        f.general("inet_server_addr", (_, _) -> null);
        f.general("inet_client_addr", (_, _) -> null);
        f.general("inet_server_port", (_, _) -> null);
        f.general("inet_client_port", (_, _) -> null);
    }

    private static Object schemas(Call call, boolean implicit) {
        SystemContext context = context(call);
        List<Bytes> names = new ArrayList<>();
        for (String name : context.searchPath()) {
            SchemaDefinition schema = context.catalog().schema(name);
            if (schema != null && (implicit || !name.equals("pg_catalog"))) {
                names.add(Bytes.ofString(name));
            }
        }
        if (implicit && !context.searchPath().contains("pg_catalog")) {
            names.addFirst(Bytes.ofString("pg_catalog"));
        }
        return Tuple.array(Oid.NAME, names);
    }
}
