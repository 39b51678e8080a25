package dev.borealis.types.error;

/** Errors of templates of to_char and to_number. Texts of PostgreSQL 16. */
public final class NumberFormatErrors {
    private NumberFormatErrors() {}

    private static SqlException syntax(String text) {
        return SqlException.of(SqlState.SYNTAX_ERROR, text);
    }

    /** 42601: a template with two decimal points. */
    public static SqlException multiplePoints() {
        return syntax("multiple decimal points");
    }

    /** 42601: a template with {@code V} and a decimal point. */
    public static SqlException shiftAndPoint() {
        return syntax("cannot use \"V\" and decimal point together");
    }

    /** 42601: a template with {@code PR} and another sign. */
    public static SqlException bracketsAndSign() {
        return syntax("cannot use \"PR\" and \"S\"/\"PL\"/\"MI\"/\"SG\" together");
    }

    /** 42601: a template with two {@code S}. */
    public static SqlException twoSigns() {
        return syntax("cannot use \"S\" twice");
    }
}
