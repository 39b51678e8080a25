package dev.borealis.types.error;

/** Errors of statements that define objects. Texts: PostgreSQL 16 and the service's recorded refusals. */
public final class DefinitionErrors {
    private DefinitionErrors() {}

    /** A refusal whose text is complete. Source: recorded refusals of DDL. */
    public static SqlException unsupported(String what) {
        return SqlException.of(SqlState.FEATURE_NOT_SUPPORTED, what);
    }

    /** Source: recorded. @param action such as {@code ALTER COLUMN ... SET DATA TYPE} */
    public static SqlException unsupportedAlterTable(String action) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "unsupported ALTER TABLE " + action + " statement");
    }

    public static SqlException addColumnWithConstraint() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "ALTER TABLE ADD COLUMN with constraint not supported");
    }

    /** Source: recorded for TEMPORARY or TEMP table, CONCURRENTLY, USING. */
    public static SqlException notSupportedFor(String what, String statement) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, what + " not supported for " + statement);
    }

    public static SqlException collateNotSupported() {
        return SqlException.of(SqlState.FEATURE_NOT_SUPPORTED, "COLLATE clause not supported");
    }

    public static SqlException datatypeNotSupported(String type) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "datatype " + type + " not supported");
    }

    public static SqlException datatypeNotInKey(String type) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "datatype " + type + " is not supported in a key");
    }

    public static SqlException pseudoTypeColumn(String column, String type) {
        return SqlException.of(
                SqlState.INVALID_TABLE_DEFINITION,
                "column \"" + column + "\" has pseudo-type " + type);
    }

    public static SqlException duplicateRelation(String name) {
        return SqlException.of(
                SqlState.DUPLICATE_TABLE, "relation \"" + name + "\" already exists");
    }

    public static SqlException duplicateSchema(String name) {
        return SqlException.of(SqlState.DUPLICATE_SCHEMA, "schema \"" + name + "\" already exists");
    }

    public static SqlException duplicateColumn(String name) {
        return SqlException.of(
                SqlState.DUPLICATE_COLUMN, "column \"" + name + "\" specified more than once");
    }

    public static SqlException duplicateColumnOf(String name, String relation) {
        return SqlException.of(
                SqlState.DUPLICATE_COLUMN,
                "column \"" + name + "\" of relation \"" + relation + "\" already exists");
    }

    public static SqlException duplicateType(String name) {
        return SqlException.of(SqlState.DUPLICATE_OBJECT, "type \"" + name + "\" already exists");
    }

    public static SqlException duplicateParameter(String name) {
        return SqlException.of(
                SqlState.INVALID_FUNCTION_DEFINITION,
                "parameter name \"" + name + "\" used more than once");
    }

    public static SqlException tooFewStatisticsColumns() {
        return SqlException.of(
                SqlState.INVALID_OBJECT_DEFINITION,
                "extended statistics require at least 2 columns");
    }

    /** Of WITH (…) at a view. */
    public static SqlException unrecognizedParameter(String name) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, "unrecognized parameter \"" + name + "\"");
    }

    public static SqlException duplicateFunction(String name) {
        return SqlException.of(
                SqlState.DUPLICATE_FUNCTION,
                "function \"" + name + "\" already exists with same argument types");
    }

    public static SqlException duplicateConstraint(String name, String relation) {
        return SqlException.of(
                SqlState.DUPLICATE_OBJECT,
                "constraint \"" + name + "\" for relation \"" + relation + "\" already exists");
    }

    public static SqlException duplicateCheck(String name) {
        return SqlException.of(
                SqlState.DUPLICATE_OBJECT, "check constraint \"" + name + "\" already exists");
    }

    public static SqlException duplicateStatistics(String name) {
        return SqlException.of(
                SqlState.DUPLICATE_OBJECT, "statistics object \"" + name + "\" already exists");
    }

    /** @param kind role, index, sequence … */
    public static SqlException undefinedObject(String kind, String name) {
        return SqlException.of(
                SqlState.UNDEFINED_OBJECT, kind + " \"" + name + "\" does not exist");
    }

    /** @param kind table, view or sequence */
    public static SqlException undefinedTableLike(String kind, String name) {
        return SqlException.of(SqlState.UNDEFINED_TABLE, kind + " \"" + name + "\" does not exist");
    }

    public static SqlException undefinedFunction(String name) {
        return SqlException.of(SqlState.UNDEFINED_FUNCTION, "function " + name + " does not exist");
    }

    public static SqlException undefinedFunctionName(String name) {
        return SqlException.of(
                SqlState.UNDEFINED_FUNCTION, "could not find a function named \"" + name + "\"");
    }

    public static SqlException functionNameNotUnique(String name) {
        return SqlException.of(
                        SqlState.AMBIGUOUS_FUNCTION, "function name \"" + name + "\" is not unique")
                .withHint("Specify the argument list to select the function unambiguously.");
    }

    public static SqlException noSchemaToCreateIn() {
        return SqlException.of(
                SqlState.INVALID_SCHEMA_NAME, "no schema has been selected to create in");
    }

    public static SqlException undefinedColumn(String name) {
        return SqlException.of(SqlState.UNDEFINED_COLUMN, "column \"" + name + "\" does not exist");
    }

    public static SqlException undefinedColumnOf(String name, String relation) {
        return SqlException.of(
                SqlState.UNDEFINED_COLUMN,
                "column \"" + name + "\" of relation \"" + relation + "\" does not exist");
    }

    public static SqlException undefinedKeyColumn(String name) {
        return SqlException.of(
                SqlState.UNDEFINED_COLUMN, "column \"" + name + "\" named in key does not exist");
    }

    public static SqlException undefinedForeignKeyColumn(String name) {
        return SqlException.of(
                SqlState.UNDEFINED_COLUMN,
                "column \"" + name + "\" referenced in foreign key constraint does not exist");
    }

    public static SqlException undefinedConstraint(String name, String relation) {
        return SqlException.of(
                SqlState.UNDEFINED_OBJECT,
                "constraint \"" + name + "\" of relation \"" + relation + "\" does not exist");
    }

    /** Of NOT NULL and NULL in one domain. */
    public static SqlException conflictingNullConstraints() {
        return SqlException.of(SqlState.SYNTAX_ERROR, "conflicting NULL/NOT NULL constraints");
    }

    /** Of RENAME CONSTRAINT, which words it otherwise than {@link #undefinedConstraintOfDomain}. */
    public static SqlException undefinedConstraintForDomain(String name, String domain) {
        return SqlException.of(
                SqlState.UNDEFINED_OBJECT,
                "constraint \"" + name + "\" for domain " + domain + " does not exist");
    }

    public static SqlException wrongSchemaOfElement(String named, String created) {
        return SqlException.of(
                SqlState.INVALID_SCHEMA_DEFINITION,
                "CREATE specifies a schema ("
                        + named
                        + ") different from the one being created ("
                        + created
                        + ")");
    }

    public static SqlException undefinedConstraintOfDomain(String name, String domain) {
        return SqlException.of(
                SqlState.UNDEFINED_OBJECT,
                "constraint \"" + name + "\" of domain \"" + domain + "\" does not exist");
    }

    /** @param kind unique or primary key */
    public static SqlException columnTwiceInKey(String name, String kind) {
        return SqlException.of(
                SqlState.DUPLICATE_COLUMN,
                "column \"" + name + "\" appears twice in " + kind + " constraint");
    }

    public static SqlException multiplePrimaryKeys(String table) {
        return SqlException.of(
                SqlState.INVALID_TABLE_DEFINITION,
                "multiple primary keys for table \"" + table + "\" are not allowed");
    }

    public static SqlException multipleDefaults(String column, String table) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                "multiple default values specified for column \""
                        + column
                        + "\" of table \""
                        + table
                        + "\"");
    }

    public static SqlException multipleIdentities(String column, String table) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                "multiple identity specifications for column \""
                        + column
                        + "\" of table \""
                        + table
                        + "\"");
    }

    public static SqlException multipleGenerations(String column, String table) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                "multiple generation clauses specified for column \""
                        + column
                        + "\" of table \""
                        + table
                        + "\"");
    }

    public static SqlException conflictingNull(String column, String table) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                "conflicting NULL/NOT NULL declarations for column \""
                        + column
                        + "\" of table \""
                        + table
                        + "\"");
    }

    /** @param what such as {@code default and identity} */
    public static SqlException both(String what, String column, String table) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                "both "
                        + what
                        + " specified for column \""
                        + column
                        + "\" of table \""
                        + table
                        + "\"");
    }

    public static SqlException noMatchingUnique(String table) {
        return SqlException.of(
                SqlState.INVALID_FOREIGN_KEY,
                "there is no unique constraint matching given keys for referenced table \""
                        + table
                        + "\"");
    }

    public static SqlException noPrimaryKeyReferenced(String table) {
        return SqlException.of(
                SqlState.UNDEFINED_OBJECT,
                "there is no primary key for referenced table \"" + table + "\"");
    }

    public static SqlException referencedNotTable(String name) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE, "referenced relation \"" + name + "\" is not a table");
    }

    public static SqlException foreignKeyColumnCount() {
        return SqlException.of(
                SqlState.INVALID_FOREIGN_KEY,
                "number of referencing and referenced columns for foreign key disagree");
    }

    public static SqlException matchPartial() {
        return SqlException.of(SqlState.FEATURE_NOT_SUPPORTED, "MATCH PARTIAL not yet implemented");
    }

    /** @param kind CHECK */
    public static SqlException notDeferrable(String kind) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, kind + " constraints cannot be marked DEFERRABLE");
    }

    public static SqlException generationNotImmutable() {
        return SqlException.of(
                SqlState.INVALID_OBJECT_DEFINITION, "generation expression is not immutable");
    }

    public static SqlException indexExpressionNotImmutable() {
        return SqlException.of(
                SqlState.INVALID_OBJECT_DEFINITION,
                "functions in index expression must be marked IMMUTABLE");
    }

    public static SqlException indexPredicateNotImmutable() {
        return SqlException.of(
                SqlState.INVALID_OBJECT_DEFINITION,
                "functions in index predicate must be marked IMMUTABLE");
    }

    public static SqlException indexNotValid(String name) {
        return SqlException.of(
                SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, "index \"" + name + "\" is not valid");
    }

    public static SqlException indexNotUnique(String name) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE, "\"" + name + "\" is not a unique index");
    }

    public static SqlException indexAlreadyConstraint(String name) {
        return SqlException.of(
                SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                "index \"" + name + "\" is already associated with a constraint");
    }

    public static SqlException indexOfOtherTable(String name, String table) {
        return SqlException.of(
                SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                "index \"" + name + "\" does not belong to table \"" + table + "\"");
    }

    /** Source: recorded. */
    public static SqlException primaryKeyColumn(String column) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "cannot drop primary key column " + column);
    }

    public static SqlException columnInPrimaryKey(String column) {
        return SqlException.of(
                SqlState.INVALID_TABLE_DEFINITION, "column \"" + column + "\" is in a primary key");
    }

    public static SqlException generatedColumn(String column, String table) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                "column \"" + column + "\" of relation \"" + table + "\" is a generated column");
    }

    public static SqlException notGeneratedColumn(String column, String table) {
        return SqlException.of(
                SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                "column \""
                        + column
                        + "\" of relation \""
                        + table
                        + "\" is not a stored generated column");
    }

    public static SqlException hasDefault(String column, String table) {
        return SqlException.of(
                SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                "column \""
                        + column
                        + "\" of relation \""
                        + table
                        + "\" already has a default value");
    }

    /** @param kind with its article: {@code a table} */
    public static SqlException wrongKind(String name, String kind) {
        return SqlException.of(SqlState.WRONG_OBJECT_TYPE, "\"" + name + "\" is not " + kind);
    }

    public static SqlException alterActionNotForRelation(String action, String relation) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE,
                "ALTER action " + action + " cannot be performed on relation \"" + relation + "\"");
    }

    public static SqlException requiredBy(String object, String by) {
        return SqlException.of(
                SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
                "cannot drop " + object + " because " + by + " requires it");
    }

    public static SqlException dependentObjects(String object) {
        return SqlException.of(
                SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
                "cannot drop " + object + " because other objects depend on it");
    }

    public static SqlException reservedSchemaName(String name) {
        return SqlException.of(SqlState.RESERVED_NAME, "unacceptable schema name \"" + name + "\"");
    }

    public static SqlException viewMoreNames() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "CREATE VIEW specifies more column names than columns");
    }

    public static SqlException viewDropsColumns() {
        return SqlException.of(SqlState.INVALID_TABLE_DEFINITION, "cannot drop columns from view");
    }

    public static SqlException viewChangesName(String before, String after) {
        return SqlException.of(
                SqlState.INVALID_TABLE_DEFINITION,
                "cannot change name of view column \"" + before + "\" to \"" + after + "\"");
    }

    public static SqlException viewChangesType(String column, String before, String after) {
        return SqlException.of(
                SqlState.INVALID_TABLE_DEFINITION,
                "cannot change data type of view column \""
                        + column
                        + "\" from "
                        + before
                        + " to "
                        + after);
    }

    public static SqlException languageNotSupported(String language) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "CREATE FUNCTION with language " + language + " not supported");
    }

    /** A definition that contradicts itself; the text is PostgreSQL's. */
    public static SqlException functionInvalid(String text) {
        return SqlException.of(SqlState.INVALID_FUNCTION_DEFINITION, text);
    }

    /** IF NOT EXISTS. */
    public static Notice skippedDuplicate(SqlException error) {
        return Notice.notice(error.state(), error.text() + ", skipping");
    }

    /** IF EXISTS. */
    public static Notice skippedMissing(SqlException error) {
        return Notice.notice(SqlState.SUCCESSFUL_COMPLETION, error.text() + ", skipping");
    }

    public static Notice cascades(String text) {
        return Notice.notice(SqlState.SUCCESSFUL_COMPLETION, text);
    }

    /** SET NULL (column) of a column outside the key. */
    public static SqlException setColumnNotInKey(String column) {
        return SqlException.of(
                SqlState.INVALID_COLUMN_REFERENCE,
                "column \""
                        + column
                        + "\" referenced in ON DELETE SET action must be part of foreign key");
    }

    /** The types of a foreign key and of what it references cannot be compared. */
    public static SqlException foreignKeyTypes(
            String constraint,
            String column,
            String referenced,
            String type,
            String referencedType) {
        return SqlException.of(
                        SqlState.DATATYPE_MISMATCH,
                        "foreign key constraint \"" + constraint + "\" cannot be implemented")
                .withDetail(
                        "Key columns \""
                                + column
                                + "\" and \""
                                + referenced
                                + "\" are of incompatible types: "
                                + type
                                + " and "
                                + referencedType
                                + ".");
    }

    public static SqlException generatedReferencesGenerated(String column) {
        return SqlException.of(
                        SqlState.INVALID_OBJECT_DEFINITION,
                        "cannot use generated column \""
                                + column
                                + "\" in column generation expression")
                .withDetail("A generated column cannot reference another generated column.");
    }

    public static SqlException cannotIndex(String relation) {
        return SqlException.of(
                        SqlState.WRONG_OBJECT_TYPE,
                        "cannot create index on relation \"" + relation + "\"")
                .withDetail("This operation is not supported for views.");
    }

    public static SqlException undefinedTrigger(String trigger, String table) {
        return SqlException.of(
                SqlState.UNDEFINED_OBJECT,
                "trigger \"" + trigger + "\" for table \"" + table + "\" does not exist");
    }

    public static SqlException notForeignKey(String constraint, String table) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE,
                "constraint \""
                        + constraint
                        + "\" of relation \""
                        + table
                        + "\" is not a foreign key constraint");
    }

    public static SqlException notValidatable(String constraint, String table) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE,
                "constraint \""
                        + constraint
                        + "\" of relation \""
                        + table
                        + "\" is not a foreign key or check constraint");
    }

    public static SqlException undefinedConstraintOfTable(String constraint, String table) {
        return SqlException.of(
                SqlState.UNDEFINED_OBJECT,
                "constraint \"" + constraint + "\" for table \"" + table + "\" does not exist");
    }

    public static SqlException duplicateConstraintOfDomain(String constraint, String domain) {
        return SqlException.of(
                SqlState.DUPLICATE_OBJECT,
                "constraint \"" + constraint + "\" for domain \"" + domain + "\" already exists");
    }

    /** @param what the kind of constraint, or {@code specifying GENERATED} */
    public static SqlException domainConstraintNotPossible(String what) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                what.startsWith("specifying")
                        ? what + " not supported for domains"
                        : what + " constraints not possible for domains");
    }

    public static SqlException duplicateInSchema(String relation, String schema) {
        return SqlException.of(
                SqlState.DUPLICATE_TABLE,
                "relation \"" + relation + "\" already exists in schema \"" + schema + "\"");
    }

    public static SqlException noTransform(String type) {
        return SqlException.of(
                SqlState.UNDEFINED_OBJECT,
                "transform for type " + type + " language \"sql\" does not exist");
    }

    public static SqlException isAnIndex(String name) {
        return SqlException.of(SqlState.WRONG_OBJECT_TYPE, "\"" + name + "\" is an index");
    }

    public static SqlException unrecognizedStatisticsKind(String kind) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "unrecognized statistics kind \"" + kind + "\"");
    }

    /** ctid, xmin and their like. */
    public static SqlException systemColumn(String name) {
        return SqlException.of(
                SqlState.DUPLICATE_COLUMN,
                "column name \"" + name + "\" conflicts with a system column name");
    }

    public static SqlException checkOptionNotUpdatable(String why) {
        return SqlException.of(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "WITH CHECK OPTION is supported only on automatically updatable views")
                .withHint(why);
    }
}
