package dev.borealis.engine.evaluate;

import dev.borealis.types.Carrier;

import org.jspecify.annotations.Nullable;

/** CASE, COALESCE, NULLIF, GREATEST and LEAST, IS DISTINCT FROM, and the placeholder that some of them set. */
final class Choices {
    private Choices() {}

    /** The first non-null value. */
    static final class Coalesce extends Expression {
        private final Carrier carrier;
        private final Expression[] arguments;

        Coalesce(Carrier carrier, Expression[] arguments) {
            this.carrier = carrier;
            this.arguments = arguments;
        }

        @Override
        public Carrier carrier() {
            return carrier;
        }

        @Override
        public long evaluateLong(Frame frame) {
            for (Expression argument : arguments) {
                long value = argument.evaluateLong(frame);
                if (!frame.isNull) {
                    return value;
                }
            }
            frame.isNull = true;
            return 0;
        }

        @Override
        public double evaluateDouble(Frame frame) {
            for (Expression argument : arguments) {
                double value = argument.evaluateDouble(frame);
                if (!frame.isNull) {
                    return value;
                }
            }
            frame.isNull = true;
            return 0;
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            for (Expression argument : arguments) {
                Object value = argument.evaluateObject(frame);
                if (value != null) {
                    return value;
                }
            }
            return null;
        }
    }

    /** CASE; the conditions of one with an operand read the placeholder that this sets. */
    static final class Case extends Expression {
        private final Carrier carrier;
        private final @Nullable Expression operand;
        private final int placeholder;
        private final Expression[] conditions;
        private final Expression[] results;
        private final Expression otherwise;

        /** @param placeholder its site; unused without an operand */
        Case(
                Carrier carrier,
                @Nullable Expression operand,
                int placeholder,
                Expression[] conditions,
                Expression[] results,
                Expression otherwise) {
            this.carrier = carrier;
            this.operand = operand;
            this.placeholder = placeholder;
            this.conditions = conditions;
            this.results = results;
            this.otherwise = otherwise;
        }

        @Override
        public Carrier carrier() {
            return carrier;
        }

        private Expression choose(Frame frame) {
            if (operand != null) {
                Placeholder.slot(frame, placeholder).store(0, operand, frame);
            }
            for (int i = 0; i < conditions.length; i++) {
                if (conditions[i].test(frame)) {
                    return results[i];
                }
            }
            return otherwise;
        }

        @Override
        public long evaluateLong(Frame frame) {
            return choose(frame).evaluateLong(frame);
        }

        @Override
        public double evaluateDouble(Frame frame) {
            return choose(frame).evaluateDouble(frame);
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            return choose(frame).evaluateObject(frame);
        }
    }

    /** A value kept beside the frame: a row of one column per site. */
    static final class Placeholder extends Expression {
        private final Carrier carrier;
        private final int site;

        Placeholder(Carrier carrier, int site) {
            this.carrier = carrier;
            this.site = site;
        }

        static SlotRow slot(Frame frame, int site) {
            Object state = frame.runtime.state(site);
            if (state != null) {
                return (SlotRow) state;
            }
            var slot = new SlotRow(1);
            frame.runtime.setState(site, slot);
            return slot;
        }

        @Override
        public Carrier carrier() {
            return carrier;
        }

        @Override
        public long evaluateLong(Frame frame) {
            SlotRow slot = slot(frame, site);
            frame.isNull = slot.isNull(0);
            return frame.isNull ? 0 : slot.getLong(0);
        }

        @Override
        public double evaluateDouble(Frame frame) {
            SlotRow slot = slot(frame, site);
            frame.isNull = slot.isNull(0);
            return frame.isNull ? 0 : slot.getDouble(0);
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            SlotRow slot = slot(frame, site);
            if (slot.isNull(0)) {
                return null;
            }
            return switch (carrier) {
                case LONG -> slot.getLong(0);
                case DOUBLE -> slot.getDouble(0);
                case OBJECT -> slot.getObject(0);
            };
        }
    }

    /** Puts a value into a placeholder, then evaluates what reads it: operands that are needed twice. */
    static final class WithPlaceholders extends Expression.Boxed {
        private final Expression[] values;
        private final int[] sites;
        private final Expression body;

        WithPlaceholders(Expression[] values, int[] sites, Expression body) {
            super(body.carrier());
            this.values = values;
            this.sites = sites;
            this.body = body;
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            for (int i = 0; i < values.length; i++) {
                Placeholder.slot(frame, sites[i]).store(0, values[i], frame);
            }
            return body.evaluateObject(frame);
        }
    }

    /** NULLIF; {@code equal} reads both placeholders, the value is the first. */
    static final class NullIf extends Expression.Boxed {
        private final Expression left;
        private final Expression right;
        private final int leftSite;
        private final int rightSite;
        private final Expression equal;

        NullIf(
                Carrier carrier,
                Expression left,
                int leftSite,
                Expression right,
                int rightSite,
                Expression equal) {
            super(carrier);
            this.left = left;
            this.right = right;
            this.leftSite = leftSite;
            this.rightSite = rightSite;
            this.equal = equal;
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            Object value = left.evaluateObject(frame);
            if (value == null) {
                return null;
            }
            Object other = right.evaluateObject(frame);
            if (other == null) {
                return value;
            }
            Placeholder.slot(frame, leftSite).setBoxed(0, left.carrier(), value);
            Placeholder.slot(frame, rightSite).setBoxed(0, right.carrier(), other);
            return equal.test(frame) ? null : value;
        }
    }

    /** IS [NOT] DISTINCT FROM; {@code equal} reads both placeholders. */
    static final class Distinct extends Expression.OfLong {
        private final Expression left;
        private final Expression right;
        private final int leftSite;
        private final int rightSite;
        private final Expression equal;
        private final boolean negated;

        Distinct(
                Expression left,
                int leftSite,
                Expression right,
                int rightSite,
                Expression equal,
                boolean negated) {
            this.left = left;
            this.right = right;
            this.leftSite = leftSite;
            this.rightSite = rightSite;
            this.equal = equal;
            this.negated = negated;
        }

        @Override
        public long evaluateLong(Frame frame) {
            SlotRow leftSlot = Placeholder.slot(frame, leftSite);
            SlotRow rightSlot = Placeholder.slot(frame, rightSite);
            leftSlot.store(0, left, frame);
            rightSlot.store(0, right, frame);
            boolean distinct =
                    leftSlot.isNull(0) || rightSlot.isNull(0)
                            ? leftSlot.isNull(0) != rightSlot.isNull(0)
                            : !equal.test(frame);
            frame.isNull = false;
            return distinct != negated ? 1 : 0;
        }
    }

    /** GREATEST and LEAST: nulls are passed over. */
    static final class Extreme extends Expression.Boxed {
        private final Expression[] arguments;
        private final ValueOrder order;
        private final boolean greatest;

        Extreme(Expression[] arguments, ValueOrder order, boolean greatest) {
            super(order.carrier());
            this.arguments = arguments;
            this.order = order;
            this.greatest = greatest;
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            Object best = null;
            for (Expression argument : arguments) {
                Object value = argument.evaluateObject(frame);
                if (value == null) {
                    continue;
                }
                if (best == null) {
                    best = value;
                    continue;
                }
                int comparison = order.compare(frame.runtime, value, best);
                if (greatest ? comparison > 0 : comparison < 0) {
                    best = value;
                }
            }
            return best;
        }
    }
}
