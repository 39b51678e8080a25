package dev.borealis.engine.evaluate;

import dev.borealis.engine.function.Implementation;

import org.jspecify.annotations.Nullable;

/** The typed shapes of one argument, by the template of {@link Lifted}. */
final class LiftedUnary {
    private LiftedUnary() {}

    static final class LongOfLong extends Expression.OfLong {
        private final Implementation.LongOfLong shape;
        private final Expression a;
        private final CallSpec call;

        LongOfLong(Implementation.LongOfLong shape, Expression a, CallSpec call) {
            this.shape = shape;
            this.a = a;
            this.call = call;
        }

        @Override
        public long evaluateLong(Frame frame) {
            long aValue = a.evaluateLong(frame);
            if (frame.isNull) {
                return 0;
            }
            long result = shape.apply(call.of(frame.runtime), aValue);
            frame.isNull = false;
            return result;
        }
    }

    static final class LongOfDouble extends Expression.OfLong {
        private final Implementation.LongOfDouble shape;
        private final Expression a;
        private final CallSpec call;

        LongOfDouble(Implementation.LongOfDouble shape, Expression a, CallSpec call) {
            this.shape = shape;
            this.a = a;
            this.call = call;
        }

        @Override
        public long evaluateLong(Frame frame) {
            double aValue = a.evaluateDouble(frame);
            if (frame.isNull) {
                return 0;
            }
            long result = shape.apply(call.of(frame.runtime), aValue);
            frame.isNull = false;
            return result;
        }
    }

    static final class LongOfObject extends Expression.OfLong {
        private final Implementation.LongOfObject shape;
        private final Expression a;
        private final CallSpec call;

        LongOfObject(Implementation.LongOfObject shape, Expression a, CallSpec call) {
            this.shape = shape;
            this.a = a;
            this.call = call;
        }

        @Override
        public long evaluateLong(Frame frame) {
            @Nullable Object aValue = a.evaluateObject(frame);
            if (aValue == null) {
                frame.isNull = true;
                return 0;
            }
            long result = shape.apply(call.of(frame.runtime), aValue);
            frame.isNull = false;
            return result;
        }
    }

    static final class DoubleOfLong extends Expression.OfDouble {
        private final Implementation.DoubleOfLong shape;
        private final Expression a;
        private final CallSpec call;

        DoubleOfLong(Implementation.DoubleOfLong shape, Expression a, CallSpec call) {
            this.shape = shape;
            this.a = a;
            this.call = call;
        }

        @Override
        public double evaluateDouble(Frame frame) {
            long aValue = a.evaluateLong(frame);
            if (frame.isNull) {
                return 0;
            }
            double result = shape.apply(call.of(frame.runtime), aValue);
            frame.isNull = false;
            return result;
        }
    }

    static final class DoubleOfDouble extends Expression.OfDouble {
        private final Implementation.DoubleOfDouble shape;
        private final Expression a;
        private final CallSpec call;

        DoubleOfDouble(Implementation.DoubleOfDouble shape, Expression a, CallSpec call) {
            this.shape = shape;
            this.a = a;
            this.call = call;
        }

        @Override
        public double evaluateDouble(Frame frame) {
            double aValue = a.evaluateDouble(frame);
            if (frame.isNull) {
                return 0;
            }
            double result = shape.apply(call.of(frame.runtime), aValue);
            frame.isNull = false;
            return result;
        }
    }

    static final class DoubleOfObject extends Expression.OfDouble {
        private final Implementation.DoubleOfObject shape;
        private final Expression a;
        private final CallSpec call;

        DoubleOfObject(Implementation.DoubleOfObject shape, Expression a, CallSpec call) {
            this.shape = shape;
            this.a = a;
            this.call = call;
        }

        @Override
        public double evaluateDouble(Frame frame) {
            @Nullable Object aValue = a.evaluateObject(frame);
            if (aValue == null) {
                frame.isNull = true;
                return 0;
            }
            double result = shape.apply(call.of(frame.runtime), aValue);
            frame.isNull = false;
            return result;
        }
    }

    static final class ObjectOfLong extends Expression.OfObject {
        private final Implementation.ObjectOfLong shape;
        private final Expression a;
        private final CallSpec call;

        ObjectOfLong(Implementation.ObjectOfLong shape, Expression a, CallSpec call) {
            this.shape = shape;
            this.a = a;
            this.call = call;
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            long aValue = a.evaluateLong(frame);
            if (frame.isNull) {
                return null;
            }
            return shape.apply(call.of(frame.runtime), aValue);
        }
    }

    static final class ObjectOfDouble extends Expression.OfObject {
        private final Implementation.ObjectOfDouble shape;
        private final Expression a;
        private final CallSpec call;

        ObjectOfDouble(Implementation.ObjectOfDouble shape, Expression a, CallSpec call) {
            this.shape = shape;
            this.a = a;
            this.call = call;
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            double aValue = a.evaluateDouble(frame);
            if (frame.isNull) {
                return null;
            }
            return shape.apply(call.of(frame.runtime), aValue);
        }
    }

    static final class ObjectOfObject extends Expression.OfObject {
        private final Implementation.ObjectOfObject shape;
        private final Expression a;
        private final CallSpec call;

        ObjectOfObject(Implementation.ObjectOfObject shape, Expression a, CallSpec call) {
            this.shape = shape;
            this.a = a;
            this.call = call;
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            @Nullable Object aValue = a.evaluateObject(frame);
            if (aValue == null) {
                return null;
            }
            return shape.apply(call.of(frame.runtime), aValue);
        }
    }
}
