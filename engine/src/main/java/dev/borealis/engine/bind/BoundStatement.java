package dev.borealis.engine.bind;

import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Statement;
import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What binding a statement gives.
 *
 * @param statement with views put in place
 * @param columns visible output columns; null for a change of rows without RETURNING
 */
public record BoundStatement(
        Statement statement,
        List<SqlType> parameterTypes,
        @Nullable List<Query.Target> columns,
        List<RequiredPrivilege> privileges) {
    public BoundStatement {
        parameterTypes = List.copyOf(parameterTypes);
        columns = columns == null ? null : List.copyOf(columns);
        privileges = List.copyOf(privileges);
    }
}
