package dev.borealis.types.error;

/** Errors of sequences and identity columns. Texts: PostgreSQL 16; of CACHE and the type: recorded refusals. */
public final class SequenceErrors {
    private SequenceErrors() {}

    /** Source: guide. */
    public static SqlException notAnIdentity() {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, "IAM role must look like an IAM ARN");
    }

    /** 42601: SET DEFAULT and the like of an identity column. */
    public static SqlException identityColumn(String column, String table) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                "column \"" + column + "\" of relation \"" + table + "\" is an identity column");
    }

    /** 55000: SET GENERATED, RESTART or DROP IDENTITY of a column that is none. */
    public static SqlException notIdentityColumn(String column, String table) {
        return SqlException.of(
                SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                "column \""
                        + column
                        + "\" of relation \""
                        + table
                        + "\" is not an identity column");
    }

    /** 55000: ADD GENERATED AS IDENTITY to one that is. */
    public static SqlException alreadyIdentity(String column, String table) {
        return SqlException.of(
                SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                "column \""
                        + column
                        + "\" of relation \""
                        + table
                        + "\" is already an identity column");
    }

    /** 55000: ADD GENERATED AS IDENTITY to a column that may be null. */
    public static SqlException identityNeedsNotNull(String column, String table) {
        return SqlException.of(
                SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                "column \""
                        + column
                        + "\" of relation \""
                        + table
                        + "\" must be declared NOT NULL before identity can be added");
    }

    /** @param what {@code identity column} or {@code sequence} */
    public static SqlException sequenceType(String type, String what) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "datatype " + type + " not supported, " + what + " type must be bigint");
    }

    /**
     * 2200H: {@code nextval} beyond the end of a sequence without CYCLE.
     *
     * @param up it counts upwards
     * @param limit its last value
     */
    public static SqlException sequenceReachedLimit(boolean up, String sequence, long limit) {
        return SqlException.of(
                SqlState.SEQUENCE_GENERATOR_LIMIT_EXCEEDED,
                "nextval: reached "
                        + (up ? "maximum" : "minimum")
                        + " value of sequence \""
                        + sequence
                        + "\" ("
                        + limit
                        + ")");
    }

    /**
     * 22003: {@code setval} to a value that the sequence never gives.
     *
     * @param min least value
     * @param max greatest value
     */
    public static SqlException setvalOutOfBounds(long value, String sequence, long min, long max) {
        return SqlException.of(
                SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
                "setval: value "
                        + value
                        + " is out of bounds for sequence \""
                        + sequence
                        + "\" ("
                        + min
                        + ".."
                        + max
                        + ")");
    }

    /** 55000: {@code currval} before {@code nextval} in this session. */
    public static SqlException currvalNotDefined(String sequence) {
        return SqlException.of(
                SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                "currval of sequence \"" + sequence + "\" is not yet defined in this session");
    }

    /** 55000: {@code lastval} before {@code nextval} in this session. */
    public static SqlException lastvalNotDefined() {
        return SqlException.of(
                SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                "lastval is not yet defined in this session");
    }

    /** 42601: OWNED BY something else than a column. */
    public static SqlException sequenceOwnedBy() {
        return SqlException.of(SqlState.SYNTAX_ERROR, "invalid OWNED BY option")
                .withHint("Specify OWNED BY table.column or OWNED BY NONE.");
    }

    /** 0A000: OWNED BY of the sequence of an identity column. @param table to which it belongs */
    public static SqlException ownerOfIdentity(String sequence, String table) {
        return SqlException.of(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "cannot change ownership of identity sequence")
                .withDetail("Sequence \"" + sequence + "\" is linked to table \"" + table + "\".");
    }

    /** 22023: INCREMENT 0. */
    public static SqlException incrementZero() {
        return invalid("INCREMENT must not be zero");
    }

    /** 22023: an option with a number beyond 64 bits. @param number as written */
    public static SqlException valueOutOfRange(String number) {
        return invalid("value \"" + number + "\" is out of range for type bigint");
    }

    /** 22023: an option with something that is no whole number. */
    public static SqlException valueNotNumber() {
        return invalid("invalid value for a sequence option");
    }

    /** 22023: MINVALUE that is not less than MAXVALUE. */
    public static SqlException boundsCrossed(long min, long max) {
        return invalid("MINVALUE (" + min + ") must be less than MAXVALUE (" + max + ")");
    }

    /** 22023: START, RESTART below MINVALUE. @param word START or RESTART */
    public static SqlException belowMinimum(String word, long value, long min) {
        return invalid(word + " value (" + value + ") cannot be less than MINVALUE (" + min + ")");
    }

    /** 22023: START, RESTART above MAXVALUE. @param word START or RESTART */
    public static SqlException aboveMaximum(String word, long value, long max) {
        return invalid(
                word + " value (" + value + ") cannot be greater than MAXVALUE (" + max + ")");
    }

    private static SqlException invalid(String text) {
        return SqlException.of(SqlState.INVALID_PARAMETER_VALUE, text);
    }
}
