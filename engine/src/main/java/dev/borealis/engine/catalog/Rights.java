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

    /** Whether the role owns the object or the list gives it the right (one letter). */
    public boolean has(int role, int owner, List<Privilege> privileges, char right) {
        if (isMember(role, owner)) {
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

    /** Whether the role may do this to a column. */
    public boolean hasColumn(int role, Relation relation, int column, char right) {
        if (has(role, relation, right)) {
            return true;
        }
        List<Privilege> privileges =
                switch (relation) {
                    case Relation.Table table -> table.privileges();
                    case Relation.View view -> view.privileges();
                    case Relation.Sequence _, Relation.Index _, Relation.SystemRelation _ ->
                            List.of();
                };
        for (Privilege privilege : privileges) {
            if (privilege.rights().indexOf(right) >= 0
                    && privilege.columns().contains(column)
                    && (privilege.grantee() == 0 || isMember(role, privilege.grantee()))) {
                return true;
            }
        }
        return false;
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
