package dev.borealis.engine.plan;

import dev.borealis.engine.evaluate.Environment;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.function.OperatorSignature;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.SqlType;
import dev.borealis.types.value.ArrayValue;

import org.jspecify.annotations.Nullable;

import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;

/**
 * How large a part of the rows a condition lets through: from what ANALYZE found ({@link Comparisons}, {@link Patterns},
 * {@link JoinSelectivity}), and by PostgreSQL's defaults where nothing is known. The value of a parameter is not known: a
 * plan is kept for others.
 */
final class Selectivity {
    /** Of IS NULL, of an equality of two columns of one row, and of whatever nearly never holds. Source: PostgreSQL. */
    private static final double SELDOM = 0.005;

    /** A range with both ends of which one is not known. Source: PostgreSQL. */
    static final double BOTH_ENDS = 0.005;

    /** Of ends that meet: nearly nothing is between them. */
    private static final double NOTHING = 1e-10;

    /** Elements of an array that is not known. Source: PostgreSQL. */
    private static final int ELEMENTS = 10;

    /** Of a long list so many elements are looked for, and stand for the others. */
    private static final int LOOKS = 200;

    /** Rows that a call of a boolean function leaves. Source: PostgreSQL. */
    private static final double FUNCTION = 1.0 / 3;

    private static final double UNKNOWN = 0.5;

    /** Rows of a table never analyzed. */
    static final double UNKNOWN_ROWS = 1_000;

    private static final BitSet NONE = new BitSet();

    private final Level level;
    private final BitSet known;

    /** @param known ranges whose rows are there already */
    private Selectivity(Level level, BitSet known) {
        this.level = level;
        this.known = known;
    }

    /** Of one condition. */
    static double of(Scalar condition, Level level) {
        return new Selectivity(level, NONE).of(condition);
    }

    /** Of conditions that must all hold. */
    static double all(List<Scalar> conditions, Level level) {
        return all(conditions, level, NONE);
    }

    /** The same for rows of other ranges that are there already. @param known those ranges */
    static double all(List<Scalar> conditions, Level level, BitSet known) {
        return new Selectivity(level, known).all(conditions);
    }

    /**
     * The number of rows, whole and at least one, that conditions leave.
     *
     * @param rows before
     */
    static double rows(double rows, double selectivity) {
        return Math.max(1, Math.rint(rows * selectivity));
    }

    // --- several conditions ---

    /** The ends of a range on one column. */
    private static final class Ends {
        final Variable variable;
        double above = -1;
        double below = -1;

        Ends(Variable variable) {
            this.variable = variable;
        }

        /** The two ends overlap, so they are no independent conditions. */
        double selectivity() {
            if (above < 0 || below < 0) {
                return Math.max(above, below);
            }
            if (above == Comparisons.RANGE || below == Comparisons.RANGE) {
                return BOTH_ENDS;
            }
            double between = above + below - 1 + variable.nullFraction();
            return between > 0 ? between : between < -0.01 ? BOTH_ENDS : NOTHING;
        }
    }

    private double all(List<Scalar> conditions) {
        double product = 1;
        Map<Scalar, Ends> ranges = null;
        for (Scalar condition : conditions) {
            Sides sides =
                    condition instanceof Scalar.FunctionCall call && call.operator() != 0
                            ? sides(call)
                            : null;
            Comparisons.Side side = sides == null ? null : rangeSide(sides);
            if (sides == null || side == null || sides.variable.column() == null) {
                product *= of(condition);
                continue;
            }
            if (ranges == null) {
                ranges = new HashMap<>();
            }
            Ends ends =
                    ranges.computeIfAbsent(sides.variable.column(), _ -> new Ends(sides.variable));
            double part = range(sides, side);
            if (side.isGreater()) {
                ends.above = ends.above < 0 ? part : Math.min(ends.above, part);
            } else {
                ends.below = ends.below < 0 ? part : Math.min(ends.below, part);
            }
        }
        if (ranges != null) {
            for (Ends ends : ranges.values()) {
                product *= ends.selectivity();
            }
        }
        return Comparisons.clamped(product);
    }

    // --- one condition ---

    private double of(Scalar condition) {
        return switch (condition) {
            case Scalar.And and -> all(and.arguments());
            case Scalar.Or or -> {
                double any = 0;
                for (Scalar argument : or.arguments()) {
                    double one = of(argument);
                    any += one - any * one;
                }
                yield any;
            }
            case Scalar.Not not -> 1 - of(not.argument());
            case Scalar.Constant constant ->
                    constant.value() instanceof Long value && value != 0 ? 1 : 0;
            case Scalar.NullTest test -> isNull(test);
            case Scalar.BooleanTest test -> is(test);
            case Scalar.ArrayComparison comparison -> ofArray(comparison);
            case Scalar.DistinctFrom distinct -> {
                double equal = equality(distinct.left(), distinct.right());
                yield distinct.negated() ? equal : 1 - equal;
            }
            case Scalar.FunctionCall call -> ofCall(call);
            case Scalar.Column column -> isTrue(column);
            case Scalar.RowComparison comparison -> ofRow(comparison);
            case Scalar.Coercion coercion when coercion.kind() == Scalar.Coercion.Kind.RELABEL ->
                    of(coercion.argument());
            case Scalar.Leaf _,
                    Scalar.AggregateCall _,
                    Scalar.WindowCall _,
                    Scalar.Choice _,
                    Scalar.Constructor _,
                    Scalar.Part _,
                    Scalar.Coercion _,
                    Scalar.Subquery _ ->
                    UNKNOWN;
        };
    }

    private @Nullable Variable variable(Scalar scalar) {
        return Variable.of(scalar, level, known);
    }

    private double isNull(Scalar.NullTest test) {
        Variable variable = variable(test.argument());
        double nulls =
                variable == null || variable.found() == null ? SELDOM : variable.nullFraction();
        return test.negated() ? 1 - nulls : nulls;
    }

    private double isTrue(Scalar column) {
        Variable variable = variable(column);
        return variable == null
                ? UNKNOWN
                : Comparisons.equal(variable, new Scalar.Constant(SqlType.BOOL, 1L), SqlType.BOOL);
    }

    private double is(Scalar.BooleanTest test) {
        Variable variable = variable(test.argument());
        boolean known = variable != null && variable.found() != null;
        double nulls = known ? variable.nullFraction() : SELDOM;
        double isTrue = of(test.argument());
        double is =
                switch (test.kind()) {
                    case TRUE -> isTrue;
                    case FALSE -> known ? 1 - nulls - isTrue : 1 - isTrue;
                    case UNKNOWN -> nulls;
                };
        return Comparisons.clamped(test.negated() ? 1 - is : is);
    }

    private double ofRow(Scalar.RowComparison comparison) {
        // the first columns decide nearly always
        OperatorSignature operator = operator(comparison.operators().getFirst());
        Sides sides =
                operator == null
                        ? null
                        : sides(
                                operator,
                                comparison.left().getFirst(),
                                comparison.right().getFirst());
        Comparisons.Side side = sides == null ? null : rangeSide(sides);
        return sides == null || side == null ? Comparisons.RANGE : range(sides, side);
    }

    // --- operators ---

    /**
     * A variable compared with something known when the row is read.
     *
     * @param constant the value; null when it is not known in planning
     * @param swapped whether the variable stands on the right
     * @param parameter whether the value is a parameter, so that the plan meets others
     */
    private record Sides(
            OperatorSignature operator,
            Variable variable,
            Scalar.@Nullable Constant constant,
            SqlType valueType,
            boolean swapped,
            boolean parameter) {}

    private @Nullable OperatorSignature operator(int oid) {
        return level.compiler().environment().functions().operator(oid);
    }

    private @Nullable Sides sides(Scalar.FunctionCall call) {
        OperatorSignature operator = operator(call.operator());
        return operator == null || call.arguments().size() != 2
                ? null
                : sides(operator, call.arguments().get(0), call.arguments().get(1));
    }

    private @Nullable Sides sides(OperatorSignature operator, Scalar left, Scalar right) {
        Variable first = variable(left);
        Variable second = variable(right);
        if ((first == null) == (second == null)) {
            return null;
        }
        Scalar value = Variable.bare(first != null ? right : left);
        return new Sides(
                operator,
                first != null ? first : second,
                value instanceof Scalar.Constant constant
                        ? constant
                        : level.planner.valueNow(value),
                level.compiler().environment().baseType(value.type()),
                first == null,
                value instanceof Scalar.Parameter);
    }

    private static Comparisons.@Nullable Side rangeSide(Sides sides) {
        String estimator = sides.operator.restriction();
        Comparisons.Side side =
                switch (estimator == null ? "" : estimator) {
                    case "scalarltsel" -> Comparisons.Side.BELOW;
                    case "scalarlesel" -> Comparisons.Side.UP_TO;
                    case "scalargesel" -> Comparisons.Side.FROM;
                    case "scalargtsel" -> Comparisons.Side.ABOVE;
                    default -> null;
                };
        return side == null || !sides.swapped ? side : side.swapped();
    }

    private double range(Sides sides, Comparisons.Side side) {
        return Comparisons.range(sides.variable, side, sides.constant, sides.valueType);
    }

    private double equal(Sides sides) {
        Variable variable = sides.variable;
        if (sides.parameter
                && variable.commonCount() > 0
                && variable.frequency(0) * variable.rows() > Boundedness.MAX_SCANNED) {
            level.planner.noteValueMatters();
        }
        return Comparisons.equal(variable, sides.constant, sides.valueType);
    }

    private double ofCall(Scalar.FunctionCall call) {
        OperatorSignature operator = call.operator() == 0 ? null : operator(call.operator());
        if (operator == null) {
            return FUNCTION;
        }
        String estimator = operator.restriction();
        if (call.arguments().size() != 2 || estimator == null) {
            return UNKNOWN;
        }
        Scalar left = call.arguments().get(0);
        Scalar right = call.arguments().get(1);
        return switch (estimator) {
            case "eqsel" -> equality(operator, left, right);
            case "neqsel" -> {
                Sides sides = sides(operator, left, right);
                boolean isNull =
                        sides != null && sides.constant != null && sides.constant.value() == null;
                double nulls = sides == null ? 0 : sides.variable.nullFraction();
                yield isNull ? 0 : Comparisons.clamped(1 - equality(operator, left, right) - nulls);
            }
            case "scalarltsel", "scalarlesel", "scalargtsel", "scalargesel" -> {
                Sides sides = sides(operator, left, right);
                Comparisons.Side side = sides == null ? null : rangeSide(sides);
                yield sides == null || side == null ? Comparisons.RANGE : range(sides, side);
            }
            case "likesel", "iclikesel", "regexeqsel", "icregexeqsel" ->
                    pattern(operator, call, estimator.equals("likesel"), false);
            case "nlikesel", "icnlikesel", "regexnesel", "icregexnesel" ->
                    pattern(operator, call, estimator.equals("nlikesel"), true);
            case "matchingsel" -> 2 * SELDOM;
            case "contsel" -> 0.001;
            case "positionsel" -> 0.1;
            case "areasel", "arraycontsel", "networksel", "tsmatchsel", "prefixsel" -> SELDOM;
            default -> 2 * SELDOM;
        };
    }

    private double equality(Scalar left, Scalar right) {
        Variable a = variable(left);
        Variable b = variable(right);
        if (a != null && b != null) {
            return isJoin(a, b) ? JoinSelectivity.equal(a, b) : SELDOM;
        }
        if (a == null && b == null) {
            return SELDOM;
        }
        Scalar value = Variable.bare(a == null ? left : right);
        return Comparisons.equal(
                a == null ? Objects.requireNonNull(b) : a,
                value instanceof Scalar.Constant constant ? constant : null,
                level.compiler().environment().baseType(value.type()));
    }

    private double equality(OperatorSignature operator, Scalar left, Scalar right) {
        Sides sides = sides(operator, left, right);
        return sides == null ? equality(left, right) : equal(sides);
    }

    private static boolean isJoin(Variable a, Variable b) {
        return a.column() == null || b.column() == null || a.column().range() != b.column().range();
    }

    private double pattern(
            OperatorSignature operator, Scalar.FunctionCall call, boolean like, boolean negated) {
        Sides sides = sides(operator, call.arguments().get(0), call.arguments().get(1));
        if (sides == null || sides.swapped || sides.constant == null) {
            return negated ? 1 - Patterns.MATCH : Patterns.MATCH;
        }
        if (sides.constant.value() == null) {
            return 0;
        }
        Scalar.Constant pattern = sides.constant;
        double matching =
                level.planner.patterns().matching(sides.variable, call, pattern, like, negated);
        return negated
                ? Comparisons.clamped(1 - matching - sides.variable.nullFraction())
                : matching;
    }

    // --- arrays ---

    private double ofArray(Scalar.ArrayComparison comparison) {
        OperatorSignature operator = operator(comparison.operator());
        Variable variable = variable(comparison.left());
        if (operator == null || operator.restriction() == null || variable == null) {
            return UNKNOWN;
        }
        boolean equal = operator.restriction().equals("eqsel");
        boolean unequal = operator.restriction().equals("neqsel");
        Elements elements = elements(comparison);
        var parts = new double[Math.min(elements.count, LOOKS)];
        for (int i = 0; i < parts.length; i++) {
            Scalar element = elements.at.apply((int) ((long) i * elements.count / parts.length));
            parts[i] = ofElement(operator, comparison.left(), element);
        }
        double independent = comparison.any() ? 0 : 1;
        double disjoint = independent; // a row has one value, so that equalities do not overlap
        for (int i = 0; i < elements.count; i++) {
            double part = parts[(int) ((long) i * parts.length / elements.count)];
            independent =
                    comparison.any() ? independent + part - independent * part : independent * part;
            disjoint += comparison.any() ? part : part - 1;
        }
        boolean isDisjoint = comparison.any() ? equal : unequal;
        return Comparisons.clamped(
                isDisjoint && disjoint >= 0 && disjoint <= 1 ? disjoint : independent);
    }

    /** What a value is compared with one by one. A literal may have very many, of which few are looked at. */
    private record Elements(int count, IntFunction<Scalar> at) {
        static Elements of(List<Scalar> elements) {
            return new Elements(elements.size(), elements::get);
        }
    }

    private Elements elements(Scalar.ArrayComparison comparison) {
        Scalar bare = Variable.bare(comparison.array());
        if (bare instanceof Scalar.Constant constant
                && constant.value() instanceof ArrayValue array) {
            var type = SqlType.of(BuiltinTypes.elementOf(constant.type().oid()));
            @Nullable Object[] values = array.elements();
            return new Elements(values.length, i -> new Scalar.Constant(type, values[i]));
        }
        if (bare instanceof Scalar.Constant) {
            return Elements.of(List.of()); // NULL
        }
        if (bare instanceof Scalar.ArrayConstructor array && !array.nested()) {
            return Elements.of(array.elements());
        }
        var unknown = new Scalar.Parameter(comparison.left().type(), 1);
        return Elements.of(Collections.nCopies(ELEMENTS, unknown));
    }

    private double ofElement(OperatorSignature operator, Scalar left, Scalar element) {
        Sides sides = sides(operator, left, element);
        if (sides == null) {
            return SELDOM;
        }
        Comparisons.Side side = rangeSide(sides);
        if (side != null) {
            return range(sides, side);
        }
        if (sides.constant != null && sides.constant.value() == null) {
            return 0;
        }
        double equal = equal(sides);
        return "neqsel".equals(operator.restriction())
                ? Comparisons.clamped(1 - equal - sides.variable.nullFraction())
                : equal;
    }

    // --- what others ask of a condition ---

    static @Nullable String operatorName(Scalar.FunctionCall call, Level level) {
        if (call.operator() == 0) {
            return null;
        }
        var operator = level.compiler().environment().functions().operator(call.operator());
        return operator == null ? null : operator.name();
    }

    /** Whether two evaluations in a statement may differ, or have effects. */
    static boolean isVolatile(Scalar scalar, Level level) {
        return Trees.contains(
                scalar,
                node ->
                        node instanceof Scalar.FunctionCall call
                                && isVolatile(call, level.compiler().environment()));
    }

    static boolean isVolatile(Scalar.FunctionCall call, Environment environment) {
        FunctionSignature signature = environment.functions().function(call.function());
        if (signature == null) {
            var user = environment.catalog().function(call.function());
            signature = user == null ? null : user.signature();
        }
        return signature != null && signature.volatility() == FunctionSignature.Volatility.VOLATILE;
    }
}
