package dev.borealis.engine.session;

import dev.borealis.engine.evaluate.Row;
import dev.borealis.engine.execute.ExecutionContext;
import dev.borealis.engine.execute.Executor;
import dev.borealis.engine.execute.RowSource;
import dev.borealis.engine.plan.Planner;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Scalar;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Evaluates an expression outside any statement: {@code SELECT expression}. */
final class OneRow {
    private OneRow() {}

    /** The value, boxed. */
    static @Nullable Object evaluate(Scalar scalar, ExecutionContext context) {
        var query =
                Query.of(
                        List.of(),
                        Query.Select.of(List.of(), null),
                        List.of(new Query.Target(scalar, "value", false, 0, 0)));
        var plan = new Planner(context.functions(), context.catalog(), context.names()).plan(query);
        try (RowSource source = Executor.start(plan, context)) {
            if (!source.next()) {
                throw new IllegalStateException("SELECT without FROM gives a row");
            }
            Row row = source.row();
            if (row.isNull(0)) {
                return null;
            }
            return switch (scalar.type().carrier()) {
                case LONG -> row.getLong(0);
                case DOUBLE -> row.getDouble(0);
                case OBJECT -> row.getObject(0);
            };
        }
    }
}
