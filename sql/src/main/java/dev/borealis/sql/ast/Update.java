package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** {@code UPDATE … SET … [FROM …] [WHERE …] [RETURNING …]}. */
public record Update(
        @Nullable With with,
        TableExpression.Relation target,
        List<Assignment> assignments,
        List<TableExpression> from,
        @Nullable Expression where,
        List<Target> returning)
        implements QueryStatement {
    public Update {
        assignments = List.copyOf(assignments);
        from = List.copyOf(from);
        returning = List.copyOf(returning);
    }
}
