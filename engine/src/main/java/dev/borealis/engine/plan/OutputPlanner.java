package dev.borealis.engine.plan;

import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Carrier;
import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** From the rows of a level to its output: projection, DISTINCT, ORDER BY, row locks, LIMIT. */
final class OutputPlanner {
    private final Planner planner;

    OutputPlanner(Planner planner) {
        this.planner = planner;
    }

    /** @param select null above a set operation */
    QueryPlan plan(
            Level level,
            Query query,
            Query.@Nullable Select select,
            Plan input,
            List<Scalar> targets,
            boolean alreadyOrdered) {
        Plan plan = input;
        var lockKeys = new ArrayList<Scalar>();
        for (Query.RowLock lock : query.locks()) {
            if (level.ranges.get(lock.range()) instanceof RangeEntry.Relation relation) {
                lockKeys.add(
                        new Scalar.Column(
                                SqlType.BYTEA, 0, lock.range(), relation.columnTypes().size() + 1));
            }
        }
        List<Scalar> outputs = new ArrayList<>(targets);
        plan = planner.setFunctions.project(level, plan, outputs);
        outputs.addAll(lockKeys);
        int range = level.newRange();
        List<Expression> code = level.compileAll(outputs);
        List<Carrier> carriers = code.stream().map(Expression::carrier).toList();
        plan = new Plan.Project(plan, range, code, outputs);
        List<Plan.SortColumn> keys = sortColumns(query);
        Scalar limit = planner.folded(query.limit());
        Scalar offset = query.offset();
        Expression limitCode = limit == null ? null : level.compile(limit);
        Expression offsetCode = offset == null ? null : level.compile(offset);
        List<Integer> distinctOn = select == null ? null : select.distinctOn();
        if (distinctOn != null && Objects.requireNonNull(select).hasDistinctOn()) {
            var columns = distinctColumns(query, distinctOn);
            var all = new ArrayList<>(keys);
            for (Plan.SortColumn column : columns) {
                if (all.stream().noneMatch(key -> key.column() == column.column())) {
                    all.add(column);
                }
            }
            plan = new Plan.Sort(plan, range, carriers, all, null, null, StoredColumns.NONE);
            double rows = distinctRows(level, targets, distinctOn, plan);
            plan = new Plan.Distinct(plan, range, carriers, columns, true, rows);
        } else {
            if (distinctOn != null) {
                plan =
                        new Plan.Distinct(
                                plan,
                                range,
                                carriers,
                                distinctColumns(query, distinctOn),
                                false,
                                distinctRows(level, targets, distinctOn, plan));
            }
            if (!keys.isEmpty() && !alreadyOrdered) {
                boolean top = limitCode != null && !query.withTies();
                plan =
                        new Plan.Sort(
                                plan,
                                range,
                                carriers,
                                keys,
                                top ? limitCode : null,
                                top ? offsetCode : null,
                                StoredColumns.NONE);
            }
        }
        if (limitCode != null || offsetCode != null) {
            double rows =
                    limit instanceof Scalar.Constant constant
                                    && constant.value() instanceof Long value
                            ? Math.min(plan.rows(), value)
                            : plan.rows();
            plan =
                    new Plan.Limit(
                            plan,
                            range,
                            limitCode,
                            offsetCode,
                            query.withTies() ? keys : null,
                            Math.max(1, rows));
        }
        if (!lockKeys.isEmpty()) {
            plan = new Plan.LockRows(plan, locks(level, query, range, targets.size()));
        }
        List<Query.Target> visible =
                query.targets().stream().filter(target -> !target.hidden()).toList();
        return new QueryPlan(
                plan,
                level.rangeCount(),
                range,
                visible,
                carriers,
                level.isCorrelated(query),
                level.plannedCtes(),
                level.ranges,
                level.subplans);
    }

    private static double distinctRows(
            Level level, List<Scalar> targets, List<Integer> distinctOn, Plan input) {
        return GroupEstimate.of(
                distinctOn.stream().map(targets::get).toList(), level, input.rows());
    }

    private List<Plan.Lock> locks(Level level, Query query, int range, int firstColumn) {
        var locks = new ArrayList<Plan.Lock>();
        int column = firstColumn;
        for (Query.RowLock lock : query.locks()) {
            TableStorage table = planner.tableOf(level.ranges.get(lock.range()));
            if (level.ranges.get(lock.range()) instanceof RangeEntry.Relation) {
                if (table != null) {
                    locks.add(new Plan.Lock(table, range, column, lock.keyShare()));
                }
                column++;
            }
        }
        return locks;
    }

    private List<Plan.SortColumn> sortColumns(Query query) {
        var columns = new ArrayList<Plan.SortColumn>();
        for (Query.SortKey key : query.orderBy()) {
            SqlType type = query.targets().get(key.target()).value().type();
            columns.add(
                    new Plan.SortColumn(
                            key.target(), planner.order(type), key.descending(), key.nullsFirst()));
        }
        return columns;
    }

    private List<Plan.SortColumn> distinctColumns(Query query, List<Integer> targets) {
        var columns = new ArrayList<Plan.SortColumn>();
        for (int target : targets) {
            SqlType type = query.targets().get(target).value().type();
            columns.add(new Plan.SortColumn(target, planner.order(type), false, false));
        }
        return columns;
    }

    /** The order in which the rows of one table would spare a sort; null for none. */
    static AccessPaths.@Nullable WantedOrder wantedOrder(Query query) {
        if (query.orderBy().isEmpty()) {
            return null;
        }
        var keys = new ArrayList<AccessPaths.WantedOrder.Key>();
        int range = -1;
        for (Query.SortKey key : query.orderBy()) {
            if (!(query.targets().get(key.target()).value() instanceof Scalar.Column column)
                    || column.levelsUp() != 0
                    || column.column() <= 0
                    || range >= 0 && column.range() != range) {
                return null;
            }
            range = column.range();
            keys.add(
                    new AccessPaths.WantedOrder.Key(
                            column.column() - 1, key.descending(), key.nullsFirst()));
        }
        double limit =
                query.limit() instanceof Scalar.Constant constant
                                && constant.value() instanceof Long value
                        ? Math.max(1, value)
                        : query.limit() != null ? 100 : Double.MAX_VALUE;
        return new AccessPaths.WantedOrder(range, keys, limit);
    }
}
