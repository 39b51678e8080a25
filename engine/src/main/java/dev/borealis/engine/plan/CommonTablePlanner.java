package dev.borealis.engine.plan;

import dev.borealis.engine.tree.CommonTable;
import dev.borealis.engine.tree.Modification;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.Statement;

import java.util.List;

/** Plans the common tables of a WITH clause. */
final class CommonTablePlanner {
    private final Planner planner;

    CommonTablePlanner(Planner planner) {
        this.planner = planner;
    }

    /** Adds the plans of the tables to the level; what the reader does not read gets no plan, unless it changes rows. */
    void plan(Level level, List<CommonTable> with, Statement reader) {
        int[] references = CommonTables.references(reader, with.size());
        for (CommonTable table : with) { // all of them first: one may read another further on
            level.ctes.add(
                    new CtePlan(
                            table.name(),
                            planner.nextSite(),
                            planner.carriers(table.columnTypes())));
        }
        for (int i = 0; i < references.length; i++) {
            CommonTable table = with.get(i);
            CtePlan plan = level.ctes.get(i);
            switch (table.statement()) {
                case Query query -> {
                    if (references[i] == 0) {
                        continue;
                    }
                    if (table.recursive()
                            && query.body() instanceof Query.SetOperation
                            && refersToSelf(query)) {
                        planRecursive(level, plan, query, table);
                    } else {
                        plan.define(planner.plan(level, query), null);
                    }
                }
                case Modification modification ->
                        plan.define(
                                null, new ModificationPlanner(planner).plan(level, modification));
            }
        }
    }

    private static boolean refersToSelf(Query query) {
        return query.body() instanceof Query.SetOperation operation
                && containsSelf(operation.right());
    }

    private static boolean containsSelf(Query query) {
        for (RangeEntry entry : query.ranges()) {
            if (entry instanceof RangeEntry.CommonTableReference reference && reference.self()) {
                return true;
            }
            if (entry instanceof RangeEntry.Subquery subquery && containsSelf(subquery.query())) {
                return true;
            }
        }
        if (query.body() instanceof Query.SetOperation operation
                && (containsSelf(operation.left()) || containsSelf(operation.right()))) {
            return true;
        }
        for (CommonTable table : query.with()) {
            if (table.statement() instanceof Query inner && containsSelf(inner)) {
                return true;
            }
        }
        boolean[] found = {false};
        Trees.map(
                query,
                0,
                (node, _) -> {
                    if (node instanceof Scalar.Subquery subquery
                            && containsSelf(subquery.query())) {
                        found[0] = true;
                    }
                    return null;
                });
        return found[0];
    }

    private void planRecursive(Level level, CtePlan plan, Query written, CommonTable table) {
        Query query = CommonTables.inline(written, planner.compiler().environment());
        var operation = (Query.SetOperation) query.body();
        // the set operation is a level of its own, between the WITH and its two sides
        var inner = new Level(level, planner, query.ranges());
        plan(inner, query.with(), query);
        plan.define(planner.plan(inner, operation.left()), null);
        plan.defineRecursion(
                planner.plan(inner, operation.right()),
                !operation.all(),
                operation.all() ? List.of() : planner.orders(table.columnTypes()),
                inner.plannedCtes());
    }
}
