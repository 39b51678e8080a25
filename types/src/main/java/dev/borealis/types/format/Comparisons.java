package dev.borealis.types.format;

import dev.borealis.types.Bytes;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeInfo;
import dev.borealis.types.TypeNames;
import dev.borealis.types.value.ArrayValue;
import dev.borealis.types.value.RecordValue;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The comparison of every type that has one. Text compares bytewise: collation C. */
public final class Comparisons {
    private static final Comparison LONG = new LongComparison(true);
    private static final Comparison EQUALITY_ONLY = new LongComparison(false);
    private static final Comparison UNSIGNED_BYTE = new UnsignedComparison(0xFF);
    private static final Comparison UNSIGNED_LONG = new UnsignedComparison(-1L);
    private static final Comparison DOUBLE = new DoubleComparison();
    private static final Comparison BPCHAR = new BlankPaddedComparison();
    private static final Comparison NATURAL = new NaturalComparison();

    private Comparisons() {}

    /** The comparison of a built-in type; it must have one. */
    public static Comparison of(int oid) {
        return of(oid, NameResolver.BUILT_IN);
    }

    /** The comparison of a type; it must have one. */
    public static Comparison of(int oid, NameResolver names) {
        Comparison comparison = find(oid, names);
        if (comparison == null) {
            throw new IllegalStateException(
                    "type " + TypeNames.display(oid, names) + " cannot be compared");
        }
        return comparison;
    }

    /** The comparison of a type, or null when it has none: json, point, arrays of those, … */
    public static @Nullable Comparison find(int oid, NameResolver names) {
        return switch (oid) {
            case Oid.BOOL, Oid.INT2, Oid.INT4, Oid.INT8, Oid.OID, Oid.MONEY, Oid.MACADDR -> LONG;
            case Oid.DATE, Oid.TIME, Oid.TIMESTAMP, Oid.TIMESTAMPTZ -> LONG;
            case Oid.REGPROC,
                    Oid.REGPROCEDURE,
                    Oid.REGOPER,
                    Oid.REGOPERATOR,
                    Oid.REGCLASS,
                    Oid.REGTYPE,
                    Oid.REGCONFIG,
                    Oid.REGDICTIONARY,
                    Oid.REGNAMESPACE,
                    Oid.REGROLE,
                    Oid.REGCOLLATION ->
                    LONG;
            case Oid.XID, Oid.CID -> EQUALITY_ONLY;
            case Oid.CHAR -> UNSIGNED_BYTE;
            case Oid.XID8, Oid.PG_LSN, Oid.MACADDR8 -> UNSIGNED_LONG;
            case Oid.FLOAT4, Oid.FLOAT8 -> DOUBLE;
            case Oid.BPCHAR -> BPCHAR;
            case Oid.TEXT, Oid.VARCHAR, Oid.NAME, Oid.BYTEA, Oid.UNKNOWN, Oid.CSTRING -> NATURAL;
            case Oid.NUMERIC, Oid.INTERVAL, Oid.TIMETZ, Oid.UUID, Oid.JSONB -> NATURAL;
            case Oid.INET, Oid.CIDR, Oid.BIT, Oid.VARBIT, Oid.TID -> NATURAL;
            case Oid.RECORD -> new RecordComparison(names);
            default -> derived(oid, names);
        };
    }

    private static @Nullable Comparison derived(int oid, NameResolver names) {
        SqlType base = names.domainBase(oid);
        if (base != null) {
            return find(base.oid(), names);
        }
        TypeInfo type = names.type(oid);
        if (type == null) {
            return null;
        }
        if (type.isArray()) {
            Comparison element = find(type.element(), names);
            return element == null ? null : new ArrayComparison(element);
        }
        return type.isComposite() ? new RecordComparison(names) : null;
    }

    private record LongComparison(boolean hasOrder) implements Comparison {
        @Override
        public int compare(Object left, Object right) {
            return Long.compare((Long) left, (Long) right);
        }

        @Override
        public int compareLong(long left, long right) {
            return Long.compare(left, right);
        }

        @Override
        public int hash(Object value) {
            return hashLong((Long) value);
        }

        @Override
        public int hashLong(long value) {
            return Long.hashCode(value * 0x9E3779B97F4A7C15L);
        }
    }

    private record UnsignedComparison(long mask) implements Comparison {
        @Override
        public int compare(Object left, Object right) {
            return compareLong((Long) left, (Long) right);
        }

        @Override
        public int compareLong(long left, long right) {
            return Long.compareUnsigned(left & mask, right & mask);
        }

        @Override
        public int hash(Object value) {
            return hashLong((Long) value);
        }

        @Override
        public int hashLong(long value) {
            return Long.hashCode((value & mask) * 0x9E3779B97F4A7C15L);
        }
    }

    /** NaN is equal to itself and the greatest; −0 equals 0. */
    private static final class DoubleComparison implements Comparison {
        @Override
        public int compare(Object left, Object right) {
            return compareDouble((Double) left, (Double) right);
        }

        @Override
        public int compareDouble(double left, double right) {
            if (left < right) {
                return -1;
            }
            if (left > right) {
                return 1;
            }
            return left == right ? 0 : Boolean.compare(left != left, right != right);
        }

        @Override
        public int hash(Object value) {
            return hashDouble((Double) value);
        }

        @Override
        public int hashDouble(double value) {
            return Long.hashCode(Double.doubleToLongBits(value + 0.0) * 0x9E3779B97F4A7C15L);
        }
    }

    /** Values whose Java order, equality and hash are SQL's. */
    private static final class NaturalComparison implements Comparison {
        @Override
        @SuppressWarnings("unchecked")
        public int compare(Object left, Object right) {
            return ((Comparable<Object>) left).compareTo(right);
        }

        @Override
        public boolean equal(Object left, Object right) {
            return left.equals(right);
        }

        @Override
        public int hash(Object value) {
            return value.hashCode();
        }
    }

    /** char(n): trailing blanks do not count. */
    private static final class BlankPaddedComparison implements Comparison {
        @Override
        public int compare(Object left, Object right) {
            return Fit.trimBlanks((Bytes) left).compareTo(Fit.trimBlanks((Bytes) right));
        }

        @Override
        public int hash(Object value) {
            return Fit.trimBlanks((Bytes) value).hashCode();
        }
    }

    /** NULL elements are equal to each other and greater than all others. */
    private static int compareNullable(
            Comparison comparison, @Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return Boolean.compare(left == null, right == null);
        }
        return comparison.compare(left, right);
    }

    /** Element by element; then the number of elements, of dimensions, their lengths and bounds. */
    private record ArrayComparison(Comparison element) implements Comparison {
        @Override
        public boolean hasOrder() {
            return element.hasOrder();
        }

        @Override
        public int compare(Object left, Object right) {
            ArrayValue first = (ArrayValue) left;
            ArrayValue second = (ArrayValue) right;
            int common = Math.min(first.size(), second.size());
            for (int i = 0; i < common; i++) {
                int result = compareNullable(element, first.get(i), second.get(i));
                if (result != 0) {
                    return result;
                }
            }
            int result = Integer.compare(first.size(), second.size());
            if (result == 0) {
                result = Integer.compare(first.dimensions(), second.dimensions());
            }
            for (int i = 0; result == 0 && i < first.dimensions(); i++) {
                result = Integer.compare(first.length(i), second.length(i));
                if (result == 0) {
                    result = Integer.compare(first.lowerBound(i), second.lowerBound(i));
                }
            }
            return result;
        }

        @Override
        public int hash(Object value) {
            int hash = 1;
            for (Object one : ((ArrayValue) value).elements()) {
                hash = 31 * hash + (one == null ? 0 : element.hash(one));
            }
            return hash;
        }
    }

    /** Column by column. Both rows must have the same types; the binder sees to that. */
    private record RecordComparison(NameResolver names) implements Comparison {
        @Override
        public int compare(Object left, Object right) {
            RecordValue first = (RecordValue) left;
            RecordValue second = (RecordValue) right;
            List<SqlType> types = first.shape().types();
            int common = Math.min(first.size(), second.size());
            for (int i = 0; i < common; i++) {
                Object one = first.get(i);
                Object other = second.get(i);
                int result =
                        one == null || other == null
                                ? Boolean.compare(one == null, other == null)
                                : of(types.get(i).oid(), names).compare(one, other);
                if (result != 0) {
                    return result;
                }
            }
            return Integer.compare(first.size(), second.size());
        }

        @Override
        public int hash(Object value) {
            RecordValue record = (RecordValue) value;
            int hash = 1;
            for (int i = 0; i < record.size(); i++) {
                Object one = record.get(i);
                int type = record.shape().types().get(i).oid();
                hash = 31 * hash + (one == null ? 0 : of(type, names).hash(one));
            }
            return hash;
        }
    }
}
