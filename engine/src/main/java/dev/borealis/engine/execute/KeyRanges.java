package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.key.KeyFormat;
import dev.borealis.engine.plan.Access;
import dev.borealis.store.KeyRange;
import dev.borealis.types.Bytes;
import dev.borealis.types.Oid;
import dev.borealis.types.value.ArrayValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Turns the conditions of an {@link Access} into ranges of keys, when a scan starts. */
public final class KeyRanges {
    private KeyRanges() {}

    /** Disjoint ranges in key order; empty when the conditions cannot hold. */
    static List<KeyRange> of(Access access, KeyFormat format, Frame frame) {
        if (access.isAll()) {
            return List.of(format.all());
        }
        var prefixes = new ArrayList<@Nullable Object[]>();
        prefixes.add(new Object[0]);
        boolean several = false;
        for (int i = 0; i < access.equal().size(); i++) {
            Access.Equal equal = access.equal().get(i);
            int type = format.columns().get(i).type().oid();
            if (equal.isNull() && !format.columns().get(i).nullable()) {
                return List.of(); // IS NULL of a column of the primary key
            } else if (equal.isNull()) {
                prefixes.replaceAll(prefix -> append(prefix, null));
            } else if (equal.anyOf()) {
                ArrayValue array = (ArrayValue) equal.values().evaluateObject(frame);
                if (array == null) {
                    return List.of();
                }
                several = true;
                prefixes = multiply(prefixes, array, type);
            } else {
                Object value = equal.values().evaluateObject(frame);
                if (value == null || !fits(value, type)) {
                    return List.of();
                }
                prefixes.replaceAll(prefix -> append(prefix, value));
            }
            if (prefixes.isEmpty()) {
                return List.of();
            }
        }
        var ranges = new ArrayList<KeyRange>(prefixes.size());
        for (@Nullable Object[] prefix : prefixes) {
            KeyRange range = range(access, format, frame, prefix);
            if (range == null) {
                return List.of();
            }
            if (!range.isEmpty()) {
                ranges.add(range);
            }
        }
        return several ? sorted(ranges) : ranges;
    }

    private static List<KeyRange> sorted(List<KeyRange> ranges) {
        ranges.sort(Comparator.comparing(KeyRange::from, Arrays::compareUnsigned));
        var distinct = new ArrayList<KeyRange>(ranges.size());
        for (KeyRange range : ranges) {
            if (distinct.isEmpty() || !distinct.getLast().equals(range)) {
                distinct.add(range);
            }
        }
        return distinct;
    }

    private static ArrayList<@Nullable Object[]> multiply(
            List<@Nullable Object[]> prefixes, ArrayValue array, int type) {
        var multiplied = new ArrayList<@Nullable Object[]>(prefixes.size() * array.size());
        for (@Nullable Object[] prefix : prefixes) {
            for (int i = 0; i < array.size(); i++) {
                Object value = array.get(i);
                if (value != null && fits(value, type)) {
                    multiplied.add(append(prefix, value));
                }
            }
        }
        return multiplied;
    }

    private static @Nullable Object[] append(@Nullable Object[] prefix, @Nullable Object value) {
        @Nullable Object[] longer = Arrays.copyOf(prefix, prefix.length + 1);
        longer[prefix.length] = value;
        return longer;
    }

    /** Null when a bound is null: no row compares with it. */
    private static @Nullable KeyRange range(
            Access access, KeyFormat format, Frame frame, @Nullable Object[] prefix) {
        if (access.startsWith() != null) {
            Bytes start = (Bytes) access.startsWith().evaluateObject(frame);
            if (start == null) {
                return null;
            }
            return start.isEmpty() ? format.notNull(prefix) : format.startsWith(prefix, start);
        }
        if (access.lower() == null && access.upper() == null) {
            return format.equal(prefix);
        }
        int type = format.columns().get(prefix.length).type().oid();
        KeyFormat.Bound lower = null;
        KeyFormat.Bound upper = null;
        if (access.lower() != null) {
            Object value = access.lower().value().evaluateObject(frame);
            if (value == null) {
                return null;
            }
            if (fits(value, type)) {
                lower = new KeyFormat.Bound(value, access.lower().inclusive());
            } else if ((Long) value > 0) {
                return null; // greater than every value of the type
            }
        }
        if (access.upper() != null) {
            Object value = access.upper().value().evaluateObject(frame);
            if (value == null) {
                return null;
            }
            if (fits(value, type)) {
                upper = new KeyFormat.Bound(value, access.upper().inclusive());
            } else if ((Long) value < 0) {
                return null;
            }
        }
        return lower == null && upper == null
                ? format.notNull(prefix)
                : format.range(prefix, lower, upper);
    }

    /** Whether a value compared with a key column can be one of its values: a bigint may be none of an integer. */
    static boolean fits(Object value, int type) {
        return switch (type) {
            case Oid.INT2 -> (short) (long) (Long) value == (Long) value;
            case Oid.INT4 -> (int) (long) (Long) value == (Long) value;
            default -> true;
        };
    }
}
