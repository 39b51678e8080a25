package dev.borealis.engine.evaluate;

import dev.borealis.types.Carrier;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.ExecutionErrors;

import org.jspecify.annotations.Nullable;

/** Conversions that are no functions. */
final class Coercions {
    private Coercions() {}

    /** Prints the value and reads the text as another type. */
    static final class ThroughText extends Expression.Boxed {
        ThroughText(
                SqlType fromBase, SqlType from, SqlType to, Carrier carrier, Expression argument) {
            super(carrier);
            throw ExecutionErrors.notYetImplemented("conversion through text");
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            return null;
        }
    }

    /** Checks the constraints of a domain; a null value too. */
    static final class CheckDomain extends Expression.Boxed {
        private final int domain;
        private final Expression argument;

        CheckDomain(Carrier carrier, int domain, Expression argument) {
            super(carrier);
            this.domain = domain;
            this.argument = argument;
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            Object value = argument.evaluateObject(frame);
            frame.runtime.names().checkDomain(domain, value);
            return value;
        }
    }

    static final class ToRowType extends Expression.OfObject {
        ToRowType(int type, Expression argument) {
            throw ExecutionErrors.notYetImplemented("conversion to a row type");
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            return null;
        }
    }

    static final class ArrayElements extends Expression.OfObject {
        ArrayElements(Expression argument, int site, Expression element, int elementType) {
            throw ExecutionErrors.notYetImplemented("conversion of array elements");
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            return null;
        }
    }
}
