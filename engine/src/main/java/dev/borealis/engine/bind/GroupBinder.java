package dev.borealis.engine.bind;

import dev.borealis.engine.bind.TargetList.Entry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.Select;
import dev.borealis.types.error.BindQueryErrors;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** GROUP BY: keys and grouping sets. */
final class GroupBinder {
    /** PostgreSQL's limit on the product of all sets. */
    private static final int MAX_SETS = 4096;

    private static final int MAX_CUBE = 12;

    private final Binding binding;
    private final SortBinder sorts;

    GroupBinder(Binding binding, SortBinder sorts) {
        this.binding = binding;
        this.sorts = sorts;
    }

    /** @param present whether GROUP BY was written at all */
    record Groups(boolean present, List<Scalar> keys, List<List<Integer>> sets) {}

    Groups bind(Select.Simple simple, List<Entry> targets, Scope scope) {
        if (simple.groupBy().isEmpty()) {
            return new Groups(false, List.of(), List.of());
        }
        var keys = new ArrayList<Scalar>();
        List<List<Integer>> product = List.of(List.of());
        for (Select.GroupItem item : simple.groupBy()) {
            List<List<Integer>> sets = sets(item, targets, keys, scope);
            if ((long) product.size() * sets.size() > MAX_SETS) {
                throw BindQueryErrors.tooManyGroupingSets(MAX_SETS);
            }
            var next = new ArrayList<List<Integer>>();
            for (List<Integer> left : product) {
                for (List<Integer> right : sets) {
                    var union = new LinkedHashSet<>(left);
                    union.addAll(right);
                    next.add(List.copyOf(union));
                }
            }
            product = next;
        }
        if (simple.groupDistinct()) {
            var seen = new LinkedHashSet<java.util.Set<Integer>>();
            var distinct = new ArrayList<List<Integer>>();
            for (List<Integer> set : product) {
                if (seen.add(java.util.Set.copyOf(set))) {
                    distinct.add(set);
                }
            }
            product = distinct;
        }
        return new Groups(true, keys, product);
    }

    private List<List<Integer>> sets(
            Select.GroupItem item, List<Entry> targets, List<Scalar> keys, Scope scope) {
        return switch (item) {
            case Select.GroupItem.Single single ->
                    List.of(key(single.expression(), targets, keys, scope));
            case Select.GroupItem.Empty _ -> List.of(List.of());
            case Select.GroupItem.Rollup rollup -> {
                List<List<Integer>> parts = parts(rollup.expressions(), targets, keys, scope);
                var sets = new ArrayList<List<Integer>>();
                for (int i = parts.size(); i >= 0; i--) {
                    sets.add(union(parts.subList(0, i)));
                }
                yield sets;
            }
            case Select.GroupItem.Cube cube -> {
                if (cube.expressions().size() > MAX_CUBE) {
                    throw BindQueryErrors.cubeTooLarge(MAX_CUBE).withPosition(cube.position());
                }
                List<List<Integer>> parts = parts(cube.expressions(), targets, keys, scope);
                var sets = new ArrayList<List<Integer>>();
                int count = 1 << parts.size();
                for (int mask = count - 1; mask >= 0; mask--) {
                    var chosen = new ArrayList<List<Integer>>();
                    for (int i = 0; i < parts.size(); i++) {
                        if ((mask & 1 << (parts.size() - 1 - i)) != 0) {
                            chosen.add(parts.get(i));
                        }
                    }
                    sets.add(union(chosen));
                }
                yield sets;
            }
            case Select.GroupItem.GroupingSets grouping -> {
                var sets = new ArrayList<List<Integer>>();
                binding.state.enter();
                try {
                    for (Select.GroupItem inner : grouping.sets()) {
                        sets.addAll(sets(inner, targets, keys, scope));
                    }
                } finally {
                    binding.state.leave();
                }
                yield sets;
            }
        };
    }

    private List<List<Integer>> parts(
            List<Expression> expressions, List<Entry> targets, List<Scalar> keys, Scope scope) {
        var parts = new ArrayList<List<Integer>>();
        for (Expression expression : expressions) {
            parts.add(key(expression, targets, keys, scope));
        }
        return parts;
    }

    private static List<Integer> union(List<List<Integer>> parts) {
        var union = new LinkedHashSet<Integer>();
        parts.forEach(union::addAll);
        return List.copyOf(union);
    }

    /** Indexes of the keys of one expression; {@code (a, b)} is two. */
    private List<Integer> key(
            Expression expression, List<Entry> targets, List<Scalar> keys, Scope scope) {
        if (expression instanceof Expression.RowConstructor row && !row.explicit()) {
            return union(parts(row.fields(), targets, keys, scope));
        }
        int target = sorts.target(expression, targets, scope, Clause.GROUP_BY, "GROUP BY");
        Entry entry = targets.get(target);
        entry.value = binding.coercions.settleUnknown(entry.value());
        sorts.checkEquality(entry.value, dev.borealis.sql.ast.Expressions.start(expression));
        int known = keys.indexOf(entry.value);
        if (known >= 0) {
            return List.of(known);
        }
        checkContents(entry, scope);
        keys.add(entry.value);
        return List.of(keys.size() - 1);
    }

    /** {@code GROUP BY 1} may point at an output column that holds an aggregate. */
    private void checkContents(Entry entry, Scope scope) {
        var finder =
                new dev.borealis.engine.tree.TreeMapper() {
                    @Override
                    public Scalar scalar(Scalar scalar, int level) {
                        if (scalar instanceof Scalar.AggregateCall call
                                && call.levelsUp() == level) {
                            throw BindQueryErrors.aggregateNotAllowed(Clause.GROUP_BY.plural)
                                    .withPosition(binding.state.position(call));
                        }
                        if (scalar instanceof Scalar.WindowCall call && level == 0) {
                            throw BindQueryErrors.windowNotAllowed(Clause.GROUP_BY.plural)
                                    .withPosition(binding.state.position(call));
                        }
                        return super.scalar(scalar, level);
                    }
                };
        finder.scalar(entry.value, 0);
    }

    GroupCheck.Finished check(GroupCheck.Parts parts, Scope scope) {
        return new GroupCheck(binding, parts, scope).run();
    }
}
