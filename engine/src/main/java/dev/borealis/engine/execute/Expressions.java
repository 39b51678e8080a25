package dev.borealis.engine.execute;

import dev.borealis.engine.plan.ScalarPrinter;
import dev.borealis.engine.plan.TargetTable;
import dev.borealis.engine.tree.Scalar;

/** Expressions of indexes as messages show them. */
final class Expressions {
    private Expressions() {}

    /** As PostgreSQL: operators in parentheses, columns without their table. */
    static String print(Scalar expression, TargetTable target, Execution execution) {
        return new ScalarPrinter(
                        execution.context.functions(),
                        execution.context.catalog(),
                        execution.names(),
                        column -> target.storage.table.column(column.column()).name())
                .print(expression);
    }
}
