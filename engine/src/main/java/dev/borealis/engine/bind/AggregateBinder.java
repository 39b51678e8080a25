package dev.borealis.engine.bind;

import dev.borealis.engine.function.AggregateSignature;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.Scalar.CallForm;
import dev.borealis.engine.tree.TreeMapper;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.SortItem;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.BindQueryErrors;
import dev.borealis.types.error.BindTypeErrors;

import java.util.ArrayList;
import java.util.List;

/** Calls of aggregates, and GROUPING. */
final class AggregateBinder {
    private final Binding binding;

    AggregateBinder(Binding binding) {
        this.binding = binding;
    }

    /** @param direct how many of the values stood inside the parentheses */
    Scalar bind(
            Expression.FunctionCall call,
            Scope scope,
            FunctionLookup.Match match,
            List<Value> values,
            int direct) {
        FunctionSignature signature = match.signature();
        AggregateSignature aggregate = binding.context.registry().aggregate(signature.oid());
        if (aggregate == null) {
            throw new IllegalStateException("no aggregate with OID " + signature.oid());
        }
        String name = call.name().dotted();
        check(call, aggregate, name, values.size());
        CallBinder.Bound bound =
                binding.calls.complete(match, values, call.variadic(), call.position());
        boolean withinGroup = call.withinGroup();
        List<Scalar> arguments = bound.arguments();
        List<Scalar> directArguments = List.of();
        if (withinGroup) {
            int count = direct;
            if (aggregate.kind() == AggregateSignature.Kind.HYPOTHETICAL) {
                arguments = unify(arguments, values, direct, call);
            }
            directArguments = arguments.subList(0, count);
            arguments = arguments.subList(count, arguments.size());
        }
        List<Scalar.Ordering> orderBy = orderings(call, scope, arguments);
        if (call.distinct()) {
            checkDistinct(call, arguments, orderBy);
        }
        return finish(call, scope, bound, directArguments, arguments, orderBy, withinGroup);
    }

    private void check(
            Expression.FunctionCall call,
            AggregateSignature aggregate,
            String name,
            int arguments) {
        if (aggregate.kind() == AggregateSignature.Kind.NORMAL) {
            if (call.withinGroup()) {
                throw BindTypeErrors.notOrderedSet(name).withPosition(call.position());
            }
            if (arguments == 0 && !call.star()) {
                throw BindTypeErrors.parameterlessAggregate(name).withPosition(call.position());
            }
            return;
        }
        if (!call.withinGroup()) {
            throw BindTypeErrors.withinGroupRequired(name).withPosition(call.position());
        }
        if (call.over() != null) {
            throw BindTypeErrors.overNotSupported(name).withPosition(call.position());
        }
    }

    /** Hypothetical arguments and the columns they are compared with get one type. */
    private List<Scalar> unify(
            List<Scalar> arguments, List<Value> values, int direct, Expression.FunctionCall call) {
        int ordered = arguments.size() - direct;
        if (direct != ordered) {
            throw BindTypeErrors.hypotheticalCount(
                            call.name().dotted(),
                            String.join(
                                    ", ",
                                    values.stream()
                                            .map(v -> binding.types.display(v.oid()))
                                            .toList()),
                            direct,
                            ordered)
                    .withPosition(call.position());
        }
        var unified = new ArrayList<>(arguments);
        for (int i = 0; i < direct; i++) {
            Value one = values.get(i).with(arguments.get(i));
            Value other = values.get(direct + i).with(arguments.get(direct + i));
            int common = binding.coercions.commonType(List.of(other, one), "WITHIN GROUP");
            unified.set(i, binding.coercions.toCommonType(one, common, "WITHIN GROUP"));
            unified.set(direct + i, binding.coercions.toCommonType(other, common, "WITHIN GROUP"));
        }
        return unified;
    }

    private List<Scalar.Ordering> orderings(
            Expression.FunctionCall call, Scope scope, List<Scalar> arguments) {
        var orderings = new ArrayList<Scalar.Ordering>();
        for (int i = 0; i < call.orderBy().size(); i++) {
            SortItem item = call.orderBy().get(i);
            Value value =
                    call.withinGroup()
                            ? new Value(
                                    arguments.get(i),
                                    dev.borealis.sql.ast.Expressions.start(item.expression()))
                            : binding.expressions.bind(item.expression(), scope);
            orderings.add(binding.windows.ordering(item, value));
        }
        return orderings;
    }

    private void checkDistinct(
            Expression.FunctionCall call, List<Scalar> arguments, List<Scalar.Ordering> orderBy) {
        if (arguments.isEmpty()) {
            throw BindTypeErrors.distinctWithoutArguments().withPosition(call.position());
        }
        for (int i = 0; i < orderBy.size(); i++) {
            if (!arguments.contains(orderBy.get(i).value())) {
                throw BindQueryErrors.aggregateDistinctOrder()
                        .withPosition(
                                dev.borealis.sql.ast.Expressions.start(
                                        call.orderBy().get(i).expression()));
            }
        }
        for (int i = 0; i < arguments.size(); i++) {
            int type = arguments.get(i).type().oid();
            if (binding.context.registry().defaultOrdering(binding.types.base(type)) == null) {
                throw BindTypeErrors.noOrderingForDistinct(binding.types.display(type))
                        .withPosition(
                                i < call.arguments().size()
                                        ? dev.borealis.sql.ast.Expressions.start(
                                                call.arguments().get(i).value())
                                        : call.position());
            }
        }
    }

    private Scalar finish(
            Expression.FunctionCall call,
            Scope scope,
            CallBinder.Bound bound,
            List<Scalar> directArguments,
            List<Scalar> arguments,
            List<Scalar.Ordering> orderBy,
            boolean withinGroup) {
        var filterExpression = call.filter();
        Scalar filter =
                filterExpression == null
                        ? null
                        : binding.expressions.condition(
                                filterExpression, scope, Clause.FILTER, "FILTER");
        if (call.over() != null) {
            if (call.distinct()) {
                throw BindQueryErrors.windowDistinct().withPosition(call.position());
            }
            if (!call.orderBy().isEmpty()) {
                throw BindQueryErrors.windowOrderBy().withPosition(call.position());
            }
            return binding.windows.call(call, scope, bound, arguments, filter);
        }
        var inside = new ArrayList<>(arguments);
        orderBy.forEach(ordering -> inside.add(ordering.value()));
        if (filter != null) {
            inside.add(filter);
        }
        int level = level(inside, call.position());
        checkDirect(directArguments, level, call.position());
        Scope owner = scope.up(level);
        if (!owner.clause.aggregates) {
            throw BindQueryErrors.aggregateNotAllowed(owner.clause.plural)
                    .withPosition(call.position());
        }
        if (!owner.hasAggregates) {
            owner.firstAggregate = call.position();
        }
        owner.hasAggregates = true;
        var result =
                new Scalar.AggregateCall(
                        bound.result(),
                        bound.signature().oid(),
                        directArguments,
                        arguments,
                        call.star(),
                        call.distinct(),
                        orderBy,
                        withinGroup,
                        filter,
                        bound.variadic(),
                        level);
        binding.state.at(result, call.position());
        return result;
    }

    /** The query an aggregate belongs to: the innermost one whose columns it uses. */
    private int level(List<Scalar> inside, int position) {
        var finder =
                new TreeMapper() {
                    int columns = Integer.MAX_VALUE;
                    int aggregates = Integer.MAX_VALUE;
                    int nested;

                    @Override
                    public Scalar scalar(Scalar scalar, int level) {
                        if (scalar instanceof Scalar.Column column && column.levelsUp() >= level) {
                            columns = Math.min(columns, column.levelsUp() - level);
                        }
                        if (scalar instanceof Scalar.AggregateCall call
                                && call.levelsUp() >= level
                                && call.levelsUp() - level < aggregates) {
                            aggregates = call.levelsUp() - level;
                            nested = binding.state.position(call);
                        }
                        if (level == 0 && scalar instanceof Scalar.WindowCall call) {
                            throw BindQueryErrors.windowInsideAggregate()
                                    .withPosition(binding.state.position(call));
                        }
                        if (level == 0 && scalar instanceof Scalar.FunctionCall call) {
                            FunctionSignature signature = binding.calls.signature(call.function());
                            if (signature != null && signature.returnsSet()) {
                                throw BindQueryErrors.setInsideAggregate()
                                        .withPosition(binding.calls.lastSetCallPosition());
                            }
                        }
                        return super.scalar(scalar, level); // which may contain some
                    }
                };
        for (Scalar scalar : inside) {
            finder.scalar(scalar, 0);
        }
        int level = Math.min(finder.columns, finder.aggregates);
        if (finder.aggregates == level && level != Integer.MAX_VALUE) {
            throw BindQueryErrors.nestedAggregates().withPosition(finder.nested);
        }
        return level == Integer.MAX_VALUE ? 0 : level;
    }

    private void checkDirect(List<Scalar> directArguments, int level, int position) {
        if (!directArguments.isEmpty()) {
            var finder =
                    new TreeMapper() {
                        @Override
                        public Scalar scalar(Scalar scalar, int nested) {
                            if (scalar instanceof Scalar.AggregateCall call
                                    && call.levelsUp() - nested == level) {
                                throw BindQueryErrors.nestedAggregates()
                                        .withPosition(binding.state.position(call));
                            }
                            return super.scalar(scalar, nested);
                        }
                    };
            directArguments.forEach(argument -> finder.scalar(argument, 0));
        }
    }

    // --- GROUPING ---

    /** The arguments are replaced by key indexes when the group keys are known; see {@link GroupCheck}. */
    Scalar grouping(Expression.Grouping grouping, Scope scope) {
        if (grouping.arguments().size() > 31) {
            throw BindQueryErrors.tooManyGroupingArguments().withPosition(grouping.position());
        }
        if (!scope.clause.aggregates) {
            throw BindQueryErrors.groupingNotAllowed(scope.clause.plural)
                    .withPosition(grouping.position());
        }
        var arguments = new ArrayList<Scalar>();
        for (Expression argument : grouping.arguments()) {
            arguments.add(binding.expressions.bind(argument, scope).scalar());
        }
        scope.hasAggregates = true;
        // held as a call of function 0 until the keys are known
        Scalar open =
                new Scalar.FunctionCall(
                        SqlType.INT4, Oid.NONE, 0, arguments, false, CallForm.SPECIAL_SYNTAX);
        binding.state.at(open, grouping.position());
        return open;
    }
}
