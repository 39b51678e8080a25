package dev.borealis.engine.evaluate;

import dev.borealis.engine.tree.Scalar;

/** Three-valued logic and tests for NULL. */
final class Logic {
    private Logic() {}

    static final class And extends Expression.OfLong {
        private final Expression[] conditions;

        And(Expression[] conditions) {
            this.conditions = conditions;
        }

        @Override
        public long evaluateLong(Frame frame) {
            boolean unknown = false;
            for (Expression condition : conditions) {
                if (condition.evaluateLong(frame) == 0) {
                    if (!frame.isNull) {
                        return 0;
                    }
                    unknown = true;
                }
            }
            frame.isNull = unknown;
            return unknown ? 0 : 1;
        }
    }

    static final class Or extends Expression.OfLong {
        private final Expression[] conditions;

        Or(Expression[] conditions) {
            this.conditions = conditions;
        }

        @Override
        public long evaluateLong(Frame frame) {
            boolean unknown = false;
            for (Expression condition : conditions) {
                if (condition.evaluateLong(frame) != 0) {
                    return 1;
                }
                unknown |= frame.isNull;
            }
            frame.isNull = unknown;
            return 0;
        }
    }

    static final class Not extends Expression.OfLong {
        private final Expression condition;

        Not(Expression condition) {
            this.condition = condition;
        }

        @Override
        public long evaluateLong(Frame frame) {
            long value = condition.evaluateLong(frame);
            return frame.isNull ? 0 : 1 - value;
        }
    }

    static final class IsNull extends Expression.OfLong {
        private final Expression argument;
        private final boolean negated;

        IsNull(Expression argument, boolean negated) {
            this.argument = argument;
            this.negated = negated;
        }

        @Override
        public long evaluateLong(Frame frame) {
            boolean isNull =
                    switch (argument.carrier()) {
                        case LONG -> {
                            argument.evaluateLong(frame);
                            yield frame.isNull;
                        }
                        case DOUBLE -> {
                            argument.evaluateDouble(frame);
                            yield frame.isNull;
                        }
                        case OBJECT -> argument.evaluateObject(frame) == null;
                    };
            frame.isNull = false;
            return isNull != negated ? 1 : 0;
        }
    }

    static final class BooleanTest extends Expression.OfLong {
        private final Expression argument;
        private final Scalar.BooleanTest.Kind kind;
        private final boolean negated;

        BooleanTest(Expression argument, Scalar.BooleanTest.Kind kind, boolean negated) {
            this.argument = argument;
            this.kind = kind;
            this.negated = negated;
        }

        @Override
        public long evaluateLong(Frame frame) {
            long value = argument.evaluateLong(frame);
            boolean holds =
                    switch (kind) {
                        case TRUE -> value != 0;
                        case FALSE -> value == 0 && !frame.isNull;
                        case UNKNOWN -> frame.isNull;
                    };
            frame.isNull = false;
            return holds != negated ? 1 : 0;
        }
    }
}
