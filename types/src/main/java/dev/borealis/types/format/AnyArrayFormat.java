package dev.borealis.types.format;

import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.TypeContext;
import dev.borealis.types.error.ValueErrors;
import dev.borealis.types.value.ArrayValue;

/** anyarray: columns of pg_stats hold arrays of whatever type the analyzed column has. They are written, never read. */
final class AnyArrayFormat extends ObjectFormat {
    private final String type;

    AnyArrayFormat(String type) {
        super(Oid.ANYARRAY);
        this.type = type;
    }

    @Override
    public Object parse(Bytes text, int typmod, TypeContext context, NameResolver names) {
        throw ValueErrors.cannotAccept(type);
    }

    @Override
    public void print(Object value, TypeContext context, NameResolver names, ByteAppender out) {
        of(value, names).print(value, context, names, out);
    }

    @Override
    public Object readBinary(Bytes data, int typmod, TypeContext context, NameResolver names) {
        throw ValueErrors.noBinaryInput(type);
    }

    @Override
    public void writeBinary(
            Object value, TypeContext context, NameResolver names, ByteAppender out) {
        of(value, names).writeBinary(value, context, names, out);
    }

    private static ValueFormat of(Object value, NameResolver names) {
        int element = ((ArrayValue) value).elementOid();
        return ValueFormats.of(BuiltinTypes.arrayOf(element), names);
    }
}
