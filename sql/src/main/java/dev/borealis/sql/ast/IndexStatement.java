package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** CREATE INDEX; renaming and dropping are {@link ObjectStatement}s. */
public sealed interface IndexStatement extends DefinitionStatement {
    /**
     * @param name null when the server chooses
     * @param async false for the refused form
     * @param method after USING, null when not written
     * @param options {@code WITH (…)} was written
     * @param tablespace TABLESPACE was written
     */
    record CreateIndex(
            boolean unique,
            boolean async,
            boolean concurrently,
            boolean ifNotExists,
            @Nullable String name,
            TableExpression.Relation table,
            @Nullable String method,
            List<IndexElement> keys,
            List<IndexElement> include,
            boolean nullsNotDistinct,
            boolean options,
            boolean tablespace,
            @Nullable Expression where)
            implements IndexStatement {
        public CreateIndex {
            keys = List.copyOf(keys);
            include = List.copyOf(include);
        }
    }
}
