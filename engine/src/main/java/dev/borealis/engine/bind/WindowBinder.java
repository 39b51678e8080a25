package dev.borealis.engine.bind;

import dev.borealis.engine.function.CastSignature.Context;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.function.OperatorFamily;
import dev.borealis.engine.function.Ordering;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Query.FrameBound;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.Scalar.CallForm;
import dev.borealis.engine.tree.TreeMapper;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.SortItem;
import dev.borealis.sql.ast.WindowDefinition;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.BindQueryErrors;
import dev.borealis.types.error.BindTypeErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Window calls and window definitions. */
final class WindowBinder {
    private final Binding binding;

    WindowBinder(Binding binding) {
        this.binding = binding;
    }

    /** A window function that is no aggregate. */
    Scalar call(Expression.FunctionCall call, Scope scope, CallBinder.Bound bound) {
        if (call.filter() != null) {
            throw BindQueryErrors.windowFilter().withPosition(call.position());
        }
        return call(call, scope, bound, bound.arguments(), null);
    }

    Scalar call(
            Expression.FunctionCall call,
            Scope scope,
            CallBinder.Bound bound,
            List<Scalar> arguments,
            @Nullable Scalar filter) {
        checkNested(arguments, filter);
        if (!scope.clause.windows) {
            throw BindQueryErrors.windowNotAllowed(scope.clause.plural)
                    .withPosition(call.position());
        }
        int window = reference(call.over(), scope);
        scope.hasWindowCalls = true;
        var result =
                new Scalar.WindowCall(
                        bound.result(),
                        bound.signature().oid(),
                        arguments,
                        call.star(),
                        filter,
                        window);
        binding.state.at(result, call.position());
        return result;
    }

    private void checkNested(List<Scalar> arguments, @Nullable Scalar filter) {
        var finder =
                new TreeMapper() {
                    @Override
                    public Scalar scalar(Scalar scalar, int level) {
                        if (scalar instanceof Scalar.WindowCall inner && level == 0) {
                            throw BindQueryErrors.nestedWindows()
                                    .withPosition(binding.state.position(inner));
                        }
                        if (scalar instanceof Scalar.FunctionCall inner && level == 0) {
                            FunctionSignature signature = binding.calls.signature(inner.function());
                            if (signature != null && signature.returnsSet()) {
                                throw BindQueryErrors.setInsideWindow()
                                        .withPosition(binding.calls.lastSetCallPosition());
                            }
                        }
                        return super.scalar(scalar, level);
                    }
                };
        arguments.forEach(argument -> finder.scalar(argument, 0));
        if (filter != null) {
            finder.scalar(filter, 0);
        }
    }

    private static int reference(@Nullable WindowDefinition over, Scope scope) {
        if (over == null) {
            throw new IllegalStateException("a window call without OVER");
        }
        if (over.name() != null) {
            for (int i = 0; i < scope.namedWindows.size(); i++) {
                WindowDefinition named = scope.namedWindows.get(i);
                if (over.name().equals(named.name()) && named != over) {
                    return i;
                }
            }
            throw BindQueryErrors.undefinedWindow(over.name()).withPosition(over.position());
        }
        scope.namedWindows.add(over);
        return scope.namedWindows.size() - 1;
    }

    /** Binds all definitions of a level, those of the WINDOW clause first. */
    void define(Scope scope) {
        for (int i = 0; i < scope.namedWindows.size(); i++) {
            scope.windows.add(define(scope.namedWindows.get(i), scope, i));
        }
    }

    private Query.Window define(WindowDefinition definition, Scope scope, int index) {
        Query.Window base = null;
        if (definition.base() != null) {
            for (int i = 0; i < index; i++) {
                if (definition.base().equals(scope.namedWindows.get(i).name())) {
                    base = scope.windows.get(i);
                }
            }
            if (base == null) {
                throw BindQueryErrors.undefinedWindow(definition.base())
                        .withPosition(definition.position());
            }
        }
        if (definition.name() != null) {
            for (int i = 0; i < index; i++) {
                if (definition.name().equals(scope.namedWindows.get(i).name())) {
                    throw BindQueryErrors.duplicateWindow(definition.name())
                            .withPosition(definition.position());
                }
            }
        }
        List<Scalar.Ordering> orderBy = new ArrayList<>();
        for (SortItem item : definition.orderBy()) {
            Value value =
                    scope.in(
                            Clause.WINDOW_ORDER,
                            () -> binding.expressions.bind(item.expression(), scope));
            orderBy.add(ordering(item, value));
        }
        List<Scalar> partitionBy = new ArrayList<>();
        for (Expression expression : definition.partitionBy()) {
            Value value =
                    scope.in(
                            Clause.WINDOW_PARTITION,
                            () -> binding.expressions.bind(expression, scope));
            Scalar key = binding.coercions.settleUnknown(value);
            if (binding.operators.equality(key.type().oid()) == Oid.NONE) {
                throw BindTypeErrors.noEquality(binding.types.display(key.type().oid()))
                        .withPosition(value.position());
            }
            partitionBy.add(key);
        }
        if (base != null) {
            String name = definition.base();
            if (!partitionBy.isEmpty()) {
                throw BindQueryErrors.overrideWindow("PARTITION BY", name)
                        .withPosition(definition.position());
            }
            partitionBy = base.partitionBy();
            if (!orderBy.isEmpty() && !base.orderBy().isEmpty()) {
                throw BindQueryErrors.overrideWindow("ORDER BY", name)
                        .withPosition(definition.position());
            }
            if (orderBy.isEmpty()) {
                orderBy = base.orderBy();
            }
            if (!base.frameIsDefault()) {
                boolean plain =
                        definition.name() == null
                                && definition.orderBy().isEmpty()
                                && definition.frame() == null;
                throw BindQueryErrors.copyWindow(name, plain).withPosition(definition.position());
            }
        }
        return frame(definition, scope, partitionBy, orderBy);
    }

    private Query.Window frame(
            WindowDefinition definition,
            Scope scope,
            List<Scalar> partitionBy,
            List<Scalar.Ordering> orderBy) {
        WindowDefinition.Frame frame = definition.frame();
        if (frame == null) {
            return new Query.Window(
                    definition.name(),
                    partitionBy,
                    orderBy,
                    Query.FrameMode.RANGE,
                    new FrameBound(FrameBound.Kind.UNBOUNDED_PRECEDING, null, 0),
                    new FrameBound(FrameBound.Kind.CURRENT_ROW, null, 0),
                    Query.Exclusion.NO_OTHERS,
                    true);
        }
        if (frame.unit() == WindowDefinition.Unit.GROUPS && orderBy.isEmpty()) {
            throw BindQueryErrors.groupsRequiresOrder().withPosition(definition.position());
        }
        return new Query.Window(
                definition.name(),
                partitionBy,
                orderBy,
                Query.FrameMode.valueOf(frame.unit().name()),
                bound(frame, frame.start(), scope, orderBy, definition.position()),
                bound(frame, frame.end(), scope, orderBy, definition.position()),
                Query.Exclusion.valueOf(frame.exclusion().name()),
                false);
    }

    private FrameBound bound(
            WindowDefinition.Frame frame,
            WindowDefinition.Bound bound,
            Scope scope,
            List<Scalar.Ordering> orderBy,
            int position) {
        FrameBound.Kind kind =
                switch (bound.kind()) {
                    case UNBOUNDED_PRECEDING -> FrameBound.Kind.UNBOUNDED_PRECEDING;
                    case OFFSET_PRECEDING -> FrameBound.Kind.PRECEDING;
                    case CURRENT_ROW -> FrameBound.Kind.CURRENT_ROW;
                    case OFFSET_FOLLOWING -> FrameBound.Kind.FOLLOWING;
                    case UNBOUNDED_FOLLOWING -> FrameBound.Kind.UNBOUNDED_FOLLOWING;
                };
        Expression expression = bound.offset();
        if (expression == null) {
            return new FrameBound(kind, null, 0);
        }
        Clause clause =
                switch (frame.unit()) {
                    case RANGE -> Clause.WINDOW_FRAME_RANGE;
                    case ROWS -> Clause.WINDOW_FRAME_ROWS;
                    case GROUPS -> Clause.WINDOW_FRAME_GROUPS;
                };
        Value value = scope.in(clause, () -> binding.expressions.bind(expression, scope));
        String name = frame.unit().name();
        FrameBound result =
                frame.unit() == WindowDefinition.Unit.RANGE
                        ? rangeBound(kind, value, orderBy, position)
                        : new FrameBound(
                                kind, binding.coercions.toType(value, SqlType.INT8, name), 0);
        Scalar offset = result.offset();
        if (offset != null && PredicateBinder.hasColumns(offset)) {
            throw BindQueryErrors.mustNotContainVariables(name).withPosition(value.position());
        }
        return result;
    }

    private FrameBound rangeBound(
            FrameBound.Kind kind, Value value, List<Scalar.Ordering> orderBy, int position) {
        if (orderBy.size() != 1) {
            throw BindQueryErrors.rangeOneColumn().withPosition(position);
        }
        int type = binding.types.base(orderBy.getFirst().value().type().oid());
        Ordering ordering = binding.operators.ordering(type, position);
        OperatorFamily family = binding.context.registry().operatorFamily(ordering.family());
        OperatorFamily.Member chosen = null;
        int candidates = 0;
        if (family != null) {
            for (OperatorFamily.Member member : family.functions()) {
                if (member.number() != 3 || member.left() != ordering.type()) {
                    continue;
                }
                candidates++;
                boolean exact = member.right() == binding.types.base(value.oid());
                boolean likely =
                        value.isUnknown()
                                && (member.right() == member.left()
                                        || member.right() == Oid.INTERVAL);
                if (exact
                        || chosen == null
                                && (likely
                                        || !value.isUnknown()
                                                && binding.coercions.canCoerce(
                                                        value.oid(),
                                                        member.right(),
                                                        Context.IMPLICIT))) {
                    chosen = member;
                }
            }
        }
        if (chosen == null) {
            throw (candidates == 0
                            ? BindQueryErrors.rangeNotSupported(
                                    binding.types.display(ordering.type()))
                            : BindQueryErrors.rangeNotSupportedFor(
                                    binding.types.display(type),
                                    binding.types.display(value.oid())))
                    .withPosition(value.position());
        }
        Scalar offset =
                binding.coercions.coerce(
                        value,
                        SqlType.of(chosen.right()),
                        Context.IMPLICIT,
                        CallForm.IMPLICIT_CAST);
        return new FrameBound(kind, offset, chosen.oid());
    }

    // --- sort keys ---

    /** One key of an ORDER BY in an aggregate or a window. */
    Scalar.Ordering ordering(SortItem item, Value value) {
        Scalar key = binding.coercions.settleUnknown(value);
        SortOrder order = order(item, key.type().oid(), value.position());
        return new Scalar.Ordering(key, order.descending(), order.nullsFirst(), order.operator());
    }

    record SortOrder(boolean descending, boolean nullsFirst, int operator) {}

    /** Direction, place of nulls and operator of a sort key. */
    SortOrder order(SortItem item, int type, int position) {
        boolean descending = item.direction() == SortItem.Direction.DESCENDING;
        int operator;
        if (item.using() != null) {
            var found = binding.operators.find(item.using(), type, type, item.position());
            operator = found.oid();
            Ordering ordering = orderingOf(operator);
            if (ordering == null) {
                throw BindTypeErrors.notOrderingOperator(item.using().symbol())
                        .withPosition(item.position());
            }
            descending = ordering.greater() == operator;
        } else {
            Ordering ordering = binding.operators.ordering(type, position);
            operator = descending ? ordering.greater() : ordering.less();
        }
        boolean nullsFirst =
                switch (item.nulls()) {
                    case DEFAULT -> descending;
                    case FIRST -> true;
                    case LAST -> false;
                };
        return new SortOrder(descending, nullsFirst, operator);
    }

    private @Nullable Ordering orderingOf(int operator) {
        int left = binding.operators.signature(operator).left();
        Ordering ordering = binding.context.registry().defaultOrdering(left);
        return ordering != null && (ordering.less() == operator || ordering.greater() == operator)
                ? ordering
                : null;
    }
}
