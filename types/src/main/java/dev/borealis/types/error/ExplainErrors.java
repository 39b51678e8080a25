package dev.borealis.types.error;

/** Failures of the options of EXPLAIN. Source: PostgreSQL 16. */
public final class ExplainErrors {
    private ExplainErrors() {}

    public static SqlException unknownOption(String name) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "unrecognized EXPLAIN option \"" + name + "\"");
    }

    public static SqlException unknownValue(String option, String value) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "unrecognized value for EXPLAIN option \"" + option + "\": \"" + value + "\"");
    }

    public static SqlException requiresBoolean(String option) {
        return SqlException.of(SqlState.SYNTAX_ERROR, option + " requires a Boolean value");
    }

    public static SqlException requiresParameter(String option) {
        return SqlException.of(SqlState.SYNTAX_ERROR, option + " requires a parameter");
    }

    public static SqlException requiresAnalyze(String option) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, "EXPLAIN option " + option + " requires ANALYZE");
    }

    public static SqlException analyzeOfGenericPlan() {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "EXPLAIN options ANALYZE and GENERIC_PLAN cannot be used together");
    }
}
