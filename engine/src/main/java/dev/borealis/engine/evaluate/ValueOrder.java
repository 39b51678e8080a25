package dev.borealis.engine.evaluate;

import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.function.Hashing;
import dev.borealis.engine.function.Implementation;
import dev.borealis.engine.function.Ordering;
import dev.borealis.engine.key.KeyFormat;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.Carrier;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/**
 * How values of one type are compared, and hashed so that equal values have equal hashes: the default operator classes.
 * Integers, floats and texts without a call; all other types through the functions of their classes. Never sees null.
 */
public final class ValueOrder {
    private enum Kind {
        SIGNED,
        UNSIGNED,
        FLOAT,
        BYTES,
        FUNCTION
    }

    private final SqlType type;
    private final Carrier carrier;
    private final Kind kind;
    private final @Nullable Implementation comparison;
    private final @Nullable CallSpec comparisonCall;
    private final @Nullable Implementation hash;
    private final @Nullable CallSpec hashCall;

    /** Its canonical form hashes types without a hash function. */
    private final @Nullable KeyFormat keyFormat;

    private ValueOrder(
            SqlType type,
            Carrier carrier,
            Kind kind,
            @Nullable Implementation comparison,
            @Nullable CallSpec comparisonCall,
            @Nullable Implementation hash,
            @Nullable CallSpec hashCall) {
        this.type = type;
        this.carrier = carrier;
        this.kind = kind;
        this.comparison = comparison;
        this.comparisonCall = comparisonCall;
        this.hash = hash;
        this.hashCall = hashCall;
        keyFormat =
                kind == Kind.FUNCTION && KeyFormat.isKeyable(type.oid())
                        ? new KeyFormat(0, List.of(new KeyFormat.Column(type, false, false)))
                        : null;
    }

    /** The default order of a type. */
    public static ValueOrder of(SqlType declared, Environment environment) {
        SqlType type = environment.baseType(declared);
        Carrier carrier = type.carrier();
        Kind kind = kind(type.oid(), carrier);
        if (kind != Kind.FUNCTION) {
            return new ValueOrder(type, carrier, kind, null, null, null, null);
        }
        FunctionRegistry functions = environment.functions();
        Ordering ordering = functions.defaultOrdering(type.oid());
        Implementation comparison =
                ordering == null ? null : functions.findImplementation(ordering.comparison());
        Hashing hashing = functions.defaultHashing(type.oid());
        Implementation hash = hashing == null ? null : functions.findImplementation(hashing.hash());
        var twice = List.of(type, type);
        return new ValueOrder(
                type,
                carrier,
                kind,
                comparison,
                comparison == null
                        ? null
                        : new CallSpec(environment.sites().next(), SqlType.INT4, twice),
                hash,
                hash == null
                        ? null
                        : new CallSpec(environment.sites().next(), SqlType.INT4, List.of(type)));
    }

    private static Kind kind(int oid, Carrier carrier) {
        return switch (carrier) {
            case LONG ->
                    switch (oid) {
                        case Oid.XID8, Oid.PG_LSN, Oid.MACADDR, Oid.MACADDR8 -> Kind.UNSIGNED;
                        case Oid.CHAR -> Kind.FUNCTION;
                        default -> Kind.SIGNED;
                    };
            case DOUBLE -> Kind.FLOAT;
            case OBJECT ->
                    switch (oid) {
                        case Oid.TEXT, Oid.VARCHAR, Oid.NAME, Oid.BYTEA, Oid.UNKNOWN -> Kind.BYTES;
                        default -> Kind.FUNCTION;
                    };
        };
    }

    /** The type compared; of a domain its base. */
    public SqlType type() {
        return type;
    }

    /** Of the values that it takes. */
    public Carrier carrier() {
        return carrier;
    }

    /** Whether {@link Bytes} are compared as bytes, so that they may be compared where they lie. */
    public boolean isBytes() {
        return kind == Kind.BYTES;
    }

    /** Of a type whose carrier is LONG. */
    public int compareLong(long a, long b) {
        return switch (kind) {
            case UNSIGNED -> Long.compareUnsigned(a, b);
            // "char" is ordered as an unsigned byte
            case FUNCTION -> Long.compare(a & 0xff, b & 0xff);
            case SIGNED, FLOAT, BYTES -> Long.compare(a, b);
        };
    }

    /** NaN is equal to itself and greater than all others; zeros are equal. */
    public static int compareDouble(double a, double b) {
        if (a < b) {
            return -1;
        }
        if (a > b) {
            return 1;
        }
        if (a == b) {
            return 0;
        }
        return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
    }

    /** Of a type whose carrier is OBJECT. */
    public int compareObject(Runtime runtime, Object a, Object b) {
        if (kind == Kind.BYTES) {
            return ((Bytes) a).compareTo((Bytes) b);
        }
        CallSpec call = Objects.requireNonNull(comparisonCall, () -> "no order for " + type);
        if (comparison instanceof Implementation.LongOfObjectObject shape) {
            return (int) shape.apply(call.of(runtime), a, b);
        }
        if (comparison instanceof Implementation.General shape) {
            Object result = shape.apply(call.of(runtime), new Object[] {a, b});
            return (int) (long) (Long) Objects.requireNonNull(result);
        }
        throw new IllegalStateException("comparison of " + type);
    }

    /** Boxed values of any carrier. */
    public int compare(Runtime runtime, Object a, Object b) {
        return switch (carrier) {
            case LONG -> compareLong((Long) a, (Long) b);
            case DOUBLE -> compareDouble((Double) a, (Double) b);
            case OBJECT -> compareObject(runtime, a, b);
        };
    }

    /** Spreads what differs in any bit. */
    public static int hashLong(long value) {
        long mixed = value * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) ^ (int) mixed;
    }

    /** The same for both zeros and for all NaNs. */
    public static int hashDouble(double value) {
        // canonical bits: one zero, one NaN
        return hashLong(Double.doubleToLongBits(value + 0.0));
    }

    /** Of the bytes from, to before, these positions. */
    public static int hashBytes(byte[] bytes, int from, int to) {
        int result = 1;
        for (int i = from; i < to; i++) {
            result = 31 * result + bytes[i];
        }
        return result * 0x9E3779B9;
    }

    /** Of a type whose carrier is OBJECT. A type without a hash class gets one hash for all: slow, never wrong. */
    public int hashObject(Runtime runtime, Object value) {
        if (kind == Kind.BYTES) {
            Bytes bytes = (Bytes) value;
            return hashBytes(bytes.array(), bytes.offset(), bytes.offset() + bytes.length());
        }
        if (hash == null || hashCall == null) {
            return keyFormat == null ? 0 : hashKey(value);
        }
        if (hash instanceof Implementation.LongOfObject shape) {
            return hashLong(shape.apply(hashCall.of(runtime), value));
        }
        if (hash instanceof Implementation.General shape) {
            Object result = shape.apply(hashCall.of(runtime), new Object[] {value});
            return hashLong((Long) Objects.requireNonNull(result));
        }
        throw new IllegalStateException("hash of " + type);
    }

    private int hashKey(Object value) {
        var key = new ByteAppender();
        Objects.requireNonNull(keyFormat).appendColumn(key, 0, value);
        return hashBytes(key.array(), 0, key.length());
    }

    /** Whether values can be compared; where not, equality may still exist but grouping does not work here. */
    public boolean isOrdered() {
        return kind != Kind.FUNCTION || comparison != null || carrier == Carrier.LONG;
    }

    /** Boxed values of any carrier. */
    public int hash(Runtime runtime, Object value) {
        return switch (carrier) {
            case LONG -> hashLong((Long) value);
            case DOUBLE -> hashDouble((Double) value);
            case OBJECT -> hashObject(runtime, value);
        };
    }
}
