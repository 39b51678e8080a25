package dev.borealis.engine.evaluate;

import dev.borealis.engine.function.Implementation;

import org.jspecify.annotations.Nullable;

/** The typed shapes of two arguments, by the template of {@link Lifted}. */
final class LiftedBinary {
    private LiftedBinary() {}

    static final class LongOfLongLong extends Expression.OfLong {
        private final Implementation.LongOfLongLong shape;
        private final Expression a;
        private final Expression b;
        private final CallSpec call;

        LongOfLongLong(
                Implementation.LongOfLongLong shape, Expression a, Expression b, CallSpec call) {
            this.shape = shape;
            this.a = a;
            this.b = b;
            this.call = call;
        }

        @Override
        public long evaluateLong(Frame frame) {
            long aValue = a.evaluateLong(frame);
            if (frame.isNull) {
                return 0;
            }
            long bValue = b.evaluateLong(frame);
            if (frame.isNull) {
                return 0;
            }
            long result = shape.apply(call.of(frame.runtime), aValue, bValue);
            frame.isNull = false;
            return result;
        }
    }

    static final class LongOfDoubleDouble extends Expression.OfLong {
        private final Implementation.LongOfDoubleDouble shape;
        private final Expression a;
        private final Expression b;
        private final CallSpec call;

        LongOfDoubleDouble(
                Implementation.LongOfDoubleDouble shape,
                Expression a,
                Expression b,
                CallSpec call) {
            this.shape = shape;
            this.a = a;
            this.b = b;
            this.call = call;
        }

        @Override
        public long evaluateLong(Frame frame) {
            double aValue = a.evaluateDouble(frame);
            if (frame.isNull) {
                return 0;
            }
            double bValue = b.evaluateDouble(frame);
            if (frame.isNull) {
                return 0;
            }
            long result = shape.apply(call.of(frame.runtime), aValue, bValue);
            frame.isNull = false;
            return result;
        }
    }

    static final class LongOfObjectObject extends Expression.OfLong {
        private final Implementation.LongOfObjectObject shape;
        private final Expression a;
        private final Expression b;
        private final CallSpec call;

        LongOfObjectObject(
                Implementation.LongOfObjectObject shape,
                Expression a,
                Expression b,
                CallSpec call) {
            this.shape = shape;
            this.a = a;
            this.b = b;
            this.call = call;
        }

        @Override
        public long evaluateLong(Frame frame) {
            @Nullable Object aValue = a.evaluateObject(frame);
            if (aValue == null) {
                frame.isNull = true;
                return 0;
            }
            @Nullable Object bValue = b.evaluateObject(frame);
            if (bValue == null) {
                frame.isNull = true;
                return 0;
            }
            long result = shape.apply(call.of(frame.runtime), aValue, bValue);
            frame.isNull = false;
            return result;
        }
    }

    static final class LongOfObjectLong extends Expression.OfLong {
        private final Implementation.LongOfObjectLong shape;
        private final Expression a;
        private final Expression b;
        private final CallSpec call;

        LongOfObjectLong(
                Implementation.LongOfObjectLong shape, Expression a, Expression b, CallSpec call) {
            this.shape = shape;
            this.a = a;
            this.b = b;
            this.call = call;
        }

        @Override
        public long evaluateLong(Frame frame) {
            @Nullable Object aValue = a.evaluateObject(frame);
            if (aValue == null) {
                frame.isNull = true;
                return 0;
            }
            long bValue = b.evaluateLong(frame);
            if (frame.isNull) {
                return 0;
            }
            long result = shape.apply(call.of(frame.runtime), aValue, bValue);
            frame.isNull = false;
            return result;
        }
    }

    static final class DoubleOfDoubleDouble extends Expression.OfDouble {
        private final Implementation.DoubleOfDoubleDouble shape;
        private final Expression a;
        private final Expression b;
        private final CallSpec call;

        DoubleOfDoubleDouble(
                Implementation.DoubleOfDoubleDouble shape,
                Expression a,
                Expression b,
                CallSpec call) {
            this.shape = shape;
            this.a = a;
            this.b = b;
            this.call = call;
        }

        @Override
        public double evaluateDouble(Frame frame) {
            double aValue = a.evaluateDouble(frame);
            if (frame.isNull) {
                return 0;
            }
            double bValue = b.evaluateDouble(frame);
            if (frame.isNull) {
                return 0;
            }
            double result = shape.apply(call.of(frame.runtime), aValue, bValue);
            frame.isNull = false;
            return result;
        }
    }

    static final class ObjectOfObjectObject extends Expression.OfObject {
        private final Implementation.ObjectOfObjectObject shape;
        private final Expression a;
        private final Expression b;
        private final CallSpec call;

        ObjectOfObjectObject(
                Implementation.ObjectOfObjectObject shape,
                Expression a,
                Expression b,
                CallSpec call) {
            this.shape = shape;
            this.a = a;
            this.b = b;
            this.call = call;
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            @Nullable Object aValue = a.evaluateObject(frame);
            if (aValue == null) {
                return null;
            }
            @Nullable Object bValue = b.evaluateObject(frame);
            if (bValue == null) {
                return null;
            }
            return shape.apply(call.of(frame.runtime), aValue, bValue);
        }
    }

    static final class ObjectOfObjectLong extends Expression.OfObject {
        private final Implementation.ObjectOfObjectLong shape;
        private final Expression a;
        private final Expression b;
        private final CallSpec call;

        ObjectOfObjectLong(
                Implementation.ObjectOfObjectLong shape,
                Expression a,
                Expression b,
                CallSpec call) {
            this.shape = shape;
            this.a = a;
            this.b = b;
            this.call = call;
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            @Nullable Object aValue = a.evaluateObject(frame);
            if (aValue == null) {
                return null;
            }
            long bValue = b.evaluateLong(frame);
            if (frame.isNull) {
                return null;
            }
            return shape.apply(call.of(frame.runtime), aValue, bValue);
        }
    }

    static final class ObjectOfLongObject extends Expression.OfObject {
        private final Implementation.ObjectOfLongObject shape;
        private final Expression a;
        private final Expression b;
        private final CallSpec call;

        ObjectOfLongObject(
                Implementation.ObjectOfLongObject shape,
                Expression a,
                Expression b,
                CallSpec call) {
            this.shape = shape;
            this.a = a;
            this.b = b;
            this.call = call;
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            long aValue = a.evaluateLong(frame);
            if (frame.isNull) {
                return null;
            }
            @Nullable Object bValue = b.evaluateObject(frame);
            if (bValue == null) {
                return null;
            }
            return shape.apply(call.of(frame.runtime), aValue, bValue);
        }
    }

    static final class ObjectOfLongLong extends Expression.OfObject {
        private final Implementation.ObjectOfLongLong shape;
        private final Expression a;
        private final Expression b;
        private final CallSpec call;

        ObjectOfLongLong(
                Implementation.ObjectOfLongLong shape, Expression a, Expression b, CallSpec call) {
            this.shape = shape;
            this.a = a;
            this.b = b;
            this.call = call;
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            long aValue = a.evaluateLong(frame);
            if (frame.isNull) {
                return null;
            }
            long bValue = b.evaluateLong(frame);
            if (frame.isNull) {
                return null;
            }
            return shape.apply(call.of(frame.runtime), aValue, bValue);
        }
    }
}
