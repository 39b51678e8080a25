package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A column of CREATE TABLE or ADD COLUMN.
 *
 * @param storage the word after STORAGE in lower case, or null
 * @param compression the word after COMPRESSION, or null
 */
public record ColumnDefinition(
        String name,
        TypeName type,
        @Nullable String storage,
        @Nullable String compression,
        @Nullable QualifiedName collation,
        boolean foreignOptions,
        List<Constraint> constraints,
        int position) {
    public ColumnDefinition {
        constraints = List.copyOf(constraints);
    }
}
