package dev.borealis.engine.bind;

import dev.borealis.engine.bind.TargetList.Entry;
import dev.borealis.engine.tree.FromItem;
import dev.borealis.engine.tree.LevelShift;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.Select;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.BindQueryErrors;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** UNION, INTERSECT and EXCEPT: both sides get the same column types. */
final class SetOperationBinder {
    private final Binding binding;

    SetOperationBinder(Binding binding) {
        this.binding = binding;
    }

    Query bind(Select select, Select.SetOperation operation, Scope scope) {
        String name = operation.operator().name();
        if (!select.locking().isEmpty()) {
            throw BindQueryErrors.lockNotAllowed(LockBinder.name(select), "UNION/INTERSECT/EXCEPT");
        }
        Query left = binding.queries.bind(operation.left(), new Scope(scope), false);
        binding.with.leftDone(scope, left);
        Scope.RecursionLimit limit =
                switch (operation.operator()) {
                    case UNION -> null;
                    case INTERSECT -> operation.all() ? Scope.RecursionLimit.INTERSECT : null;
                    case EXCEPT -> Scope.RecursionLimit.EXCEPT;
                };
        Query right =
                scope.limited(
                        limit,
                        () -> binding.queries.bind(operation.right(), new Scope(scope), false));
        Sides sides = unify(left, right, name, operation.all());
        if (!select.orderBy().isEmpty()) {
            nameSides(List.of(left, right), scope);
        }
        return finish(select, operation, sides, scope);
    }

    /** ORDER BY cannot name columns of the single queries; errors can, which number the queries from left to right. */
    private static void nameSides(List<Query> sides, Scope scope) {
        var open = new ArrayDeque<>(sides);
        int number = 0;
        while (!open.isEmpty()) {
            Query query = open.pop();
            if (query.body() instanceof Query.SetOperation operation && isPlain(query)) {
                open.push(operation.right());
                open.push(operation.left());
                continue;
            }
            number++;
            List<Scope.Column> columns =
                    visible(query).stream()
                            .map(target -> new Scope.Column(target.name(), target.value(), false))
                            .toList();
            String name = "*SELECT* " + number;
            scope.all.add(new Scope.Item(name, 0, -1, columns, null, false, false, false, false));
        }
    }

    /** Whether it is nothing but its set operation. */
    private static boolean isPlain(Query query) {
        return query.with().isEmpty()
                && query.orderBy().isEmpty()
                && query.limit() == null
                && query.offset() == null;
    }

    record Sides(
            Query left,
            Query right,
            List<String> names,
            List<SqlType> types,
            List<Integer> positions) {}

    private static List<Query.Target> visible(Query query) {
        return query.targets().stream().filter(target -> !target.hidden()).toList();
    }

    private Sides unify(Query left, Query right, String name, boolean all) {
        List<Query.Target> ours = visible(left);
        List<Query.Target> theirs = visible(right);
        if (ours.size() != theirs.size()) {
            throw BindQueryErrors.differentColumnCounts(name)
                    .withPosition(binding.queries.position(right, 0));
        }
        var types = new ArrayList<SqlType>();
        var names = new ArrayList<String>();
        var positions = new ArrayList<Integer>();
        for (int i = 0; i < ours.size(); i++) {
            Value one = new Value(ours.get(i).value(), binding.queries.position(left, i));
            Value other = new Value(theirs.get(i).value(), binding.queries.position(right, i));
            int common = binding.coercions.commonType(List.of(one, other), name);
            int modifier = Coercions.commonModifier(List.of(one, other), common);
            if (!all) {
                binding.queries
                        .sorts()
                        .checkEquality(
                                new Scalar.Constant(SqlType.of(common), null), one.position());
            }
            types.add(new SqlType(common, modifier));
            names.add(ours.get(i).name());
            positions.add(one.position());
        }
        return new Sides(
                convert(left, types, name), convert(right, types, name), names, types, positions);
    }

    /** A query with its columns converted to these types. */
    Query convert(Query query, List<SqlType> types, String name) {
        List<Query.Target> columns = visible(query);
        boolean same = true;
        boolean literals = true;
        for (int i = 0; i < columns.size(); i++) {
            Scalar value = columns.get(i).value();
            boolean equal = value.type().oid() == types.get(i).oid();
            same &= equal;
            literals &=
                    equal || value instanceof Scalar.Constant || value instanceof Scalar.Parameter;
        }
        if (same) {
            return query;
        }
        boolean plain =
                query.body() instanceof Query.Select select
                        && select.distinctOn() == null
                        && query.orderBy().isEmpty();
        return literals && query.body() instanceof Query.Select || plain
                ? inPlace(query, types, name)
                : wrapped(query, types, name);
    }

    private Query inPlace(Query query, List<SqlType> types, String name) {
        var targets = new ArrayList<Query.Target>();
        int column = 0;
        for (Query.Target target : query.targets()) {
            if (target.hidden()) {
                targets.add(target);
                continue;
            }
            Value value = new Value(target.value(), binding.queries.position(query, column));
            Scalar converted = binding.coercions.toCommonType(value, types.get(column).oid(), name);
            targets.add(
                    converted == target.value()
                            ? target
                            : new Query.Target(converted, target.name(), false, 0, 0));
            column++;
        }
        return query.withTargets(targets);
    }

    private Query wrapped(Query query, List<SqlType> types, String name) {
        Query inner = LevelShift.shift(query, 1);
        List<String> names = visible(query).stream().map(Query.Target::name).toList();
        var range = new RangeEntry.Subquery(inner, false, 0, "*SELECT*", names);
        var targets = new ArrayList<Query.Target>();
        for (int i = 0; i < names.size(); i++) {
            Scalar column = new Scalar.Column(visible(query).get(i).value().type(), 0, 0, i + 1);
            Scalar converted =
                    binding.coercions.toCommonType(
                            new Value(column, binding.queries.position(query, i)),
                            types.get(i).oid(),
                            name);
            targets.add(new Query.Target(converted, names.get(i), false, 0, 0));
        }
        var body = Query.Select.of(List.of(new FromItem.Range(0)), null);
        return Query.of(List.of(range), body, targets);
    }

    private Query finish(Select select, Select.SetOperation operation, Sides sides, Scope scope) {
        var entry = new RangeEntry.SetResult("*SELECT*", sides.names(), sides.types());
        FromBinder.Result result = binding.from.entry(entry, "*SELECT*", 0, null, scope);
        var targets = new ArrayList<Entry>();
        for (int i = 0; i < sides.names().size(); i++) {
            targets.add(
                    new Entry(
                            result.columns().get(i).value(),
                            sides.names().get(i),
                            false,
                            sides.positions().get(i)));
        }
        scope.all.removeAll(result.names());
        scope.items.addAll(result.names());
        int visible = targets.size();
        List<Query.SortKey> orderBy =
                binding.queries
                        .sorts()
                        .bind(select.orderBy(), targets, scope, Clause.ORDER_BY, "ORDER BY");
        scope.items.removeAll(result.names());
        if (targets.size() > visible) {
            throw BindQueryErrors.setOperationOrder().withPosition(targets.get(visible).position);
        }
        Scalar offset = binding.queries.limit(select.offset(), scope, Clause.OFFSET);
        Scalar limit = binding.queries.limit(select.limit(), scope, Clause.LIMIT);
        var body =
                new Query.SetOperation(
                        Query.SetOperation.Operator.valueOf(operation.operator().name()),
                        operation.all(),
                        sides.left(),
                        sides.right());
        var query =
                new Query(
                        scope.with(),
                        scope.ranges,
                        body,
                        binding.targets.finish(targets, scope),
                        orderBy,
                        limit,
                        offset,
                        select.withTies(),
                        List.of());
        return binding.queries.remember(query, sides.positions());
    }
}
