package dev.borealis.engine.session;

import dev.borealis.engine.bind.RequiredPrivilege;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.RoleDefinition;
import dev.borealis.engine.system.Rights;
import dev.borealis.types.error.SessionErrors;

import java.util.List;

/** Whether the roles concerned may do what a statement does. */
final class Privileges {
    private Privileges() {}

    static void check(SessionContext context, List<RequiredPrivilege> required) {
        for (RequiredPrivilege need : required) {
            Relation relation = context.catalog.relation(need.relation());
            RoleDefinition role = context.catalog.role(need.role());
            if (relation == null || role == null) {
                continue;
            }
            if (!Rights.may(context.catalog, role, relation, need.right())) {
                throw SessionErrors.permissionDenied(kind(relation), relation.name());
            }
        }
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
