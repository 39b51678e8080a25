package dev.borealis.types.error;

/** Errors of templates of to_char and to_number. Texts of PostgreSQL 16. */
public final class NumberFormatErrors {
    private NumberFormatErrors() {}

    private static SqlException syntax(String text) {
        return SqlException.of(SqlState.SYNTAX_ERROR, text);
    }

    public static SqlException multiplePoints() {
        return syntax("multiple decimal points");
    }

    public static SqlException shiftAndPoint() {
        return syntax("cannot use \"V\" and decimal point together");
    }

    public static SqlException bracketsAndSign() {
        return syntax("cannot use \"PR\" and \"S\"/\"PL\"/\"MI\"/\"SG\" together");
    }

    public static SqlException twoSigns() {
        return syntax("cannot use \"S\" twice");
    }
}
