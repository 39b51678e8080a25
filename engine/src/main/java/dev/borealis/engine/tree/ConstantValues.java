package dev.borealis.engine.tree;

import dev.borealis.types.SqlType;

/** Constants in stored trees that are no longs, doubles or bytes. */
public final class ConstantValues implements RecordCodec.Values {
    @Override
    public byte[] toBytes(SqlType type, Object value) {
        throw new IllegalStateException("a constant of type " + type + " cannot be stored");
    }

    @Override
    public Object fromBytes(SqlType type, byte[] bytes) {
        throw new IllegalStateException("a constant of type " + type + " cannot be stored");
    }
}
