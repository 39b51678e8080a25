package dev.borealis.types;

/**
 * How a non-null value of a type travels through expressions and rows. Generic code that holds values in {@code Object}
 * (constants, parameters, array elements) uses {@link Long} for {@link #LONG}, {@link Double} for {@link #DOUBLE}; null
 * is SQL's NULL.
 *
 * <table>
 * <caption>Representation per type</caption>
 * <tr><td>LONG</td><td>boolean (0, 1), "char" (its byte, signed), smallint, integer, bigint, oid and the reg* types
 * (unsigned 32 bits), xid, cid, xid8, date (days since 2000-01-01), time, timestamp, timestamptz (microseconds since
 * midnight or 2000-01-01; infinities are Long.MIN_VALUE and Long.MAX_VALUE, of date Integer.MIN_VALUE and
 * Integer.MAX_VALUE)</td></tr>
 * <tr><td>DOUBLE</td><td>real (widened float), double precision</td></tr>
 * <tr><td>OBJECT</td><td>{@link Bytes}: text, varchar, bpchar (with its trailing blanks), name, bytea, json, unknown,
 * cstring, pg_node_tree, xml; the classes of package value for numeric, interval, timetz, uuid, jsonb, arrays, records,
 * ranges, inet, bit strings …</td></tr>
 * </table>
 */
public enum Carrier {
    LONG,
    DOUBLE,
    OBJECT
}
