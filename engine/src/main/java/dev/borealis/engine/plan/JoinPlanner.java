package dev.borealis.engine.plan;

import dev.borealis.engine.tree.FromItem;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Plans FROM and WHERE of one level: pushes conditions down to where their columns are, orders joins greedily by cost,
 * and picks for each join an index look-up, a hash table or a nested loop.
 */
final class JoinPlanner {
    private final Level level;
    private final StoredJoins stored;
    private final JoinRows rows;
    private final AccessPaths.@Nullable WantedOrder wanted;
    private boolean ordered;

    JoinPlanner(Level level, AccessPaths.@Nullable WantedOrder wanted) {
        this.level = level;
        this.wanted = wanted;
        stored = new StoredJoins(level);
        rows = new JoinRows(level);
    }

    /** Whether the plan gives the wanted order. */
    boolean isOrdered() {
        return ordered;
    }

    /** Something to be joined: a base range or an outer join already planned. */
    private static final class Unit {
        final BitSet ranges;

        /** Ranges that must be current before this one can be read. */
        final BitSet needs;

        /** Of a table; else null. */
        final @Nullable TableStorage table;

        final int range;
        final List<Scalar> filters = new ArrayList<>();
        @Nullable Plan plan;

        Unit(
                BitSet ranges,
                BitSet needs,
                int range,
                @Nullable TableStorage table,
                @Nullable Plan plan) {
            this.ranges = ranges;
            this.needs = needs;
            this.range = range;
            this.table = table;
            this.plan = plan;
        }
    }

    /** Plans all of FROM with the conditions of WHERE. */
    Plan plan(List<FromItem> from, List<Scalar> where) {
        var pending = new ArrayList<Scalar>();
        var constant = new ArrayList<Scalar>();
        for (Scalar condition : where) {
            boolean once =
                    Trees.ranges(condition).isEmpty() && !Selectivity.isVolatile(condition, level);
            (once ? constant : pending).add(condition);
        }
        Plan plan = planGroup(from, pending, new BitSet());
        if (!constant.isEmpty()) {
            plan = new Plan.Gate(plan, java.util.Objects.requireNonNull(level.condition(constant)));
        }
        return plan;
    }

    /** Adds a semi- or anti-join to what is planned so far. */
    Plan semiJoin(Plan left, BitSet leftRanges, SemiJoins.Join join) {
        Plan.JoinKind kind = join.anti() ? Plan.JoinKind.ANTI : Plan.JoinKind.SEMI;
        boolean wasOrdered = ordered;
        BitSet rightRanges = new BitSet();
        join.from().forEach(item -> rightRanges.or(ranges(item)));
        var inner = new ArrayList<Scalar>();
        var across = new ArrayList<Scalar>();
        for (Scalar condition : join.conditions()) {
            BitSet needed = Trees.ranges(condition);
            (!needed.isEmpty() && Trees.isSubset(needed, rightRanges) ? inner : across)
                    .add(condition);
        }
        Plan right = planGroup(join.from(), inner, new BitSet());
        double joined = rows.partners(kind, left, leftRanges, right, across);
        Plan lookup =
                join.from().size() == 1
                                && join.from().getFirst() instanceof FromItem.Range(int range)
                        ? lookup(kind, left, leftRanges, base(range), join.conditions(), joined)
                        : null;
        Plan kept = stored.join(kind, left, leftRanges, right, rightRanges, across, joined);
        ordered = wasOrdered;
        return lookup != null && lookup.cost() <= kept.cost() ? lookup : kept;
    }

    /** Rows of the right side looked up for each row of the left; null where it has no way to. */
    private @Nullable Plan lookup(
            Plan.JoinKind kind,
            Plan left,
            BitSet leftRanges,
            Unit right,
            List<Scalar> conditions,
            double joined) {
        if (right.table == null) {
            return null;
        }
        AccessPaths.Path path =
                new AccessPaths(level, right.range, right.table, conditions, leftRanges).best(null);
        return !path.usesOuter()
                ? null
                : new Plan.NestedLoop(
                        kind,
                        left,
                        path.scan(),
                        null,
                        List.of(right.range),
                        joined,
                        loopCost(left, path.scan()));
    }

    private Plan planGroup(List<FromItem> from, List<Scalar> conditions, BitSet available) {
        var units = new ArrayList<Unit>();
        var pending = new ArrayList<>(conditions);
        for (FromItem item : from) {
            flatten(item, units, pending);
        }
        for (Unit unit : units) {
            if (unit.plan == null && unit.table == null) {
                throw new IllegalStateException("unit without plan");
            }
        }
        return join(units, pending, available);
    }

    private void flatten(FromItem item, List<Unit> units, List<Scalar> conditions) {
        switch (item) {
            case FromItem.Range range -> units.add(base(range.range()));
            case FromItem.Join join -> {
                FromItem.Join simple = simplify(join, conditions);
                switch (simple.kind()) {
                    case INNER -> {
                        flatten(simple.left(), units, conditions);
                        flatten(simple.right(), units, conditions);
                        conditions.addAll(Trees.conjuncts(simple.condition()));
                    }
                    case LEFT, RIGHT, FULL -> units.add(outer(simple, conditions));
                }
            }
        }
    }

    /** An outer join becomes a stricter one when WHERE refuses the rows made up of nulls. */
    private FromItem.Join simplify(FromItem.Join join, List<Scalar> conditions) {
        FromItem.Join.Kind kind = join.kind();
        if (kind == FromItem.Join.Kind.INNER) {
            return join;
        }
        BitSet left = ranges(join.left());
        BitSet right = ranges(join.right());
        boolean leftStrict =
                conditions.stream()
                        .anyMatch(condition -> Strictness.rejectsNulls(condition, left, level));
        boolean rightStrict =
                conditions.stream()
                        .anyMatch(condition -> Strictness.rejectsNulls(condition, right, level));
        FromItem.Join.Kind simple =
                switch (kind) {
                    case INNER -> kind;
                    case LEFT -> rightStrict ? FromItem.Join.Kind.INNER : kind;
                    case RIGHT -> leftStrict ? FromItem.Join.Kind.INNER : kind;
                    case FULL ->
                            leftStrict && rightStrict
                                    ? FromItem.Join.Kind.INNER
                                    : leftStrict
                                            ? FromItem.Join.Kind.LEFT
                                            : rightStrict ? FromItem.Join.Kind.RIGHT : kind;
                };
        return new FromItem.Join(simple, join.left(), join.right(), join.condition());
    }

    static BitSet ranges(FromItem item) {
        var found = new BitSet();
        collect(item, found);
        return found;
    }

    private static void collect(FromItem item, BitSet into) {
        switch (item) {
            case FromItem.Range range -> into.set(range.range());
            case FromItem.Join join -> {
                collect(join.left(), into);
                collect(join.right(), into);
            }
        }
    }

    private Unit base(int range) {
        var ranges = new BitSet();
        ranges.set(range);
        RangeEntry entry = level.ranges.get(range);
        TableStorage table = level.planner.tableOf(entry);
        BitSet needs = needs(entry);
        return new Unit(
                ranges,
                needs,
                range,
                table,
                null == table ? level.planner.rangePlans.plan(level, range, List.of()) : null);
    }

    private static BitSet needs(RangeEntry entry) {
        return switch (entry) {
            case RangeEntry.Subquery subquery -> Trees.outerRanges(subquery.query());
            case RangeEntry.Functions functions -> {
                var needs = new BitSet();
                functions.functions().forEach(function -> needs.or(Trees.ranges(function.call())));
                yield needs;
            }
            case RangeEntry.Values values -> {
                var needs = new BitSet();
                values.rows().forEach(row -> row.forEach(value -> needs.or(Trees.ranges(value))));
                yield needs;
            }
            case RangeEntry.Relation _, RangeEntry.CommonTableReference _, RangeEntry.SetResult _ ->
                    new BitSet();
        };
    }

    // --- outer joins ---

    private Unit outer(FromItem.Join written, List<Scalar> conditions) {
        // A RIGHT JOIN B is B LEFT JOIN A
        FromItem.Join join =
                written.kind() == FromItem.Join.Kind.RIGHT
                        ? new FromItem.Join(
                                FromItem.Join.Kind.LEFT,
                                written.right(),
                                written.left(),
                                written.condition())
                        : written;
        BitSet left = ranges(join.left());
        BitSet right = ranges(join.right());
        var forLeft = new ArrayList<Scalar>();
        var forRight = new ArrayList<Scalar>();
        var on = new ArrayList<Scalar>();
        boolean full = join.kind() == FromItem.Join.Kind.FULL;
        if (!full) {
            conditions.removeIf(
                    condition -> {
                        BitSet needed = Trees.ranges(condition);
                        boolean moves =
                                !needed.isEmpty()
                                        && Trees.isSubset(needed, left)
                                        && !Selectivity.isVolatile(condition, level);
                        if (moves) {
                            forLeft.add(condition);
                        }
                        return moves;
                    });
        }
        for (Scalar condition : Trees.conjuncts(join.condition())) {
            BitSet needed = Trees.ranges(condition);
            boolean moves =
                    !full
                            && !needed.isEmpty()
                            && Trees.isSubset(needed, right)
                            && !Selectivity.isVolatile(condition, level);
            (moves ? forRight : on).add(condition);
        }
        Plan leftPlan = planGroup(List.of(join.left()), forLeft, new BitSet());
        Plan plan =
                outerJoin(
                        full ? Plan.JoinKind.FULL : Plan.JoinKind.LEFT,
                        leftPlan,
                        left,
                        join.right(),
                        right,
                        forRight,
                        on);
        var all = (BitSet) left.clone();
        all.or(right);
        return new Unit(all, new BitSet(), -1, null, plan);
    }

    private Plan outerJoin(
            Plan.JoinKind kind,
            Plan left,
            BitSet leftRanges,
            FromItem rightItem,
            BitSet rightRanges,
            List<Scalar> forRight,
            List<Scalar> on) {
        List<Integer> rightList = rightRanges.stream().boxed().toList();
        Unit unit =
                kind == Plan.JoinKind.LEFT && rightItem instanceof FromItem.Range(int range)
                        ? base(range)
                        : null;
        if (unit != null && unit.table == null && unit.needs.intersects(leftRanges)) {
            Plan right = filtered(unit, forRight);
            return new Plan.NestedLoop(
                    kind,
                    left,
                    right,
                    level.condition(on),
                    rightList,
                    rows.of(kind, left, right, on),
                    loopCost(left, right));
        }
        Plan right = planGroup(List.of(rightItem), forRight, new BitSet());
        double joined = rows.of(kind, left, right, on);
        var all = new ArrayList<>(on);
        all.addAll(forRight);
        Plan lookup = unit == null ? null : lookup(kind, left, leftRanges, unit, all, joined);
        Plan kept = stored.join(kind, left, leftRanges, right, rightRanges, on, joined);
        return lookup != null && lookup.cost() <= kept.cost() ? lookup : kept;
    }

    /** Of reading the right side anew for each row of the left. */
    private double loopCost(Plan left, Plan right) {
        return left.cost()
                + left.rows() * right.cost()
                + PlannerSwitches.penalty(level.planner.switches.nestedLoop());
    }

    private Plan filtered(Unit unit, List<Scalar> filters) {
        Plan plan = java.util.Objects.requireNonNull(unit.plan);
        if (filters.isEmpty()) {
            return plan;
        }
        return level.planner.rangePlans.withFilter(level, plan, unit.range, filters);
    }

    // --- inner joins ---

    private Plan join(List<Unit> units, List<Scalar> conditions, BitSet available) {
        var pending = new ArrayList<>(conditions);
        if (units.isEmpty()) {
            return new Plan.Result(level.condition(pending));
        }
        for (Unit unit : units) {
            pending.removeIf(
                    condition -> {
                        BitSet needed = Trees.ranges(condition);
                        needed.andNot(available);
                        boolean moves = !needed.isEmpty() && Trees.isSubset(needed, unit.ranges);
                        if (moves) {
                            unit.filters.add(condition);
                        }
                        return moves;
                    });
        }
        var remaining = new ArrayList<>(units);
        Unit first = cheapestStart(remaining, available);
        remaining.remove(first);
        Plan plan = alone(first, available);
        var joined = (BitSet) first.ranges.clone();
        joined.or(available);
        plan = applyReady(plan, pending, joined);
        while (!remaining.isEmpty()) {
            Unit next = null;
            Plan best = null;
            for (Unit candidate : remaining) {
                if (!Trees.isSubset(candidate.needs, joined)) {
                    continue;
                }
                Plan tried = joinWith(plan, joined, candidate, pending);
                boolean better =
                        best == null
                                || isConnected(candidate, joined, pending)
                                        && next != null
                                        && !isConnected(next, joined, pending)
                                || tried.cost() < best.cost()
                                        && isConnected(candidate, joined, pending)
                                                == isConnected(
                                                        java.util.Objects.requireNonNull(next),
                                                        joined,
                                                        pending);
                if (better) {
                    next = candidate;
                    best = tried;
                }
            }
            if (next == null || best == null) {
                throw new IllegalStateException("ranges wait for each other");
            }
            joined.or(next.ranges);
            BitSet now = joined;
            pending.removeIf(condition -> Trees.isSubset(Trees.ranges(condition), now));
            remaining.remove(next);
            plan = best;
        }
        if (units.size() > 1 && !(plan instanceof Plan.NestedLoop)) {
            ordered = false;
        }
        return plan;
    }

    private Plan applyReady(Plan plan, List<Scalar> pending, BitSet joined) {
        var ready = new ArrayList<Scalar>();
        pending.removeIf(
                condition -> {
                    boolean now = Trees.isSubset(Trees.ranges(condition), joined);
                    if (now) {
                        ready.add(condition);
                    }
                    return now;
                });
        Condition condition = level.condition(ready);
        return condition == null
                ? plan
                : new Plan.Filter(
                        plan,
                        condition,
                        Selectivity.rows(plan.rows(), Selectivity.all(ready, level)));
    }

    private boolean isConnected(Unit unit, BitSet joined, List<Scalar> pending) {
        for (Scalar condition : pending) {
            BitSet needed = Trees.ranges(condition);
            if (needed.intersects(unit.ranges) && needed.intersects(joined)) {
                return true;
            }
        }
        return false;
    }

    private Unit cheapestStart(List<Unit> units, BitSet available) {
        if (wanted != null) {
            for (Unit unit : units) {
                if (unit.range == wanted.range() && unit.table != null && units.size() == 1) {
                    return unit;
                }
            }
        }
        Unit best = null;
        double bestRows = Double.MAX_VALUE;
        for (Unit unit : units) {
            if (!Trees.isSubset(unit.needs, available)) {
                continue;
            }
            double rows = alone(unit, available).rows();
            if (rows < bestRows) {
                best = unit;
                bestRows = rows;
            }
        }
        if (best == null) {
            throw new IllegalStateException("every range waits for another");
        }
        return best;
    }

    /** The plan of a unit before anything else of its group is joined. */
    private Plan alone(Unit unit, BitSet available) {
        if (unit.table == null) {
            return filtered(unit, unit.filters);
        }
        AccessPaths.Path path =
                new AccessPaths(level, unit.range, unit.table, unit.filters, available)
                        .best(wanted);
        ordered = wanted != null && wanted.range() == unit.range && path.ordered();
        level.noteRows(unit.range, path.scan().rows());
        return path.scan();
    }

    private Plan joinWith(Plan left, BitSet leftRanges, Unit unit, List<Scalar> pending) {
        var all = (BitSet) leftRanges.clone();
        all.or(unit.ranges);
        var conditions = new ArrayList<Scalar>();
        for (Scalar condition : pending) {
            if (Trees.isSubset(Trees.ranges(condition), all)) {
                conditions.add(condition);
            }
        }
        List<Integer> rightList = unit.ranges.stream().boxed().toList();
        if (unit.needs.intersects(leftRanges)) {
            Plan right = filtered(unit, unit.filters);
            return new Plan.NestedLoop(
                    Plan.JoinKind.INNER,
                    left,
                    right,
                    level.condition(conditions),
                    rightList,
                    rows.of(Plan.JoinKind.INNER, left, right, conditions),
                    loopCost(left, right));
        }
        boolean wasOrdered = ordered;
        Plan right = alone(unit, new BitSet());
        double joined = rows.of(Plan.JoinKind.INNER, left, right, conditions);
        Plan lookup = null;
        if (unit.table != null) {
            var usable = new ArrayList<>(unit.filters);
            usable.addAll(conditions);
            AccessPaths.Path path =
                    new AccessPaths(level, unit.range, unit.table, usable, leftRanges).best(null);
            if (path.usesOuter()) {
                Plan.Scan scan = path.scan();
                lookup =
                        new Plan.NestedLoop(
                                Plan.JoinKind.INNER,
                                left,
                                scan,
                                null,
                                rightList,
                                joined,
                                loopCost(left, scan));
            }
        }
        Plan kept =
                stored.join(
                        Plan.JoinKind.INNER,
                        left,
                        leftRanges,
                        right,
                        unit.ranges,
                        conditions,
                        joined);
        if (right.rows() > left.rows()) {
            // the fewer rows are the cheaper ones to keep
            Plan turned =
                    stored.join(
                            Plan.JoinKind.INNER,
                            right,
                            unit.ranges,
                            left,
                            leftRanges,
                            conditions,
                            joined);
            kept = turned instanceof Plan.HashJoin && turned.cost() < kept.cost() ? turned : kept;
        }
        ordered = wasOrdered;
        return lookup != null && lookup.cost() <= kept.cost() ? lookup : kept;
    }
}
