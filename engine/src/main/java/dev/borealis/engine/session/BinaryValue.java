package dev.borealis.engine.session;

import dev.borealis.types.Bytes;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.TypeContext;
import dev.borealis.types.Utf8;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.ValueErrors;
import dev.borealis.types.format.ValueFormat;

/** Values in binary form as clients send them: parameters of Bind, fields of COPY. */
final class BinaryValue {
    private BinaryValue() {}

    /**
     * The value, for its carrier.
     *
     * @param typmod modifier to fit the value to, as an assignment does; −1 for none
     * @throws SqlException what PostgreSQL says of bytes that are no such value; {@link ValueErrors#incorrectBinaryFormat()}
     *     of too many
     */
    static Object read(
            ValueFormat format, Bytes bytes, int typmod, TypeContext context, NameResolver names) {
        if (isText(format.oid())) {
            Utf8.validate(bytes.array(), bytes.offset(), bytes.length());
        }
        try {
            return format.readBinary(bytes, typmod, context, names);
        } catch (IndexOutOfBoundsException _) {
            throw ValueErrors.incorrectBinaryFormat();
        }
    }

    private static boolean isText(int oid) {
        return oid == Oid.TEXT
                || oid == Oid.VARCHAR
                || oid == Oid.BPCHAR
                || oid == Oid.NAME
                || oid == Oid.UNKNOWN;
    }
}
