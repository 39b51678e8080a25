package dev.borealis.engine.plan;

import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.ValueOrder;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Carrier;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A step of a physical plan. Steps of one query level work on one frame: each makes its ranges' rows current and says
 * whether there was another one. Immutable, shared by all executions.
 */
public sealed interface Plan {
    /** Estimated rows given. */
    double rows();

    /** Estimated cost of all rows, in units of about one row read from a page. */
    double cost();

    /** One row without columns, if the condition holds. */
    record Result(@Nullable Condition filter) implements Plan {
        @Override
        public double rows() {
            return 1;
        }

        @Override
        public double cost() {
            return 1;
        }
    }

    /**
     * Rows of a table.
     *
     * @param index null or the primary key: the rows themselves; else a secondary index
     * @param indexOnly the entries have every column needed
     * @param atMostOne the access names a whole unique key
     * @param scanned estimated entries that are read, whether they fit the filter or not
     */
    record Scan(
            int range,
            TableStorage table,
            @Nullable IndexStorage index,
            Access access,
            boolean reverse,
            boolean indexOnly,
            boolean atMostOne,
            @Nullable Condition filter,
            double scanned,
            double rows,
            double cost)
            implements Plan {
        /** How many entries to expect of a range, for those who read ahead. */
        public int expectedEntries() {
            return (int) scanned; // at most what an int holds
        }
    }

    /** Reads one range that is no table; it can test its rows on the way. */
    sealed interface Source extends Plan {
        /** Tested on each row; null when there is nothing to test. */
        @Nullable Condition filter();
    }

    /**
     * Rows of a system relation.
     *
     * @param lookups equalities handed to the source: column (from 0) and value
     */
    record SystemScan(
            int range,
            Relation.SystemRelation relation,
            List<Lookup> lookups,
            @Nullable Condition filter,
            double rows,
            double cost)
            implements Source {}

    /** An equality with a column of a system relation. @param column from 0 */
    record Lookup(int column, Expression value) {}

    /** Rows of a sub-query in FROM. */
    record SubqueryScan(
            int range,
            String alias,
            QueryPlan query,
            @Nullable Condition filter,
            double rows,
            double cost)
            implements Source {}

    /** The rows of a VALUES list in FROM. */
    record ValuesScan(
            int range,
            List<Expression[]> values,
            List<Carrier> carriers,
            @Nullable Condition filter,
            double rows,
            double cost)
            implements Source {}

    /**
     * The rows of functions in FROM, side by side; the shorter ones are filled up with nulls.
     *
     * @param ordinality one more column numbers the rows
     */
    record FunctionScan(
            int range,
            String alias,
            List<SetFunction> functions,
            boolean ordinality,
            List<Carrier> carriers,
            @Nullable Condition filter,
            double rows,
            double cost)
            implements Source {}

    /** The rows of a WITH query, computed once for all who read it. */
    record CteScan(int range, CtePlan table, @Nullable Condition filter, double rows, double cost)
            implements Source {}

    /** The rows that the last step of a recursion gave. */
    record WorkTableScan(
            int range, CtePlan table, @Nullable Condition filter, double rows, double cost)
            implements Source {}

    /** The rows for which a condition holds. */
    record Filter(Plan input, Condition condition, double rows) implements Plan {
        @Override
        public double cost() {
            return input.cost() + input.rows() * 0.2;
        }
    }

    /** A condition that reads no range: tested once; where it does not hold, there are no rows. */
    record Gate(Plan input, Condition condition) implements Plan {
        @Override
        public double rows() {
            return input.rows();
        }

        @Override
        public double cost() {
            return input.cost();
        }
    }

    /** SEMI: rows of the left side that have a partner, once each; ANTI: those that have none. */
    enum JoinKind {
        INNER,
        LEFT,
        RIGHT,
        FULL,
        SEMI,
        ANTI
    }

    /**
     * For each row of the left side the right side starts anew; it may read the left side's columns. Never RIGHT or FULL.
     *
     * @param rightRanges set to nulls when a LEFT join finds nothing
     */
    record NestedLoop(
            JoinKind kind,
            Plan left,
            Plan right,
            @Nullable Condition condition,
            List<Integer> rightRanges,
            double rows,
            double cost)
            implements Plan {}

    /**
     * The right side is stored in a hash table, the left side probes it.
     *
     * @param leftRanges set to nulls for right rows without a partner
     */
    record HashJoin(
            JoinKind kind,
            Plan left,
            Plan right,
            List<Expression> leftKeys,
            List<Expression> rightKeys,
            List<ValueOrder> orders,
            List<Scalar> keyTrees,
            @Nullable Condition condition,
            StoredColumns rightColumns,
            List<Integer> leftRanges,
            List<Integer> rightRanges,
            double rows,
            double cost)
            implements Plan {}

    /** Keeps the rows of its input, so that starting anew is cheap. */
    record Materialize(Plan input, StoredColumns columns) implements Plan {
        @Override
        public double rows() {
            return input.rows();
        }

        @Override
        public double cost() {
            return input.cost() + input.rows() * 0.2;
        }
    }

    /**
     * Groups. Output row: the keys, then the aggregates, then the carried columns, then for each GROUPING its number.
     *
     * @param sets indexes of keys
     * @param ordered the input comes ordered by the keys (one set)
     * @param carried columns that depend on the keys: of any row of the group
     */
    record Aggregate(
            Plan input,
            int range,
            List<Expression> keys,
            List<Scalar> keyTrees,
            List<ValueOrder> orders,
            List<List<Integer>> sets,
            List<AggregateSpec> calls,
            List<Expression> carried,
            List<List<Integer>> groupings,
            boolean ordered,
            double rows)
            implements Plan {
        @Override
        public double cost() {
            return input.cost() + input.rows() * (0.5 + calls.size() * 0.3);
        }
    }

    /** Window functions over one window. Output row: their results; the input is stored and comes back. */
    record Window(
            Plan input,
            int range,
            WindowSpec window,
            List<WindowFunctionSpec> functions,
            StoredColumns columns)
            implements Plan {
        @Override
        public double rows() {
            return input.rows();
        }

        @Override
        public double cost() {
            return input.cost() + input.rows() * 3;
        }
    }

    /** Computes the output row. */
    record Project(Plan input, int range, List<Expression> targets, List<Scalar> trees)
            implements Plan {
        @Override
        public double rows() {
            return input.rows();
        }

        @Override
        public double cost() {
            return input.cost() + input.rows() * 0.1;
        }
    }

    /**
     * Computes the output row where targets contain set-returning functions: as many rows as the longest gives, the
     * others padded with nulls.
     *
     * @param functions their values stand in the row of {@code functionRange}
     */
    record ProjectSet(
            Plan input,
            int functionRange,
            List<SetFunction> functions,
            List<Carrier> carriers,
            double rows)
            implements Plan {
        @Override
        public double cost() {
            return input.cost() + rows * 0.3;
        }
    }

    /**
     * Sorts output rows.
     *
     * @param range whose row is sorted; columns that are stored
     * @param presorted of a prefix: unused
     * @param limit top-N: no more than this many rows will be asked for (offset included)
     */
    record Sort(
            Plan input,
            int range,
            List<Carrier> carriers,
            List<SortColumn> keys,
            @Nullable Expression limit,
            @Nullable Expression offset,
            StoredColumns columns)
            implements Plan {
        @Override
        public double rows() {
            return input.rows();
        }

        @Override
        public double cost() {
            double rows = Math.max(2, input.rows());
            return input.cost() + rows * Math.log(rows) * 0.3;
        }
    }

    /** @param column from 0 of the sorted row */
    record SortColumn(int column, ValueOrder order, boolean descending, boolean nullsFirst) {}

    /** Drops rows whose columns equal those of an earlier one. With {@code ordered} equal rows come together. */
    record Distinct(
            Plan input,
            int range,
            List<Carrier> carriers,
            List<SortColumn> columns,
            boolean ordered,
            double rows)
            implements Plan {
        @Override
        public double cost() {
            return input.cost() + input.rows() * 0.5;
        }
    }

    /** @param ties null, or the sort columns whose equality extends the limit */
    record Limit(
            Plan input,
            int range,
            @Nullable Expression limit,
            @Nullable Expression offset,
            @Nullable List<SortColumn> ties,
            double rows)
            implements Plan {
        @Override
        public double cost() {
            return input.cost() * Math.min(1, rows / Math.max(1, input.rows()));
        }
    }

    /** Touches the rows of tables that come through. The key of each row stands in a column of the given range. */
    record LockRows(Plan input, List<Lock> locks) implements Plan {
        @Override
        public double rows() {
            return input.rows();
        }

        @Override
        public double cost() {
            return input.cost() + input.rows();
        }
    }

    /** @param range and {@code keyColumn}: where the bytes of the row's key stand */
    record Lock(TableStorage table, int range, int keyColumn, boolean keyShare) {}

    /** UNION, INTERSECT, EXCEPT. Output row: the columns. */
    record SetOperation(
            int range,
            Query.SetOperation.Operator operator,
            boolean all,
            QueryPlan left,
            QueryPlan right,
            List<Carrier> carriers,
            List<ValueOrder> orders,
            double rows,
            double cost)
            implements Plan {}
}
