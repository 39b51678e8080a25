package dev.borealis.engine.evaluate;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Comparisons of two longs as signed numbers, without a call: integers, dates, times, timestamps. One class per
 * comparison, so that the compiler sees a plain branch; with a constant on the right side there is one virtual call less.
 */
final class LongComparison {
    /** Which of the six. */
    enum Kind {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL
    }

    private static final Map<String, Kind> SUFFIXES =
            Map.of(
                    "eq", Kind.EQUAL,
                    "ne", Kind.NOT_EQUAL,
                    "lt", Kind.LESS,
                    "le", Kind.LESS_OR_EQUAL,
                    "gt", Kind.GREATER,
                    "ge", Kind.GREATER_OR_EQUAL);

    private LongComparison() {}

    /** The comparison that a built-in function of this name (pg_proc.prosrc) is, or null when it is none of these. */
    static @Nullable Kind of(@Nullable String source) {
        if (source == null || source.length() < 3) {
            return null;
        }
        Kind kind = SUFFIXES.get(source.substring(source.length() - 2));
        if (kind == null) {
            return null;
        }
        return switch (source.substring(0, source.length() - 2)) {
            case "int2", "int4", "int8", "int24", "int42", "int28", "int82", "int48", "int84" ->
                    kind;
            case "date_", "timestamp_", "time_", "bool", "oid" -> kind;
            default -> null;
        };
    }

    static Expression compare(Kind kind, Expression left, Expression right) {
        if (right instanceof Leaves.LongConstant constant) {
            return new WithConstant(kind, left, constant.value);
        }
        return switch (kind) {
            case EQUAL -> new Equal(left, right);
            case LESS -> new Less(left, right);
            case NOT_EQUAL, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                    new Other(kind, left, right);
        };
    }

    static boolean holds(Kind kind, long left, long right) {
        return switch (kind) {
            case EQUAL -> left == right;
            case NOT_EQUAL -> left != right;
            case LESS -> left < right;
            case LESS_OR_EQUAL -> left <= right;
            case GREATER -> left > right;
            case GREATER_OR_EQUAL -> left >= right;
        };
    }

    private static final class Equal extends Expression.OfLong {
        private final Expression left;
        private final Expression right;

        Equal(Expression left, Expression right) {
            this.left = left;
            this.right = right;
        }

        @Override
        public long evaluateLong(Frame frame) {
            long a = left.evaluateLong(frame);
            if (frame.isNull) {
                return 0;
            }
            long b = right.evaluateLong(frame);
            return !frame.isNull && a == b ? 1 : 0;
        }
    }

    private static final class Less extends Expression.OfLong {
        private final Expression left;
        private final Expression right;

        Less(Expression left, Expression right) {
            this.left = left;
            this.right = right;
        }

        @Override
        public long evaluateLong(Frame frame) {
            long a = left.evaluateLong(frame);
            if (frame.isNull) {
                return 0;
            }
            long b = right.evaluateLong(frame);
            return !frame.isNull && a < b ? 1 : 0;
        }
    }

    private static final class Other extends Expression.OfLong {
        private final Kind kind;
        private final Expression left;
        private final Expression right;

        Other(Kind kind, Expression left, Expression right) {
            this.kind = kind;
            this.left = left;
            this.right = right;
        }

        @Override
        public long evaluateLong(Frame frame) {
            long a = left.evaluateLong(frame);
            if (frame.isNull) {
                return 0;
            }
            long b = right.evaluateLong(frame);
            return !frame.isNull && holds(kind, a, b) ? 1 : 0;
        }
    }

    private static final class WithConstant extends Expression.OfLong {
        private final Kind kind;
        private final Expression left;
        private final long right;

        WithConstant(Kind kind, Expression left, long right) {
            this.kind = kind;
            this.left = left;
            this.right = right;
        }

        @Override
        public long evaluateLong(Frame frame) {
            long a = left.evaluateLong(frame);
            return !frame.isNull && holds(kind, a, right) ? 1 : 0;
        }
    }
}
