package dev.borealis.engine.session;

import dev.borealis.engine.bind.RequiredPrivilege;
import dev.borealis.engine.plan.StatementPlan;
import dev.borealis.engine.tree.Modification;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Statement;
import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A query or a change of rows, bound and planned for one version of the catalog and one set of settings. Immutable;
 * shared by all executions, and by sessions through {@link PlanCache}.
 *
 * @param key under what it holds
 */
record PlannedQuery(
        Key key,
        Statement tree,
        List<SqlType> parameterTypes,
        @Nullable List<Query.Target> columns,
        List<RequiredPrivilege> privileges,
        StatementPlan plan) {
    /** What a plan depends on, apart from the text. */
    record Key(
            long catalogVersion,
            List<Integer> parameterTypes,
            List<String> searchPath,
            String role,
            String timeZone,
            String dateStyle,
            String intervalStyle) {}

    /** SELECT, INSERT, UPDATE or DELETE. */
    String command() {
        return switch (tree) {
            case Query _ -> "SELECT";
            case Modification.Insert _ -> "INSERT";
            case Modification.Update _ -> "UPDATE";
            case Modification.Delete _ -> "DELETE";
        };
    }

    /** Whether it is a change of rows, or a query with one in its WITH. */
    boolean changesRows() {
        var query = plan.query();
        return query == null || query.ctes().stream().anyMatch(cte -> cte.modification() != null);
    }
}
