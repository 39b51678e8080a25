package dev.borealis.engine.catalog;

import java.util.List;

/**
 * ALTER DEFAULT PRIVILEGES: what objects made later get.
 *
 * @param role who makes the object
 * @param schema 0 for all schemas
 * @param objectType letter of pg_default_acl.defaclobjtype: r relation, S sequence, f function, T type, n schema
 */
public record DefaultPrivileges(
        int oid, int role, int schema, char objectType, List<Privilege> privileges)
        implements Definition {
    public DefaultPrivileges {
        privileges = List.copyOf(privileges);
    }
}
