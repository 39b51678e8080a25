package dev.borealis.engine.evaluate;

import dev.borealis.engine.function.Implementation;

/**
 * Lifts each typed shape of {@link Implementation} into an expression: one class per shape, all by the same template
 * (evaluate the arguments from left to right, give NULL as soon as one is NULL, then call). Typed shapes are strict.
 */
final class Lifted {
    private Lifted() {}

    static Expression lift(Implementation implementation, Expression[] arguments, CallSpec call) {
        return switch (implementation) {
            case Implementation.LongOfLong shape ->
                    new LiftedUnary.LongOfLong(shape, arguments[0], call);
            case Implementation.LongOfDouble shape ->
                    new LiftedUnary.LongOfDouble(shape, arguments[0], call);
            case Implementation.LongOfObject shape ->
                    new LiftedUnary.LongOfObject(shape, arguments[0], call);
            case Implementation.DoubleOfLong shape ->
                    new LiftedUnary.DoubleOfLong(shape, arguments[0], call);
            case Implementation.DoubleOfDouble shape ->
                    new LiftedUnary.DoubleOfDouble(shape, arguments[0], call);
            case Implementation.DoubleOfObject shape ->
                    new LiftedUnary.DoubleOfObject(shape, arguments[0], call);
            case Implementation.ObjectOfLong shape ->
                    new LiftedUnary.ObjectOfLong(shape, arguments[0], call);
            case Implementation.ObjectOfDouble shape ->
                    new LiftedUnary.ObjectOfDouble(shape, arguments[0], call);
            case Implementation.ObjectOfObject shape ->
                    new LiftedUnary.ObjectOfObject(shape, arguments[0], call);
            case Implementation.LongOfLongLong shape ->
                    new LiftedBinary.LongOfLongLong(shape, arguments[0], arguments[1], call);
            case Implementation.LongOfDoubleDouble shape ->
                    new LiftedBinary.LongOfDoubleDouble(shape, arguments[0], arguments[1], call);
            case Implementation.LongOfObjectObject shape ->
                    new LiftedBinary.LongOfObjectObject(shape, arguments[0], arguments[1], call);
            case Implementation.LongOfObjectLong shape ->
                    new LiftedBinary.LongOfObjectLong(shape, arguments[0], arguments[1], call);
            case Implementation.DoubleOfDoubleDouble shape ->
                    new LiftedBinary.DoubleOfDoubleDouble(shape, arguments[0], arguments[1], call);
            case Implementation.ObjectOfObjectObject shape ->
                    new LiftedBinary.ObjectOfObjectObject(shape, arguments[0], arguments[1], call);
            case Implementation.ObjectOfObjectLong shape ->
                    new LiftedBinary.ObjectOfObjectLong(shape, arguments[0], arguments[1], call);
            case Implementation.ObjectOfLongObject shape ->
                    new LiftedBinary.ObjectOfLongObject(shape, arguments[0], arguments[1], call);
            case Implementation.ObjectOfLongLong shape ->
                    new LiftedBinary.ObjectOfLongLong(shape, arguments[0], arguments[1], call);
            case Implementation.ObjectOfObjectObjectObject shape ->
                    new LiftedTernary.ObjectOfObjectObjectObject(
                            shape, arguments[0], arguments[1], arguments[2], call);
            case Implementation.ObjectOfObjectLongLong shape ->
                    new LiftedTernary.ObjectOfObjectLongLong(
                            shape, arguments[0], arguments[1], arguments[2], call);
            case Implementation.General _,
                    Implementation.SetReturning _,
                    Implementation.Aggregate _,
                    Implementation.Hypothetical _,
                    Implementation.Window _ ->
                    throw new IllegalStateException("no typed shape: " + implementation);
        };
    }
}
