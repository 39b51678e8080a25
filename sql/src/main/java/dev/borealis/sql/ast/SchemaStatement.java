package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** CREATE SCHEMA. */
public sealed interface SchemaStatement extends DefinitionStatement {
    /**
     * @param name null: that of the role
     * @param elements CREATE TABLE, VIEW, SEQUENCE, INDEX, TRIGGER and GRANT inside
     */
    record CreateSchema(
            @Nullable String name,
            @Nullable RoleName authorization,
            boolean ifNotExists,
            List<Statement> elements,
            int position)
            implements SchemaStatement {
        public CreateSchema {
            elements = List.copyOf(elements);
        }
    }
}
