package dev.borealis.engine.bind;

import dev.borealis.engine.bind.TargetList.Entry;
import dev.borealis.engine.bind.WindowBinder.SortOrder;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.Constant;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.Expressions;
import dev.borealis.sql.ast.SortItem;
import dev.borealis.types.Oid;
import dev.borealis.types.error.BindQueryErrors;
import dev.borealis.types.error.BindTypeErrors;

import java.util.ArrayList;
import java.util.List;

/** ORDER BY and DISTINCT: which output column a key is. */
final class SortBinder {
    private final Binding binding;

    SortBinder(Binding binding) {
        this.binding = binding;
    }

    List<Query.SortKey> bind(
            List<SortItem> items, List<Entry> targets, Scope scope, Clause clause, String name) {
        var keys = new ArrayList<Query.SortKey>();
        for (SortItem item : items) {
            int target = target(item.expression(), targets, scope, clause, name);
            Entry entry = targets.get(target);
            entry.value = binding.coercions.settleUnknown(entry.value());
            SortOrder order =
                    binding.windows.order(
                            item, entry.value.type().oid(), Expressions.start(item.expression()));
            if (keys.stream().noneMatch(key -> key.target() == target)) {
                keys.add(
                        new Query.SortKey(
                                target, order.descending(), order.nullsFirst(), order.operator()));
            }
        }
        return keys;
    }

    /** The output column meant by a name, a number or an expression; a hidden one is added where there is none. */
    int target(
            Expression expression, List<Entry> targets, Scope scope, Clause clause, String name) {
        if (expression instanceof Expression.ColumnRef column
                && column.names().size() == 1
                && !column.star()) {
            int byName = byName(column, targets, scope, clause, name);
            if (byName >= 0) {
                return byName;
            }
        }
        if (expression instanceof Constant constant) {
            return byNumber(constant, targets, name);
        }
        Value value = scope.in(clause, () -> binding.expressions.bind(expression, scope));
        return byValue(value, targets);
    }

    int byValue(Value value, List<Entry> targets) {
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i).value.equals(value.scalar())) {
                return i;
            }
        }
        targets.add(new Entry(value.scalar(), ColumnNames.UNNAMED, true, value.position()));
        return targets.size() - 1;
    }

    private int byName(
            Expression.ColumnRef column,
            List<Entry> targets,
            Scope scope,
            Clause clause,
            String name) {
        String wanted = column.names().getFirst();
        if (clause == Clause.GROUP_BY && isLocalColumn(scope, wanted)) {
            // GROUP BY looks at the columns of FROM first
            return -1;
        }
        int found = -1;
        for (int i = 0; i < targets.size(); i++) {
            Entry entry = targets.get(i);
            if (entry.hidden || !entry.name.equals(wanted)) {
                continue;
            }
            if (found >= 0 && !targets.get(found).value.equals(entry.value)) {
                throw BindQueryErrors.ambiguousOutputName(name, wanted)
                        .withPosition(column.position());
            }
            if (found < 0) {
                found = i;
            }
        }
        return found;
    }

    private static boolean isLocalColumn(Scope scope, String name) {
        return scope.items.stream()
                .filter(Scope.Item::columnsVisible)
                .anyMatch(item -> item.columns().stream().anyMatch(c -> c.name().equals(name)));
    }

    private static int byNumber(Constant constant, List<Entry> targets, String name) {
        if (!(constant instanceof Constant.IntegerConstant number)
                || number.value() != (int) number.value()) {
            throw BindQueryErrors.nonIntegerConstant(name).withPosition(constant.position());
        }
        long visible = targets.stream().filter(entry -> !entry.hidden).count();
        if (number.value() < 1 || number.value() > visible) {
            throw BindQueryErrors.positionNotInList(name, number.value())
                    .withPosition(constant.position());
        }
        int count = 0;
        for (int i = 0; i < targets.size(); i++) {
            if (!targets.get(i).hidden && ++count == number.value()) {
                return i;
            }
        }
        throw new IllegalStateException("column " + number.value() + " of " + visible);
    }

    // --- DISTINCT ---

    List<Integer> distinct(List<Entry> targets, List<Query.SortKey> orderBy, boolean settle) {
        for (Query.SortKey key : orderBy) {
            Entry entry = targets.get(key.target());
            if (entry.hidden) {
                throw BindQueryErrors.distinctOrder().withPosition(entry.position);
            }
        }
        var all = new ArrayList<Integer>();
        for (int i = 0; i < targets.size(); i++) {
            Entry entry = targets.get(i);
            if (entry.hidden) {
                continue;
            }
            entry.value = binding.coercions.settleUnknown(entry.value());
            checkEquality(entry.value, entry.position);
            all.add(i);
        }
        if (all.isEmpty()) {
            throw BindQueryErrors.distinctWithoutColumns();
        }
        return all;
    }

    void checkEquality(Scalar value, int position) {
        int type = value.type().oid();
        if (type != Oid.UNKNOWN && binding.operators.equality(type) == Oid.NONE) {
            throw BindTypeErrors.noEquality(binding.types.display(type)).withPosition(position);
        }
    }

    List<Integer> distinctOn(
            List<Expression> expressions,
            List<Entry> targets,
            List<Query.SortKey> orderBy,
            Scope scope) {
        var wanted = new ArrayList<Integer>();
        for (Expression expression : expressions) {
            int target = target(expression, targets, scope, Clause.DISTINCT_ON, "DISTINCT ON");
            Entry entry = targets.get(target);
            entry.value = binding.coercions.settleUnknown(entry.value());
            checkEquality(entry.value, entry.position);
            if (!wanted.contains(target)) {
                wanted.add(target);
            }
        }
        boolean skipped = false;
        int matched = 0;
        for (Query.SortKey key : orderBy) {
            if (wanted.contains(key.target())) {
                if (skipped) {
                    throw BindQueryErrors.distinctOnOrder()
                            .withPosition(targets.get(key.target()).position);
                }
                matched++;
            } else {
                skipped = true;
            }
        }
        if (skipped && matched < wanted.size()) {
            for (int i = 0; i < wanted.size(); i++) {
                int target = wanted.get(i);
                if (orderBy.stream().noneMatch(key -> key.target() == target)) {
                    throw BindQueryErrors.distinctOnOrder()
                            .withPosition(Expressions.start(expressions.get(i)));
                }
            }
        }
        return wanted;
    }
}
