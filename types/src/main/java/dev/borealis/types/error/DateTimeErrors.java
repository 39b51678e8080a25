package dev.borealis.types.error;

/** Errors of dates, times and intervals. */
public final class DateTimeErrors {
    private DateTimeErrors() {}

    /** @param type as the message says it: {@code timestamp with time zone} */
    public static SqlException invalidInputSyntax(String type, String value) {
        return SqlException.of(
                SqlState.INVALID_DATETIME_FORMAT,
                "invalid input syntax for type " + type + ": \"" + value + "\"");
    }

    /** 22008: a text with a field that no date or time has, such as hour 25. @param value the whole text */
    public static SqlException fieldOutOfRange(String value) {
        return SqlException.of(
                SqlState.DATETIME_FIELD_OVERFLOW,
                "date/time field value out of range: \"" + value + "\"");
    }

    /** A month or day out of range, which another order of the fields might allow. */
    public static SqlException fieldOutOfRangeForStyle(String value) {
        return fieldOutOfRange(value)
                .withHint("Perhaps you need a different \"datestyle\" setting.");
    }

    /** 22015: a text with a field that no interval can hold. @param value the whole text */
    public static SqlException intervalFieldOutOfRange(String value) {
        return SqlException.of(
                SqlState.INTERVAL_FIELD_OVERFLOW,
                "interval field value out of range: \"" + value + "\"");
    }

    /** 22009: a text with an offset from UTC of 16 hours or more. @param value the whole text */
    public static SqlException displacementOutOfRange(String value) {
        return SqlException.of(
                SqlState.INVALID_TIME_ZONE_DISPLACEMENT_VALUE,
                "time zone displacement out of range: \"" + value + "\"");
    }

    /** 22009: an offset from UTC of 16 hours or more. */
    public static SqlException displacementOutOfRange() {
        return SqlException.of(
                SqlState.INVALID_TIME_ZONE_DISPLACEMENT_VALUE,
                "time zone displacement out of range");
    }

    /** 22023: a time zone that the time zone database has not. */
    public static SqlException timeZoneNotRecognized(String name) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, "time zone \"" + name + "\" not recognized");
    }

    /** 22008: a text with a date before 4714 BC or too far ahead. @param value the whole text */
    public static SqlException dateOutOfRange(String value) {
        return SqlException.of(
                SqlState.DATETIME_FIELD_OVERFLOW, "date out of range: \"" + value + "\"");
    }

    /** 22008: a computed date before 4714 BC or too far ahead. */
    public static SqlException dateOutOfRange() {
        return SqlException.of(SqlState.DATETIME_FIELD_OVERFLOW, "date out of range");
    }

    /** 22008: a date that is no timestamp, whose range is smaller. */
    public static SqlException dateOutOfRangeForTimestamp() {
        return SqlException.of(SqlState.DATETIME_FIELD_OVERFLOW, "date out of range for timestamp");
    }

    /** 22008: a text with a timestamp before 4714 BC or too far ahead. @param value the whole text */
    public static SqlException timestampOutOfRange(String value) {
        return SqlException.of(
                SqlState.DATETIME_FIELD_OVERFLOW, "timestamp out of range: \"" + value + "\"");
    }

    /** 22008: a computed timestamp before 4714 BC or too far ahead. */
    public static SqlException timestampOutOfRange() {
        return SqlException.of(SqlState.DATETIME_FIELD_OVERFLOW, "timestamp out of range");
    }

    /** 22008: a time of day in binary form that is negative or more than 24 hours. */
    public static SqlException timeOutOfRange() {
        return SqlException.of(SqlState.DATETIME_FIELD_OVERFLOW, "time out of range");
    }

    /** 22008: an interval that does not fit its fields. */
    public static SqlException intervalOutOfRange() {
        return SqlException.of(SqlState.DATETIME_FIELD_OVERFLOW, "interval out of range");
    }
}
