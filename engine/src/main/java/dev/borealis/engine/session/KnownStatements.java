package dev.borealis.engine.session;

import dev.borealis.engine.bind.BindContext;
import dev.borealis.engine.bind.Binder;
import dev.borealis.engine.bind.BoundStatement;
import dev.borealis.engine.bind.LiteralSlots;
import dev.borealis.engine.bind.ParameterTypes;
import dev.borealis.engine.execute.Privileges;
import dev.borealis.engine.plan.ParameterSteps;
import dev.borealis.engine.plan.StatementPlan;
import dev.borealis.sql.ParseResult;
import dev.borealis.sql.ParsedStatement;
import dev.borealis.sql.Parser;
import dev.borealis.sql.StatementShape;
import dev.borealis.sql.ast.QueryStatement;
import dev.borealis.sql.dialect.Dialect;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

/**
 * Statements of simple messages that need no planning, most of them no parsing either: the very text was planned before,
 * or one that differs only in its literals, by any session, for the same catalog and settings.
 *
 * <p>A plan is shared between literals only when no decision in binding or planning looked at one of their values, so that
 * each statement gives the rows, the errors and the order of errors that it would give alone.
 */
final class KnownStatements {
    private static final @Nullable Object[] NO_VALUES = {};

    private final StatementRunner runner;

    KnownStatements(StatementRunner runner) {
        this.runner = runner;
    }

    /** @param values of its parameters, which are its literals */
    record Known(PreparedStatement statement, @Nullable Object[] values) {}

    /** Null when the message has to be parsed. Throws what a literal that is no value of its type is answered with. */
    @Nullable Known find(String message) {
        String text = PlanCache.statement(message);
        if (!PlanCache.mayHavePlan(text)) {
            return null;
        }
        runner.checkEagerly();
        PlanCache plans = runner.parts.plans();
        StatementShape shape = StatementShape.of(text);
        SessionContext context = runner.context();
        BoundQuery.Key key = runner.planning().key(context);
        SharedPlan shared = shape == null ? null : plans.findShared(shape.pattern(), key);
        if (shape != null && shared instanceof SharedPlan.Plan plan) {
            Known known = known(plan, shape, text, context);
            if (known != null) {
                return known;
            }
        }
        PlanCache.Cached cached = plans.find(text, key);
        if (cached != null && cached.plan().bound().parameterTypes().isEmpty()) {
            return new Known(
                    new PreparedStatement(cached.parsed(), cached.plan(), context), NO_VALUES);
        }
        if (shape == null || context.catalog.version() <= 0) {
            return null;
        }
        if (shared == null) {
            plans.putShared(shape.pattern(), key, new SharedPlan.Seen());
        } else if (shared instanceof SharedPlan.Seen) {
            SharedPlan made = share(shape, text, context, key);
            plans.putShared(shape.pattern(), key, made);
            return made instanceof SharedPlan.Plan plan ? known(plan, shape, text, context) : null;
        }
        return null;
    }

    private @Nullable Known known(
            SharedPlan.Plan plan, StatementShape shape, String text, SessionContext context) {
        @Nullable Object[] literals = new Object[shape.literals().size()];
        for (LiteralSlots.Reading reading : plan.readings()) {
            literals[reading.number() - 1] = read(reading, shape, context);
        }
        @Nullable Object[] values = plan.plan().parameters(literals, context.names);
        if (values == null) {
            return null;
        }
        String own = text.substring(0, text.length() - plan.after());
        var parsed = new ParsedStatement(plan.parsed().statement(), own, 0);
        return new Known(new PreparedStatement(parsed, plan.plan(), context), values);
    }

    private Object read(
            LiteralSlots.Reading reading, StatementShape shape, SessionContext context) {
        return reading.value(
                shape, BindContext.LiteralReader.FORMATS, runner.typeContext(), context.names);
    }

    /** Tries to make a plan for all statements of a shape. Whatever error the one at hand has is told when it is run alone. */
    private SharedPlan share(
            StatementShape shape, String text, SessionContext context, BoundQuery.Key key) {
        ParsedStatement parsed;
        BoundStatement bound;
        var slots = LiteralSlots.of(shape);
        boolean[] told = {false};
        try {
            ParseResult result = Parser.parse(text, runner.parserOptions());
            if (result.statements().size() != 1
                    || !result.notices().isEmpty()
                    || !(result.statements().getFirst().statement()
                            instanceof QueryStatement query)) {
                return new SharedPlan.Separate();
            }
            parsed = result.statements().getFirst();
            Dialect.check(query);
            bound =
                    Binder.bind(
                            query,
                            context.bindContext(
                                            runner.parts,
                                            runner.typeContext(),
                                            ParameterTypes.none(),
                                            _ -> told[0] = true)
                                    .withSlots(slots));
            Privileges.check(context.catalog, context.role.oid(), bound.privileges());
        } catch (SqlException _) {
            return new SharedPlan.Separate();
        }
        if (told[0] || parsed.offset() != 0 || !slots.areAllIn(bound.statement())) {
            return new SharedPlan.Separate();
        }
        try {
            @Nullable Object[] literals = new Object[shape.literals().size()];
            for (LiteralSlots.Reading reading : slots.readings()) {
                literals[reading.number() - 1] = read(reading, shape, context);
            }
            var steps = new ParameterSteps(literals);
            StatementPlan plan = runner.planning().planner(context).plan(bound.statement(), steps);
            if (steps.isPinned() || !plan.isShareable()) {
                return new SharedPlan.Separate();
            }
            return new SharedPlan.Plan(
                    parsed,
                    text.length() - parsed.text().length(),
                    PlannedQuery.of(BoundQuery.of(key, bound, context.names), plan, steps, context),
                    slots.readings());
        } catch (SqlException _) {
            return new SharedPlan.Seen(); // of this statement's values: another may do
        }
    }
}
