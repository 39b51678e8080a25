package dev.borealis.engine.session;

import dev.borealis.types.Bytes;
import dev.borealis.types.Carrier;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeContext;
import dev.borealis.types.Utf8;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SqlState;
import dev.borealis.types.error.ValueErrors;
import dev.borealis.types.format.ValueFormat;
import dev.borealis.types.format.ValueFormats;

/** Reads the value of one parameter as Bind sent it. */
final class ParameterDecoder {
    private ParameterDecoder() {}

    static Object decode(
            byte[] value,
            SqlType type,
            boolean binary,
            TypeContext context,
            NameResolver names,
            int number) {
        Bytes bytes = Bytes.of(value);
        ValueFormat format = ValueFormats.of(type.oid(), names);
        if (!binary) {
            checkText(bytes);
            return format.parse(bytes, -1, context, names);
        }
        if (format.carrier() == Carrier.OBJECT && isText(type.oid())) {
            checkText(bytes);
        }
        try {
            return format.readBinary(bytes, -1, context, names);
        } catch (SqlException e) {
            throw e.state() == SqlState.INVALID_BINARY_REPRESENTATION
                    ? ValueErrors.incorrectBinaryFormat(number)
                    : e;
        } catch (IndexOutOfBoundsException _) {
            throw ValueErrors.incorrectBinaryFormat(number);
        }
    }

    private static boolean isText(int oid) {
        return oid == Oid.TEXT
                || oid == Oid.VARCHAR
                || oid == Oid.BPCHAR
                || oid == Oid.NAME
                || oid == Oid.UNKNOWN;
    }

    private static void checkText(Bytes bytes) {
        Utf8.validate(bytes.array(), bytes.offset(), bytes.length());
    }
}
