package dev.borealis.types.format;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.Carrier;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.TypeContext;

/** The forms of real and double precision. */
public final class DoubleFormat extends ValueFormat {
    private final boolean single;

    DoubleFormat(boolean single) {
        super(single ? Oid.FLOAT4 : Oid.FLOAT8);
        this.single = single;
    }

    @Override
    public Carrier carrier() {
        return Carrier.DOUBLE;
    }

    /** As {@link #parse}, unboxed. */
    public double parseDouble(Bytes text) {
        return single ? Floats.parseFloat(text) : Floats.parseDouble(text);
    }

    /** As {@link #print}, unboxed. */
    public void printDouble(double value, TypeContext context, ByteAppender out) {
        if (single) {
            Floats.printFloat((float) value, context.extraFloatDigits(), out);
        } else {
            Floats.printDouble(value, context.extraFloatDigits(), out);
        }
    }

    /** As {@link #readBinary}, unboxed. */
    public double readBinaryDouble(Bytes data) {
        return single
                ? Float.intBitsToFloat(Binary.readInt(data, 4))
                : Double.longBitsToDouble(Binary.readLong(data, 8));
    }

    /** As {@link #writeBinary}, unboxed. */
    public void writeBinaryDouble(double value, ByteAppender out) {
        if (single) {
            out.appendInt(Float.floatToRawIntBits((float) value));
        } else {
            out.appendLong(Double.doubleToRawLongBits(value));
        }
    }

    @Override
    public Object parse(Bytes text, int typmod, TypeContext context, NameResolver names) {
        return parseDouble(text);
    }

    @Override
    public void print(Object value, TypeContext context, NameResolver names, ByteAppender out) {
        printDouble((Double) value, context, out);
    }

    @Override
    public Object readBinary(Bytes data, int typmod, TypeContext context, NameResolver names) {
        return readBinaryDouble(data);
    }

    @Override
    public void writeBinary(
            Object value, TypeContext context, NameResolver names, ByteAppender out) {
        writeBinaryDouble((Double) value, out);
    }
}
