package dev.borealis.engine.evaluate;

import dev.borealis.engine.function.Implementation;

import org.jspecify.annotations.Nullable;

/**
 * Lifts each typed shape of {@link Implementation} into an expression: one class per shape, all by the same template
 * (evaluate the arguments from left to right, give NULL as soon as one is NULL, then call). Typed shapes are strict.
 */
final class Lifted {
    private Lifted() {}

    static Expression lift(Implementation implementation, Expression[] arguments, CallSpec call) {
        return switch (implementation) {
            case Implementation.LongOfLong shape -> new LongOfLong(shape, arguments[0], call);
            case Implementation.LongOfDouble shape -> new LongOfDouble(shape, arguments[0], call);
            case Implementation.LongOfObject shape -> new LongOfObject(shape, arguments[0], call);
            case Implementation.DoubleOfLong shape -> new DoubleOfLong(shape, arguments[0], call);
            case Implementation.DoubleOfDouble shape ->
                    new DoubleOfDouble(shape, arguments[0], call);
            case Implementation.DoubleOfObject shape ->
                    new DoubleOfObject(shape, arguments[0], call);
            case Implementation.ObjectOfLong shape -> new ObjectOfLong(shape, arguments[0], call);
            case Implementation.ObjectOfDouble shape ->
                    new ObjectOfDouble(shape, arguments[0], call);
            case Implementation.ObjectOfObject shape ->
                    new ObjectOfObject(shape, arguments[0], call);
            case Implementation.LongOfLongLong shape ->
                    new LongOfLongLong(shape, arguments[0], arguments[1], call);
            case Implementation.LongOfDoubleDouble shape ->
                    new LongOfDoubleDouble(shape, arguments[0], arguments[1], call);
            case Implementation.LongOfObjectObject shape ->
                    new LongOfObjectObject(shape, arguments[0], arguments[1], call);
            case Implementation.LongOfObjectLong shape ->
                    new LongOfObjectLong(shape, arguments[0], arguments[1], call);
            case Implementation.DoubleOfDoubleDouble shape ->
                    new DoubleOfDoubleDouble(shape, arguments[0], arguments[1], call);
            case Implementation.ObjectOfObjectObject shape ->
                    new ObjectOfObjectObject(shape, arguments[0], arguments[1], call);
            case Implementation.ObjectOfObjectLong shape ->
                    new ObjectOfObjectLong(shape, arguments[0], arguments[1], call);
            case Implementation.ObjectOfLongObject shape ->
                    new ObjectOfLongObject(shape, arguments[0], arguments[1], call);
            case Implementation.ObjectOfLongLong shape ->
                    new ObjectOfLongLong(shape, arguments[0], arguments[1], call);
            case Implementation.ObjectOfObjectObjectObject shape ->
                    new ObjectOfObjectObjectObject(
                            shape, arguments[0], arguments[1], arguments[2], call);
            case Implementation.ObjectOfObjectLongLong shape ->
                    new ObjectOfObjectLongLong(
                            shape, arguments[0], arguments[1], arguments[2], call);
            case Implementation.General _,
                    Implementation.SetReturning _,
                    Implementation.Aggregate _,
                    Implementation.Window _ ->
                    throw new IllegalStateException("no typed shape: " + implementation);
        };
    }

    private static final class LongOfLong extends Expression.OfLong {
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

    private static final class LongOfDouble extends Expression.OfLong {
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

    private static final class LongOfObject extends Expression.OfLong {
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

    private static final class DoubleOfLong extends Expression.OfDouble {
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

    private static final class DoubleOfDouble extends Expression.OfDouble {
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

    private static final class DoubleOfObject extends Expression.OfDouble {
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

    private static final class ObjectOfLong extends Expression.OfObject {
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

    private static final class ObjectOfDouble extends Expression.OfObject {
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

    private static final class ObjectOfObject extends Expression.OfObject {
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

    private static final class LongOfLongLong extends Expression.OfLong {
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

    private static final class LongOfDoubleDouble extends Expression.OfLong {
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

    private static final class LongOfObjectObject extends Expression.OfLong {
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

    private static final class LongOfObjectLong extends Expression.OfLong {
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

    private static final class DoubleOfDoubleDouble extends Expression.OfDouble {
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

    private static final class ObjectOfObjectObject extends Expression.OfObject {
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

    private static final class ObjectOfObjectLong extends Expression.OfObject {
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

    private static final class ObjectOfLongObject extends Expression.OfObject {
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

    private static final class ObjectOfLongLong extends Expression.OfObject {
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

    private static final class ObjectOfObjectObjectObject extends Expression.OfObject {
        private final Implementation.ObjectOfObjectObjectObject shape;
        private final Expression a;
        private final Expression b;
        private final Expression c;
        private final CallSpec call;

        ObjectOfObjectObjectObject(
                Implementation.ObjectOfObjectObjectObject shape,
                Expression a,
                Expression b,
                Expression c,
                CallSpec call) {
            this.shape = shape;
            this.a = a;
            this.b = b;
            this.c = c;
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
            @Nullable Object cValue = c.evaluateObject(frame);
            if (cValue == null) {
                return null;
            }
            return shape.apply(call.of(frame.runtime), aValue, bValue, cValue);
        }
    }

    private static final class ObjectOfObjectLongLong extends Expression.OfObject {
        private final Implementation.ObjectOfObjectLongLong shape;
        private final Expression a;
        private final Expression b;
        private final Expression c;
        private final CallSpec call;

        ObjectOfObjectLongLong(
                Implementation.ObjectOfObjectLongLong shape,
                Expression a,
                Expression b,
                Expression c,
                CallSpec call) {
            this.shape = shape;
            this.a = a;
            this.b = b;
            this.c = c;
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
            long cValue = c.evaluateLong(frame);
            if (frame.isNull) {
                return null;
            }
            return shape.apply(call.of(frame.runtime), aValue, bValue, cValue);
        }
    }
}
