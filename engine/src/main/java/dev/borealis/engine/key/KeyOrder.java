package dev.borealis.engine.key;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.SqlType;

import java.util.Arrays;
import java.util.List;

/**
 * The order of the values of one built-in type, as keys have it: two values compare as their key forms do. For those who
 * have values and no statement to compare them in: ANALYZE and the planner. Immutable.
 */
public final class KeyOrder {
    private final KeyFormat format;

    /** @param type one that {@link #isOrdered} */
    public KeyOrder(SqlType type) {
        format = new KeyFormat(0, List.of(new KeyFormat.Column(type, false, false)));
    }

    /** Whether values of the type have an order here. */
    public static boolean isOrdered(SqlType type) {
        return KeyFormat.isKeyable(type.oid());
    }

    /** Bytes that compare, unsigned, as the value does, and are the same exactly for equal values. */
    public byte[] key(Object value) {
        var out = new ByteAppender(12);
        format.appendColumn(out, 0, value);
        return out.toByteArray();
    }

    /** Of two values, boxed as {@link dev.borealis.types.Carrier} says. Whole numbers may be outside of the type. */
    public int compare(Object a, Object b) {
        return a instanceof Long left && b instanceof Long right
                ? Long.compare(left, right)
                : Arrays.compareUnsigned(key(a), key(b));
    }
}
