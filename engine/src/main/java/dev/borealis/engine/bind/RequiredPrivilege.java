package dev.borealis.engine.bind;

import java.util.List;

/**
 * A right of a relation that a statement needs.
 *
 * @param relation OID
 * @param right letter as in {@link dev.borealis.engine.catalog.Privilege}: r, a, w, d
 * @param columns numbers of the columns concerned, 0 among them for the whole row; empty: no column in particular (the
 *     right to the relation, or for r to any one column, is enough)
 * @param role who must have it: the current role, or the owner of the view through which the relation is reached
 */
public record RequiredPrivilege(int relation, char right, List<Integer> columns, int role) {
    public RequiredPrivilege {
        columns = List.copyOf(columns);
    }
}
