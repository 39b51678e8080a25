package dev.borealis.engine.bind;

import org.jspecify.annotations.Nullable;

/** Where in a statement an expression stands: decides what it may contain, and names the place in messages. */
enum Clause {
    NONE("this context", null, true, true, true),
    SELECT_TARGET("SELECT", null, true, true, true),
    FROM_SUBQUERY("FROM clause of their own query level", null, false, true, true),
    FROM_FUNCTION("functions in FROM", null, false, false, true),
    JOIN_CONDITION("JOIN conditions", null, false, false, false),
    WHERE("WHERE", null, false, false, false),
    HAVING("HAVING", null, true, false, false),
    FILTER("FILTER", null, false, false, false),
    GROUP_BY("GROUP BY", null, false, false, true),
    ORDER_BY("ORDER BY", null, true, true, true),
    DISTINCT_ON("DISTINCT ON", null, true, true, true),
    WINDOW_PARTITION("window definitions", null, true, false, true),
    WINDOW_ORDER("window definitions", null, true, false, true),
    WINDOW_FRAME_RANGE("window RANGE", null, false, false, false),
    WINDOW_FRAME_ROWS("window ROWS", null, false, false, false),
    WINDOW_FRAME_GROUPS("window GROUPS", null, false, false, false),
    LIMIT("LIMIT", null, false, false, false),
    OFFSET("OFFSET", null, false, false, false),
    VALUES("VALUES", null, false, false, true),
    INSERT_TARGET("INSERT", null, false, false, true),
    UPDATE_SOURCE("UPDATE", null, false, false, false),
    RETURNING("RETURNING", null, false, false, false),
    CHECK("check constraints", "check constraint", false, false, false),
    DOMAIN_CHECK("check constraints", "check constraint", false, false, false),
    DEFAULT("DEFAULT expressions", "DEFAULT expression", false, false, false),
    FUNCTION_DEFAULT("DEFAULT expressions", "DEFAULT expression", false, false, false),
    INDEX_EXPRESSION("index expressions", "index expression", false, false, false),
    INDEX_PREDICATE("index predicates", "index predicate", false, false, false),
    STATISTICS("statistics expressions", "statistics expression", false, false, false),
    GENERATED("column generation expressions", "column generation expression", false, false, false),
    CALL("CALL arguments", "CALL argument", false, false, false),
    COPY_WHERE("COPY FROM WHERE conditions", "COPY FROM WHERE condition", false, false, false);

    /** As in {@code aggregate functions are not allowed in WHERE}. */
    final String plural;

    /** As in {@code cannot use subquery in check constraint}; null where sub-queries are allowed. */
    final @Nullable String singular;

    final boolean aggregates;
    final boolean windows;
    final boolean sets;

    Clause(
            String plural,
            @Nullable String singular,
            boolean aggregates,
            boolean windows,
            boolean sets) {
        this.plural = plural;
        this.singular = singular;
        this.aggregates = aggregates;
        this.windows = windows;
        this.sets = sets;
    }
}
