package dev.borealis.engine.catalog;

import java.util.List;

/**
 * One entry of an access control list.
 *
 * @param grantee role OID; 0 is PUBLIC
 * @param rights letters of PostgreSQL's aclitem (r a w d D x t U C X …), those with grant option followed by *; empty for an
 *     owner who has none
 * @param columns column numbers it is limited to, empty for the whole object
 */
public record Privilege(int grantee, int grantor, String rights, List<Integer> columns) {
    public Privilege {
        columns = List.copyOf(columns);
    }
}
