package dev.borealis.engine.bind;

import dev.borealis.engine.tree.Statement;
import dev.borealis.sql.ast.Delete;
import dev.borealis.sql.ast.Insert;
import dev.borealis.sql.ast.QueryStatement;
import dev.borealis.sql.ast.Select;
import dev.borealis.sql.ast.Update;

/** What can stand in WITH: dispatch. */
final class StatementBinder {
    private final Binding binding;
    private final InsertBinder inserts;
    private final UpdateBinder updates;

    StatementBinder(Binding binding) {
        this.binding = binding;
        this.inserts = new InsertBinder(binding);
        this.updates = new UpdateBinder(binding);
    }

    Statement bind(QueryStatement statement, Scope scope) {
        return switch (statement) {
            case Select select -> binding.queries.bind(select, scope, true);
            case Insert insert -> inserts.bind(insert, scope);
            case Update update -> updates.bind(update, scope);
            case Delete delete -> updates.bind(delete, scope);
        };
    }
}
