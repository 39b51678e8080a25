package dev.borealis.types.error;

/** Errors of numbers: overflow, division by zero, domains of functions. */
public final class NumberErrors {
    private NumberErrors() {}

    private static SqlException range(String text) {
        return SqlException.of(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, text);
    }

    /** 22012: a division or a remainder of any type by zero. */
    public static SqlException divisionByZero() {
        return SqlException.of(SqlState.DIVISION_BY_ZERO, "division by zero");
    }

    /** 22003: a result, or a cast, beyond 16 bits. */
    public static SqlException smallintOutOfRange() {
        return range("smallint out of range");
    }

    /** 22003: a result, or a cast, beyond 32 bits. */
    public static SqlException integerOutOfRange() {
        return range("integer out of range");
    }

    /** 22003: a result, or a cast, beyond 64 bits. */
    public static SqlException bigintOutOfRange() {
        return range("bigint out of range");
    }

    /** 22003: a result of real or double precision too large to be one. */
    public static SqlException floatOverflow() {
        return range("value out of range: overflow");
    }

    /** 22003: a result of real or double precision too close to zero to be one. */
    public static SqlException floatUnderflow() {
        return range("value out of range: underflow");
    }

    /** 22003: a result of numeric with more digits than numeric has. */
    public static SqlException numericOverflow() {
        return range("value overflows numeric format");
    }

    /** A number as text does not fit: {@code value "99999" is out of range for type smallint}. */
    public static SqlException valueOutOfRange(String value, String type) {
        return range("value \"" + value + "\" is out of range for type " + type);
    }

    /** As {@link #valueOutOfRange}, the form of floats: {@code "1e400" is out of range for type double precision}. */
    public static SqlException floatTextOutOfRange(String value, String type) {
        return range("\"" + value + "\" is out of range for type " + type);
    }

    /** @param type the SQL name of an integer type */
    public static SqlException cannotConvertNaN(String type) {
        return SqlException.of(SqlState.FEATURE_NOT_SUPPORTED, "cannot convert NaN to " + type);
    }

    /** @param type the SQL name of an integer type */
    public static SqlException cannotConvertInfinity(String type) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "cannot convert infinity to " + type);
    }

    /** A value does not fit {@code numeric(precision, scale)}. */
    public static SqlException numericFieldOverflow(int precision, int scale) {
        int digits = precision - scale;
        String bound = digits == 0 ? "1" : "10^" + digits;
        return range("numeric field overflow")
                .withDetail(
                        "A field with precision "
                                + precision
                                + ", scale "
                                + scale
                                + " must round to an absolute value less than "
                                + bound
                                + ".");
    }

    /** 22003: infinity into a column {@code numeric(precision, scale)}. */
    public static SqlException numericFieldInfinite(int precision, int scale) {
        return range("numeric field overflow")
                .withDetail(
                        "A field with precision "
                                + precision
                                + ", scale "
                                + scale
                                + " cannot hold an infinite value.");
    }

    /** 2201F: {@code sqrt} of a negative number. */
    public static SqlException squareRootOfNegative() {
        return SqlException.of(
                SqlState.INVALID_ARGUMENT_FOR_POWER_FUNCTION,
                "cannot take square root of a negative number");
    }

    /** 2201E: {@code ln} and {@code log} of zero. */
    public static SqlException logarithmOfZero() {
        return SqlException.of(
                SqlState.INVALID_ARGUMENT_FOR_LOGARITHM, "cannot take logarithm of zero");
    }

    /** 2201E: {@code ln} and {@code log} of a negative number. */
    public static SqlException logarithmOfNegative() {
        return SqlException.of(
                SqlState.INVALID_ARGUMENT_FOR_LOGARITHM,
                "cannot take logarithm of a negative number");
    }

    /** 2201F: {@code power} of a negative number to a fraction. */
    public static SqlException complexPower() {
        return SqlException.of(
                SqlState.INVALID_ARGUMENT_FOR_POWER_FUNCTION,
                "a negative number raised to a non-integer power yields a complex result");
    }

    /** 2201F: {@code power} of zero to a negative number. */
    public static SqlException zeroToNegativePower() {
        return SqlException.of(
                SqlState.INVALID_ARGUMENT_FOR_POWER_FUNCTION,
                "zero raised to a negative power is undefined");
    }

    /** @param type as the message says it: smallint, integer, bigint, OID, oid, "char", interval, timestamp, date … */
    public static SqlException outOfRange(String type) {
        return range(type + " out of range");
    }

    /** asin(2), sind(Infinity). */
    public static SqlException inputOutOfRange() {
        return range("input is out of range");
    }

    /** 22003: {@code factorial} of a negative number. */
    public static SqlException factorialOfNegative() {
        return SqlException.of(
                SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "factorial of a negative number is undefined");
    }

    /** 2201G: {@code width_bucket} with no buckets. */
    public static SqlException bucketCount() {
        return SqlException.of(
                SqlState.INVALID_ARGUMENT_FOR_WIDTH_BUCKET, "count must be greater than zero");
    }

    /** 2201G: {@code width_bucket} between equal bounds. */
    public static SqlException bucketBoundsEqual() {
        return SqlException.of(
                SqlState.INVALID_ARGUMENT_FOR_WIDTH_BUCKET, "lower bound cannot equal upper bound");
    }

    /** 2201G: {@code width_bucket} of or between NaN. */
    public static SqlException bucketNan() {
        return SqlException.of(
                SqlState.INVALID_ARGUMENT_FOR_WIDTH_BUCKET,
                "operand, lower bound, and upper bound cannot be NaN");
    }

    /** 2201G: {@code width_bucket} between infinities. */
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
