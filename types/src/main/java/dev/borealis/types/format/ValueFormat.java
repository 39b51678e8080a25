package dev.borealis.types.format;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.Carrier;
import dev.borealis.types.NameResolver;
import dev.borealis.types.TypeContext;
import dev.borealis.types.error.SqlException;

/**
 * The text and binary forms of one type, PostgreSQL's input, output, receive and send functions. Stateless,
 * thread-safe. Values are never null here. Three kinds by carrier: {@link LongFormat}, {@link DoubleFormat}, {@link
 * ObjectFormat}; each has primitive methods for its own carrier and the general ones below.
 */
public abstract sealed class ValueFormat permits LongFormat, DoubleFormat, ObjectFormat {
    private final int oid;

    ValueFormat(int oid) {
        this.oid = oid;
    }

    /** pg_type OID of the type read and printed. */
    public final int oid() {
        return oid;
    }

    /** Of the values read and printed. */
    public abstract Carrier carrier();

    /**
     * Reads the text form.
     *
     * @param typmod modifier to fit the value to, as an assignment does; −1 for none
     * @return a {@link Long}, {@link Double} or object by carrier
     */
    public abstract Object parse(Bytes text, int typmod, TypeContext context, NameResolver names)
            throws SqlException;

    /** Appends the text form. */
    public abstract void print(
            Object value, TypeContext context, NameResolver names, ByteAppender out);

    /** Reads the binary form, which must fill {@code data} exactly. */
    public abstract Object readBinary(
            Bytes data, int typmod, TypeContext context, NameResolver names) throws SqlException;

    /** Appends the binary form, without its length. */
    public abstract void writeBinary(
            Object value, TypeContext context, NameResolver names, ByteAppender out);

    /** The text form as a string: for messages, not for many rows. */
    public final String text(Object value, TypeContext context, NameResolver names) {
        var out = new ByteAppender();
        print(value, context, names, out);
        return out.string();
    }
}
