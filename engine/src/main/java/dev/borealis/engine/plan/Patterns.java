package dev.borealis.engine.plan;

import dev.borealis.engine.evaluate.Environment;
import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.ExpressionCompiler;
import dev.borealis.engine.evaluate.FoldingRuntime;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.Sites;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Bytes;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.value.ArrayValue;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What part of the rows LIKE or a regular expression lets through: the values that ANALYZE kept are matched, and where they
 * are few, LIKE is guessed at by its fixed beginning and the number of its characters. As PostgreSQL does it.
 */
final class Patterns {
    /** While nothing is known. Source: PostgreSQL. */
    static final double MATCH = 0.005;

    /** From so many bounds on, matching them says all. */
    private static final int ENOUGH = 100;

    /** Fewer bounds say nothing. */
    private static final int TOO_FEW = 10;

    private static final double LEAST = 0.0001;

    private static final double FIXED_CHARACTER = 0.20;
    private static final double ANY_CHARACTER = 0.9;
    private static final double ANY_TEXT = 5;

    private final Environment environment;

    /** What was reckoned before, by the call: an order of joins is tried after the other. */
    private final Map<Scalar.FunctionCall, Double> known = new IdentityHashMap<>();

    Patterns(Environment environment) {
        this.environment = environment;
    }

    /**
     * {@code variable LIKE pattern} and its like: what part of the rows matches the pattern, also of {@code NOT LIKE}.
     *
     * @param tested the call, over the variable's column
     * @param like whether it is LIKE itself, case and all
     * @param negated whether the call is true where the pattern does not match
     */
    double matching(
            Variable variable,
            Scalar.FunctionCall tested,
            Scalar.Constant pattern,
            boolean like,
            boolean negated) {
        Double before = known.get(tested);
        if (before == null) {
            before = reckoned(variable, tested, pattern, like, negated);
            known.put(tested, before);
        }
        return before;
    }

    private double reckoned(
            Variable variable,
            Scalar.FunctionCall tested,
            Scalar.Constant pattern,
            boolean like,
            boolean negated) {
        if (!(pattern.value() instanceof Bytes text)) {
            return pattern.value() == null ? 0 : MATCH;
        }
        LikePrefix.Parts parts = like ? LikePrefix.of(text) : null;
        if (parts != null && parts.rest() == text.length()) {
            var whole = new Scalar.Constant(SqlType.TEXT, parts.prefix());
            return Comparisons.equal(variable, whole, SqlType.TEXT);
        }
        Predicate<Object> holds = matcher(variable, tested);
        Predicate<Object> matches = negated ? holds.negate() : holds;
        double others = others(variable, text, parts, matches);
        double common = 0;
        ArrayValue values = variable.common();
        for (int i = 0; i < variable.commonCount() && values != null; i++) {
            Object value = values.get(i);
            common += value != null && matches.test(value) ? variable.frequency(i) : 0;
        }
        double rest = 1 - variable.nullFraction() - variable.commonFraction();
        return Comparisons.clamped(Math.clamp(others, LEAST, 1 - LEAST) * rest + common);
    }

    /** What part of the rows that have no common value match. */
    private static double others(
            Variable variable,
            Bytes pattern,
            LikePrefix.@Nullable Parts parts,
            Predicate<Object> matches) {
        ArrayValue bounds = variable.bounds();
        int size = bounds == null ? 0 : bounds.size();
        double matched = -1;
        if (bounds != null && size >= TOO_FEW) {
            int count = 0;
            for (int i = 1; i < size - 1; i++) { // the ends are not like the others
                Object bound = bounds.get(i);
                count += bound != null && matches.test(bound) ? 1 : 0;
            }
            matched = (double) count / (size - 2);
        }
        if (size >= ENOUGH) {
            return matched;
        }
        double guess = parts == null ? MATCH : guess(variable, pattern, parts);
        double weight = (double) size / ENOUGH;
        return matched < 0 ? guess : matched * weight + guess * (1 - weight);
    }

    private static double guess(Variable variable, Bytes pattern, LikePrefix.Parts parts) {
        double prefix = parts.prefix().isEmpty() ? 1 : ofPrefix(variable, parts.prefix());
        int at = parts.rest();
        while (at < pattern.length() && (pattern.get(at) == '%' || pattern.get(at) == '_')) {
            at++; // wildcards at the beginning let everything through
        }
        double rest = 1;
        for (; at < pattern.length(); at++) {
            switch (pattern.get(at)) {
                case '%' -> rest *= ANY_TEXT;
                case '_' -> rest *= ANY_CHARACTER;
                case '\\' -> {
                    at++;
                    rest *= FIXED_CHARACTER;
                }
                default -> rest *= FIXED_CHARACTER;
            }
        }
        return prefix * Math.min(1, rest);
    }

    /** Texts that begin so, of those that are not common. */
    private static double ofPrefix(Variable variable, Bytes prefix) {
        var from = new Scalar.Constant(SqlType.TEXT, prefix);
        double equal = Comparisons.equal(variable, from, SqlType.TEXT);
        if (variable.bounds() == null) {
            return Math.max(MATCH, equal);
        }
        Bytes next = after(prefix);
        double above = Comparisons.inHistogram(variable, Comparisons.Side.FROM, from);
        double below =
                next == null
                        ? 1
                        : Comparisons.inHistogram(
                                variable,
                                Comparisons.Side.BELOW,
                                new Scalar.Constant(SqlType.TEXT, next));
        return Math.max(equal, above + below - 1);
    }

    /** What part of all rows begins so: what an index on the texts would read. */
    static double startingWith(Variable variable, Scalar.@Nullable Constant pattern) {
        if (pattern == null || !(pattern.value() instanceof Bytes text)) {
            return 0.01;
        }
        Bytes prefix = LikePrefix.of(text).prefix();
        if (prefix.isEmpty()) {
            return 1;
        }
        if (variable.found() == null) {
            return 0.01;
        }
        Bytes next = after(prefix);
        double above =
                Comparisons.range(
                        variable,
                        Comparisons.Side.FROM,
                        new Scalar.Constant(SqlType.TEXT, prefix),
                        SqlType.TEXT);
        double below =
                next == null
                        ? 1 - variable.nullFraction()
                        : Comparisons.range(
                                variable,
                                Comparisons.Side.BELOW,
                                new Scalar.Constant(SqlType.TEXT, next),
                                SqlType.TEXT);
        return Math.max(LEAST, above + below - 1 + variable.nullFraction());
    }

    /** The least text behind all that begin so; null when there is none. */
    private static @Nullable Bytes after(Bytes prefix) {
        for (int length = prefix.length(); length > 0; length--) {
            if ((prefix.get(length - 1) & 0xFF) < 0xFF) {
                byte[] next = new byte[length];
                for (int i = 0; i < length; i++) {
                    next[i] = prefix.get(i);
                }
                next[length - 1]++;
                return Bytes.of(next);
            }
        }
        return null;
    }

    /** The test compiled once, over a parameter in place of the column. */
    private Predicate<Object> matcher(Variable variable, Scalar.FunctionCall tested) {
        Scalar.Column column = variable.column();
        if (variable.found() == null || column == null) {
            return _ -> false; // nobody will ask
        }
        Scalar overParameter =
                Trees.map(
                        tested,
                        0,
                        (node, _) ->
                                node.equals(column) ? new Scalar.Parameter(node.type(), 1) : null);
        var sites = new Sites();
        Expression code =
                new ExpressionCompiler(environment.withSites(sites)).compile(overParameter);
        @Nullable Object[] parameter = new Object[1];
        var runtime =
                new FoldingRuntime(sites.count(), environment.names(), Arrays.asList(parameter));
        var frame = new Frame(runtime, null, 0);
        return value -> {
            parameter[0] = value;
            try {
                return code.evaluateObject(frame) instanceof Long result && result != 0;
            } catch (SqlException | FoldingRuntime.NeedsSession | FoldingRuntime.TooLarge _) {
                return false; // who runs it will be told
            }
        };
    }
}
