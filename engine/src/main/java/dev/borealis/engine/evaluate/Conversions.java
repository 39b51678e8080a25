package dev.borealis.engine.evaluate;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.Carrier;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.format.ValueFormats;
import dev.borealis.types.value.ArrayValue;
import dev.borealis.types.value.RecordValue;

import org.jspecify.annotations.Nullable;

/** Conversions that are no functions. */
final class Conversions {
    private Conversions() {}

    /** Prints the value and reads the text as another type. */
    static final class ThroughText extends Expression.Boxed {
        private final SqlType from;
        private final SqlType to;
        private final Expression argument;

        ThroughText(SqlType fromBase, SqlType to, Carrier carrier, Expression argument) {
            super(carrier);
            this.from = fromBase;
            this.to = to;
            this.argument = argument;
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            Object value = argument.evaluateObject(frame);
            if (value == null) {
                return null;
            }
            Runtime runtime = frame.runtime;
            Bytes text;
            if (isText(from.oid()) || from.oid() == Oid.UNKNOWN || from.oid() == Oid.CSTRING) {
                text = (Bytes) value;
            } else {
                var out = new ByteAppender();
                ValueFormats.of(from.oid(), runtime.names())
                        .print(value, runtime.context(), runtime.names(), out);
                text = out.toBytes();
            }
            if (isText(to.oid()) && to.typmod() < 0) {
                return text;
            }
            return ValueFormats.of(to.oid(), runtime.names())
                    .parse(text, to.typmod(), runtime.context(), runtime.names());
        }

        private static boolean isText(int oid) {
            return oid == Oid.TEXT || oid == Oid.VARCHAR;
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

    /** A record as a value of a row type: fields as they are. */
    static final class ToRowType extends Expression.OfObject {
        private final int type;
        private final Expression argument;

        ToRowType(int type, Expression argument) {
            this.type = type;
            this.argument = argument;
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            Object value = argument.evaluateObject(frame);
            if (value == null) {
                return null;
            }
            return Composites.recordOf(type, ((RecordValue) value).values(), frame.runtime.names());
        }
    }

    /** Each element through an expression that reads the placeholder. */
    static final class ArrayElements extends Expression.OfObject {
        private final Expression argument;
        private final int site;
        private final Expression element;
        private final Carrier fromCarrier;
        private final int elementType;

        ArrayElements(
                Expression argument,
                int site,
                Expression element,
                Carrier fromCarrier,
                int elementType) {
            this.argument = argument;
            this.site = site;
            this.element = element;
            this.fromCarrier = fromCarrier;
            this.elementType = elementType;
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            ArrayValue array = (ArrayValue) argument.evaluateObject(frame);
            if (array == null) {
                return null;
            }
            @Nullable Object[] converted = new Object[array.size()];
            for (int i = 0; i < converted.length; i++) {
                Choices.Placeholder.slot(frame, site).setBoxed(0, fromCarrier, array.get(i));
                converted[i] = element.evaluateObject(frame);
            }
            return ArrayValue.of(elementType, array.lengths(), array.lowerBounds(), converted);
        }
    }
}
