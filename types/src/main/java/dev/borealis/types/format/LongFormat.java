package dev.borealis.types.format;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.Carrier;
import dev.borealis.types.NameResolver;
import dev.borealis.types.TypeContext;

/** The forms of a type whose values are longs. */
public abstract non-sealed class LongFormat extends ValueFormat {
    LongFormat(int oid) {
        super(oid);
    }

    @Override
    public final Carrier carrier() {
        return Carrier.LONG;
    }

    /** As {@link #parse}, unboxed. */
    public abstract long parseLong(Bytes text, int typmod, TypeContext context, NameResolver names);

    /** As {@link #print}, unboxed. */
    public abstract void printLong(
            long value, TypeContext context, NameResolver names, ByteAppender out);

    /** As {@link #readBinary}, unboxed. */
    public abstract long readBinaryLong(Bytes data, int typmod);

    /** As {@link #writeBinary}, unboxed. */
    public abstract void writeBinaryLong(long value, ByteAppender out);

    @Override
    public final Object parse(Bytes text, int typmod, TypeContext context, NameResolver names) {
        return parseLong(text, typmod, context, names);
    }

    @Override
    public final void print(
            Object value, TypeContext context, NameResolver names, ByteAppender out) {
        printLong((Long) value, context, names, out);
    }

    @Override
    public final Object readBinary(
            Bytes data, int typmod, TypeContext context, NameResolver names) {
        return readBinaryLong(data, typmod);
    }

    @Override
    public final void writeBinary(
            Object value, TypeContext context, NameResolver names, ByteAppender out) {
        writeBinaryLong((Long) value, out);
    }
}
