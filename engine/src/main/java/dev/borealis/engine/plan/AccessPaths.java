package dev.borealis.engine.plan;

import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.evaluate.Environment;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.function.OperatorFamily;
import dev.borealis.engine.function.OperatorSignature;
import dev.borealis.engine.function.Ordering;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Chooses how the rows of one table are read: all of them, or through the primary key or a secondary index, by the
 * conditions that name leading key columns.
 *
 * <pre>
 * conditions a = $1, b > 5, c = 7   index (a, b)   =>   equal a = $1, lower b > 5, filter c = 7
 * </pre>
 */
final class AccessPaths {
    /** Cost of finding the first key of a range. */
    private static final double SEEK = 4;

    /** Cost of fetching the row of an index entry. */
    private static final double LOOKUP = 4;

    /** A range between unknown values is taken for a narrow one; it may be so many times as wide, and would not be thought of as bounded. */
    private static final double WIDE =
            Comparisons.RANGE * Comparisons.RANGE / Selectivity.BOTH_ENDS;

    private final Level level;
    private final int range;
    private final TableStorage table;
    private final List<Scalar> conditions;
    private final BitSet available;
    private final FunctionRegistry functions;
    private final Environment environment;
    private double rows = -1; // not known yet

    /** A wanted order: columns (from 0) of one range. */
    record WantedOrder(int range, List<Key> keys, double limit) {
        record Key(int column, boolean descending, boolean nullsFirst) {}
    }

    /**
     * A chosen scan.
     *
     * @param ordered whether it gives the wanted order
     * @param unknownRange whether it reads what lies between two values of which one is a parameter
     */
    record Path(Plan.Scan scan, boolean ordered, boolean usesOuter, boolean unknownRange) {}

    /** A condition that an index can use. */
    private record Match(Scalar condition, int strategy, Scalar value, boolean keepsFilter) {}

    private static final int LESS = 1;
    private static final int LESS_OR_EQUAL = 2;
    private static final int EQUAL = 3;
    private static final int GREATER_OR_EQUAL = 4;
    private static final int GREATER = 5;
    private static final int ANY_OF = 6;
    private static final int IS_NULL = 7;
    private static final int STARTS_WITH = 8;

    /**
     * @param conditions over this range and the available ones, which are current when the scan starts
     */
    AccessPaths(
            Level level, int range, TableStorage table, List<Scalar> conditions, BitSet available) {
        this.level = level;
        this.range = range;
        this.table = table;
        this.conditions = conditions;
        this.available = available;
        environment = level.compiler().environment();
        functions = environment.functions();
    }

    /** How many rows fit all conditions, however they are found. */
    private double rows() {
        if (rows < 0) {
            rows = rows(conditions);
        }
        return rows;
    }

    private double rows(List<Scalar> of) {
        return Selectivity.rows(level.planner.rows(table), Selectivity.all(of, level, available));
    }

    /** The cheapest way. */
    Path best(@Nullable WantedOrder wanted) {
        WantedOrder order = wanted != null && wanted.range() == range ? wanted : null;
        Path best = null;
        double bestCost = Double.MAX_VALUE;
        for (Candidate candidate : candidates()) {
            Path path = path(candidate, order);
            if (path == null) {
                continue;
            }
            double cost = path.scan().cost();
            if (order != null) {
                double rows = Math.max(1, path.scan().rows());
                cost =
                        path.ordered()
                                ? cost * Math.min(1, order.limit() / rows)
                                : cost + rows * Math.log(rows + 1) * 0.3;
            }
            if (cost < bestCost) {
                best = path;
                bestCost = cost;
            }
        }
        if (best == null) {
            throw new IllegalStateException("no way to read " + table.table.name());
        }
        if (best.unknownRange() && best.scan().scanned() * WIDE > Boundedness.MAX_SCANNED) {
            level.planner.noteWideRange();
        }
        return best;
    }

    /** An index, or the rows themselves where it is null. */
    private record Candidate(
            @Nullable IndexStorage index, List<Relation.IndexKey> keys, boolean unique) {}

    private List<Candidate> candidates() {
        var candidates = new ArrayList<Candidate>();
        if (table.hasHiddenKey()) {
            candidates.add(new Candidate(null, List.of(), false));
        } else {
            candidates.add(
                    new Candidate(
                            null,
                            environment.catalog().index(table.table.primaryKey()).keys(),
                            true));
        }
        for (IndexStorage index : table.indexes) {
            if (index.isReadable() && isPredicateImplied(index.index())) {
                candidates.add(new Candidate(index, index.index().keys(), index.index().unique()));
            }
        }
        return candidates;
    }

    private boolean isPredicateImplied(Relation.Index index) {
        Scalar predicate = index.predicate();
        if (predicate == null) {
            return true;
        }
        return conditions.containsAll(Trees.conjuncts(onRange(predicate)));
    }

    /** A definition's expression, over range 0, as one over our range. */
    private Scalar onRange(Scalar definition) {
        return Trees.map(
                definition,
                0,
                (node, depth) ->
                        node instanceof Scalar.Column column && column.levelsUp() == depth
                                ? new Scalar.Column(column.type(), depth, range, column.column())
                                : null);
    }

    private @Nullable Path path(Candidate candidate, @Nullable WantedOrder wanted) {
        Set<Scalar> consumed = new HashSet<>();
        var equal = new ArrayList<Access.Equal>();
        var trees = new ArrayList<Scalar>();
        Access.Bound lower = null;
        Access.Bound upper = null;
        Scalar startsWith = null;
        var reading = new ArrayList<Scalar>(); // what decides how many entries are read
        double selectivity = 1;
        double seeks = 1;
        boolean usesOuter = false;
        boolean unknown = false;
        boolean single = true;
        int key = 0;
        for (; key < candidate.keys().size(); key++) {
            List<Match> matches = matches(candidate.keys().get(key));
            Match equality = first(matches, EQUAL);
            if (equality == null) {
                equality = first(matches, ANY_OF);
            }
            if (equality == null) {
                equality = first(matches, IS_NULL);
            }
            if (equality != null) {
                boolean anyOf = equality.strategy() == ANY_OF;
                equal.add(
                        new Access.Equal(
                                level.compile(equality.value()),
                                anyOf,
                                equality.strategy() == IS_NULL));
                trees.add(equality.condition());
                reading.add(equality.condition());
                consumed.add(equality.condition());
                seeks *= anyOf ? 3 : 1;
                single &= !anyOf;
                usesOuter |= readsOuter(equality.value());
                continue;
            }
            for (Match match : matches) {
                boolean inclusive =
                        match.strategy() == LESS_OR_EQUAL || match.strategy() == GREATER_OR_EQUAL;
                boolean isUpper = match.strategy() == LESS || match.strategy() == LESS_OR_EQUAL;
                if (match.strategy() == STARTS_WITH) {
                    if (startsWith != null || lower != null || upper != null) {
                        continue;
                    }
                    startsWith = match.value();
                    selectivity = startingWith((Scalar.FunctionCall) match.condition());
                } else if (startsWith != null) {
                    continue;
                } else if (isUpper && upper == null) {
                    upper = new Access.Bound(level.compile(match.value()), inclusive);
                    reading.add(match.condition());
                } else if (!isUpper && lower == null) {
                    lower = new Access.Bound(level.compile(match.value()), inclusive);
                    reading.add(match.condition());
                } else {
                    continue;
                }
                trees.add(match.condition());
                unknown |= Variable.bare(match.value()) instanceof Scalar.Parameter;
                usesOuter |= readsOuter(match.value());
                if (!match.keepsFilter()) {
                    consumed.add(match.condition());
                }
            }
            break;
        }
        if (candidate.index() != null) {
            Scalar predicate = candidate.index().index().predicate();
            if (predicate != null) {
                List<Scalar> implied = Trees.conjuncts(onRange(predicate));
                consumed.addAll(implied);
                implied.stream().filter(part -> !reading.contains(part)).forEach(reading::add);
            }
        }
        boolean whole = equal.size() == candidate.keys().size() && !candidate.keys().isEmpty();
        boolean atMostOne =
                whole
                        && candidate.unique()
                        && single
                        && equal.stream().noneMatch(Access.Equal::isNull);
        Plan.Scan scan =
                scan(
                        candidate,
                        equal,
                        lower,
                        upper,
                        startsWith,
                        trees,
                        consumed,
                        atMostOne,
                        atMostOne ? 1 : Math.max(1, rows(reading) * selectivity),
                        seeks);
        boolean ordered =
                wanted != null && single && isOrdered(candidate, equal.size(), atMostOne, wanted);
        boolean reverse = ordered && isReversed(candidate, equal.size(), wanted);
        if (reverse) {
            scan =
                    new Plan.Scan(
                            range,
                            table,
                            scan.index(),
                            scan.access(),
                            true,
                            scan.indexOnly(),
                            scan.atMostOne(),
                            scan.filter(),
                            scan.scanned(),
                            scan.rows(),
                            scan.cost());
        }
        boolean useless =
                candidate.index() != null && scan.access().isAll() && !ordered && !scan.indexOnly();
        return useless
                ? null
                : new Path(scan, ordered, usesOuter, lower != null && upper != null && unknown);
    }

    private Plan.Scan scan(
            Candidate candidate,
            List<Access.Equal> equal,
            Access.@Nullable Bound lower,
            Access.@Nullable Bound upper,
            @Nullable Scalar startsWith,
            List<Scalar> trees,
            Set<Scalar> consumed,
            boolean atMostOne,
            double scanned,
            double seeks) {
        var rest = new ArrayList<Scalar>();
        for (Scalar condition : conditions) {
            if (!consumed.contains(condition)) {
                rest.add(condition);
            }
        }
        boolean indexOnly = candidate.index() != null && covers(candidate.index());
        double perRow = candidate.index() == null ? 1 : indexOnly ? 1.05 : 1 + LOOKUP;
        PlannerSwitches switches = level.planner.switches;
        boolean wantedKind =
                trees.isEmpty() && candidate.index() == null
                        ? switches.fullScan()
                        : candidate.index() == null || indexOnly
                                ? switches.indexOnlyScan()
                                : switches.indexScan();
        double cost =
                SEEK * seeks
                        + scanned * (perRow + 0.1 * rest.size())
                        + PlannerSwitches.penalty(wantedKind);
        var access =
                new Access(
                        equal,
                        lower,
                        upper,
                        startsWith == null ? null : new LikePrefix(level.compile(startsWith)),
                        trees);
        return new Plan.Scan(
                range,
                table,
                candidate.index(),
                access,
                false,
                indexOnly,
                atMostOne,
                level.condition(rest),
                scanned,
                Math.min(scanned, rows()),
                cost);
    }

    /** What part of the rows begin as a pattern does. */
    private double startingWith(Scalar.FunctionCall like) {
        Variable variable = Variable.of(like.arguments().get(0), level, available);
        Scalar pattern = Variable.bare(like.arguments().get(1));
        return variable == null
                ? 1
                : Patterns.startingWith(
                        variable, pattern instanceof Scalar.Constant constant ? constant : null);
    }

    private boolean covers(IndexStorage index) {
        for (int column : level.used(range)) {
            if (column < index.entryColumns().length && index.entryColumns()[column] < 0) {
                return false;
            }
        }
        return true;
    }

    // --- order ---

    private boolean isOrdered(
            Candidate candidate, int equalKeys, boolean atMostOne, WantedOrder wanted) {
        if (atMostOne) {
            return true;
        }
        return matchesOrder(candidate, equalKeys, wanted, false)
                || matchesOrder(candidate, equalKeys, wanted, true);
    }

    private boolean isReversed(Candidate candidate, int equalKeys, WantedOrder wanted) {
        return !matchesOrder(candidate, equalKeys, wanted, false)
                && matchesOrder(candidate, equalKeys, wanted, true);
    }

    private boolean matchesOrder(
            Candidate candidate, int equalKeys, WantedOrder wanted, boolean reverse) {
        int at = equalKeys;
        List<Relation.IndexKey> keys = orderKeys(candidate);
        for (WantedOrder.Key key : wanted.keys()) {
            if (isFixed(candidate, equalKeys, key.column())) {
                continue;
            }
            if (at >= keys.size()) {
                // the index key ends; after it entries are ordered by the row's key, which nobody
                // asks for
                return candidate.unique() && candidate.index() == null;
            }
            Relation.IndexKey indexKey = keys.get(at);
            if (indexKey.column() != key.column() + 1 || key.descending() != reverse) {
                return false;
            }
            ColumnDefinition definition = table.table.column(indexKey.column());
            boolean nullsMatter = candidate.index() != null && !definition.notNull();
            if (nullsMatter && key.nullsFirst() != (indexKey.nullsFirst() != reverse)) {
                return false;
            }
            at++;
        }
        return true;
    }

    /** What entries are ordered by: entries of a plain index with equal keys by the key of the row. */
    private List<Relation.IndexKey> orderKeys(Candidate candidate) {
        if (candidate.index() == null || candidate.unique() || table.hasHiddenKey()) {
            return candidate.keys();
        }
        var keys = new ArrayList<>(candidate.keys());
        keys.addAll(environment.catalog().index(table.table.primaryKey()).keys());
        return keys;
    }

    private static boolean isFixed(Candidate candidate, int equalKeys, int column) {
        for (int i = 0; i < equalKeys; i++) {
            if (candidate.keys().get(i).column() == column + 1) {
                return true;
            }
        }
        return false;
    }

    // --- matching conditions with keys ---

    private static @Nullable Match first(List<Match> matches, int strategy) {
        for (Match match : matches) {
            if (match.strategy() == strategy) {
                return match;
            }
        }
        return null;
    }

    private List<Match> matches(Relation.IndexKey key) {
        Scalar expression = key.expression();
        Scalar wanted = expression == null ? null : onRange(expression);
        var matches = new ArrayList<Match>();
        for (Scalar condition : conditions) {
            Match match = match(condition, key, wanted);
            if (match != null) {
                matches.add(match);
            }
        }
        return matches;
    }

    private @Nullable Match match(
            Scalar condition, Relation.IndexKey key, @Nullable Scalar expression) {
        if (condition instanceof Scalar.FunctionCall call
                && call.arguments().size() == 2
                && call.operator() != 0) {
            return matchOperator(call, key, expression);
        }
        if (condition instanceof Scalar.ArrayComparison comparison && comparison.any()) {
            boolean fits =
                    isKey(comparison.left(), key, expression)
                            && isUsable(comparison.array())
                            && strategy(comparison.operator(), key.type(), false) == EQUAL;
            return fits ? new Match(condition, ANY_OF, comparison.array(), false) : null;
        }
        if (condition instanceof Scalar.NullTest test
                && !test.negated()
                && !test.rowWise()
                && isKey(test.argument(), key, expression)) {
            return new Match(condition, IS_NULL, new Scalar.Constant(key.type(), null), false);
        }
        boolean negated = condition instanceof Scalar.Not;
        Scalar tested = condition instanceof Scalar.Not not ? not.argument() : condition;
        if (tested instanceof Scalar.Column column
                && key.type().oid() == Oid.BOOL
                && isKey(column, key, expression)) {
            var value = new Scalar.Constant(SqlType.BOOL, negated ? 0L : 1L);
            return new Match(condition, EQUAL, value, false);
        }
        return null;
    }

    private @Nullable Match matchOperator(
            Scalar.FunctionCall call, Relation.IndexKey key, @Nullable Scalar expression) {
        Scalar left = call.arguments().get(0);
        Scalar right = call.arguments().get(1);
        if (isKey(left, key, expression) && isUsable(right)) {
            OperatorSignature operator = functions.operator(call.operator());
            if (operator != null && operator.name().equals("~~") && isText(key.type())) {
                return new Match(call, STARTS_WITH, right, true);
            }
            int strategy = strategy(call.operator(), key.type(), false);
            return strategy == 0 ? null : new Match(call, strategy, right, false);
        }
        if (isKey(right, key, expression) && isUsable(left)) {
            int strategy = strategy(call.operator(), key.type(), true);
            return strategy == 0 ? null : new Match(call, strategy, left, false);
        }
        return null;
    }

    private boolean isText(SqlType type) {
        int oid = environment.baseType(type).oid();
        return oid == Oid.TEXT || oid == Oid.VARCHAR;
    }

    private boolean isKey(Scalar side, Relation.IndexKey key, @Nullable Scalar expression) {
        Scalar bare = side;
        while (bare instanceof Scalar.Coercion coercion
                && coercion.kind() == Scalar.Coercion.Kind.RELABEL
                && !bare.equals(expression)) {
            bare = coercion.argument();
        }
        if (expression != null) {
            return bare.equals(expression) || side.equals(expression);
        }
        return bare instanceof Scalar.Column column
                && column.levelsUp() == 0
                && column.range() == range
                && column.column() == key.column();
    }

    /** A value that is known when the scan starts. */
    private boolean isUsable(Scalar value) {
        BitSet needed = Trees.ranges(value);
        needed.andNot(available);
        return needed.isEmpty() && !Selectivity.isVolatile(value, level);
    }

    private static boolean readsOuter(Scalar value) {
        return !Trees.ranges(value).isEmpty();
    }

    /** Btree strategy of an operator for a key of this type, 0 when it is none. */
    private int strategy(int operator, SqlType keyType, boolean swapped) {
        SqlType base = environment.baseType(keyType);
        Ordering ordering = functions.defaultOrdering(base.oid());
        OperatorSignature signature = functions.operator(operator);
        if (ordering == null || signature == null) {
            return 0;
        }
        OperatorFamily family = functions.operatorFamily(ordering.family());
        if (family == null) {
            return 0;
        }
        int keySide = swapped ? signature.right() : signature.left();
        int valueSide = swapped ? signature.left() : signature.right();
        if (!isComparable(base.oid(), keySide) || !isComparable(base.oid(), valueSide)) {
            return 0;
        }
        for (OperatorFamily.Member member : family.operators()) {
            if (member.oid() == operator) {
                return swapped ? 6 - member.number() : member.number();
            }
        }
        return 0;
    }

    /** Whether a value of one type has the same key form as one of the other, apart from the range of integers. */
    private static boolean isComparable(int key, int value) {
        return key == value
                || isInteger(key) && isInteger(value)
                || isTextLike(key) && isTextLike(value)
                || value == Oid.ANYARRAY
                || value == Oid.RECORD;
    }

    static boolean isInteger(int type) {
        return type == Oid.INT2 || type == Oid.INT4 || type == Oid.INT8;
    }

    static boolean isTextLike(int type) {
        return type == Oid.TEXT || type == Oid.VARCHAR || type == Oid.NAME;
    }
}
