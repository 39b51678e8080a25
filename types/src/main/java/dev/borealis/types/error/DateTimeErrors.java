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

    public static SqlException intervalFieldOutOfRange(String value) {
        return SqlException.of(
                SqlState.INTERVAL_FIELD_OVERFLOW,
                "interval field value out of range: \"" + value + "\"");
    }

    public static SqlException displacementOutOfRange(String value) {
        return SqlException.of(
                SqlState.INVALID_TIME_ZONE_DISPLACEMENT_VALUE,
                "time zone displacement out of range: \"" + value + "\"");
    }

    public static SqlException displacementOutOfRange() {
        return SqlException.of(
                SqlState.INVALID_TIME_ZONE_DISPLACEMENT_VALUE,
                "time zone displacement out of range");
    }

    public static SqlException timeZoneNotRecognized(String name) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, "time zone \"" + name + "\" not recognized");
    }

    public static SqlException dateOutOfRange(String value) {
        return SqlException.of(
                SqlState.DATETIME_FIELD_OVERFLOW, "date out of range: \"" + value + "\"");
    }

    public static SqlException dateOutOfRange() {
        return SqlException.of(SqlState.DATETIME_FIELD_OVERFLOW, "date out of range");
    }

    public static SqlException dateOutOfRangeForTimestamp() {
        return SqlException.of(SqlState.DATETIME_FIELD_OVERFLOW, "date out of range for timestamp");
    }

    public static SqlException timestampOutOfRange(String value) {
        return SqlException.of(
                SqlState.DATETIME_FIELD_OVERFLOW, "timestamp out of range: \"" + value + "\"");
    }

    public static SqlException timestampOutOfRange() {
        return SqlException.of(SqlState.DATETIME_FIELD_OVERFLOW, "timestamp out of range");
    }

    public static SqlException timeOutOfRange() {
        return SqlException.of(SqlState.DATETIME_FIELD_OVERFLOW, "time out of range");
    }

    public static SqlException intervalOutOfRange() {
        return SqlException.of(SqlState.DATETIME_FIELD_OVERFLOW, "interval out of range");
    }
}
