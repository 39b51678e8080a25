package dev.borealis.types.error;

import org.jspecify.annotations.Nullable;

/** Names that mean nothing, or too much: columns, tables, aliases, schemas. */
public final class BindNameErrors {
    private BindNameErrors() {}

    /** 0A000: a name of three parts whose first is not this database. @param name all three, with dots */
    public static SqlException crossDatabase(String name) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "cross-database references are not implemented: " + name);
    }

    /** 42601: a column with more than four parts. @param name all parts, with dots */
    public static SqlException improperQualifiedName(String name) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "improper qualified name (too many dotted names): " + name);
    }

    /** 42601: a table with more than three parts. @param name all parts, with dots */
    public static SqlException improperRelationName(String name) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "improper relation name (too many dotted names): " + name);
    }

    /** 42702: a column that several tables of the query have. */
    public static SqlException ambiguousColumn(String name) {
        return SqlException.of(
                SqlState.AMBIGUOUS_COLUMN, "column reference \"" + name + "\" is ambiguous");
    }

    /** 42P09: a table that stands several times in FROM. */
    public static SqlException ambiguousTable(String name) {
        return SqlException.of(
                SqlState.AMBIGUOUS_ALIAS, "table reference \"" + name + "\" is ambiguous");
    }

    /** 42712: two entries of FROM with one name. */
    public static SqlException duplicateAlias(String name) {
        return SqlException.of(
                SqlState.DUPLICATE_ALIAS, "table name \"" + name + "\" specified more than once");
    }

    /** 42P01: {@code t.column} where FROM has no t. */
    public static SqlException missingFromEntry(String name) {
        return SqlException.of(
                SqlState.UNDEFINED_TABLE, "missing FROM-clause entry for table \"" + name + "\"");
    }

    /** 42P10: a LATERAL reference to the side of an outer join that may be missing. */
    public static SqlException invalidLateral(String name) {
        return SqlException.of(
                        SqlState.INVALID_COLUMN_REFERENCE,
                        "invalid reference to FROM-clause entry for table \"" + name + "\"")
                .withDetail(
                        "The combining JOIN type must be INNER or LEFT for a LATERAL reference.");
    }

    /** 42P01: a table that FROM has, but that cannot be seen from here: an entry beside it, without LATERAL. */
    public static SqlException invalidReference(String name) {
        return SqlException.of(
                SqlState.UNDEFINED_TABLE,
                "invalid reference to FROM-clause entry for table \"" + name + "\"");
    }

    /** 42809: SELECT from an index, or a change of its rows. */
    public static SqlException cannotOpenIndex(String name) {
        return SqlException.of(SqlState.WRONG_OBJECT_TYPE, "cannot open relation \"" + name + "\"")
                .withDetail("This operation is not supported for indexes.");
    }

    /** 42P10: {@code t (a, b, c)} with more names than the table has columns. */
    public static SqlException tooManyAliases(String table, int available, int specified) {
        return SqlException.of(
                SqlState.INVALID_COLUMN_REFERENCE,
                "table \""
                        + table
                        + "\" has "
                        + available
                        + " columns available but "
                        + specified
                        + " columns specified");
    }

    /** 42P10: {@code WITH q (a, b, c)} with more names than the query has columns. */
    public static SqlException tooManyWithColumns(String name, int available, int specified) {
        return SqlException.of(
                SqlState.INVALID_COLUMN_REFERENCE,
                "WITH query \""
                        + name
                        + "\" has "
                        + available
                        + " columns available but "
                        + specified
                        + " columns specified");
    }

    /** 42701: {@code USING (a, a)}. */
    public static SqlException usingTwice(String name) {
        return SqlException.of(
                SqlState.DUPLICATE_COLUMN,
                "column name \"" + name + "\" appears more than once in USING clause");
    }

    /** 42703: USING with a column that one of the two tables has not. @param side left or right */
    public static SqlException usingUndefined(String name, String side) {
        return SqlException.of(
                SqlState.UNDEFINED_COLUMN,
                "column \""
                        + name
                        + "\" specified in USING clause does not exist in "
                        + side
                        + " table");
    }

    /** 42702: USING with a column that one side has twice, being a join itself. @param side left or right */
    public static SqlException usingAmbiguous(String name, String side) {
        return SqlException.of(
                SqlState.AMBIGUOUS_COLUMN,
                "common column name \"" + name + "\" appears more than once in " + side + " table");
    }

    /** 0A000: {@code (row).*} where there is room for one value only. */
    public static SqlException rowExpansionNotSupported() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "row expansion via \"*\" is not supported here");
    }

    /** 42809: {@code (value).*} of a value without fields. */
    public static SqlException notComposite(String type) {
        return SqlException.of(SqlState.WRONG_OBJECT_TYPE, "type " + type + " is not composite");
    }

    /** 0A000: {@code (value).*} of a record whose fields nobody has named. */
    public static SqlException unknownRecord() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "record type has not been registered");
    }

    /** 42809: {@code (value).field} of a value without fields. */
    public static SqlException fieldOfNonComposite(String field, String type) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE,
                "column notation ."
                        + field
                        + " applied to type "
                        + type
                        + ", which is not a composite type");
    }

    /** 42703: {@code (value).field} of a record whose fields nobody has named. */
    public static SqlException fieldOfUnknownRecord(String field) {
        return SqlException.of(
                SqlState.UNDEFINED_COLUMN,
                "could not identify column \"" + field + "\" in record data type");
    }

    /** 42703: {@code (value).field} where the type has no such field. */
    public static SqlException undefinedField(String field, String type) {
        return SqlException.of(
                SqlState.UNDEFINED_COLUMN,
                "column \"" + field + "\" not found in data type " + type);
    }

    /** 34000: {@code WHERE CURRENT OF} a cursor; there are none. */
    public static SqlException undefinedCursor(String name) {
        return SqlException.of(
                SqlState.INVALID_CURSOR_NAME, "cursor \"" + name + "\" does not exist");
    }

    /**
     * 22P02: {@code type(modifier)} with a number that is no integer, or a string that is none.
     *
     * @param text the modifier as written
     */
    public static SqlException modifierNotInteger(String text) {
        return SqlException.of(
                SqlState.INVALID_TEXT_REPRESENTATION,
                "invalid input syntax for type integer: \"" + text + "\"");
    }

    /** 42601: {@code type(modifier)} with an expression. */
    public static SqlException modifierNotSimple() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "type modifiers must be simple constants or identifiers");
    }

    /** @param table what the column was qualified with, or null */
    public static SqlException undefinedColumn(@Nullable String table, String column) {
        return SqlException.of(
                SqlState.UNDEFINED_COLUMN,
                table == null
                        ? "column \"" + column + "\" does not exist"
                        : "column " + table + "." + column + " does not exist");
    }
}
