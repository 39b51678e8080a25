package dev.borealis.engine.plan;

import dev.borealis.engine.key.KeyOrder;
import dev.borealis.types.Bytes;
import dev.borealis.types.value.ArrayValue;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * What part of all pairs of rows an equality of two variables lets through, as PostgreSQL reckons: common values of both
 * sides are looked for one in the other; what is left, or everything when there are none, meets as if the side with fewer
 * values had each of them on the other side too.
 */
final class JoinSelectivity {
    private JoinSelectivity() {}

    /** Of an inner join. */
    static double equal(Variable a, Variable b) {
        double present = (1 - a.nullFraction()) * (1 - b.nullFraction());
        if (a.commonCount() == 0
                || b.commonCount() == 0
                || ValueScale.of(a.type(), b.type()) == null
                || !KeyOrder.isOrdered(a.type())) {
            return present / Math.max(a.distinct(), b.distinct());
        }
        Common common = Common.of(a, b);
        double otherA = others(a);
        double otherB = others(b);
        double fromA =
                common.matched
                        + share(common.onlyA * otherB, b.distinct() - b.commonCount())
                        + share(otherA * (otherB + common.onlyB), b.distinct() - common.count);
        double fromB =
                common.matched
                        + share(common.onlyB * otherA, a.distinct() - a.commonCount())
                        + share(otherB * (otherA + common.onlyA), a.distinct() - common.count);
        return Comparisons.clamped(Math.min(fromA, fromB));
    }

    /** What part of the left rows has a partner among those of the right. @param rows of the right */
    static double partner(Variable left, Variable right, double rows) {
        boolean few = right.distinct() >= rows; // then as many values as rows
        double values =
                left.isKnown() && (right.isKnown() || few)
                        ? Math.min(rows, right.distinct()) / left.distinct()
                        : 0.5;
        return (1 - left.nullFraction()) * Math.min(1, values);
    }

    private static double share(double rows, double values) {
        return values > 0 ? rows / values : 0;
    }

    private static double others(Variable variable) {
        return Comparisons.clamped(1 - variable.nullFraction() - variable.commonFraction());
    }

    /**
     * Common values of both sides.
     *
     * @param count of values that are common on both
     * @param matched pairs of rows with those, as a part of all pairs
     * @param onlyA rows of the one side whose value is common there alone
     * @param onlyB the same of the other
     */
    private record Common(int count, double matched, double onlyA, double onlyB) {
        static Common of(Variable a, Variable b) {
            var order = new KeyOrder(a.type());
            Map<Object, Integer> inA = new HashMap<>();
            for (int i = 0; i < a.commonCount(); i++) {
                inA.put(key(order, a.common(), i), i);
            }
            int count = 0;
            double matched = 0;
            double matchedA = 0;
            double onlyB = 0;
            for (int i = 0; i < b.commonCount(); i++) {
                Integer same = inA.get(key(order, b.common(), i));
                if (same == null) {
                    onlyB += b.frequency(i);
                } else {
                    count++;
                    matched += a.frequency(same) * b.frequency(i);
                    matchedA += a.frequency(same);
                }
            }
            return new Common(count, matched, a.commonFraction() - matchedA, onlyB);
        }

        private static Object key(KeyOrder order, @Nullable ArrayValue values, int index) {
            Object value = values == null ? null : values.get(index);
            return value == null ? "" : value instanceof Long ? value : Bytes.of(order.key(value));
        }
    }
}
