package dev.borealis.types.error;

/** What running a plan may answer apart from errors of values and functions. Texts: PostgreSQL 16 and limits.md. */
public final class ExecutionErrors {
    private ExecutionErrors() {}

    /** A statement asked for more than its own limit. */
    public static SqlException tempSpaceExceeded(long limitKilobytes) {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "query requires more than allowed temp space of "
                        + limitKilobytes
                        + " KB to execute");
    }

    /** The memory of the whole process for statements is used up. */
    public static SqlException outOfTempSpace() {
        return SqlException.of(
                SqlState.OUT_OF_MEMORY, "query requires too much temp space, out of memory.");
    }

    /** 21000: a sub-query in place of a value gives several rows. */
    public static SqlException subqueryReturnedMoreThanOneRow() {
        return SqlException.of(
                SqlState.CARDINALITY_VIOLATION,
                "more than one row returned by a subquery used as an expression");
    }

    /** 21000: ON CONFLICT DO UPDATE meets a row that the same statement has inserted or updated. */
    public static SqlException onConflictSecondTime() {
        return SqlException.of(
                        SqlState.CARDINALITY_VIOLATION,
                        "ON CONFLICT DO UPDATE command cannot affect row a second time")
                .withHint(
                        "Ensure that no rows proposed for insertion within the same command have duplicate constrained"
                                + " values.");
    }

    /** 2201W: LIMIT below zero. */
    public static SqlException negativeLimit() {
        return SqlException.of(SqlState.INVALID_ROW_COUNT_IN_LIMIT, "LIMIT must not be negative");
    }

    /** 2201X: OFFSET below zero. */
    public static SqlException negativeOffset() {
        return SqlException.of(SqlState.INVALID_ROW_COUNT_IN_OFFSET, "OFFSET must not be negative");
    }

    /** 42P02: {@code $n} for which Bind brought no value. */
    public static SqlException parameterMissing(int number) {
        return SqlException.of(
                SqlState.UNDEFINED_PARAMETER, "no value found for parameter " + number);
    }

    /** 22004: {@code n PRECEDING} at the beginning of a frame, n being null. */
    public static SqlException frameStartNull() {
        return SqlException.of(
                SqlState.NULL_VALUE_NOT_ALLOWED, "frame starting offset must not be null");
    }

    /** 22004: {@code n FOLLOWING} at the end of a frame, n being null. */
    public static SqlException frameEndNull() {
        return SqlException.of(
                SqlState.NULL_VALUE_NOT_ALLOWED, "frame ending offset must not be null");
    }

    /** 0A000: a lock of rows that an outer join may not have found. @param keyShare FOR KEY SHARE, else FOR UPDATE */
    public static SqlException lockOfNullableSide(boolean keyShare) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                (keyShare ? "FOR KEY SHARE" : "FOR UPDATE")
                        + " cannot be applied to the nullable side of an outer join");
    }

    /** The offset of a RANGE frame is negative. */
    public static SqlException frameOffsetInvalid() {
        return SqlException.of(
                SqlState.INVALID_PRECEDING_OR_FOLLOWING_SIZE,
                "invalid preceding or following size in window function");
    }

    /** 22013: {@code n PRECEDING} at the beginning of a frame, n being negative. */
    public static SqlException frameStartNegative() {
        return SqlException.of(
                SqlState.INVALID_PRECEDING_OR_FOLLOWING_SIZE,
                "frame starting offset must not be negative");
    }

    /** 22013: {@code n FOLLOWING} at the end of a frame, n being negative. */
    public static SqlException frameEndNegative() {
        return SqlException.of(
                SqlState.INVALID_PRECEDING_OR_FOLLOWING_SIZE,
                "frame ending offset must not be negative");
    }

    /** 2202E: {@code ARRAY[a, b]} of arrays of different dimensions. */
    public static SqlException unequalArrays() {
        return SqlException.of(
                SqlState.ARRAY_SUBSCRIPT_ERROR,
                "multidimensional arrays must have array expressions with matching dimensions");
    }

    /** A FULL JOIN without any equality to match by. */
    public static SqlException fullJoinCondition() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "FULL JOIN is only supported with merge-joinable or hash-joinable join conditions");
    }
}
