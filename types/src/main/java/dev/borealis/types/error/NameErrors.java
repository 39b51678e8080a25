package dev.borealis.types.error;

/** Errors of names that values mention: the reg* types. */
public final class NameErrors {
    private NameErrors() {}

    /** 42602: a text that is no name, such as one with an open quote. */
    public static SqlException invalidNameSyntax() {
        return SqlException.of(SqlState.INVALID_NAME, "invalid name syntax");
    }

    /**
     * 42601: a text with a name of more parts than can be.
     *
     * @param what relation name, type name or qualified name
     * @param name all parts, with dots
     */
    public static SqlException tooManyDottedNames(String what, String name) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "improper " + what + " (too many dotted names): " + name);
    }

    /**
     * 42P01: a relation that does not exist, or is not in the search path.
     *
     * @param name as written, with its schema if it was
     */
    public static SqlException relationDoesNotExist(String name) {
        return SqlException.of(
                SqlState.UNDEFINED_TABLE, "relation \"" + name + "\" does not exist");
    }

    /** 42883: {@code 'name'::regproc} of no function. */
    public static SqlException functionDoesNotExist(String name) {
        return SqlException.of(
                SqlState.UNDEFINED_FUNCTION, "function \"" + name + "\" does not exist");
    }

    /** 42725: {@code 'name'::regproc} of several functions. */
    public static SqlException functionIsAmbiguous(String name) {
        return SqlException.of(
                SqlState.AMBIGUOUS_FUNCTION, "more than one function named \"" + name + "\"");
    }

    /** 42883: {@code 'name'::regoper} of no operator. */
    public static SqlException operatorDoesNotExist(String name) {
        return SqlException.of(SqlState.UNDEFINED_FUNCTION, "operator does not exist: " + name);
    }

    /** 42725: {@code 'name'::regoper} of several operators. */
    public static SqlException operatorIsAmbiguous(String name) {
        return SqlException.of(SqlState.AMBIGUOUS_FUNCTION, "more than one operator named " + name);
    }

    /** 3F000: a schema that does not exist. */
    public static SqlException schemaDoesNotExist(String name) {
        return SqlException.of(
                SqlState.INVALID_SCHEMA_NAME, "schema \"" + name + "\" does not exist");
    }

    /** 42704: a role that does not exist, anywhere but at connecting. */
    public static SqlException roleDoesNotExist(String name) {
        return SqlException.of(SqlState.UNDEFINED_OBJECT, "role \"" + name + "\" does not exist");
    }

    /** 42704: a collation other than those of DSQL. */
    public static SqlException collationDoesNotExist(String name) {
        return SqlException.of(
                SqlState.UNDEFINED_OBJECT,
                "collation \"" + name + "\" for encoding \"UTF8\" does not exist");
    }

    /** 42704: {@code 'name'::regconfig} of none. */
    public static SqlException textSearchConfigurationDoesNotExist(String name) {
        return SqlException.of(
                SqlState.UNDEFINED_OBJECT,
                "text search configuration \"" + name + "\" does not exist");
    }

    /** 42704: {@code 'name'::regdictionary} of none. */
    public static SqlException textSearchDictionaryDoesNotExist(String name) {
        return SqlException.of(
                SqlState.UNDEFINED_OBJECT,
                "text search dictionary \"" + name + "\" does not exist");
    }

    /** 22P02: {@code 'name'::regprocedure} without argument types. */
    public static SqlException expectedLeftParenthesis() {
        return SqlException.of(SqlState.INVALID_TEXT_REPRESENTATION, "expected a left parenthesis");
    }

    /** 22P02: {@code 'name(…'::regprocedure} that does not end. */
    public static SqlException expectedRightParenthesis() {
        return SqlException.of(
                SqlState.INVALID_TEXT_REPRESENTATION, "expected a right parenthesis");
    }
}
