package dev.borealis.sql.ast;

/** Kinds of object a statement can name, with PostgreSQL's words in capitals. */
public enum ObjectKind {
    TABLE("TABLE"),
    VIEW("VIEW"),
    MATERIALIZED_VIEW("MATERIALIZED VIEW"),
    INDEX("INDEX"),
    SEQUENCE("SEQUENCE"),
    FOREIGN_TABLE("FOREIGN TABLE"),
    SCHEMA("SCHEMA"),
    DOMAIN("DOMAIN"),
    TYPE("TYPE"),
    FUNCTION("FUNCTION"),
    PROCEDURE("PROCEDURE"),
    ROUTINE("ROUTINE"),
    AGGREGATE("AGGREGATE"),
    OPERATOR("OPERATOR"),
    OPERATOR_CLASS("OPERATOR CLASS"),
    OPERATOR_FAMILY("OPERATOR FAMILY"),
    STATISTICS("STATISTICS"),
    /** Also USER and GROUP. */
    ROLE("ROLE"),
    COLUMN("COLUMN"),
    /** A constraint of a table. */
    CONSTRAINT("CONSTRAINT"),
    /** A constraint of a domain. */
    DOMAIN_CONSTRAINT("CONSTRAINT"),
    /** An attribute of a composite type. */
    ATTRIBUTE("ATTRIBUTE"),
    TRIGGER("TRIGGER"),
    EVENT_TRIGGER("EVENT TRIGGER"),
    RULE("RULE"),
    POLICY("POLICY"),
    EXTENSION("EXTENSION"),
    DATABASE("DATABASE"),
    TABLESPACE("TABLESPACE"),
    LANGUAGE("LANGUAGE"),
    CAST("CAST"),
    COLLATION("COLLATION"),
    CONVERSION("CONVERSION"),
    TRANSFORM("TRANSFORM"),
    ACCESS_METHOD("ACCESS METHOD"),
    FOREIGN_DATA_WRAPPER("FOREIGN DATA WRAPPER"),
    SERVER("SERVER"),
    PUBLICATION("PUBLICATION"),
    SUBSCRIPTION("SUBSCRIPTION"),
    LARGE_OBJECT("LARGE OBJECT"),
    TEXT_SEARCH_PARSER("TEXT SEARCH PARSER"),
    TEXT_SEARCH_DICTIONARY("TEXT SEARCH DICTIONARY"),
    TEXT_SEARCH_TEMPLATE("TEXT SEARCH TEMPLATE"),
    TEXT_SEARCH_CONFIGURATION("TEXT SEARCH CONFIGURATION");

    private final String words;

    ObjectKind(String words) {
        this.words = words;
    }

    /** In capitals, as SQL writes it. */
    public String words() {
        return words;
    }
}
