package dev.borealis.types.format;

/**
 * How values of one type compare: order, equality and hash of SQL, never null. Values of carrier LONG and DOUBLE have
 * primitive methods; the general ones take {@link Long} and {@link Double}. The hash agrees with the equality; it is
 * ours, not that of PostgreSQL's hash functions.
 */
public interface Comparison {
    /** Negative, zero or positive; the order of ORDER BY. */
    int compare(Object left, Object right);

    /** Of values that are not null. */
    default boolean equal(Object left, Object right) {
        return compare(left, right) == 0;
    }

    /** Equal values have equal hashes. */
    int hash(Object value);

    /** As {@link #compare}, of values of carrier LONG. */
    default int compareLong(long left, long right) {
        return compare(left, right);
    }

    /** As {@link #hash}, of a value of carrier LONG. */
    default int hashLong(long value) {
        return hash(value);
    }

    /** As {@link #compare}, of values of carrier DOUBLE. */
    default int compareDouble(double left, double right) {
        return compare(left, right);
    }

    /** As {@link #hash}, of a value of carrier DOUBLE. */
    default int hashDouble(double value) {
        return hash(value);
    }

    /** False for types that PostgreSQL can only test for equality: xid, cid, aclitem. */
    default boolean hasOrder() {
        return true;
    }
}
