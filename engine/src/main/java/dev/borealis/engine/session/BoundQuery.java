package dev.borealis.engine.session;

import dev.borealis.engine.bind.BoundStatement;
import dev.borealis.engine.plan.PlannerSwitches;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Statement;
import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A query or a change of rows, bound for one version of the catalog and one set of settings: all that Parse and Describe
 * tell a client. It is planned when it is to run ({@link PlannedQuery}), because errors of planning, those of constants
 * for instance, are answers to Bind. Immutable.
 *
 * @param key under what it holds
 * @param resultColumns the columns as they are described, in text format; null when it gives no rows
 */
record BoundQuery(
        Key key,
        Statement tree,
        List<SqlType> parameterTypes,
        @Nullable List<ResultSink.ResultColumn> resultColumns) {
    static BoundQuery of(Key key, BoundStatement bound, NameResolver names) {
        List<Query.Target> columns = bound.columns();
        return new BoundQuery(
                key,
                bound.statement(),
                bound.parameterTypes(),
                columns == null ? null : described(columns, names));
    }

    /** The same with another tree. */
    BoundQuery withTree(Statement other) {
        return new BoundQuery(key, other, parameterTypes, resultColumns);
    }

    /** A domain is described as the type it is over. */
    private static List<ResultSink.ResultColumn> described(
            List<Query.Target> columns, NameResolver names) {
        return columns.stream()
                .map(
                        target ->
                                new ResultSink.ResultColumn(
                                        target.name(),
                                        target.originRelation(),
                                        target.originColumn(),
                                        withoutDomain(target.value().type(), names),
                                        false))
                .toList();
    }

    private static SqlType withoutDomain(SqlType type, NameResolver names) {
        SqlType base = names.domainBase(type.oid());
        return base == null ? type : withoutDomain(base, names);
    }

    /** What binding and planning depend on, apart from the text. */
    record Key(
            long catalogVersion,
            List<Integer> parameterTypes,
            List<String> searchPath,
            String role,
            String timeZone,
            String dateStyle,
            String intervalStyle,
            PlannerSwitches switches) {
        Key with(List<Integer> types) {
            return new Key(
                    catalogVersion,
                    types,
                    searchPath,
                    role,
                    timeZone,
                    dateStyle,
                    intervalStyle,
                    switches);
        }
    }
}
