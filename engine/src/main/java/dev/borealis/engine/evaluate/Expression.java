package dev.borealis.engine.evaluate;

import dev.borealis.types.Carrier;

import org.jspecify.annotations.Nullable;

/**
 * A compiled expression. Immutable and shared by executions. Three ways to ask, of which the carrier of the type tells
 * the right one: {@link #evaluateLong} and {@link #evaluateDouble} tell NULL through {@link Frame#isNull} (set on every
 * call, with 0 returned for NULL), {@link #evaluateObject} returns null. {@code evaluateObject} works for all carriers
 * and boxes; the other two only for their own.
 */
public abstract class Expression {
    /** Which of the three methods below gives the value. */
    public abstract Carrier carrier();

    /** Of carrier LONG only. {@link Frame#isNull} tells NULL. */
    public abstract long evaluateLong(Frame frame);

    /** Of carrier DOUBLE only. {@link Frame#isNull} tells NULL. */
    public abstract double evaluateDouble(Frame frame);

    /** Of any carrier, boxed; null for NULL. */
    public abstract @Nullable Object evaluateObject(Frame frame);

    /** A condition holds: true, neither false nor NULL. */
    public final boolean test(Frame frame) {
        return evaluateLong(frame) != 0;
    }

    /** Of a type whose carrier is LONG. */
    public abstract static class OfLong extends Expression {
        @Override
        public final Carrier carrier() {
            return Carrier.LONG;
        }

        @Override
        public final double evaluateDouble(Frame frame) {
            throw new IllegalStateException("carrier is LONG");
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            long value = evaluateLong(frame);
            return frame.isNull ? null : (Object) value;
        }
    }

    /** Of a type whose carrier is DOUBLE. */
    public abstract static class OfDouble extends Expression {
        @Override
        public final Carrier carrier() {
            return Carrier.DOUBLE;
        }

        @Override
        public final long evaluateLong(Frame frame) {
            throw new IllegalStateException("carrier is DOUBLE");
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            double value = evaluateDouble(frame);
            return frame.isNull ? null : (Object) value;
        }
    }

    /** Of a type whose carrier is OBJECT. */
    public abstract static class OfObject extends Expression {
        @Override
        public final Carrier carrier() {
            return Carrier.OBJECT;
        }

        @Override
        public final long evaluateLong(Frame frame) {
            throw new IllegalStateException("carrier is OBJECT");
        }

        @Override
        public final double evaluateDouble(Frame frame) {
            throw new IllegalStateException("carrier is OBJECT");
        }
    }

    /** Computes boxed values of any carrier: for expressions that are not hot. */
    public abstract static class Boxed extends Expression {
        private final Carrier carrier;

        protected Boxed(Carrier carrier) {
            this.carrier = carrier;
        }

        @Override
        public final Carrier carrier() {
            return carrier;
        }

        @Override
        public final long evaluateLong(Frame frame) {
            Object value = evaluateObject(frame);
            frame.isNull = value == null;
            return value == null ? 0 : (Long) value;
        }

        @Override
        public final double evaluateDouble(Frame frame) {
            Object value = evaluateObject(frame);
            frame.isNull = value == null;
            return value == null ? 0 : (Double) value;
        }
    }
}
