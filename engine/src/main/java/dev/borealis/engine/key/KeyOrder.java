package dev.borealis.engine.key;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;

import java.util.Arrays;
import java.util.List;

/**
 * The order of the values of one built-in type, as keys have it: two values compare as their key forms do. For those who
 * have values and no statement to compare them in: ANALYZE and the planner. Immutable.
 */
public final class KeyOrder {
    private final KeyFormat format;
    private final boolean plainBytes;

    /** @param type one that {@link #isOrdered} */
    public KeyOrder(SqlType type) {
        format = new KeyFormat(0, List.of(new KeyFormat.Column(type, false, false)));
        plainBytes = type.oid() != Oid.BPCHAR; // whose blanks at the end do not count
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
        if (a instanceof Long left && b instanceof Long right) {
            return Long.compare(left, right);
        }
        if (plainBytes && a instanceof Bytes left && b instanceof Bytes right) {
            return left.compareTo(right);
        }
        return Arrays.compareUnsigned(key(a), key(b));
    }
}
