package dev.borealis.engine.evaluate;

import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Carrier;
import dev.borealis.types.value.ArrayValue;

import java.util.Arrays;

/** {@code left op ANY | ALL (array)}. */
final class ArrayTest {
    private ArrayTest() {}

    static Expression of(
            Scalar.ArrayComparison comparison,
            Expression left,
            int leftSite,
            Expression array,
            int elementSite,
            Carrier elementCarrier,
            Expression test,
            boolean strict,
            boolean isLongEquality) {
        if (isLongEquality && comparison.any() && array instanceof Leaves.ObjectConstant constant) {
            return inSet(left, (ArrayValue) constant.value());
        }
        return new Loop(
                left, leftSite, array, elementSite, elementCarrier, test, strict, comparison.any());
    }

    private static Expression inSet(Expression left, ArrayValue array) {
        long[] members = new long[array.size()];
        int count = 0;
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i) instanceof Long member) {
                members[count++] = member;
            }
        }
        long[] sorted = Arrays.copyOf(members, count);
        Arrays.sort(sorted);
        return new InSet(left, sorted, count < array.size());
    }

    /** An integer among constants. */
    private static final class InSet extends Expression.OfLong {
        private final Expression left;
        private final long[] members;
        private final boolean hasNull;

        InSet(Expression left, long[] members, boolean hasNull) {
            this.left = left;
            this.members = members;
            this.hasNull = hasNull;
        }

        @Override
        public long evaluateLong(Frame frame) {
            long value = left.evaluateLong(frame);
            if (frame.isNull) {
                frame.isNull = members.length > 0 || hasNull; // of no elements even NULL is none
                return 0;
            }
            if (Arrays.binarySearch(members, value) >= 0) {
                return 1;
            }
            frame.isNull = hasNull;
            return 0;
        }
    }

    private static final class Loop extends Expression.OfLong {
        private final Expression left;
        private final int leftSite;
        private final Expression array;
        private final int elementSite;
        private final Carrier elementCarrier;
        private final Expression test;
        private final boolean strict;
        private final boolean any;

        Loop(
                Expression left,
                int leftSite,
                Expression array,
                int elementSite,
                Carrier elementCarrier,
                Expression test,
                boolean strict,
                boolean any) {
            this.left = left;
            this.leftSite = leftSite;
            this.array = array;
            this.elementSite = elementSite;
            this.elementCarrier = elementCarrier;
            this.test = test;
            this.strict = strict;
            this.any = any;
        }

        @Override
        public long evaluateLong(Frame frame) {
            SlotRow leftSlot = Choices.Placeholder.slot(frame, leftSite);
            leftSlot.store(0, left, frame);
            ArrayValue values = (ArrayValue) array.evaluateObject(frame);
            if (values == null) {
                frame.isNull = true;
                return 0;
            }
            if (values.size() > 0 && strict && leftSlot.isNull(0)) {
                frame.isNull = true;
                return 0;
            }
            SlotRow element = Choices.Placeholder.slot(frame, elementSite);
            boolean unknown = false;
            for (int i = 0; i < values.size(); i++) {
                element.setBoxed(0, elementCarrier, values.get(i));
                boolean holds = test.evaluateLong(frame) != 0;
                if (frame.isNull) {
                    unknown = true;
                } else if (holds == any) {
                    return any ? 1 : 0;
                }
            }
            frame.isNull = unknown;
            return unknown || any ? 0 : 1;
        }
    }
}
