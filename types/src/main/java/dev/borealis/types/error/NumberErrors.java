package dev.borealis.types.error;

/** Errors of numbers: overflow, division by zero, domains of functions. */
public final class NumberErrors {
    private NumberErrors() {}

    private static SqlException outOfRange(String text) {
        return SqlException.of(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, text);
    }

    public static SqlException divisionByZero() {
        return SqlException.of(SqlState.DIVISION_BY_ZERO, "division by zero");
    }

    public static SqlException smallintOutOfRange() {
        return outOfRange("smallint out of range");
    }

    public static SqlException integerOutOfRange() {
        return outOfRange("integer out of range");
    }

    public static SqlException bigintOutOfRange() {
        return outOfRange("bigint out of range");
    }

    public static SqlException floatOverflow() {
        return outOfRange("value out of range: overflow");
    }

    public static SqlException floatUnderflow() {
        return outOfRange("value out of range: underflow");
    }

    public static SqlException numericOverflow() {
        return outOfRange("value overflows numeric format");
    }

    /** A number as text does not fit: {@code value "99999" is out of range for type smallint}. */
    public static SqlException valueOutOfRange(String value, String type) {
        return outOfRange("value \"" + value + "\" is out of range for type " + type);
    }

    /** As {@link #valueOutOfRange}, the form of floats: {@code "1e400" is out of range for type double precision}. */
    public static SqlException floatTextOutOfRange(String value, String type) {
        return outOfRange("\"" + value + "\" is out of range for type " + type);
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
        return outOfRange("numeric field overflow")
                .withDetail(
                        "A field with precision "
                                + precision
                                + ", scale "
                                + scale
                                + " must round to an absolute value less than "
                                + bound
                                + ".");
    }

    public static SqlException numericFieldInfinite(int precision, int scale) {
        return outOfRange("numeric field overflow")
                .withDetail(
                        "A field with precision "
                                + precision
                                + ", scale "
                                + scale
                                + " cannot hold an infinite value.");
    }

    public static SqlException squareRootOfNegative() {
        return SqlException.of(
                SqlState.INVALID_ARGUMENT_FOR_POWER_FUNCTION,
                "cannot take square root of a negative number");
    }

    public static SqlException logarithmOfZero() {
        return SqlException.of(
                SqlState.INVALID_ARGUMENT_FOR_LOGARITHM, "cannot take logarithm of zero");
    }

    public static SqlException logarithmOfNegative() {
        return SqlException.of(
                SqlState.INVALID_ARGUMENT_FOR_LOGARITHM,
                "cannot take logarithm of a negative number");
    }

    public static SqlException complexPower() {
        return SqlException.of(
                SqlState.INVALID_ARGUMENT_FOR_POWER_FUNCTION,
                "a negative number raised to a non-integer power yields a complex result");
    }

    public static SqlException zeroToNegativePower() {
        return SqlException.of(
                SqlState.INVALID_ARGUMENT_FOR_POWER_FUNCTION,
                "zero raised to a negative power is undefined");
    }
}
