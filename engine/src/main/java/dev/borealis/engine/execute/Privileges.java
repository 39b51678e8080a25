package dev.borealis.engine.execute;

import dev.borealis.engine.bind.RequiredPrivilege;
import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.Rights;
import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.engine.catalog.SystemOids;
import dev.borealis.engine.catalog.UserFunction;
import dev.borealis.engine.plan.StatementPlan;
import dev.borealis.types.error.SessionErrors;

import java.util.List;

/** Whether the roles concerned may do what a statement does. */
public final class Privileges {
    private Privileges() {}

    /**
     * What a statement was bound to need.
     *
     * @param role who runs it: this one must have USAGE of the schemas it names
     */
    public static void check(Catalog catalog, int role, List<RequiredPrivilege> required) {
        var rights = new Rights(catalog);
        for (RequiredPrivilege need : required) {
            Relation relation = catalog.relation(need.relation());
            if (relation == null) {
                continue;
            }
            SchemaDefinition schema = catalog.schema(relation.schema());
            if (schema != null
                    && need.role() == role
                    && !mayLookInto(rights, need.role(), schema)) {
                throw SessionErrors.permissionDenied("schema", schema.name());
            }
            if (!may(rights, need, relation)) {
                throw SessionErrors.permissionDenied(kind(relation), relation.name());
            }
        }
    }

    /**
     * EXECUTE of functions, for whoever runs the plan that calls them: it is not the owner of a view who calls the functions
     * in it.
     *
     * @param role who runs it: the current role, or the owner of a function that is SECURITY DEFINER
     */
    public static void checkCalls(Catalog catalog, int role, StatementPlan plan) {
        for (int oid : plan.userFunctions()) {
            UserFunction function = catalog.function(oid);
            if (function != null
                    && !new Rights(catalog)
                            .has(role, function.owner(), function.privileges(), 'X')) {
                throw SessionErrors.permissionDenied("function", function.signature().name());
            }
        }
    }

    /** USAGE of a schema; everybody has it for public and for the service's own. */
    private static boolean mayLookInto(Rights rights, int role, SchemaDefinition schema) {
        return SystemOids.isSystemSchema(schema.oid())
                || schema.oid() == SystemOids.PUBLIC
                || rights.has(role, schema.owner(), schema.privileges(), 'U');
    }

    private static boolean may(Rights rights, RequiredPrivilege need, Relation relation) {
        if (rights.has(need.role(), relation, need.right())) {
            return true;
        }
        List<Integer> all = columns(relation);
        if (need.columns().isEmpty()) {
            return need.right() == 'r'
                    && all.stream().anyMatch(c -> rights.hasColumn(need.role(), relation, c, 'r'));
        }
        List<Integer> wanted = need.columns().contains(0) ? all : need.columns();
        return !wanted.isEmpty()
                && wanted.stream()
                        .allMatch(c -> rights.hasColumn(need.role(), relation, c, need.right()));
    }

    private static List<Integer> columns(Relation relation) {
        return relation instanceof Relation.Table table
                ? table.liveColumns().stream().map(ColumnDefinition::number).toList()
                : List.of();
    }

    private static String kind(Relation relation) {
        return switch (relation) {
            case Relation.Table _, Relation.SystemRelation _ -> "table";
            case Relation.View _ -> "view";
            case Relation.Sequence _ -> "sequence";
            case Relation.Index _ -> "index";
        };
    }
}
