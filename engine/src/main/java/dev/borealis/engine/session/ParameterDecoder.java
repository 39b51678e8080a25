package dev.borealis.engine.session;

import dev.borealis.types.Bytes;
import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeContext;
import dev.borealis.types.Utf8;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.ValueErrors;
import dev.borealis.types.format.ValueFormat;
import dev.borealis.types.format.ValueFormats;

import java.util.List;

/** Reads the value of one parameter as Bind sent it. */
final class ParameterDecoder {
    private ParameterDecoder() {}

    /** Which parameter of which portal, as CONTEXT says it. @param number from 1 */
    record Place(String portal, int number) {
        @Override
        public String toString() {
            return (portal.isEmpty() ? "unnamed portal" : "portal \"" + portal + "\"")
                    + " parameter $"
                    + number;
        }
    }

    /** @param formats as Bind gave them */
    static Object decode(
            byte[] value,
            SqlType type,
            Place place,
            List<Integer> formats,
            TypeContext context,
            NameResolver names) {
        ValueFormat format = ValueFormats.of(type.oid(), names);
        Bytes bytes = Bytes.of(value);
        try {
            if (PortalFields.isBinary(formats, place.number() - 1)) {
                return binary(format, bytes, place, context, names);
            }
            checkText(bytes);
        } catch (SqlException e) {
            throw e.withContext(place.toString());
        }
        try {
            return format.parse(bytes, -1, context, names);
        } catch (SqlException e) {
            // the value itself is not shown, only that there is one: it may be a secret
            throw e.withContext(place + (value.length == 0 ? " = ''" : " = '...'"));
        }
    }

    private static Object binary(
            ValueFormat format, Bytes bytes, Place place, TypeContext context, NameResolver names) {
        try {
            return BinaryValue.read(format, bytes, -1, context, names);
        } catch (SqlException e) {
            throw ValueErrors.isIncorrectBinaryFormat(e)
                    ? ValueErrors.incorrectBinaryParameter(place.number())
                    : e;
        }
    }

    private static void checkText(Bytes bytes) {
        Utf8.validate(bytes.array(), bytes.offset(), bytes.length());
    }
}
