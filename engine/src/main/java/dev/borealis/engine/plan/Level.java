package dev.borealis.engine.plan;

import dev.borealis.engine.evaluate.ExpressionCompiler;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.TreeMapper;
import dev.borealis.types.Carrier;
import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What the planner knows of one query level while it plans it. */
final class Level {
    final @Nullable Level parent;
    final Planner planner;
    final List<RangeEntry> ranges;

    /** Common tables of this level's WITH, in order. */
    final List<CtePlan> ctes = new ArrayList<>();

    /** Those that somebody reads or that change rows; the others were not planned. */
    List<CtePlan> plannedCtes() {
        return ctes.stream().filter(CtePlan::isDefined).toList();
    }

    /** EXISTS and IN that became joins. */
    List<SemiJoins.Join> semiJoins = List.of();

    /** What it plans; null for the level of a change of rows or of the two sides of a recursion. */
    @Nullable Query query;

    private @Nullable Boolean correlated;

    /** By range: the columns (from 0) that anything in the query reads. */
    private final Map<Integer, TreeSet<Integer>> used = new HashMap<>();

    /** Of its expressions, in the order they were planned. */
    final List<QueryPlan.Subplan> subplans = new ArrayList<>();

    private int rangeCount;

    /** By range of a table: how many of its rows its own conditions leave. */
    private final Map<Integer, Double> rows = new HashMap<>();

    Level(@Nullable Level parent, Planner planner, List<RangeEntry> ranges) {
        this.parent = parent;
        this.planner = planner;
        this.ranges = ranges;
        rangeCount = ranges.size();
    }

    /** A further range of the frame, for computed rows. */
    int newRange() {
        return rangeCount++;
    }

    int rangeCount() {
        return rangeCount;
    }

    /** So many rows of a table are left by its own conditions. */
    void noteRows(int range, double left) {
        rows.put(range, left);
    }

    /** How many rows of a table are left by its own conditions. @param all rows of the table */
    double rows(int range, double all) {
        return Math.min(all, rows.getOrDefault(range, all));
    }

    ExpressionCompiler compiler() {
        return planner.compiler();
    }

    /** Compiles an expression of this level. */
    dev.borealis.engine.evaluate.Expression compile(Scalar scalar) {
        return planner.compileAt(this, scalar);
    }

    /** A call in FROM that is told which columns are wanted. */
    dev.borealis.engine.evaluate.Expression compileFor(
            Scalar.FunctionCall call, List<NameResolver.Field> wanted) {
        return planner.compileAt(this, call, wanted);
    }

    List<dev.borealis.engine.evaluate.Expression> compileAll(List<? extends Scalar> scalars) {
        return scalars.stream().map(this::compile).toList();
    }

    @Nullable Condition condition(List<Scalar> conjuncts) {
        if (conjuncts.isEmpty()) {
            return null;
        }
        Scalar whole = Trees.and(conjuncts);
        return new Condition(conjuncts, compile(java.util.Objects.requireNonNull(whole)));
    }

    /**
     * Whether rows of levels around it decide what the query of this level gives: through its columns, or through a common
     * table of a level that is itself correlated and so begins anew with each row.
     */
    boolean isCorrelated(Query query) {
        boolean is =
                Trees.isCorrelated(query)
                        || semiJoins.stream().anyMatch(Level::readsOuterLevel)
                        || readsTableThatBeginsAnew(query);
        correlated = is;
        return is;
    }

    /** Before the level is planned, what its query says of itself. */
    private boolean beginsAnew() {
        if (correlated == null) {
            correlated =
                    query != null ? isCorrelated(query) : parent != null && parent.beginsAnew();
        }
        return correlated;
    }

    private boolean readsTableThatBeginsAnew(Query read) {
        if (parent == null) {
            return false;
        }
        boolean[] found = {false};
        new TreeMapper() {
            @Override
            public RangeEntry range(RangeEntry range, int depth) {
                if (range instanceof RangeEntry.CommonTableReference reference
                        && reference.levelsUp() > depth) {
                    found[0] |= up(reference.levelsUp() - depth).beginsAnew();
                }
                return super.range(range, depth);
            }
        }.query(read, 0);
        return found[0];
    }

    /** Whether a condition of a semi-join looks beyond its own level. */
    private static boolean readsOuterLevel(SemiJoins.Join join) {
        for (Scalar condition : join.conditions()) {
            boolean[] found = {false};
            Trees.map(
                    condition,
                    0,
                    (node, at) -> {
                        found[0] |= node instanceof Scalar.Column column && column.levelsUp() > at;
                        return null;
                    });
            if (found[0]) {
                return true;
            }
        }
        return false;
    }

    Level up(int levels) {
        Level level = this;
        for (int i = 0; i < levels; i++) {
            level = java.util.Objects.requireNonNull(level.parent, "no level above");
        }
        return level;
    }

    List<SqlType> columnTypes(int range) {
        return switch (ranges.get(range)) {
            case RangeEntry.Relation relation -> relation.columnTypes();
            case RangeEntry.Subquery subquery ->
                    subquery.query().targets().stream()
                            .filter(target -> !target.hidden())
                            .map(target -> target.value().type())
                            .toList();
            case RangeEntry.Functions functions -> functions.columnTypes();
            case RangeEntry.Values values -> values.columnTypes();
            case RangeEntry.CommonTableReference reference -> reference.columnTypes();
            case RangeEntry.SetResult result -> result.columnTypes();
        };
    }

    /** Notes that a column of this level is read. @param column number, from 1; 0 for all */
    void use(int range, int column) {
        if (range >= ranges.size()) {
            return;
        }
        TreeSet<Integer> columns = used.computeIfAbsent(range, _ -> new TreeSet<>());
        if (column > 0) {
            columns.add(column - 1);
        } else if (column == 0) {
            useAll(range);
        }
    }

    void useAll(int range) {
        TreeSet<Integer> columns = used.computeIfAbsent(range, _ -> new TreeSet<>());
        for (int i = 0; i < columnTypes(range).size(); i++) {
            columns.add(i);
        }
    }

    /** The key of the range's rows is read too: it is to be locked or changed. */
    void useRowKey(int range) {
        used.computeIfAbsent(range, _ -> new TreeSet<>()).add(columnTypes(range).size());
    }

    /** Columns (from 0) of a range that are read; one past the last is the row's key. */
    TreeSet<Integer> used(int range) {
        return used.computeIfAbsent(range, _ -> new TreeSet<>());
    }

    /** What has to be kept of some ranges when their rows are stored. */
    StoredColumns stored(java.util.BitSet wanted) {
        var columns = new ArrayList<StoredColumns.Column>();
        for (int range = wanted.nextSetBit(0); range >= 0; range = wanted.nextSetBit(range + 1)) {
            List<SqlType> types = range < ranges.size() ? columnTypes(range) : List.of();
            for (int column : used(range)) {
                Carrier carrier =
                        column >= types.size()
                                ? Carrier.OBJECT
                                : compiler().environment().carrier(types.get(column));
                columns.add(new StoredColumns.Column(range, column, carrier));
            }
        }
        return new StoredColumns(columns);
    }
}
