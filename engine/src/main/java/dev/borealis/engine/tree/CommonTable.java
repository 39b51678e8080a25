package dev.borealis.engine.tree;

import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One item of WITH. A recursive one whose body refers to itself is a UNION [ALL] whose right side contains a {@link
 * RangeEntry.CommonTableReference} with {@code self}.
 *
 * @param materialized true and false as written, null when nothing was said
 */
public record CommonTable(
        String name,
        Statement statement,
        boolean recursive,
        @Nullable Boolean materialized,
        List<String> columnNames,
        List<SqlType> columnTypes) {
    public CommonTable {
        columnNames = List.copyOf(columnNames);
        columnTypes = List.copyOf(columnTypes);
    }
}
