package dev.borealis.engine.define;

import dev.borealis.sql.ast.ObjectKind;

/** What statements can name of what this database has, by how it is defined; {@link ObjectKind} has all that SQL can name. */
enum DefinedKind {
    /** A table, a view or a sequence. */
    RELATION,
    INDEX,
    COLUMN,
    /** Of a table. */
    CONSTRAINT,
    SCHEMA,
    /** A domain: there are no other types that users make. */
    TYPE,
    FUNCTION,
    STATISTICS,
    ROLE,
    DATABASE,
    /** What DSQL has not, and what no statement changes. */
    OTHER;

    static DefinedKind of(ObjectKind kind) {
        return switch (kind) {
            case TABLE, VIEW, SEQUENCE -> RELATION;
            case INDEX -> INDEX;
            case COLUMN -> COLUMN;
            case CONSTRAINT -> CONSTRAINT;
            case SCHEMA -> SCHEMA;
            case DOMAIN, TYPE -> TYPE;
            case FUNCTION, PROCEDURE, ROUTINE -> FUNCTION;
            case STATISTICS -> STATISTICS;
            case ROLE -> ROLE;
            case DATABASE -> DATABASE;
            case MATERIALIZED_VIEW,
                    FOREIGN_TABLE,
                    AGGREGATE,
                    OPERATOR,
                    OPERATOR_CLASS,
                    OPERATOR_FAMILY,
                    DOMAIN_CONSTRAINT,
                    ATTRIBUTE,
                    TRIGGER,
                    EVENT_TRIGGER,
                    RULE,
                    POLICY,
                    EXTENSION,
                    TABLESPACE,
                    LANGUAGE,
                    CAST,
                    COLLATION,
                    CONVERSION,
                    TRANSFORM,
                    ACCESS_METHOD,
                    FOREIGN_DATA_WRAPPER,
                    SERVER,
                    PUBLICATION,
                    SUBSCRIPTION,
                    LARGE_OBJECT,
                    TEXT_SEARCH_PARSER,
                    TEXT_SEARCH_DICTIONARY,
                    TEXT_SEARCH_TEMPLATE,
                    TEXT_SEARCH_CONFIGURATION ->
                    OTHER;
        };
    }
}
