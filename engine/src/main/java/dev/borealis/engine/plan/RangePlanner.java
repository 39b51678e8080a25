package dev.borealis.engine.plan;

import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** How the ranges of FROM that are no tables are read. */
final class RangePlanner {
    private final Planner planner;

    RangePlanner(Planner planner) {
        this.planner = planner;
    }

    /** How a range that is no table is read. */
    Plan plan(Level level, int range, List<Scalar> filters) {
        Condition filter = level.condition(filters);
        return switch (level.ranges.get(range)) {
            case RangeEntry.Relation relation -> systemScan(relation, range, filter);
            case RangeEntry.Subquery subquery -> {
                QueryPlan plan = planner.plan(level, subquery.query());
                yield new Plan.SubqueryScan(
                        range,
                        subquery.alias(),
                        plan,
                        filter,
                        plan.root().rows(),
                        plan.root().cost());
            }
            case RangeEntry.Functions functions -> functionScan(level, range, functions, filter);
            case RangeEntry.Values values -> {
                var rows = new ArrayList<Expression[]>();
                for (List<Scalar> row : values.rows()) { // there may be thousands
                    var compiled = new Expression[row.size()];
                    for (int i = 0; i < compiled.length; i++) {
                        compiled[i] = level.compile(row.get(i));
                    }
                    rows.add(compiled);
                }
                yield new Plan.ValuesScan(
                        range,
                        rows,
                        planner.carriers(values.columnTypes()),
                        filter,
                        rows.size(),
                        rows.size());
            }
            case RangeEntry.CommonTableReference reference -> {
                // a reference to itself stands below the level of the set operation as well
                CtePlan table = level.up(reference.levelsUp()).ctes.get(reference.index());
                yield reference.self()
                        ? new Plan.WorkTableScan(range, table, filter, 100, 100)
                        : new Plan.CteScan(range, table, filter, rows(table), rows(table));
            }
            case RangeEntry.SetResult _ ->
                    throw new IllegalStateException("a set result is not read");
        };
    }

    /** How many rows a common table is taken to have. */
    private static double rows(CtePlan table) {
        QueryPlan query = table.query();
        return query == null || table.recursive() != null
                ? Selectivity.UNKNOWN_ROWS
                : query.root().rows();
    }

    /** Adds filters to the plan of one range. */
    Plan withFilter(Level level, Plan plan, int range, List<Scalar> filters) {
        Condition condition = Objects.requireNonNull(level.condition(filters));
        double rows = Selectivity.rows(plan.rows(), Selectivity.all(filters, level));
        if (!(plan instanceof Plan.Source source) || source.filter() != null) {
            return new Plan.Filter(plan, condition, rows);
        }
        return switch (source) {
            case Plan.SystemScan scan ->
                    new Plan.SystemScan(
                            range,
                            scan.relation(),
                            SystemLookups.of(level, range, scan.relation(), filters),
                            condition,
                            rows,
                            scan.cost());
            case Plan.SubqueryScan scan -> pushIntoSubquery(level, scan, filters, condition, rows);
            case Plan.ValuesScan scan ->
                    new Plan.ValuesScan(
                            range, scan.values(), scan.carriers(), condition, rows, scan.cost());
            case Plan.FunctionScan scan ->
                    new Plan.FunctionScan(
                            range,
                            scan.alias(),
                            scan.functions(),
                            scan.ordinality(),
                            scan.carriers(),
                            condition,
                            rows,
                            scan.cost());
            case Plan.CteScan scan ->
                    new Plan.CteScan(range, scan.table(), condition, rows, scan.cost());
            case Plan.WorkTableScan scan ->
                    new Plan.WorkTableScan(range, scan.table(), condition, rows, scan.cost());
        };
    }

    /** Conditions on the output of a sub-query or view become conditions inside it where that changes nothing. */
    private Plan pushIntoSubquery(
            Level level,
            Plan.SubqueryScan scan,
            List<Scalar> filters,
            Condition condition,
            double rows) {
        RangeEntry.Subquery entry = (RangeEntry.Subquery) level.ranges.get(scan.range());
        PushDown.Result result = PushDown.into(entry.query(), scan.range(), filters, level);
        if (result.pushed() == 0) {
            return new Plan.SubqueryScan(
                    scan.range(), scan.alias(), scan.query(), condition, rows, scan.cost());
        }
        QueryPlan plan = planner.plan(level, result.query());
        return new Plan.SubqueryScan(
                scan.range(),
                scan.alias(),
                plan,
                level.condition(result.rest()),
                plan.root().rows(),
                plan.root().cost());
    }

    private Plan systemScan(RangeEntry.Relation entry, int range, @Nullable Condition filter) {
        Relation relation = planner.catalog().relation(entry.oid());
        if (relation instanceof Relation.SystemRelation system) {
            return new Plan.SystemScan(range, system, List.of(), filter, 200, 200);
        }
        if (relation instanceof Relation.Sequence sequence) {
            var shown =
                    new Relation.SystemRelation(
                            sequence.oid(),
                            sequence.schema(),
                            sequence.name(),
                            sequence.owner(),
                            'S',
                            List.of(
                                    new Relation.ViewColumn("last_value", SqlType.INT8),
                                    new Relation.ViewColumn("log_cnt", SqlType.INT8),
                                    new Relation.ViewColumn("is_called", SqlType.BOOL)),
                            List.of());
            return new Plan.SystemScan(range, shown, List.of(), filter, 1, 1);
        }
        throw new IllegalStateException("no readable relation with OID " + entry.oid());
    }

    private Plan functionScan(
            Level level, int range, RangeEntry.Functions functions, @Nullable Condition filter) {
        var specs = new ArrayList<SetFunction>();
        int at = 0;
        for (RangeEntry.TableFunction function : functions.functions()) {
            List<SqlType> types = functions.columnTypes().subList(at, at + function.columns());
            boolean open = function.call().type().oid() == Oid.RECORD;
            var wanted = new ArrayList<NameResolver.Field>();
            for (int i = 0; open && i < types.size(); i++) {
                wanted.add(
                        new NameResolver.Field(functions.columnNames().get(at + i), types.get(i)));
            }
            specs.add(
                    planner.setFunctions.setFunction(
                            level, function.call(), function.columns(), types, wanted));
            at += function.columns();
        }
        return new Plan.FunctionScan(
                range,
                functions.alias(),
                specs,
                functions.ordinality(),
                planner.carriers(functions.columnTypes()),
                filter,
                1_000,
                1_000);
    }
}
