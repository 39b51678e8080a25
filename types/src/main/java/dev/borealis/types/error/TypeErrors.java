package dev.borealis.types.error;

/** Errors about types themselves and their modifiers: {@code varchar(0)}, {@code numeric(2000)}. */
public final class TypeErrors {
    private TypeErrors() {}

    /** 42704: a function's parameter has a type that does not exist. */
    public static SqlException parameterTypeDoesNotExist(String name) {
        return SqlException.of(SqlState.UNDEFINED_OBJECT, "type " + name + " does not exist");
    }

    /**
     * 42704: a type that does not exist, or is not in the search path.
     *
     * @param name as written, with its schema if it was
     */
    public static SqlException typeDoesNotExist(String name) {
        return SqlException.of(SqlState.UNDEFINED_OBJECT, "type \"" + name + "\" does not exist");
    }

    /** 22023: {@code varchar(1, 2)}: more or fewer numbers than the type takes. */
    public static SqlException invalidTypeModifier() {
        return SqlException.of(SqlState.INVALID_PARAMETER_VALUE, "invalid type modifier");
    }

    /** 22023: {@code numeric(1, 2, 3)}. */
    public static SqlException invalidNumericTypeModifier() {
        return SqlException.of(SqlState.INVALID_PARAMETER_VALUE, "invalid NUMERIC type modifier");
    }

    /** 22023: {@code interval} with fields that make none. */
    public static SqlException invalidIntervalTypeModifier() {
        return SqlException.of(SqlState.INVALID_PARAMETER_VALUE, "invalid INTERVAL type modifier");
    }

    /** @param type as the message says it: varchar, char, bit, varbit */
    public static SqlException lengthTooSmall(String type) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "length for type " + type + " must be at least 1");
    }

    /** 22023: {@code varchar(n)} and the like with a length beyond what the type takes. */
    public static SqlException lengthTooLarge(String type, int largest) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "length for type " + type + " cannot exceed " + largest);
    }

    /** 22023: {@code numeric(precision)} beyond its bounds. */
    public static SqlException numericPrecisionOutOfRange(int precision, int largest) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "NUMERIC precision " + precision + " must be between 1 and " + largest);
    }

    /** 22023: {@code numeric(precision, scale)} beyond its bounds. */
    public static SqlException numericScaleOutOfRange(int scale, int smallest, int largest) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "NUMERIC scale " + scale + " must be between " + smallest + " and " + largest);
    }

    /** @param type as the message says it, with precision: {@code TIMESTAMP(-1) WITH TIME ZONE} */
    public static SqlException negativePrecision(String type) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, type + " precision must not be negative");
    }

    /** @param type as the message says it, with precision: {@code TIMESTAMP(7) WITH TIME ZONE} */
    public static Notice precisionReduced(String type, int largest) {
        return Notice.warning(
                SqlState.INVALID_PARAMETER_VALUE,
                type + " precision reduced to maximum allowed, " + largest);
    }

    /** @param type the name as written in the statement */
    public static SqlException typeModifierNotAllowed(String type) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "type modifier is not allowed for type \"" + type + "\"");
    }
}
