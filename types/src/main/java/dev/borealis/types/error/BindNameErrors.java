package dev.borealis.types.error;

import org.jspecify.annotations.Nullable;

/** Names that mean nothing, or too much: columns, tables, aliases, schemas. */
public final class BindNameErrors {
    private BindNameErrors() {}

    public static SqlException crossDatabase(String name) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "cross-database references are not implemented: " + name);
    }

    public static SqlException improperQualifiedName(String name) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "improper qualified name (too many dotted names): " + name);
    }

    public static SqlException improperRelationName(String name) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "improper relation name (too many dotted names): " + name);
    }

    public static SqlException ambiguousColumn(String name) {
        return SqlException.of(
                SqlState.AMBIGUOUS_COLUMN, "column reference \"" + name + "\" is ambiguous");
    }

    public static SqlException ambiguousTable(String name) {
        return SqlException.of(
                SqlState.AMBIGUOUS_ALIAS, "table reference \"" + name + "\" is ambiguous");
    }

    public static SqlException duplicateAlias(String name) {
        return SqlException.of(
                SqlState.DUPLICATE_ALIAS, "table name \"" + name + "\" specified more than once");
    }

    public static SqlException missingFromEntry(String name) {
        return SqlException.of(
                SqlState.UNDEFINED_TABLE, "missing FROM-clause entry for table \"" + name + "\"");
    }

    public static SqlException invalidLateral(String name) {
        return SqlException.of(
                        SqlState.INVALID_COLUMN_REFERENCE,
                        "invalid reference to FROM-clause entry for table \"" + name + "\"")
                .withDetail(
                        "The combining JOIN type must be INNER or LEFT for a LATERAL reference.");
    }

    public static SqlException invalidReference(String name) {
        return SqlException.of(
                SqlState.UNDEFINED_TABLE,
                "invalid reference to FROM-clause entry for table \"" + name + "\"");
    }

    public static SqlException cannotOpenIndex(String name) {
        return SqlException.of(SqlState.WRONG_OBJECT_TYPE, "cannot open relation \"" + name + "\"")
                .withDetail("This operation is not supported for indexes.");
    }

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

    public static SqlException usingTwice(String name) {
        return SqlException.of(
                SqlState.DUPLICATE_COLUMN,
                "column name \"" + name + "\" appears more than once in USING clause");
    }

    public static SqlException usingUndefined(String name, String side) {
        return SqlException.of(
                SqlState.UNDEFINED_COLUMN,
                "column \""
                        + name
                        + "\" specified in USING clause does not exist in "
                        + side
                        + " table");
    }

    public static SqlException usingAmbiguous(String name, String side) {
        return SqlException.of(
                SqlState.AMBIGUOUS_COLUMN,
                "common column name \"" + name + "\" appears more than once in " + side + " table");
    }

    public static SqlException rowExpansionNotSupported() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "row expansion via \"*\" is not supported here");
    }

    public static SqlException notComposite(String type) {
        return SqlException.of(SqlState.WRONG_OBJECT_TYPE, "type " + type + " is not composite");
    }

    public static SqlException unknownRecord() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "record type has not been registered");
    }

    public static SqlException fieldOfNonComposite(String field, String type) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE,
                "column notation ."
                        + field
                        + " applied to type "
                        + type
                        + ", which is not a composite type");
    }

    public static SqlException fieldOfUnknownRecord(String field) {
        return SqlException.of(
                SqlState.UNDEFINED_COLUMN,
                "could not identify column \"" + field + "\" in record data type");
    }

    public static SqlException undefinedField(String field, String type) {
        return SqlException.of(
                SqlState.UNDEFINED_COLUMN,
                "column \"" + field + "\" not found in data type " + type);
    }

    public static SqlException undefinedCursor(String name) {
        return SqlException.of(
                SqlState.INVALID_CURSOR_NAME, "cursor \"" + name + "\" does not exist");
    }

    public static SqlException modifierNotInteger(String text) {
        return SqlException.of(
                SqlState.INVALID_TEXT_REPRESENTATION,
                "invalid input syntax for type integer: \"" + text + "\"");
    }

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
