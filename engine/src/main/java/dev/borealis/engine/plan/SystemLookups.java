package dev.borealis.engine.plan;

import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.tree.Scalar;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Equalities that a system relation can answer without a scan. */
final class SystemLookups {
    private SystemLookups() {}

    static List<Plan.Lookup> of(
            Level level, int range, Relation.SystemRelation relation, List<Scalar> filters) {
        var found = new ArrayList<Plan.Lookup>();
        for (List<Integer> columns : relation.lookups()) {
            found.clear();
            for (int column : columns) {
                for (Scalar filter : filters) {
                    if (filter instanceof Scalar.FunctionCall call
                            && "=".equals(Selectivity.operatorName(call, level))
                            && call.arguments().size() == 2) {
                        Scalar left = bare(call.arguments().get(0));
                        Scalar right = bare(call.arguments().get(1));
                        if (isColumn(left, range, column)
                                && isConstant(call.arguments().get(1), level)) {
                            found.add(
                                    new Plan.Lookup(
                                            column - 1, level.compile(call.arguments().get(1))));
                            break;
                        }
                        if (isColumn(right, range, column)
                                && isConstant(call.arguments().get(0), level)) {
                            found.add(
                                    new Plan.Lookup(
                                            column - 1, level.compile(call.arguments().get(0))));
                            break;
                        }
                    }
                }
            }
            if (found.size() == columns.size()) {
                return List.copyOf(found);
            }
        }
        return List.of();
    }

    private static Scalar bare(Scalar scalar) {
        Scalar bare = scalar;
        while (bare instanceof Scalar.Coercion coercion
                && coercion.kind() == Scalar.Coercion.Kind.RELABEL) {
            bare = coercion.argument();
        }
        return bare;
    }

    private static boolean isColumn(Scalar scalar, int range, int column) {
        return scalar instanceof Scalar.Column found
                && found.levelsUp() == 0
                && found.range() == range
                && found.column() == column;
    }

    private static boolean isConstant(Scalar scalar, Level level) {
        BitSet ranges = Trees.ranges(scalar);
        return ranges.isEmpty() && !Selectivity.isVolatile(scalar, level);
    }
}
