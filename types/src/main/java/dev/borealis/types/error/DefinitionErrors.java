package dev.borealis.types.error;

/** Errors of statements that define objects. Texts: PostgreSQL 16 and the service's recorded refusals. */
public final class DefinitionErrors {
    private DefinitionErrors() {}

    /** Source: recorded for TEMPORARY or TEMP table, CONCURRENTLY, USING. */
    public static SqlException notSupportedFor(String what, String statement) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, what + " not supported for " + statement);
    }

    /** 0A000: COLLATE at a column, which DSQL refuses. */
    public static SqlException collateNotSupported() {
        return SqlException.of(SqlState.FEATURE_NOT_SUPPORTED, "COLLATE clause not supported");
    }

    /** 0A000: a column of a type that DSQL does not store. */
    public static SqlException datatypeNotSupported(String type) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "datatype " + type + " not supported");
    }

    /** 0A000: a key over a column of a type that DSQL keeps out of keys. */
    public static SqlException datatypeNotInKey(String type) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "datatype " + type + " is not supported in a key");
    }

    /** 42P16: a column of type record, anyelement or the like. */
    public static SqlException pseudoTypeColumn(String column, String type) {
        return SqlException.of(
                SqlState.INVALID_TABLE_DEFINITION,
                "column \"" + column + "\" has pseudo-type " + type);
    }

    /** 42P07: a table, view, sequence or index of a name that is taken in its schema. */
    public static SqlException duplicateRelation(String name) {
        return SqlException.of(
                SqlState.DUPLICATE_TABLE, "relation \"" + name + "\" already exists");
    }

    /** 42P06: CREATE SCHEMA of a name that is taken. */
    public static SqlException duplicateSchema(String name) {
        return SqlException.of(SqlState.DUPLICATE_SCHEMA, "schema \"" + name + "\" already exists");
    }

    /** 42701: CREATE TABLE or CREATE VIEW with two columns of one name. */
    public static SqlException duplicateColumn(String name) {
        return SqlException.of(
                SqlState.DUPLICATE_COLUMN, "column \"" + name + "\" specified more than once");
    }

    /** 42701: ADD COLUMN or RENAME COLUMN to a name that the relation has already. */
    public static SqlException duplicateColumnOf(String name, String relation) {
        return SqlException.of(
                SqlState.DUPLICATE_COLUMN,
                "column \"" + name + "\" of relation \"" + relation + "\" already exists");
    }

    /** 42710: CREATE DOMAIN of a name that is taken. */
    public static SqlException duplicateType(String name) {
        return SqlException.of(SqlState.DUPLICATE_OBJECT, "type \"" + name + "\" already exists");
    }

    /** 42P13: CREATE FUNCTION with two parameters of one name. */
    public static SqlException duplicateParameter(String name) {
        return SqlException.of(
                SqlState.INVALID_FUNCTION_DEFINITION,
                "parameter name \"" + name + "\" used more than once");
    }

    /** 42P17: CREATE STATISTICS on one column. */
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

    /**
     * 42723: CREATE FUNCTION, RENAME or SET SCHEMA where the same signature exists.
     *
     * @param name without its arguments
     */
    public static SqlException duplicateFunction(String name) {
        return SqlException.of(
                SqlState.DUPLICATE_FUNCTION,
                "function \"" + name + "\" already exists with same argument types");
    }

    /** 42710: a constraint of a name that the table has already. */
    public static SqlException duplicateConstraint(String name, String relation) {
        return SqlException.of(
                SqlState.DUPLICATE_OBJECT,
                "constraint \"" + name + "\" for relation \"" + relation + "\" already exists");
    }

    /** 42710: one CREATE TABLE with two CHECKs of one name. */
    public static SqlException duplicateCheck(String name) {
        return SqlException.of(
                SqlState.DUPLICATE_OBJECT, "check constraint \"" + name + "\" already exists");
    }

    /** 42710: CREATE STATISTICS of a name that is taken. */
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

    /** 42883: DROP, ALTER or GRANT of a function that does not exist. @param name with its argument types */
    public static SqlException undefinedFunction(String name) {
        return SqlException.of(SqlState.UNDEFINED_FUNCTION, "function " + name + " does not exist");
    }

    /** 42883: the same of one named without its argument types. */
    public static SqlException undefinedFunctionName(String name) {
        return SqlException.of(
                SqlState.UNDEFINED_FUNCTION, "could not find a function named \"" + name + "\"");
    }

    /** 42725: a function named without its argument types, of which there are several. */
    public static SqlException functionNameNotUnique(String name) {
        return SqlException.of(
                        SqlState.AMBIGUOUS_FUNCTION, "function name \"" + name + "\" is not unique")
                .withHint("Specify the argument list to select the function unambiguously.");
    }

    /** 3F000: CREATE without a schema, and none of search_path exists. */
    public static SqlException noSchemaToCreateIn() {
        return SqlException.of(
                SqlState.INVALID_SCHEMA_NAME, "no schema has been selected to create in");
    }

    /** 42703: CREATE INDEX, RENAME and others of a column that the relation has not. */
    public static SqlException undefinedColumn(String name) {
        return SqlException.of(SqlState.UNDEFINED_COLUMN, "column \"" + name + "\" does not exist");
    }

    /** 42703: ALTER, COMMENT, GRANT, INSERT or UPDATE of a column that the relation has not. */
    public static SqlException undefinedColumnOf(String name, String relation) {
        return SqlException.of(
                SqlState.UNDEFINED_COLUMN,
                "column \"" + name + "\" of relation \"" + relation + "\" does not exist");
    }

    /** 42703: PRIMARY KEY or UNIQUE over a column that the table has not. */
    public static SqlException undefinedKeyColumn(String name) {
        return SqlException.of(
                SqlState.UNDEFINED_COLUMN, "column \"" + name + "\" named in key does not exist");
    }

    /** 42703: FOREIGN KEY over a column that one of the two tables has not. */
    public static SqlException undefinedForeignKeyColumn(String name) {
        return SqlException.of(
                SqlState.UNDEFINED_COLUMN,
                "column \"" + name + "\" referenced in foreign key constraint does not exist");
    }

    /** 42704: ALTER TABLE of a constraint that the table has not. */
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

    /** 42P15: CREATE SCHEMA with an object for another schema in it. */
    public static SqlException wrongSchemaOfElement(String named, String created) {
        return SqlException.of(
                SqlState.INVALID_SCHEMA_DEFINITION,
                "CREATE specifies a schema ("
                        + named
                        + ") different from the one being created ("
                        + created
                        + ")");
    }

    /** 42704: ALTER DOMAIN of a constraint that the domain has not. */
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

    /** 42P16: a second primary key. */
    public static SqlException multiplePrimaryKeys(String table) {
        return SqlException.of(
                SqlState.INVALID_TABLE_DEFINITION,
                "multiple primary keys for table \"" + table + "\" are not allowed");
    }

    /** 42601: two DEFAULT at one column. */
    public static SqlException multipleDefaults(String column, String table) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                "multiple default values specified for column \""
                        + column
                        + "\" of table \""
                        + table
                        + "\"");
    }

    /** 42601: two AS IDENTITY at one column. */
    public static SqlException multipleIdentities(String column, String table) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                "multiple identity specifications for column \""
                        + column
                        + "\" of table \""
                        + table
                        + "\"");
    }

    /** 42601: two AS (…) STORED at one column. */
    public static SqlException multipleGenerations(String column, String table) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                "multiple generation clauses specified for column \""
                        + column
                        + "\" of table \""
                        + table
                        + "\"");
    }

    /** 42601: NULL and NOT NULL at one column. */
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

    /** 42830: FOREIGN KEY to columns that are no key. */
    public static SqlException noMatchingUnique(String table) {
        return SqlException.of(
                SqlState.INVALID_FOREIGN_KEY,
                "there is no unique constraint matching given keys for referenced table \""
                        + table
                        + "\"");
    }

    /** 42704: FOREIGN KEY without columns to a table without primary key. */
    public static SqlException noPrimaryKeyReferenced(String table) {
        return SqlException.of(
                SqlState.UNDEFINED_OBJECT,
                "there is no primary key for referenced table \"" + table + "\"");
    }

    /** 42809: FOREIGN KEY to a view or a sequence. */
    public static SqlException referencedNotTable(String name) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE, "referenced relation \"" + name + "\" is not a table");
    }

    /** 42830: FOREIGN KEY of more or fewer columns than it references. */
    public static SqlException foreignKeyColumnCount() {
        return SqlException.of(
                SqlState.INVALID_FOREIGN_KEY,
                "number of referencing and referenced columns for foreign key disagree");
    }

    /** 0A000: MATCH PARTIAL, which PostgreSQL has not either. */
    public static SqlException matchPartial() {
        return SqlException.of(SqlState.FEATURE_NOT_SUPPORTED, "MATCH PARTIAL not yet implemented");
    }

    /** @param kind CHECK */
    public static SqlException notDeferrable(String kind) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, kind + " constraints cannot be marked DEFERRABLE");
    }

    /** 42P17: a generated column computed by a function that may change its mind. */
    public static SqlException generationNotImmutable() {
        return SqlException.of(
                SqlState.INVALID_OBJECT_DEFINITION, "generation expression is not immutable");
    }

    /** 42P17: an index over a function that may change its mind. */
    public static SqlException indexExpressionNotImmutable() {
        return SqlException.of(
                SqlState.INVALID_OBJECT_DEFINITION,
                "functions in index expression must be marked IMMUTABLE");
    }

    /** 42P17: a partial index whose condition calls a function that may change its mind. */
    public static SqlException indexPredicateNotImmutable() {
        return SqlException.of(
                SqlState.INVALID_OBJECT_DEFINITION,
                "functions in index predicate must be marked IMMUTABLE");
    }

    /** 55000: {@code USING INDEX} with one that is not built. */
    public static SqlException indexNotValid(String name) {
        return SqlException.of(
                SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, "index \"" + name + "\" is not valid");
    }

    /** 42809: {@code USING INDEX} with one that is not unique. */
    public static SqlException indexNotUnique(String name) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE, "\"" + name + "\" is not a unique index");
    }

    /** 55000: {@code USING INDEX} with one that is a constraint already. */
    public static SqlException indexAlreadyConstraint(String name) {
        return SqlException.of(
                SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                "index \"" + name + "\" is already associated with a constraint");
    }

    /** 55000: {@code USING INDEX} with one of another table. */
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

    /** 42P16: DROP NOT NULL of a column of the primary key. */
    public static SqlException columnInPrimaryKey(String column) {
        return SqlException.of(
                SqlState.INVALID_TABLE_DEFINITION, "column \"" + column + "\" is in a primary key");
    }

    /** 42601: SET DEFAULT and the like of a generated column. */
    public static SqlException generatedColumn(String column, String table) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                "column \"" + column + "\" of relation \"" + table + "\" is a generated column");
    }

    /** 55000: DROP EXPRESSION of a column that is not generated. */
    public static SqlException notGeneratedColumn(String column, String table) {
        return SqlException.of(
                SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                "column \""
                        + column
                        + "\" of relation \""
                        + table
                        + "\" is not a stored generated column");
    }

    /** 55000: ADD GENERATED AS IDENTITY to a column with a default. */
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

    /**
     * 42809: ALTER TABLE of a view, a sequence, … with something it cannot do.
     *
     * @param action as the message names it: ADD COLUMN, …
     */
    public static SqlException alterActionNotForRelation(String action, String relation) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE,
                "ALTER action " + action + " cannot be performed on relation \"" + relation + "\"");
    }

    /**
     * 2BP01: DROP of the index of a constraint, or of the sequence of an identity column.
     *
     * @param object the kind and the name
     * @param by the kind and the name
     */
    public static SqlException requiredBy(String object, String by) {
        return SqlException.of(
                SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
                "cannot drop " + object + " because " + by + " requires it");
    }

    /** 2BP01: DROP without CASCADE of what others use. @param object the kind and the name */
    public static SqlException dependentObjects(String object) {
        return SqlException.of(
                SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
                "cannot drop " + object + " because other objects depend on it");
    }

    /** 2BP01: DROP without CASCADE of several objects, some of which others use. */
    public static SqlException dependentObjects() {
        return SqlException.of(
                SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
                "cannot drop desired object(s) because other objects depend on them");
    }

    /** 42939: CREATE SCHEMA of a name that begins with {@code pg_}. */
    public static SqlException reservedSchemaName(String name) {
        return SqlException.of(SqlState.RESERVED_NAME, "unacceptable schema name \"" + name + "\"");
    }

    /** 42601: CREATE VIEW with more names than its query has columns. */
    public static SqlException viewMoreNames() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "CREATE VIEW specifies more column names than columns");
    }

    /** 42P16: CREATE OR REPLACE VIEW with fewer columns. */
    public static SqlException viewDropsColumns() {
        return SqlException.of(SqlState.INVALID_TABLE_DEFINITION, "cannot drop columns from view");
    }

    /** 42P16: CREATE OR REPLACE VIEW with another name for a column. */
    public static SqlException viewChangesName(String before, String after) {
        return SqlException.of(
                SqlState.INVALID_TABLE_DEFINITION,
                "cannot change name of view column \"" + before + "\" to \"" + after + "\"");
    }

    /** 42P16: CREATE OR REPLACE VIEW with another type for a column. */
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

    /** IF NOT EXISTS. */
    public static Notice skippedDuplicate(SqlException error) {
        return Notice.notice(error.state(), error.text() + ", skipping");
    }

    /** IF EXISTS. */
    public static Notice skippedMissing(SqlException error) {
        return Notice.notice(SqlState.SUCCESSFUL_COMPLETION, error.text() + ", skipping");
    }

    /** 00000, a notice: what DROP … CASCADE takes along. @param text how many objects, or which one */
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

    /** 42P17: a generated column computed from another. */
    public static SqlException generatedReferencesGenerated(String column) {
        return SqlException.of(
                        SqlState.INVALID_OBJECT_DEFINITION,
                        "cannot use generated column \""
                                + column
                                + "\" in column generation expression")
                .withDetail("A generated column cannot reference another generated column.");
    }

    /** 42809: CREATE INDEX on a view. */
    public static SqlException cannotIndex(String relation) {
        return SqlException.of(
                        SqlState.WRONG_OBJECT_TYPE,
                        "cannot create index on relation \"" + relation + "\"")
                .withDetail("This operation is not supported for views.");
    }

    /** 42704: ALTER TABLE … TRIGGER; there are none. */
    public static SqlException undefinedTrigger(String trigger, String table) {
        return SqlException.of(
                SqlState.UNDEFINED_OBJECT,
                "trigger \"" + trigger + "\" for table \"" + table + "\" does not exist");
    }

    /** 42809: ALTER CONSTRAINT of another kind of constraint. */
    public static SqlException notForeignKey(String constraint, String table) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE,
                "constraint \""
                        + constraint
                        + "\" of relation \""
                        + table
                        + "\" is not a foreign key constraint");
    }

    /** 42809: VALIDATE CONSTRAINT of a key. */
    public static SqlException notValidatable(String constraint, String table) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE,
                "constraint \""
                        + constraint
                        + "\" of relation \""
                        + table
                        + "\" is not a foreign key or check constraint");
    }

    /** 42704: a constraint that the table has not, where no ALTER TABLE names it: ON CONFLICT, COMMENT. */
    public static SqlException undefinedConstraintOfTable(String constraint, String table) {
        return SqlException.of(
                SqlState.UNDEFINED_OBJECT,
                "constraint \"" + constraint + "\" for table \"" + table + "\" does not exist");
    }

    /** 42710: ALTER DOMAIN with a constraint of a name that the domain has already. */
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

    /** 42P07: SET SCHEMA to one where the name is taken. */
    public static SqlException duplicateInSchema(String relation, String schema) {
        return SqlException.of(
                SqlState.DUPLICATE_TABLE,
                "relation \"" + relation + "\" already exists in schema \"" + schema + "\"");
    }

    /** 42704: CREATE FUNCTION … TRANSFORM; there are none. */
    public static SqlException noTransform(String type) {
        return SqlException.of(
                SqlState.UNDEFINED_OBJECT,
                "transform for type " + type + " language \"sql\" does not exist");
    }

    /** 42809: GRANT on an index. */
    public static SqlException isAnIndex(String name) {
        return SqlException.of(SqlState.WRONG_OBJECT_TYPE, "\"" + name + "\" is an index");
    }

    /** 42601: CREATE STATISTICS of another kind than ndistinct, dependencies and mcv. */
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

    /** 22023: a view's option is given a value that is no truth value. */
    public static SqlException invalidBooleanOption(String name, String value) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "invalid value for boolean option \"" + name + "\": " + value);
    }

    /** 22023: check_option of a view is neither local nor cascaded. */
    public static SqlException invalidCheckOption(String value) {
        return SqlException.of(
                        SqlState.INVALID_PARAMETER_VALUE,
                        "invalid value for enum option \"check_option\": " + value)
                .withDetail("Valid values are \"local\" and \"cascaded\".");
    }

    /**
     * 42809: RENAME of a column of what has none of its own.
     *
     * @param kinds of relation, in the plural
     */
    public static SqlException cannotRenameColumnsOf(String relation, String kinds) {
        return SqlException.of(
                        SqlState.WRONG_OBJECT_TYPE,
                        "cannot rename columns of relation \"" + relation + "\"")
                .withDetail("This operation is not supported for " + kinds + ".");
    }

    /**
     * 0A000: WITH CHECK OPTION at a view that nothing can be written through.
     *
     * @param why what in its query keeps it from that
     */
    public static SqlException checkOptionNotUpdatable(String why) {
        return SqlException.of(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "WITH CHECK OPTION is supported only on automatically updatable views")
                .withHint(why);
    }

    /** 22023: SET STORAGE of a kind that PostgreSQL has not. */
    public static SqlException unknownStorage(String word) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, "invalid storage type \"" + word + "\"");
    }

    /** 0A000: SET STORAGE of a type of fixed length. */
    public static SqlException storagePlainOnly(String type) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "column data type " + type + " can only have storage PLAIN");
    }

    /** 0A000: CREATE STATISTICS on a join, a sub-query, … */
    public static SqlException statisticsOfSeveralRelations() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "only a single relation is allowed in CREATE STATISTICS");
    }

    /** 0A000: CREATE SCHEMA with something in it that is no table, view, sequence or grant. */
    public static SqlException notInCreateSchema() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "unsupported statement in CREATE SCHEMA");
    }
}
