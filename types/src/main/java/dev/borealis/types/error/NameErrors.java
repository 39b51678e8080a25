package dev.borealis.types.error;

/** Errors of names that values mention: the reg* types. */
public final class NameErrors {
    private NameErrors() {}

    public static SqlException invalidNameSyntax() {
        return SqlException.of(SqlState.INVALID_NAME, "invalid name syntax");
    }

    public static SqlException tooManyDottedNames(String what, String name) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "improper " + what + " (too many dotted names): " + name);
    }

    public static SqlException relationDoesNotExist(String name) {
        return SqlException.of(
                SqlState.UNDEFINED_TABLE, "relation \"" + name + "\" does not exist");
    }

    public static SqlException functionDoesNotExist(String name) {
        return SqlException.of(
                SqlState.UNDEFINED_FUNCTION, "function \"" + name + "\" does not exist");
    }

    public static SqlException functionIsAmbiguous(String name) {
        return SqlException.of(
                SqlState.AMBIGUOUS_FUNCTION, "more than one function named \"" + name + "\"");
    }

    public static SqlException operatorDoesNotExist(String name) {
        return SqlException.of(SqlState.UNDEFINED_FUNCTION, "operator does not exist: " + name);
    }

    public static SqlException operatorIsAmbiguous(String name) {
        return SqlException.of(SqlState.AMBIGUOUS_FUNCTION, "more than one operator named " + name);
    }

    public static SqlException schemaDoesNotExist(String name) {
        return SqlException.of(
                SqlState.INVALID_SCHEMA_NAME, "schema \"" + name + "\" does not exist");
    }

    public static SqlException roleDoesNotExist(String name) {
        return SqlException.of(SqlState.UNDEFINED_OBJECT, "role \"" + name + "\" does not exist");
    }

    public static SqlException collationDoesNotExist(String name) {
        return SqlException.of(
                SqlState.UNDEFINED_OBJECT,
                "collation \"" + name + "\" for encoding \"UTF8\" does not exist");
    }

    public static SqlException textSearchConfigurationDoesNotExist(String name) {
        return SqlException.of(
                SqlState.UNDEFINED_OBJECT,
                "text search configuration \"" + name + "\" does not exist");
    }

    public static SqlException textSearchDictionaryDoesNotExist(String name) {
        return SqlException.of(
                SqlState.UNDEFINED_OBJECT,
                "text search dictionary \"" + name + "\" does not exist");
    }

    public static SqlException expectedLeftParenthesis() {
        return SqlException.of(SqlState.INVALID_TEXT_REPRESENTATION, "expected a left parenthesis");
    }

    public static SqlException expectedRightParenthesis() {
        return SqlException.of(
                SqlState.INVALID_TEXT_REPRESENTATION, "expected a right parenthesis");
    }
}
