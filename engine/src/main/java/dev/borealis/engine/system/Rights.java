package dev.borealis.engine.system;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.Privilege;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.RoleDefinition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Who may do what: owners everything, members of a role what the role may, everybody what PUBLIC may. */
public final class Rights {
    private Rights() {}

    /** Whether a role is the other or, directly or not, a member of it. */
    public static boolean isMember(Catalog catalog, RoleDefinition role, RoleDefinition of) {
        return memberships(catalog, role).contains(of.oid());
    }

    /** The role itself and all it is a member of, directly or not. */
    private static Set<Integer> memberships(Catalog catalog, RoleDefinition role) {
        Set<Integer> seen = new HashSet<>(Set.of(role.oid()));
        List<RoleDefinition> open = new ArrayList<>(List.of(role));
        while (!open.isEmpty()) {
            for (int oid : open.removeLast().memberOf()) {
                RoleDefinition parent = catalog.role(oid);
                if (parent != null && seen.add(oid)) {
                    open.add(parent);
                }
            }
        }
        return seen;
    }

    /** @param words as has_table_privilege takes them: one of several, separated by commas, is enough */
    static boolean onRelation(
            Catalog catalog, RoleDefinition role, Relation relation, String words) {
        for (String word : words.split(",")) {
            String right = word.strip().toUpperCase(Locale.ROOT).replace(" WITH GRANT OPTION", "");
            char letter =
                    switch (right) {
                        case "SELECT" -> 'r';
                        case "INSERT" -> 'a';
                        case "UPDATE" -> 'w';
                        case "DELETE" -> 'd';
                        case "TRUNCATE" -> 'D';
                        case "REFERENCES" -> 'x';
                        case "TRIGGER" -> 't';
                        default -> 'U';
                    };
            if (may(catalog, role, relation, letter)) {
                return true;
            }
        }
        return false;
    }

    /** @param letter as {@link Privilege#rights} */
    public static boolean may(
            Catalog catalog, RoleDefinition role, Relation relation, char letter) {
        Set<Integer> roles = memberships(catalog, role);
        if (roles.contains(relation.owner())) {
            return true;
        }
        List<Privilege> privileges =
                switch (relation) {
                    case Relation.Table table -> table.privileges();
                    case Relation.View view -> view.privileges();
                    case Relation.Sequence sequence -> sequence.privileges();
                    case Relation.Index _ -> List.of();
                    case Relation.SystemRelation _ -> {
                        if (letter == 'r') {
                            yield List.of(new Privilege(0, relation.owner(), "r", List.of()));
                        }
                        yield List.of();
                    }
                };
        for (Privilege privilege : privileges) {
            if ((privilege.grantee() == 0 || roles.contains(privilege.grantee()))
                    && privilege.columns().isEmpty()
                    && privilege.rights().indexOf(letter) >= 0) {
                return true;
            }
        }
        return false;
    }
}
