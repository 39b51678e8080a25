package dev.borealis.types.error;

/** Errors of arithmetic: ranges, division, domains of mathematical functions. Texts of PostgreSQL 16. */
public final class ArithmeticErrors {
    private ArithmeticErrors() {}

    /** @param type as the message says it: smallint, integer, bigint, OID, oid, "char", interval, timestamp, date … */
    public static SqlException outOfRange(String type) {
        return SqlException.of(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, type + " out of range");
    }

    /** asin(2), sind(Infinity). */
    public static SqlException inputOutOfRange() {
        return SqlException.of(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "input is out of range");
    }

    public static SqlException factorialOfNegative() {
        return SqlException.of(
                SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "factorial of a negative number is undefined");
    }

    public static SqlException bucketCount() {
        return SqlException.of(
                SqlState.INVALID_ARGUMENT_FOR_WIDTH_BUCKET, "count must be greater than zero");
    }

    public static SqlException bucketBoundsEqual() {
        return SqlException.of(
                SqlState.INVALID_ARGUMENT_FOR_WIDTH_BUCKET, "lower bound cannot equal upper bound");
    }

    public static SqlException bucketNan() {
        return SqlException.of(
                SqlState.INVALID_ARGUMENT_FOR_WIDTH_BUCKET,
                "operand, lower bound, and upper bound cannot be NaN");
    }

    public static SqlException bucketBoundsFinite() {
        return SqlException.of(
                SqlState.INVALID_ARGUMENT_FOR_WIDTH_BUCKET,
                "lower and upper bounds must be finite");
    }

    /** @param what NaN or infinity; @param type integer, bigint, smallint, numeric */
    public static SqlException cannotConvert(String what, String type) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "cannot convert " + what + " to " + type);
    }
}
