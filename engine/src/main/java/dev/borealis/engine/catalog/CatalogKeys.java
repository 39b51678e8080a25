package dev.borealis.engine.catalog;

import dev.borealis.engine.key.KeyFormat;
import dev.borealis.store.KeyRange;
import dev.borealis.types.ByteAppender;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where the catalog lies in the store. As everything it is under four bytes of relation OID; the numbers below {@link
 * #FIRST_RELATION} are reserved for what is no relation of the user.
 */
public final class CatalogKeys {
    /** OIDs below are never given to anything that has keys of its own. */
    public static final int FIRST_RELATION = 16_384;

    /** OIDs of user objects begin here. Source: OIDs seen on a cluster. */
    public static final int FIRST_USER_OID = 26_000;

    private static final int META = 0;
    private static final int DEFINITIONS = 1;
    private static final int STATISTICS = 2;
    private static final int FENCES = 3;
    private static final int ROW_IDS = 4;
    private static final int SEQUENCES = 5;
    private static final int JOBS = 6;
    private static final int LEASES = 7;

    private CatalogKeys() {}

    private static byte[] meta(String name) {
        return new ByteAppender()
                .appendInt(META)
                .append(name.getBytes(StandardCharsets.US_ASCII))
                .toByteArray();
    }

    /** Holds the version of all formats of this store. */
    public static byte[] format() {
        return meta("format");
    }

    /** Holds the number of DDLs committed; every DDL touches it. */
    public static byte[] version() {
        return meta("version");
    }

    /** Holds the number of ANALYZEs committed. */
    public static byte[] statisticsVersion() {
        return meta("statistics");
    }

    /** Holds the next OID to hand out; changed outside transactions. */
    public static byte[] nextOid() {
        return meta("oid");
    }

    static KeyRange definitions() {
        return KeyRange.prefix(KeyFormat.prefix(DEFINITIONS));
    }

    /** @param kind of definition, see {@link DefinitionFormat} */
    static byte[] definition(int kind, int a, int b, int c) {
        return new ByteAppender()
                .appendInt(DEFINITIONS)
                .appendByte(kind)
                .appendInt(a)
                .appendInt(b)
                .appendInt(c)
                .toByteArray();
    }

    static KeyRange allStatistics() {
        return KeyRange.prefix(KeyFormat.prefix(STATISTICS));
    }

    static byte[] statistics(int table) {
        return of(STATISTICS, table);
    }

    /**
     * The fence of a relation: never holds a value. Statements that write the relation, or check a foreign key against
     * it, check it; DDL after which they would have to behave differently marks it.
     */
    public static byte[] fence(int relation) {
        return of(FENCES, relation);
    }

    /** Whether a key is some relation's fence. */
    public static boolean isFence(byte[] key) {
        return key.length == 2 * KeyFormat.PREFIX_BYTES && ByteBuffer.wrap(key).getInt() == FENCES;
    }

    /** Holds the next hidden row id of a table; changed outside transactions. */
    public static byte[] rowIds(int table) {
        return of(ROW_IDS, table);
    }

    /** Holds the position of a sequence; changed outside transactions. */
    public static byte[] sequence(int sequence) {
        return of(SEQUENCES, sequence);
    }

    /** The keys of all jobs. */
    public static KeyRange jobs() {
        return KeyRange.prefix(KeyFormat.prefix(JOBS));
    }

    /** @param id of 16 bytes */
    public static byte[] job(byte[] id) {
        return new ByteAppender().appendInt(JOBS).append(id).toByteArray();
    }

    /** Holds who works on a job, and until when; changed outside transactions. */
    public static byte[] lease(byte[] job) {
        return new ByteAppender().appendInt(LEASES).append(job).toByteArray();
    }

    private static byte[] of(int space, int relation) {
        return new ByteAppender().appendInt(space).appendInt(relation).toByteArray();
    }
}
