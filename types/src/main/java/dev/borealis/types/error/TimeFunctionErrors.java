package dev.borealis.types.error;

/** Errors of functions of dates and times. Texts of PostgreSQL 16. */
public final class TimeFunctionErrors {
    private TimeFunctionErrors() {}

    /**
     * 22023: {@code extract}, {@code date_trunc} with a unit that PostgreSQL has not.
     *
     * @param unit as written
     * @param type of the value
     */
    public static SqlException unitNotRecognized(String unit, String type) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "unit \"" + unit + "\" not recognized for type " + type);
    }

    /**
     * 0A000: {@code extract}, {@code date_trunc} with a unit that the type has not, such as the hour of a date.
     *
     * @param unit as written
     * @param type of the value
     */
    public static SqlException unitNotSupported(String unit, String type) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "unit \"" + unit + "\" not supported for type " + type);
    }

    /** 0A000: {@code date_trunc('week', interval)}. */
    public static SqlException fractionalWeeks() {
        return unitNotSupported("week", "interval")
                .withDetail("Months usually have fractional weeks.");
    }

    /** 22008: {@code make_date} and {@code make_timestamp} of no date. @param value year, month and day with hyphens */
    public static SqlException dateFieldOutOfRange(String value) {
        return SqlException.of(
                SqlState.DATETIME_FIELD_OVERFLOW, "date field value out of range: " + value);
    }

    /**
     * 22008: {@code make_time} and {@code make_timestamp} of no time.
     *
     * @param value hour, minute and second with colons
     */
    public static SqlException timeFieldOutOfRange(String value) {
        return SqlException.of(
                SqlState.DATETIME_FIELD_OVERFLOW, "time field value out of range: " + value);
    }

    /** 22008: {@code date_bin} with a stride of nothing or backwards. */
    public static SqlException strideNotPositive() {
        return SqlException.of(
                SqlState.DATETIME_FIELD_OVERFLOW, "stride must be greater than zero");
    }

    /** 0A000: {@code date_bin} with a stride whose length varies. */
    public static SqlException strideWithMonths() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "timestamps cannot be binned into intervals containing months or years");
    }

    /** 22008: {@code date_bin} from an infinite origin. */
    public static SqlException originOutOfRange() {
        return SqlException.of(SqlState.DATETIME_FIELD_OVERFLOW, "origin out of range");
    }

    /** 22008: a difference with infinity in it. @param what dates or timestamps */
    public static SqlException cannotSubtractInfinite(String what) {
        return SqlException.of(
                SqlState.DATETIME_FIELD_OVERFLOW, "cannot subtract infinite " + what);
    }

    /** 22023: AT TIME ZONE with an interval of more than hours. @param interval as text */
    public static SqlException zoneIntervalWithDays(String interval) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "interval time zone \"" + interval + "\" must not include months or days");
    }

    /** 22008: {@code to_timestamp(NaN)}. */
    public static SqlException timestampNan() {
        return SqlException.of(SqlState.DATETIME_FIELD_OVERFLOW, "timestamp cannot be NaN");
    }

    /**
     * 22007: {@code to_date} and {@code to_timestamp} of a text that does not fit the template.
     *
     * @param value the piece of the text
     * @param pattern the piece of the template
     */
    public static SqlException invalidFormatValue(String value, String pattern) {
        return SqlException.of(
                SqlState.INVALID_DATETIME_FORMAT,
                "invalid value \"" + value + "\" for \"" + pattern + "\"");
    }

    /**
     * 0A000: {@code to_date} and {@code to_timestamp} with a pattern that only prints.
     *
     * @param function which knows it
     */
    public static SqlException formatNotSupported(String pattern, String function) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "formatting field \"" + pattern + "\" is only supported in " + function);
    }

    /** 22007: {@code to_timestamp} of an hour with AM or PM that has none such. */
    public static SqlException invalidHour12(int hour) {
        return SqlException.of(
                        SqlState.INVALID_DATETIME_FORMAT,
                        "hour \"" + hour + "\" is invalid for the 12-hour clock")
                .withHint("Use the 24-hour clock, or give an hour between 1 and 12.");
    }

    /** 22007: {@code to_char(interval)} with a pattern of the calendar, such as a weekday. */
    public static SqlException notForIntervals() {
        return SqlException.of(
                        SqlState.INVALID_DATETIME_FORMAT,
                        "invalid format specification for an interval value")
                .withHint("Intervals are not tied to specific calendar dates.");
    }

    /** 22008: {@code to_date} and {@code to_timestamp} of a number too large for its pattern. */
    public static SqlException formatValueOutOfRange(String value, String pattern) {
        return SqlException.of(
                SqlState.DATETIME_FIELD_OVERFLOW,
                "value for \"" + pattern + "\" in source string is out of range");
    }
}
