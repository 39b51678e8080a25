package dev.borealis.engine.session;

import dev.borealis.sql.ast.UtilityStatement;
import dev.borealis.types.error.SessionErrors;

import org.jspecify.annotations.Nullable;

/** EXPLAIN. */
final class ExplainRunner {
    ExplainRunner(StatementRunner runner, QueryRunner queries) {}

    Rows start(UtilityStatement.Explain explain, PlannedQuery plan, @Nullable Object[] parameters) {
        throw SessionErrors.notYetImplemented("EXPLAIN");
    }
}
