package dev.borealis.engine.catalog;

import dev.borealis.types.error.RoleErrors;
import dev.borealis.types.error.SessionErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Who may do what to objects. Nobody is a superuser; admin stands above all roles that users made, as the service grants
 * it membership in each.
 */
public final class Rights {
    private final Catalog catalog;

    public Rights(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Whether {@code role} has the rights of {@code other}: it is it, or a member, directly or not. */
    public boolean isMember(int role, int other) {
        if (role == other || role == RoleDefinition.ADMIN && other != SystemOids.ROLE_SERVICE) {
            return true;
        }
        Set<Integer> seen = new HashSet<>();
        var open = new ArrayDeque<>(List.of(role));
        while (!open.isEmpty()) {
            int next = open.pop();
            if (next == other) {
                return true;
            }
            RoleDefinition definition = catalog.role(next);
            if (definition != null && seen.add(next)) {
                open.addAll(definition.memberOf());
            }
        }
        return false;
    }

    /** Whether the role has the right (one letter) from the list, or as the owner of whom the list says nothing. */
    public boolean has(int role, int owner, List<Privilege> privileges, char right) {
        if (isMember(role, owner) && !AccessList.isExplicit(privileges, owner)) {
            return true;
        }
        for (Privilege privilege : privileges) {
            if (privilege.rights().indexOf(right) >= 0
                    && privilege.columns().isEmpty()
                    && (privilege.grantee() == 0 || isMember(role, privilege.grantee()))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the role may grant the right: owners always may. */
    public boolean mayGrant(int role, int owner, List<Privilege> privileges, char right) {
        return isMember(role, owner)
                || privileges.stream()
                        .anyMatch(
                                privilege ->
                                        privilege.rights().contains(right + "*")
                                                && privilege.columns().isEmpty()
                                                && isMember(role, privilege.grantee()));
    }

    /** Whether the role may do this to the whole relation. @param right as {@link Privilege#rights} */
    public boolean has(int role, Relation relation, char right) {
        return switch (relation) {
            case Relation.Table table -> has(role, table.owner(), table.privileges(), right);
            case Relation.View view -> has(role, view.owner(), view.privileges(), right);
            case Relation.Sequence sequence ->
                    has(role, sequence.owner(), sequence.privileges(), right);
            case Relation.Index index -> isMember(role, index.owner());
            case Relation.SystemRelation system -> right == 'r' || isMember(role, system.owner());
        };
    }

    /** Whether the role may grant a right on the whole relation. */
    public boolean mayGrant(int role, Relation relation, char right) {
        return mayGrant(role, relation.owner(), privileges(relation), right);
    }

    /** Whether the role may do this to a column. */
    public boolean hasColumn(int role, Relation relation, int column, char right) {
        return has(role, relation, right)
                || onColumn(role, relation, column, String.valueOf(right));
    }

    /** Whether the role may grant a right on a column. */
    public boolean mayGrantColumn(int role, Relation relation, int column, char right) {
        return mayGrant(role, relation, right) || onColumn(role, relation, column, right + "*");
    }

    private boolean onColumn(int role, Relation relation, int column, String right) {
        for (Privilege privilege : privileges(relation)) {
            if (privilege.rights().contains(right)
                    && privilege.columns().contains(column)
                    && (privilege.grantee() == 0 || isMember(role, privilege.grantee()))) {
                return true;
            }
        }
        return false;
    }

    private static List<Privilege> privileges(Relation relation) {
        return switch (relation) {
            case Relation.Table table -> table.privileges();
            case Relation.View view -> view.privileges();
            case Relation.Sequence sequence -> sequence.privileges();
            case Relation.Index _, Relation.SystemRelation _ -> List.of();
        };
    }

    /** The letter of a right's name, in any case; null for an unknown one. */
    public static @Nullable Character letter(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "SELECT" -> 'r';
            case "INSERT" -> 'a';
            case "UPDATE" -> 'w';
            case "DELETE" -> 'd';
            case "TRUNCATE" -> 'D';
            case "REFERENCES" -> 'x';
            case "TRIGGER" -> 't';
            case "EXECUTE" -> 'X';
            case "USAGE" -> 'U';
            case "CREATE" -> 'C';
            case "CONNECT" -> 'c';
            case "TEMPORARY", "TEMP" -> 'T';
            case "SET" -> 's';
            case "ALTER SYSTEM" -> 'A';
            default -> null;
        };
    }

    /** 42501 unless the role owns the object, or is a member of the role that does. @param kind table, schema, … */
    public void requireOwner(int role, int owner, String kind, String name) {
        if (!isMember(role, owner)) {
            throw RoleErrors.notOwner(kind, name);
        }
    }

    /** 42501 unless the role may make objects in the schema. */
    public void requireCreate(int role, SchemaDefinition schema) {
        if (SystemOids.isSystemSchema(schema.oid())
                || !has(role, schema.owner(), schema.privileges(), 'C')) {
            throw SessionErrors.permissionDenied("schema", schema.name());
        }
    }
}
