package dev.borealis.types.error;

/** Errors of functions of dates and times. Texts of PostgreSQL 16. */
public final class TimeFunctionErrors {
    private TimeFunctionErrors() {}

    public static SqlException unitNotRecognized(String unit, String type) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "unit \"" + unit + "\" not recognized for type " + type);
    }

    public static SqlException unitNotSupported(String unit, String type) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "unit \"" + unit + "\" not supported for type " + type);
    }

    public static SqlException fractionalWeeks() {
        return unitNotSupported("week", "interval")
                .withDetail("Months usually have fractional weeks.");
    }

    public static SqlException dateFieldOutOfRange(String value) {
        return SqlException.of(
                SqlState.DATETIME_FIELD_OVERFLOW, "date field value out of range: " + value);
    }

    public static SqlException timeFieldOutOfRange(String value) {
        return SqlException.of(
                SqlState.DATETIME_FIELD_OVERFLOW, "time field value out of range: " + value);
    }

    public static SqlException strideNotPositive() {
        return SqlException.of(
                SqlState.DATETIME_FIELD_OVERFLOW, "stride must be greater than zero");
    }

    public static SqlException strideWithMonths() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "timestamps cannot be binned into intervals containing months or years");
    }

    public static SqlException originOutOfRange() {
        return SqlException.of(SqlState.DATETIME_FIELD_OVERFLOW, "origin out of range");
    }

    public static SqlException cannotSubtractInfinite(String what) {
        return SqlException.of(
                SqlState.DATETIME_FIELD_OVERFLOW, "cannot subtract infinite " + what);
    }

    public static SqlException zoneIntervalWithDays(String interval) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "interval time zone \"" + interval + "\" must not include months or days");
    }

    public static SqlException timestampNan() {
        return SqlException.of(SqlState.DATETIME_FIELD_OVERFLOW, "timestamp cannot be NaN");
    }

    public static SqlException invalidFormatValue(String value, String pattern) {
        return SqlException.of(
                SqlState.INVALID_DATETIME_FORMAT,
                "invalid value \"" + value + "\" for \"" + pattern + "\"");
    }

    public static SqlException formatNotSupported(String pattern, String function) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "formatting field \"" + pattern + "\" is only supported in " + function);
    }

    public static SqlException invalidHour12(int hour) {
        return SqlException.of(
                        SqlState.INVALID_DATETIME_FORMAT,
                        "hour \"" + hour + "\" is invalid for the 12-hour clock")
                .withHint("Use the 24-hour clock, or give an hour between 1 and 12.");
    }

    public static SqlException notForIntervals() {
        return SqlException.of(
                        SqlState.INVALID_DATETIME_FORMAT,
                        "invalid format specification for an interval value")
                .withHint("Intervals are not tied to specific calendar dates.");
    }

    public static SqlException formatValueOutOfRange(String value, String pattern) {
        return SqlException.of(
                SqlState.DATETIME_FIELD_OVERFLOW,
                "value for \"" + pattern + "\" in source string is out of range");
    }
}
