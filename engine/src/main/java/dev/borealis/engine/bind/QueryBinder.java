package dev.borealis.engine.bind;

import dev.borealis.engine.bind.TargetList.Entry;
import dev.borealis.engine.tree.FromItem;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.Select;
import dev.borealis.types.Limits;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.BindQueryErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Queries: SELECT and VALUES; set operations are in {@link SetOperationBinder}. */
final class QueryBinder {
    private final Binding binding;
    private final SetOperationBinder setOperations;
    private final SortBinder sorts;
    private final GroupBinder groups;
    private final LockBinder locks;

    /** Where the output columns of a query were written. */
    private final Map<Query, List<Integer>> positions = new IdentityHashMap<>();

    QueryBinder(Binding binding) {
        this.binding = binding;
        this.setOperations = new SetOperationBinder(binding);
        this.sorts = new SortBinder(binding);
        this.groups = new GroupBinder(binding, sorts);
        this.locks = new LockBinder(binding);
    }

    SortBinder sorts() {
        return sorts;
    }

    /**
     * Binds a query in a scope made for it.
     *
     * @param settle whether output columns without a type become text; not in branches of a set operation
     */
    Query bind(Select select, Scope scope, boolean settle) {
        binding.state.enter();
        int setCalls = binding.calls.setCallCount();
        try {
            binding.with.bind(select.with(), scope);
            return switch (select.body()) {
                case Select.Simple simple -> simple(select, simple, scope, settle);
                case Select.Values values -> values(select, values, scope, settle);
                case Select.SetOperation operation -> setOperations.bind(select, operation, scope);
            };
        } finally {
            binding.calls.forgetSetCalls(setCalls); // those of a query concern nobody around it
            binding.state.leave();
        }
    }

    /** Where output column {@code index} was written, 0 when unknown. */
    int position(Query query, int index) {
        List<Integer> known = positions.get(query);
        return known == null || index >= known.size() ? 0 : known.get(index);
    }

    Query remember(Query query, List<Integer> columnPositions) {
        positions.put(query, columnPositions);
        return query;
    }

    private Query simple(Select select, Select.Simple simple, Scope scope, boolean settle) {
        scope.namedWindows.addAll(simple.windows());
        scope.locked = !select.locking().isEmpty();
        List<FromItem> from = binding.from.bind(simple.from(), scope);
        List<Entry> targets = binding.targets.bind(simple.targets(), scope, Clause.SELECT_TARGET);
        Scalar where = optional(simple.where(), scope, Clause.WHERE, "WHERE");
        Scalar having = optional(simple.having(), scope, Clause.HAVING, "HAVING");
        List<Query.SortKey> orderBy =
                sorts.bind(select.orderBy(), targets, scope, Clause.ORDER_BY, "ORDER BY");
        GroupBinder.Groups grouping = groups.bind(simple, targets, scope);
        List<Integer> distinct = null;
        if (!simple.distinctOn().isEmpty()) {
            distinct = sorts.distinctOn(simple.distinctOn(), targets, orderBy, scope);
        } else if (simple.distinct()) {
            distinct = sorts.distinct(targets, orderBy, settle);
        }
        Scalar offset = limit(select.offset(), scope, Clause.OFFSET);
        Scalar limit = limit(select.limit(), scope, Clause.LIMIT);
        checkTies(select);
        binding.windows.define(scope);
        if (settle) {
            binding.targets.settle(targets);
        }
        var finished =
                groups.check(
                        new GroupCheck.Parts(
                                targets, having, grouping, new ArrayList<>(scope.windows)),
                        scope);
        var body =
                new Query.Select(
                        from,
                        where,
                        finished.keys(),
                        finished.sets(),
                        finished.having(),
                        finished.windows(),
                        distinct,
                        !simple.distinctOn().isEmpty());
        List<Query.RowLock> rowLocks = locks.bind(select.locking(), simple, scope, finished);
        return finish(select, scope, body, targets, orderBy, limit, offset, rowLocks);
    }

    private @Nullable Scalar optional(
            @Nullable Expression expression, Scope scope, Clause clause, String name) {
        return expression == null
                ? null
                : binding.expressions.condition(expression, scope, clause, name);
    }

    private Query finish(
            Select select,
            Scope scope,
            Query.Body body,
            List<Entry> targets,
            List<Query.SortKey> orderBy,
            @Nullable Scalar limit,
            @Nullable Scalar offset,
            List<Query.RowLock> rowLocks) {
        checkWidth(targets, body);
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
                        rowLocks);
        return remember(query, targets.stream().map(target -> target.position).toList());
    }

    /** What is sorted or grouped by counts, too. */
    private static void checkWidth(List<Entry> targets, Query.Body body) {
        int width = targets.size();
        if (body instanceof Query.Select level
                && width + level.groupKeys().size() > Limits.TARGET_LIST_ENTRIES) {
            var values = new HashSet<Scalar>();
            targets.forEach(target -> values.add(target.value));
            values.addAll(level.groupKeys());
            width = Math.max(width, values.size());
        }
        if (width > Limits.TARGET_LIST_ENTRIES) {
            throw BindQueryErrors.tooManyTargets(Limits.TARGET_LIST_ENTRIES);
        }
    }

    private static void checkTies(Select select) {
        if (select.withTies() && select.orderBy().isEmpty()) {
            throw BindQueryErrors.withTiesRequiresOrder();
        }
    }

    /** LIMIT or OFFSET; null for none and for a written NULL. */
    @Nullable Scalar limit(@Nullable Expression expression, Scope scope, Clause clause) {
        if (expression == null) {
            return null;
        }
        Value value = scope.in(clause, () -> binding.expressions.bind(expression, scope));
        Scalar number = binding.coercions.toType(value, SqlType.INT8, clause.plural);
        if (PredicateBinder.hasColumns(number)) {
            throw BindQueryErrors.mustNotContainVariables(clause.plural)
                    .withPosition(value.position());
        }
        return number instanceof Scalar.Constant constant && constant.value() == null
                ? null
                : number;
    }

    // --- VALUES ---

    private Query values(Select select, Select.Values values, Scope scope, boolean settle) {
        if (!select.locking().isEmpty()) {
            throw BindQueryErrors.lockNotAllowed(LockBinder.name(select), "VALUES");
        }
        int width = values.rows().getFirst().size();
        var columns = new ArrayList<List<Value>>();
        for (int i = 0; i < width; i++) {
            columns.add(new ArrayList<>());
        }
        for (List<Expression> row : values.rows()) {
            List<Value> bound =
                    scope.in(
                            Clause.VALUES,
                            () -> {
                                var expanded = new ArrayList<Value>();
                                for (Expression expression : row) {
                                    expanded.addAll(binding.columns.expand(expression, scope));
                                }
                                return expanded;
                            });
            if (columns.size() != bound.size()) {
                if (!columns.isEmpty() && columns.getFirst().isEmpty()) {
                    columns.clear();
                    bound.forEach(_ -> columns.add(new ArrayList<>()));
                } else {
                    throw BindQueryErrors.valuesLengths()
                            .withPosition(dev.borealis.sql.ast.Expressions.start(row.getFirst()));
                }
            }
            for (int i = 0; i < bound.size(); i++) {
                columns.get(i).add(bound.get(i));
            }
        }
        return valuesQuery(select, columns, values.rows().size(), scope, settle);
    }

    private Query valuesQuery(
            Select select, List<List<Value>> columns, int rowCount, Scope scope, boolean settle) {
        var types = new ArrayList<SqlType>();
        var names = new ArrayList<String>();
        var converted = new ArrayList<List<Scalar>>();
        for (int i = 0; i < columns.size(); i++) {
            List<Value> column = columns.get(i);
            boolean keepOpen = !settle && rowCount == 1;
            if (keepOpen) {
                converted.add(column.stream().map(Value::scalar).toList());
                types.add(column.getFirst().type());
            } else {
                int type = binding.coercions.commonType(column, "VALUES");
                converted.add(binding.expressions.toCommon(column, type, "VALUES"));
                types.add(new SqlType(type, Coercions.commonModifier(column, type)));
            }
            names.add("column" + (i + 1));
        }
        List<Integer> columnPositions = columns.stream().map(c -> c.getFirst().position()).toList();
        if (!settle && rowCount == 1) {
            // a branch of a set operation or the rows of an INSERT: literals take their type from
            // there
            var targets = new ArrayList<Entry>();
            for (int i = 0; i < names.size(); i++) {
                targets.add(
                        new Entry(
                                converted.get(i).getFirst(),
                                names.get(i),
                                false,
                                columnPositions.get(i)));
            }
            List<Query.SortKey> orderBy =
                    sorts.bind(select.orderBy(), targets, scope, Clause.ORDER_BY, "ORDER BY");
            Scalar offset = limit(select.offset(), scope, Clause.OFFSET);
            Scalar limit = limit(select.limit(), scope, Clause.LIMIT);
            var body = Query.Select.of(List.of(), null);
            return finish(select, scope, body, targets, orderBy, limit, offset, List.of());
        }
        var rows = new ArrayList<List<Scalar>>();
        for (int row = 0; row < rowCount; row++) {
            var fields = new ArrayList<Scalar>();
            for (List<Scalar> column : converted) {
                fields.add(column.get(row));
            }
            rows.add(fields);
        }
        var entry = new RangeEntry.Values(rows, "*VALUES*", names, types);
        FromBinder.Result result = binding.from.entry(entry, "*VALUES*", 0, null, scope);
        scope.items.addAll(result.names());
        var targets = new ArrayList<Entry>();
        for (int i = 0; i < names.size(); i++) {
            targets.add(
                    new Entry(
                            result.columns().get(i).value(),
                            names.get(i),
                            false,
                            columnPositions.get(i)));
        }
        List<Query.SortKey> orderBy =
                sorts.bind(select.orderBy(), targets, scope, Clause.ORDER_BY, "ORDER BY");
        Scalar offset = limit(select.offset(), scope, Clause.OFFSET);
        Scalar limit = limit(select.limit(), scope, Clause.LIMIT);
        checkTies(select);
        var body = Query.Select.of(List.of(result.item()), null);
        return finish(select, scope, body, targets, orderBy, limit, offset, List.of());
    }
}
