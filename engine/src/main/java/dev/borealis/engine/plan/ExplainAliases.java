package dev.borealis.engine.plan;

import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names that what a plan reads goes by: {@code r_1} where {@code r} is taken. Names are given level by level, those of
 * common tables and of sub-queries in expressions last. Source: PostgreSQL 16.
 */
final class ExplainAliases {
    /** By identity of a level's list of ranges. */
    private final Map<List<RangeEntry>, String[]> names = new IdentityHashMap<>();

    private final Set<String> taken = new HashSet<>();

    /** Whose sub-queries are still to be looked at. */
    private final List<QueryPlan> later = new ArrayList<>();

    private int count;

    ExplainAliases(StatementPlan plan) {
        QueryPlan query = plan.query();
        ModifyPlan modification = plan.modification();
        if (query != null) {
            level(query);
        } else if (modification != null) {
            modification(modification);
        }
        for (int i = 0; i < later.size(); i++) {
            QueryPlan level = later.get(i);
            level.ctes().forEach(this::commonTable);
            // one that was planned twice counts as it was planned last
            var subplans = new LinkedHashMap<Query, QueryPlan>();
            level.subplans().forEach(its -> subplans.put(its.subquery().query(), its.plan()));
            subplans.values().forEach(this::level);
        }
    }

    /** Whether there is more than one range, so that a column alone would not say whose it is. */
    boolean areMany() {
        return count > 1;
    }

    String alias(List<RangeEntry> level, int range) {
        String[] its = names.get(level);
        if (range >= level.size()) {
            return "";
        }
        String name = its == null ? null : its[range];
        return name == null ? level.get(range).alias() : name;
    }

    private void commonTable(CtePlan table) {
        QueryPlan query = table.query();
        QueryPlan recursive = table.recursive();
        ModifyPlan modification = table.modification();
        if (query != null) {
            level(query);
        }
        if (recursive != null) {
            level(recursive);
        }
        if (modification != null) {
            modification(modification);
        }
    }

    private void modification(ModifyPlan plan) {
        var read = new BitSet();
        read.set(0);
        name(plan.entries(), plan.source(), read);
        plan.ctes().forEach(this::commonTable);
    }

    private void level(QueryPlan plan) {
        later.add(plan);
        name(plan.entries(), plan.root(), new BitSet());
    }

    private void name(List<RangeEntry> entries, Plan root, BitSet read) {
        count += Math.max(1, entries.size()); // no FROM is a range as well
        addRead(root, read);
        var its = new String[entries.size()];
        read.stream()
                .filter(range -> range < its.length)
                .forEach(range -> its[range] = free(entries.get(range).alias()));
        names.put(entries, its);
        inside(root);
    }

    private String free(String alias) {
        String name = alias;
        for (int i = 1; !taken.add(name) && !alias.isEmpty(); i++) {
            name = alias + "_" + i;
        }
        return name;
    }

    /** The ranges of this level that the plan reads. */
    private static void addRead(Plan plan, BitSet to) {
        switch (plan) {
            case Plan.Scan scan -> to.set(scan.range());
            case Plan.SystemScan scan -> to.set(scan.range());
            case Plan.ValuesScan scan -> to.set(scan.range());
            case Plan.FunctionScan scan -> to.set(scan.range());
            case Plan.CteScan scan -> to.set(scan.range());
            case Plan.WorkTableScan scan -> to.set(scan.range());
            case Plan.SubqueryScan scan -> addShown(scan, null, to);
            case Plan.Project(Plan.SubqueryScan scan, var _, var _, var targets) ->
                    addShown(scan, targets, to);
            case Plan.SetOperation _ -> {}
            case Plan.Result _,
                    Plan.Filter _,
                    Plan.Gate _,
                    Plan.NestedLoop _,
                    Plan.HashJoin _,
                    Plan.Materialize _,
                    Plan.Aggregate _,
                    Plan.Window _,
                    Plan.Project _,
                    Plan.ProjectSet _,
                    Plan.Sort _,
                    Plan.Distinct _,
                    Plan.Limit _,
                    Plan.LockRows _ ->
                    ShownCosts.inputs(plan).forEach(input -> addRead(input, to));
        }
    }

    private static void addShown(
            Plan.SubqueryScan scan, @Nullable List<Scalar> targets, BitSet to) {
        if (ExplainSubqueries.isStep(scan, targets)) {
            to.set(scan.range());
        }
    }

    /** The levels whose rows this one reads. */
    private void inside(Plan plan) {
        if (plan instanceof Plan.SubqueryScan scan) {
            level(scan.query());
        } else if (plan instanceof Plan.SetOperation operation) {
            level(operation.left());
            level(operation.right());
        } else {
            ShownCosts.inputs(plan).forEach(this::inside);
        }
    }
}
