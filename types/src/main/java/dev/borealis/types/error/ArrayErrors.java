package dev.borealis.types.error;

/** Errors of functions of arrays, records and series. Texts of PostgreSQL 16. */
public final class ArrayErrors {
    private ArrayErrors() {}

    public static SqlException dissimilarColumns(String left, String right, int column) {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH,
                "cannot compare dissimilar column types "
                        + left
                        + " and "
                        + right
                        + " at record column "
                        + column);
    }

    public static SqlException differentColumnCounts() {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH,
                "cannot compare record types with different numbers of columns");
    }

    public static SqlException stepZero() {
        return SqlException.of(SqlState.INVALID_PARAMETER_VALUE, "step size cannot equal zero");
    }

    public static SqlException seriesArgument(String which, String what) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, which + " value cannot be " + what);
    }

    public static SqlException stepNan(String what) {
        return SqlException.of(SqlState.INVALID_PARAMETER_VALUE, "step size cannot be " + what);
    }

    public static SqlException notOneDimensional() {
        return SqlException.of(
                SqlState.DATA_EXCEPTION, "argument must be empty or one-dimensional array");
    }

    public static SqlException incompatible(String detail) {
        return SqlException.of(
                        SqlState.ARRAY_SUBSCRIPT_ERROR, "cannot concatenate incompatible arrays")
                .withDetail(detail);
    }

    public static SqlException searchInMultidimensional() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "searching for elements in multidimensional arrays is not supported");
    }

    public static SqlException removeFromMultidimensional() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "removing elements from multidimensional arrays is not supported");
    }

    public static SqlException initialPositionNull() {
        return SqlException.of(
                SqlState.NULL_VALUE_NOT_ALLOWED, "initial position must not be null");
    }

    public static SqlException dimensionsNull() {
        return SqlException.of(
                SqlState.NULL_VALUE_NOT_ALLOWED,
                "dimension array or low bound array cannot be null");
    }

    public static SqlException dimensionValuesNull() {
        return SqlException.of(SqlState.NULL_VALUE_NOT_ALLOWED, "dimension values cannot be null");
    }

    public static SqlException wrongSubscripts(String detail) {
        return SqlException.of(SqlState.ARRAY_SUBSCRIPT_ERROR, "wrong number of array subscripts")
                .withDetail(detail);
    }

    public static SqlException tooManyDimensions(int dimensions) {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "number of array dimensions (" + dimensions + ") exceeds the maximum allowed (6)");
    }

    public static SqlException sizeTooLarge() {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "array size exceeds the maximum allowed (134217727)");
    }

    public static SqlException trimCount(int length) {
        return SqlException.of(
                SqlState.ARRAY_SUBSCRIPT_ERROR,
                "number of elements to trim must be between 0 and " + length);
    }

    public static SqlException sampleCount(int length) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, "sample size must be between 0 and " + length);
    }

    public static SqlException accumulateEmpty() {
        return SqlException.of(SqlState.ARRAY_SUBSCRIPT_ERROR, "cannot accumulate empty arrays");
    }

    public static SqlException accumulateNull() {
        return SqlException.of(SqlState.NULL_VALUE_NOT_ALLOWED, "cannot accumulate null arrays");
    }

    public static SqlException accumulateDifferent() {
        return SqlException.of(
                SqlState.ARRAY_SUBSCRIPT_ERROR,
                "cannot accumulate arrays of different dimensionality");
    }

    public static SqlException percentile(String value) {
        return SqlException.of(
                SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
                "percentile value " + value + " is not between 0 and 1");
    }
}
