package dev.borealis.types.error;

/** Failures of the options of EXPLAIN. Source: PostgreSQL 16. */
public final class ExplainErrors {
    private ExplainErrors() {}

    /** 42601: an option that EXPLAIN has not. */
    public static SqlException unknownOption(String name) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "unrecognized EXPLAIN option \"" + name + "\"");
    }

    /** 22023: FORMAT or SERIALIZE that is none of theirs. */
    public static SqlException unknownValue(String option, String value) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "unrecognized value for EXPLAIN option \"" + option + "\": \"" + value + "\"");
    }

    /** 42601: an option with something else than true or false. */
    public static SqlException requiresBoolean(String option) {
        return SqlException.of(SqlState.SYNTAX_ERROR, option + " requires a Boolean value");
    }

    /** 42601: FORMAT without saying which. */
    public static SqlException requiresParameter(String option) {
        return SqlException.of(SqlState.SYNTAX_ERROR, option + " requires a parameter");
    }

    /** 22023: TIMING or WAL without ANALYZE. */
    public static SqlException requiresAnalyze(String option) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, "EXPLAIN option " + option + " requires ANALYZE");
    }

    /** 22023: ANALYZE of a text with parameters that have no values. */
    public static SqlException analyzeOfGenericPlan() {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "EXPLAIN options ANALYZE and GENERIC_PLAN cannot be used together");
    }

    /** 54000: a plan whose text would be longer than texts may get. */
    public static SqlException tooLong(int length, int more) {
        return SqlException.of(SqlState.PROGRAM_LIMIT_EXCEEDED, "out of memory")
                .withDetail(
                        "Cannot enlarge string buffer containing "
                                + length
                                + " bytes by "
                                + more
                                + " more bytes.");
    }
}
