package dev.borealis.engine.key;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.TypeContext;
import dev.borealis.types.format.ValueFormat;
import dev.borealis.types.format.ValueFormats;
import dev.borealis.types.value.Numeric;

import java.math.BigInteger;

/**
 * The bytes of values of variable length that are no plain bytes: numeric has its own form, all others (jsonb) that of the
 * protocol's binary format.
 */
final class StoredObject {
    /** Set in the first two bytes of a numeric that is no number; the rest says which. */
    private static final int SPECIAL = 0x8000;

    private static final ValueFormat JSONB = ValueFormats.of(Oid.JSONB, NameResolver.BUILT_IN);

    private StoredObject() {}

    static void append(ByteAppender out, int type, Object value) {
        switch (type) {
            case Oid.NUMERIC -> appendNumeric(out, (Numeric) value);
            case Oid.JSONB ->
                    JSONB.writeBinary(value, TypeContext.DEFAULT, NameResolver.BUILT_IN, out);
            default ->
                    throw new IllegalStateException(
                            "values of type " + type + " cannot be stored in a row");
        }
    }

    static Object read(Bytes stored, int type) {
        return switch (type) {
            case Oid.NUMERIC -> readNumeric(stored);
            case Oid.JSONB ->
                    JSONB.readBinary(stored, -1, TypeContext.DEFAULT, NameResolver.BUILT_IN);
            default ->
                    throw new IllegalStateException(
                            "values of type " + type + " cannot be stored in a row");
        };
    }

    /** Two bytes of scale, then the unscaled value in as few bytes as it needs, high byte first, signed. */
    private static void appendNumeric(ByteAppender out, Numeric value) {
        if (!value.isFinite()) {
            out.appendShort(SPECIAL | (value.isNaN() ? 0 : value.signum() + 2));
            return;
        }
        out.appendShort(value.scale());
        if (value.isSmall()) {
            long unscaled = value.smallUnscaled();
            int bytes = (64 - Long.numberOfLeadingZeros(unscaled ^ unscaled >> 63)) / 8 + 1;
            for (int i = bytes - 1; i >= 0; i--) {
                out.appendByte((int) (unscaled >> 8 * i));
            }
        } else {
            out.append(value.unscaled().toByteArray());
        }
    }

    private static Numeric readNumeric(Bytes stored) {
        byte[] bytes = stored.array();
        int at = stored.offset();
        int scale = (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
        if ((scale & SPECIAL) != 0) {
            return switch (scale & ~SPECIAL) {
                case 0 -> Numeric.NAN;
                case 1 -> Numeric.NEGATIVE_INFINITY;
                default -> Numeric.INFINITY;
            };
        }
        int length = stored.length() - 2;
        if (length > 8) {
            return Numeric.of(new BigInteger(bytes, at + 2, length), scale);
        }
        long unscaled = bytes[at + 2];
        for (int i = 1; i < length; i++) {
            unscaled = unscaled << 8 | bytes[at + 2 + i] & 0xFF;
        }
        return Numeric.of(unscaled, scale);
    }
}
