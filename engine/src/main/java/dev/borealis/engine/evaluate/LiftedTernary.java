package dev.borealis.engine.evaluate;

import dev.borealis.engine.function.Implementation;

import org.jspecify.annotations.Nullable;

/** The typed shapes of three arguments, by the template of {@link Lifted}. */
final class LiftedTernary {
    private LiftedTernary() {}

    static final class ObjectOfObjectObjectObject extends Expression.OfObject {
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

    static final class ObjectOfObjectLongLong extends Expression.OfObject {
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
