package dev.borealis.engine.catalog;

import java.util.List;

/**
 * A role.
 *
 * @param memberOf OIDs of the roles it is a member of
 * @param identities ARNs that AWS IAM GRANT mapped to it
 */
public record RoleDefinition(
        int oid,
        String name,
        boolean login,
        boolean inherit,
        List<Integer> memberOf,
        List<String> identities)
        implements Definition {
    public RoleDefinition {
        memberOf = List.copyOf(memberOf);
        identities = List.copyOf(identities);
    }

    /** OID of admin, as seen on the service. */
    public static final int ADMIN = 15579;
}
