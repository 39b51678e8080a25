package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** {@code DELETE FROM … [USING …] [WHERE …] [RETURNING …]}. */
public record Delete(
        @Nullable With with,
        TableExpression.Relation target,
        List<TableExpression> using,
        @Nullable Expression where,
        List<Target> returning)
        implements QueryStatement {
    public Delete {
        using = List.copyOf(using);
        returning = List.copyOf(returning);
    }
}
