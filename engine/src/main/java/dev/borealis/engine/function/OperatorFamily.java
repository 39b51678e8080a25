package dev.borealis.engine.function;

import java.util.List;

/**
 * A row of pg_opfamily with its operators and functions: which operators, also between two types, agree with one order
 * (btree) or one hash.
 */
public record OperatorFamily(
        int oid, String method, String name, List<Member> operators, List<Member> functions) {
    public OperatorFamily {
        operators = List.copyOf(operators);
        functions = List.copyOf(functions);
    }

    /**
     * A row of pg_amop or pg_amproc.
     *
     * @param number strategy: of btree 1 to 5 for {@code < <= = >= >}, of hash 1 for {@code =}; or the number of the
     *     support function
     * @param oid of the operator or function
     */
    public record Member(int left, int right, int number, int oid) {}

    /** OID of an operator between two types, 0 when the family has none. */
    public int operator(int left, int right, int strategy) {
        return find(operators, left, right, strategy);
    }

    /** OID of a support function for two types, 0 when the family has none. */
    public int function(int left, int right, int number) {
        return find(functions, left, right, number);
    }

    private static int find(List<Member> members, int left, int right, int number) {
        for (Member member : members) {
            if (member.left() == left && member.right() == right && member.number() == number) {
                return member.oid();
            }
        }
        return 0;
    }
}
