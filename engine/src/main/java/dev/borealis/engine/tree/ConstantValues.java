package dev.borealis.engine.tree;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeContext;
import dev.borealis.types.format.ValueFormats;

/** Constants in stored trees that are no longs, doubles or bytes: the protocol's binary format. */
public final class ConstantValues implements RecordCodec.Values {
    @Override
    public byte[] toBytes(SqlType type, Object value) {
        var out = new ByteAppender();
        ValueFormats.of(type.oid())
                .writeBinary(value, TypeContext.DEFAULT, NameResolver.BUILT_IN, out);
        return out.toByteArray();
    }

    @Override
    public Object fromBytes(SqlType type, byte[] bytes) {
        return ValueFormats.of(type.oid())
                .readBinary(Bytes.of(bytes), -1, TypeContext.DEFAULT, NameResolver.BUILT_IN);
    }
}
