package dev.borealis.engine.bind;

import dev.borealis.engine.tree.RangeEntry;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Gathers which rights a statement needs, relation by relation, in the order of first mention. */
final class RequiredPrivileges {
    private final Map<RangeEntry.Relation, Map<Character, TreeSet<Integer>>> needed =
            new IdentityHashMap<>();
    private final List<RangeEntry.Relation> order = new ArrayList<>();

    /** A right of a relation: SELECT r, INSERT a, UPDATE w, DELETE d. */
    void need(RangeEntry.Relation relation, char right) {
        rights(relation).computeIfAbsent(right, _ -> new TreeSet<>());
    }

    void need(RangeEntry.Relation relation, char right, int column) {
        rights(relation).computeIfAbsent(right, _ -> new TreeSet<>()).add(column);
    }

    /** Reading a column; 0 is the whole row. */
    void read(RangeEntry.Relation relation, int column) {
        need(relation, 'r', column);
    }

    private Map<Character, TreeSet<Integer>> rights(RangeEntry.Relation relation) {
        return needed.computeIfAbsent(
                relation,
                _ -> {
                    order.add(relation);
                    return new java.util.TreeMap<>();
                });
    }

    /** @param role who needs the rights: the current role */
    List<RequiredPrivilege> result(int role) {
        var result = new ArrayList<RequiredPrivilege>();
        for (RangeEntry.Relation relation : order) {
            needed.getOrDefault(relation, Map.of())
                    .forEach(
                            (right, columns) ->
                                    result.add(
                                            new RequiredPrivilege(
                                                    relation.oid(),
                                                    right,
                                                    List.copyOf(columns),
                                                    role)));
        }
        return result;
    }
}
