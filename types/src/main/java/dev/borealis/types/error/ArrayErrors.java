package dev.borealis.types.error;

/** Errors of functions of arrays, records and series. Texts of PostgreSQL 16. */
public final class ArrayErrors {
    private ArrayErrors() {}

    /**
     * 42804: records are compared whose columns have different types.
     *
     * @param left type of the one record's column
     * @param column from 1
     */
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

    /** 42804: records of different lengths are compared. */
    public static SqlException differentColumnCounts() {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH,
                "cannot compare record types with different numbers of columns");
    }

    /** 22023: {@code generate_series} with a step of 0. */
    public static SqlException stepZero() {
        return SqlException.of(SqlState.INVALID_PARAMETER_VALUE, "step size cannot equal zero");
    }

    /**
     * 22023: {@code generate_series} between numerics, one of which is NaN or infinite.
     *
     * @param which start or stop
     * @param what NaN or infinity
     */
    public static SqlException seriesArgument(String which, String what) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, which + " value cannot be " + what);
    }

    /** 22023: {@code generate_series} with such a numeric as its step. @param what NaN or infinity */
    public static SqlException stepNan(String what) {
        return SqlException.of(SqlState.INVALID_PARAMETER_VALUE, "step size cannot be " + what);
    }

    /** 22000: {@code array_append} and {@code array_prepend} on an array of several dimensions. */
    public static SqlException notOneDimensional() {
        return SqlException.of(
                SqlState.DATA_EXCEPTION, "argument must be empty or one-dimensional array");
    }

    /** 2202E: {@code ||} of arrays whose dimensions do not fit together. @param detail which of them do not fit */
    public static SqlException incompatible(String detail) {
        return SqlException.of(
                        SqlState.ARRAY_SUBSCRIPT_ERROR, "cannot concatenate incompatible arrays")
                .withDetail(detail);
    }

    /** 0A000: {@code array_position} and {@code array_positions} on an array of several dimensions. */
    public static SqlException searchInMultidimensional() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "searching for elements in multidimensional arrays is not supported");
    }

    /** 0A000: {@code array_remove} on an array of several dimensions. */
    public static SqlException removeFromMultidimensional() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "removing elements from multidimensional arrays is not supported");
    }

    /** 22004: {@code array_position} told to begin at null. */
    public static SqlException initialPositionNull() {
        return SqlException.of(
                SqlState.NULL_VALUE_NOT_ALLOWED, "initial position must not be null");
    }

    /** 22004: {@code array_fill} with null in place of the dimensions or of the lower bounds. */
    public static SqlException dimensionsNull() {
        return SqlException.of(
                SqlState.NULL_VALUE_NOT_ALLOWED,
                "dimension array or low bound array cannot be null");
    }

    /** 22004: {@code array_fill} with a null among the dimensions or the lower bounds. */
    public static SqlException dimensionValuesNull() {
        return SqlException.of(SqlState.NULL_VALUE_NOT_ALLOWED, "dimension values cannot be null");
    }

    /**
     * 2202E: {@code array_fill} whose dimensions or lower bounds are no list, or not equally long.
     *
     * @param detail which of these
     */
    public static SqlException wrongSubscripts(String detail) {
        return SqlException.of(SqlState.ARRAY_SUBSCRIPT_ERROR, "wrong number of array subscripts")
                .withDetail(detail);
    }

    /** 54000: an array of more than six dimensions would be made. */
    public static SqlException tooManyDimensions(int dimensions) {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "number of array dimensions (" + dimensions + ") exceeds the maximum allowed (6)");
    }

    /** 54000: an array of more elements than PostgreSQL lets one have would be made. */
    public static SqlException sizeTooLarge() {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "array size exceeds the maximum allowed (134217727)");
    }

    /**
     * 2202E: {@code trim_array} of fewer than none or of more elements than there are.
     *
     * @param length elements there are
     */
    public static SqlException trimCount(int length) {
        return SqlException.of(
                SqlState.ARRAY_SUBSCRIPT_ERROR,
                "number of elements to trim must be between 0 and " + length);
    }

    /**
     * 22023: {@code array_sample} of fewer than none or of more elements than there are.
     *
     * @param length elements there are
     */
    public static SqlException sampleCount(int length) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, "sample size must be between 0 and " + length);
    }

    /** 2202E: {@code array_agg} of arrays, one of which is empty. */
    public static SqlException accumulateEmpty() {
        return SqlException.of(SqlState.ARRAY_SUBSCRIPT_ERROR, "cannot accumulate empty arrays");
    }

    /** 22004: {@code array_agg} of arrays, one of which is null. */
    public static SqlException accumulateNull() {
        return SqlException.of(SqlState.NULL_VALUE_NOT_ALLOWED, "cannot accumulate null arrays");
    }

    /** 2202E: {@code array_agg} of arrays whose dimensions differ. */
    public static SqlException accumulateDifferent() {
        return SqlException.of(
                SqlState.ARRAY_SUBSCRIPT_ERROR,
                "cannot accumulate arrays of different dimensionality");
    }

    /**
     * 22003: {@code percentile_cont} and {@code percentile_disc} with a fraction outside 0 to 1.
     *
     * @param value the fraction as text
     */
    public static SqlException percentile(String value) {
        return SqlException.of(
                SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
                "percentile value " + value + " is not between 0 and 1");
    }
}
