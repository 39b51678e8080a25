package dev.borealis.engine.session;

import dev.borealis.engine.bind.Binder;
import dev.borealis.engine.bind.BoundStatement;
import dev.borealis.engine.bind.ParameterTypes;
import dev.borealis.engine.execute.Privileges;
import dev.borealis.engine.plan.ParameterSteps;
import dev.borealis.engine.plan.Planner;
import dev.borealis.engine.plan.StatementPlan;
import dev.borealis.sql.ParsedStatement;
import dev.borealis.sql.ast.QueryStatement;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Piece;
import dev.borealis.types.error.SessionErrors;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Binds and plans the queries of a session, as late as possible and not again while catalog and settings stay: Parse and
 * Describe bind, Bind plans.
 *
 * <p>An expression over parameters alone fails as one over constants does: its error is the answer to Bind, though no row
 * may ask for its value. PostgreSQL does so when it plans for the values at hand, as it does the first five times; later it
 * may use a plan for all values, which computes the expression when it needs it, and tells the error in answer to Execute.
 * Here it does not depend on how often a statement ran. The one plan for all values is used only where a value decides
 * what is computed at all: in AND, OR, NOT, CASE and COALESCE.
 */
final class QueryPlanning {
    private static final int[] NO_TYPES = {};

    private final StatementRunner runner;
    private final DatabaseParts parts;

    QueryPlanning(StatementRunner runner) {
        this.runner = runner;
        this.parts = runner.parts;
    }

    /** Binds a prepared statement, unless it is bound for what the session sees now. */
    void bind(PreparedStatement prepared, QueryStatement query) {
        SessionContext context = runner.context();
        if (prepared.bound != null && prepared.boundIn == context) {
            return;
        }
        BoundQuery.Key key = key(context, prepared.givenTypes);
        BoundQuery bound = prepared.bound;
        if (bound == null || !bound.key().equals(key)) {
            bound = bind(prepared, query, context, key);
        }
        prepared.bound = bound;
        prepared.boundIn = context;
        prepared.parameterTypes = bound.parameterTypes();
    }

    private BoundQuery bind(
            PreparedStatement prepared,
            QueryStatement query,
            SessionContext context,
            BoundQuery.Key key) {
        PlannedQuery cached = cached(prepared, key);
        BoundQuery bound =
                cached != null
                        ? cached.bound()
                        : prepared.simple
                                ? bind(query, ParameterTypes.none(), context, key)
                                : bind(query, prepared.givenTypes, context, key);
        if (prepared.isFixed && !bound.parameterTypes().equals(prepared.parameterTypes)) {
            int[] promised = prepared.parameterOids();
            return bind(query, promised, context, key(context, promised));
        }
        if (cached != null) {
            prepared.plan = cached;
        }
        return bound;
    }

    /**
     * Binds and plans a prepared statement, unless it is planned for what the session sees now.
     *
     * @return the parameters the plan runs with
     */
    @Nullable Object[] plan(
            PreparedStatement prepared, QueryStatement query, @Nullable Object[] parameters) {
        bind(prepared, query);
        BoundQuery bound = Objects.requireNonNull(prepared.bound);
        SessionContext context = runner.context();
        PlannedQuery plan = prepared.plan;
        if (plan == null || plan.bound() != bound || plan.isStale()) {
            plan = plan(bound, parameters, context);
            keep(prepared, plan, context);
        }
        @Nullable Object[] all = plan.parameters(parameters, context.names);
        if (all != null) {
            return all;
        }
        keep(prepared, plan(bound, context), context);
        return parameters;
    }

    private void keep(PreparedStatement prepared, PlannedQuery plan, SessionContext context) {
        if (context.catalog.version() > 0) {
            ParsedStatement parsed = Objects.requireNonNull(prepared.parsed);
            parts.plans().put(parsed.text(), new PlanCache.Cached(parsed, plan));
        }
        prepared.plan = plan;
    }

    private PlannedQuery plan(
            BoundQuery bound, @Nullable Object[] parameters, SessionContext context) {
        if (parameters.length == 0) {
            return plan(bound, context);
        }
        var steps = new ParameterSteps(parameters);
        try {
            StatementPlan plan = planner(context).plan(bound.tree(), steps);
            if (!steps.isPinned()) {
                return PlannedQuery.of(bound, plan, steps, context);
            }
        } catch (SqlException failure) {
            if (!steps.isPinned()) {
                throw failure;
            }
        }
        return plan(bound, context);
    }

    /** A plan made before, by any session. */
    private @Nullable PlannedQuery cached(PreparedStatement prepared, BoundQuery.Key key) {
        String text = Objects.requireNonNull(prepared.parsed).text();
        PlanCache.Cached cached = parts.plans().find(text, key);
        if (cached == null) {
            return null;
        }
        PlannedQuery plan = cached.plan();
        boolean needsParameters = !plan.bound().parameterTypes().isEmpty();
        return prepared.simple && needsParameters ? null : plan;
    }

    /** A plan for all values of the parameters. */
    PlannedQuery plan(BoundQuery bound, SessionContext context) {
        return PlannedQuery.of(bound, planner(context).plan(bound.tree()), null, context);
    }

    /** Binds and plans a query that is no statement of its own. */
    PlannedQuery plan(QueryStatement query, int[] givenTypes) {
        SessionContext context = runner.context();
        return plan(bind(query, givenTypes, context), context);
    }

    /** @param givenTypes OIDs of the types of parameters, 0 for one that is not given */
    BoundQuery bind(QueryStatement query, int[] givenTypes, SessionContext context) {
        return bind(query, givenTypes, context, key(context, givenTypes));
    }

    private BoundQuery bind(
            QueryStatement query, int[] givenTypes, SessionContext context, BoundQuery.Key key) {
        List<Integer> given = new ArrayList<>();
        for (int type : givenTypes) {
            if (type != 0 && context.names.type(type) == null) {
                throw SessionErrors.noSuchType(type);
            }
            given.add(type);
        }
        return bind(query, ParameterTypes.inferred(given), context, key);
    }

    private BoundQuery bind(
            QueryStatement query,
            ParameterTypes parameters,
            SessionContext context,
            BoundQuery.Key key) {
        BoundStatement bound =
                Binder.bind(
                        query,
                        context.bindContext(
                                parts, runner.typeContext(), parameters, runner::notice));
        Privileges.check(context.catalog, context.role.oid(), bound.privileges());
        return BoundQuery.of(key, bound, context.names);
    }

    Planner planner(SessionContext context) {
        return new Planner(
                parts.registry(),
                context.catalog,
                context.names,
                this::bytes,
                runner.settings.planner(),
                runner.typeContext());
    }

    /** About how many bytes a range of keys takes. */
    private long bytes(KeyRange range) {
        long bytes = 0;
        for (Piece piece : parts.catalogs().store().pieces(range, 1)) {
            bytes += piece.bytes();
        }
        return bytes;
    }

    /** Under what a statement without given types of parameters is bound. */
    BoundQuery.Key key(SessionContext context) {
        return key(context, NO_TYPES);
    }

    private BoundQuery.Key key(SessionContext context, int[] givenTypes) {
        BoundQuery.Key plain = context.key;
        if (plain == null) {
            plain =
                    new BoundQuery.Key(
                            context.catalog.version(),
                            List.of(),
                            context.searchPath,
                            context.role.name(),
                            runner.settings.show("TimeZone"),
                            runner.settings.show("DateStyle"),
                            runner.settings.show("IntervalStyle"),
                            runner.settings.planner());
            context.key = plain;
        }
        return givenTypes.length == 0
                ? plain
                : plain.with(Arrays.stream(givenTypes).boxed().toList());
    }
}
