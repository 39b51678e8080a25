package dev.borealis.types;

/**
 * Every limit, each with unit and source. "Guide" is the service's own documentation; "observed" was seen on a cluster
 * and wins where both differ, because it accepts a superset.
 */
public final class Limits {
    private Limits() {}

    // Values

    /** Characters in {@code varchar(n)} as PostgreSQL allows them, before the service's own limits. Source: PostgreSQL 16. */
    public static final int CHARACTERS_DECLARED = 10_485_760;

    /** Bits in {@code bit(n)}. Source: PostgreSQL 16. */
    public static final int BITS_DECLARED = 83_886_080;

    /** Declared length of a {@code char(n)} column. Source: observed ("Datatype limit greater than 4096 bytes"). */
    public static final int CHAR_COLUMN_LENGTH = 4_096;

    /** Declared length of a {@code varchar(n)} column. Source: observed ("Datatype limit greater than 65535 bytes"). */
    public static final int VARCHAR_COLUMN_LENGTH = 65_535;

    /** Digits in {@code numeric(p,s)}. Source: PostgreSQL 16, observed. */
    public static final int NUMERIC_PRECISION = 1_000;

    /** Largest and, negated, smallest scale in {@code numeric(p,s)}. Source: PostgreSQL 16. */
    public static final int NUMERIC_SCALE = 1_000;

    /** Decimals of seconds in times, timestamps and intervals. Source: PostgreSQL 16. */
    public static final int TIME_PRECISION = 6;

    /** Bytes of a name; longer ones are cut. Source: PostgreSQL 16 (NAMEDATALEN − 1). */
    public static final int NAME_BYTES = 63;

    /** Bytes of one stored value outside keys, after compression. Source: guide and observed: 1,048,576 passes. */
    public static final int VALUE_BYTES = 1_048_576;

    /** Bytes of one stored row. Source: guide, quotas. */
    public static final int ROW_BYTES = 2 * 1_048_576;

    /** Bytes of a value in memory. Source: PostgreSQL 16 (1 GB less one). */
    public static final int VALUE_IN_MEMORY_BYTES = 0x3FFF_FFFF;

    /** Dimensions of an array. Source: PostgreSQL 16. */
    public static final int ARRAY_DIMENSIONS = 6;

    /** Elements of an array. Source: PostgreSQL 16 (MaxAllocSize / 8). */
    public static final int ARRAY_ELEMENTS = 134_217_727;

    // Keys and rows

    /** Stored bytes of all columns of a key together. Source: observed (1,981 for one column; the guide says 1 KiB). */
    public static final int KEY_BYTES = 1_981;

    /** What each further key column costs of {@link #KEY_BYTES}, in bytes. Source: observed. */
    public static final int KEY_BYTES_PER_FURTHER_COLUMN = 7;

    /** Sum of the declared sizes of key columns, in bytes. Source: observed ("key size greater than 2000 bytes"). */
    public static final int DECLARED_KEY_BYTES = 2_000;

    /** Columns of a primary key or an index. Source: guide, quotas; observed. */
    public static final int KEY_COLUMNS = 8;

    // Objects

    /** Schemas besides public and sys. Source: guide, quotas. */
    public static final int SCHEMAS = 10;

    /** Tables of a database. Source: guide, quotas. */
    public static final int TABLES = 1_000;

    /** Views of a database. Source: guide, quotas. */
    public static final int VIEWS = 5_000;

    /** Sequences of a database. Source: guide, quotas. */
    public static final int SEQUENCES = 5_000;

    /** Columns of a table. Source: observed: 256 accepted, 257 refused; the guide and the message say 255. */
    public static final int COLUMNS = 256;

    /** The number in the message about too many columns. Source: guide, quotas. */
    public static final int COLUMNS_IN_MESSAGE = 255;

    /** Columns a table ever had, dropped ones included. Source: observed; PostgreSQL 16. */
    public static final int COLUMNS_EVER = 1_600;

    /** Columns of a select list, those to sort and group by included; fields of a row. Source: PostgreSQL 16. */
    public static final int TARGET_LIST_ENTRIES = 1_664;

    /** Indexes of a table, the primary key's included. Source: guide, quotas; observed. */
    public static final int INDEXES_PER_TABLE = 24;

    /** Extended statistics objects of a table. Source: guide, quotas. */
    public static final int STATISTICS_PER_TABLE = 5;

    /** Extended statistics target. Source: observed. */
    public static final int STATISTICS_TARGET = 100;

    /** Smallest cache of a sequence other than 1. Source: recorded refusal of CREATE SEQUENCE. */
    public static final int SEQUENCE_CACHE = 65_536;

    /** Bytes of a view's parsed definition. Source: observed (512 KiB of parsed structure; the guide says 2 MiB). */
    public static final int VIEW_DEFINITION_BYTES = 512 * 1024;

    /** Arguments of a function. Source: PostgreSQL 16. */
    public static final int FUNCTION_ARGUMENTS = 100;

    // Transactions and statements

    /** Rows one transaction may change; the 3,001st fails. Source: guide, quotas; recorded. */
    public static final int ROWS_PER_TRANSACTION = 3_000;

    /** Bytes one transaction may change. Source: guide, quotas. */
    public static final long TRANSACTION_BYTES = 10L * 1_048_576;

    /** Age of a transaction in seconds. Source: guide, quotas; observed. */
    public static final int TRANSACTION_AGE_SECONDS = 300;

    /** Memory of one statement in bytes. Source: observed ("131072 KB"); guide. */
    public static final long QUERY_MEMORY_BYTES = 128L * 1_048_576;

    // Protocol and connections

    /** Bytes of a protocol message. Source: guide, quotas. */
    public static final int MESSAGE_BYTES = 10 * 1_048_576;

    /** Parameters of a statement. Source: protocol, Int16. */
    public static final int BIND_PARAMETERS = 65_535;

    /** Open connections of a cluster. Source: guide, quotas. */
    public static final int CONNECTIONS = 10_000;

    /** New connections per second and cluster. Source: guide, quotas. */
    public static final int CONNECTIONS_PER_SECOND = 100;

    /** New connections at once after a pause. Source: guide, quotas. */
    public static final int CONNECTION_BURST = 1_000;

    /** Life of a connection in seconds. Source: guide, quotas. */
    public static final int CONNECTION_SECONDS = 3_600;
}
