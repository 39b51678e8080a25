package dev.borealis.types.error;

/** Errors of regular expressions and the functions that use them. Texts of PostgreSQL 16. */
public final class RegexErrors {
    private RegexErrors() {}

    /** What can be wrong with a pattern. */
    public enum Problem {
        PARENTHESES("parentheses () not balanced"),
        BRACKETS("brackets [] not balanced"),
        BRACES("braces {} not balanced"),
        REPETITION_COUNT("invalid repetition count(s)"),
        QUANTIFIER_OPERAND("quantifier operand invalid"),
        ESCAPE("invalid escape \\ sequence"),
        CHARACTER_RANGE("invalid character range"),
        CHARACTER_CLASS("invalid character class"),
        COLLATING_ELEMENT("invalid collating element"),
        BACK_REFERENCE("invalid backreference number"),
        EMBEDDED_OPTION("invalid embedded option"),
        TOO_COMPLEX("regular expression is too complex");

        private final String text;

        Problem(String text) {
            this.text = text;
        }
    }

    /**
     * 2201B: a regular expression that cannot be read, or that is too complex.
     *
     * @param problem with PostgreSQL's text
     */
    public static SqlException invalid(Problem problem) {
        return SqlException.of(
                SqlState.INVALID_REGULAR_EXPRESSION, "invalid regular expression: " + problem.text);
    }

    /** 22023: a flag that regular expressions have not. @param option from there to the end of the flags */
    public static SqlException invalidOption(String option) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "invalid regular expression option: \"" + option + "\"");
    }

    /** 22023: flag g at a function that looks for one match. @param function with parentheses */
    public static SqlException globalOption(String function) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                function + " does not support the \"global\" option");
    }

    /** 22023: the same where another function does it. @param function with parentheses */
    public static SqlException useRegexpMatches(String function) {
        return globalOption(function).withHint("Use the regexp_matches function instead.");
    }

    /** 22023: a digit among the flags of {@code regexp_replace}, probably meant as the position to start at. */
    public static SqlException digitFlag(String flag) {
        return invalidOption(flag)
                .withHint(
                        "If you meant to use regexp_replace() with a start parameter, cast the fourth argument to integer explicitly.");
    }

    /** 22023: a position or count below what it can be. @param name start, n, subexpr or endoption */
    public static SqlException invalidParameter(String name, long value) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "invalid value for parameter \"" + name + "\": " + value);
    }
}
