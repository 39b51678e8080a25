package dev.borealis.engine.define;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.Privilege;
import dev.borealis.engine.catalog.RoleDefinition;
import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.engine.catalog.SystemOids;
import dev.borealis.types.error.DefinitionErrors;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
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

    void requireOwner(int role, int owner, String kind, String name) {
        if (!isMember(role, owner)) {
            throw DefinitionErrors.notOwner(kind, name);
        }
    }

    void requireCreate(int role, SchemaDefinition schema) {
        if (Edit.isSystem(schema.oid()) || !has(role, schema.owner(), schema.privileges(), 'C')) {
            throw DefinitionErrors.permissionDenied("schema", schema.name());
        }
    }
}
