package dev.borealis.engine.tree;

import dev.borealis.engine.tree.Query.FrameBound;
import dev.borealis.engine.tree.Query.SortKey;
import dev.borealis.engine.tree.Query.Target;
import dev.borealis.engine.tree.Query.Window;
import dev.borealis.types.StackDepth;
import dev.borealis.types.error.SyntaxErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Walks a bound tree and builds a changed one; what does not change is kept as it is, the very same object. A subclass
 * overrides {@link #scalar} (or {@link #range}, {@link #query}), handles the nodes it cares about and calls {@code super}
 * for the rest.
 *
 * <p>{@code level} counts the queries entered: a {@link Scalar.Column} with {@code levelsUp == level} belongs to the query
 * in which the walk began.
 */
public class TreeMapper {
    /** Nesting that no tree made by the binder exceeds. */
    private static final int MAX_DEPTH = StackDepth.LIMIT;

    private int depth;

    /** A changed copy of an expression, by default one with changed children. */
    public Scalar scalar(Scalar scalar, int level) {
        if (++depth > MAX_DEPTH) {
            throw SyntaxErrors.stackDepthLimitExceeded();
        }
        try {
            return children(scalar, level);
        } finally {
            depth--;
        }
    }

    private Scalar children(Scalar scalar, int level) {
        return switch (scalar) {
            case Scalar.Leaf leaf -> leaf;
            case Scalar.FunctionCall call -> {
                var arguments = scalars(call.arguments(), level);
                yield arguments == call.arguments() ? call : call.withArguments(arguments);
            }
            case Scalar.Coercion coercion -> {
                Scalar argument = scalar(coercion.argument(), level);
                yield argument == coercion.argument()
                        ? coercion
                        : new Scalar.Coercion(
                                coercion.type(),
                                coercion.kind(),
                                argument,
                                coercion.form(),
                                coercion.element());
            }
            case Scalar.And and -> {
                var arguments = scalars(and.arguments(), level);
                yield arguments == and.arguments() ? and : new Scalar.And(arguments);
            }
            case Scalar.Or or -> {
                var arguments = scalars(or.arguments(), level);
                yield arguments == or.arguments() ? or : new Scalar.Or(arguments);
            }
            case Scalar.Not not -> {
                Scalar argument = scalar(not.argument(), level);
                yield argument == not.argument() ? not : new Scalar.Not(argument);
            }
            case Scalar.NullTest test -> {
                Scalar argument = scalar(test.argument(), level);
                yield argument == test.argument()
                        ? test
                        : new Scalar.NullTest(argument, test.negated(), test.rowWise());
            }
            case Scalar.BooleanTest test -> {
                Scalar argument = scalar(test.argument(), level);
                yield argument == test.argument()
                        ? test
                        : new Scalar.BooleanTest(argument, test.kind(), test.negated());
            }
            case Scalar.DistinctFrom distinct -> {
                Scalar left = scalar(distinct.left(), level);
                Scalar right = scalar(distinct.right(), level);
                yield left == distinct.left() && right == distinct.right()
                        ? distinct
                        : new Scalar.DistinctFrom(
                                distinct.equality(),
                                distinct.operator(),
                                left,
                                right,
                                distinct.negated());
            }
            case Scalar.NullIf nullIf -> {
                Scalar left = scalar(nullIf.left(), level);
                Scalar right = scalar(nullIf.right(), level);
                yield left == nullIf.left() && right == nullIf.right()
                        ? nullIf
                        : new Scalar.NullIf(
                                nullIf.type(), nullIf.equality(), nullIf.operator(), left, right);
            }
            case Scalar.Coalesce coalesce -> {
                var arguments = scalars(coalesce.arguments(), level);
                yield arguments == coalesce.arguments()
                        ? coalesce
                        : new Scalar.Coalesce(coalesce.type(), arguments);
            }
            case Scalar.Extreme extreme -> {
                var arguments = scalars(extreme.arguments(), level);
                yield arguments == extreme.arguments()
                        ? extreme
                        : new Scalar.Extreme(extreme.type(), extreme.greatest(), arguments);
            }
            case Scalar.Case cases -> caseOf(cases, level);
            case Scalar.ArrayComparison comparison -> {
                Scalar left = scalar(comparison.left(), level);
                Scalar array = scalar(comparison.array(), level);
                yield left == comparison.left() && array == comparison.array()
                        ? comparison
                        : new Scalar.ArrayComparison(
                                comparison.function(),
                                comparison.operator(),
                                comparison.any(),
                                left,
                                array);
            }
            case Scalar.ArrayConstructor array -> {
                var elements = scalars(array.elements(), level);
                yield elements == array.elements()
                        ? array
                        : new Scalar.ArrayConstructor(
                                array.type(), array.element(), array.nested(), elements);
            }
            case Scalar.RowConstructor row -> {
                var fields = scalars(row.fields(), level);
                yield fields == row.fields()
                        ? row
                        : new Scalar.RowConstructor(row.type(), fields, row.names());
            }
            case Scalar.RowComparison comparison -> {
                var left = scalars(comparison.left(), level);
                var right = scalars(comparison.right(), level);
                yield left == comparison.left() && right == comparison.right()
                        ? comparison
                        : new Scalar.RowComparison(
                                comparison.kind(), comparison.operators(), left, right);
            }
            case Scalar.Subscript subscript -> {
                Scalar container = scalar(subscript.container(), level);
                var indexes =
                        list(
                                subscript.indexes(),
                                index -> {
                                    Scalar lower = optional(index.lower(), level);
                                    Scalar upper = optional(index.upper(), level);
                                    return lower == index.lower() && upper == index.upper()
                                            ? index
                                            : new Scalar.Index(lower, upper, index.slice());
                                });
                Scalar assigned = optional(subscript.assigned(), level);
                yield container == subscript.container()
                                && indexes == subscript.indexes()
                                && assigned == subscript.assigned()
                        ? subscript
                        : new Scalar.Subscript(subscript.type(), container, indexes, assigned);
            }
            case Scalar.FieldAccess field -> {
                Scalar row = scalar(field.row(), level);
                yield row == field.row()
                        ? field
                        : new Scalar.FieldAccess(field.type(), row, field.field(), field.name());
            }
            case Scalar.Subquery subquery -> {
                Query query = query(subquery.query(), level + 1);
                var test = scalars(subquery.test(), level);
                Scalar comparison = optional(subquery.comparison(), level);
                yield query == subquery.query()
                                && test == subquery.test()
                                && comparison == subquery.comparison()
                        ? subquery
                        : new Scalar.Subquery(
                                subquery.type(), subquery.kind(), query, test, comparison);
            }
            case Scalar.AggregateCall call -> aggregate(call, level);
            case Scalar.WindowCall call -> {
                var arguments = scalars(call.arguments(), level);
                Scalar filter = optional(call.filter(), level);
                yield arguments == call.arguments() && filter == call.filter()
                        ? call
                        : new Scalar.WindowCall(
                                call.type(),
                                call.function(),
                                arguments,
                                call.star(),
                                filter,
                                call.window());
            }
            case Scalar.JsonConstructor json -> {
                var arguments = scalars(json.arguments(), level);
                yield arguments == json.arguments()
                        ? json
                        : new Scalar.JsonConstructor(
                                json.type(),
                                json.kind(),
                                arguments,
                                json.absentOnNull(),
                                json.uniqueKeys(),
                                json.itemType());
            }
        };
    }

    private Scalar caseOf(Scalar.Case cases, int level) {
        Scalar operand = optional(cases.operand(), level);
        var whens =
                list(
                        cases.whens(),
                        when -> {
                            Scalar condition = scalar(when.condition(), level);
                            Scalar result = scalar(when.result(), level);
                            return condition == when.condition() && result == when.result()
                                    ? when
                                    : new Scalar.When(condition, result);
                        });
        Scalar otherwise = optional(cases.otherwise(), level);
        return operand == cases.operand()
                        && whens == cases.whens()
                        && otherwise == cases.otherwise()
                ? cases
                : new Scalar.Case(cases.type(), operand, whens, otherwise);
    }

    private Scalar aggregate(Scalar.AggregateCall call, int level) {
        var direct = scalars(call.directArguments(), level);
        var arguments = scalars(call.arguments(), level);
        var orderBy = orderings(call.orderBy(), level);
        Scalar filter = optional(call.filter(), level);
        return direct == call.directArguments()
                        && arguments == call.arguments()
                        && orderBy == call.orderBy()
                        && filter == call.filter()
                ? call
                : new Scalar.AggregateCall(
                        call.type(),
                        call.function(),
                        direct,
                        arguments,
                        call.star(),
                        call.distinct(),
                        orderBy,
                        call.withinGroup(),
                        filter,
                        call.variadic(),
                        call.levelsUp());
    }

    protected final List<Scalar> scalars(List<Scalar> scalars, int level) {
        return list(scalars, scalar -> scalar(scalar, level));
    }

    protected final @Nullable Scalar optional(@Nullable Scalar scalar, int level) {
        return scalar == null ? null : scalar(scalar, level);
    }

    private List<Scalar.Ordering> orderings(List<Scalar.Ordering> orderings, int level) {
        return list(
                orderings,
                ordering -> {
                    Scalar value = scalar(ordering.value(), level);
                    return value == ordering.value()
                            ? ordering
                            : new Scalar.Ordering(
                                    value,
                                    ordering.descending(),
                                    ordering.nullsFirst(),
                                    ordering.operator());
                });
    }

    /** A list with every element changed; the same list when none was. */
    protected static <T> List<T> list(List<T> elements, UnaryOperator<T> change) {
        List<T> changed = null;
        for (int i = 0; i < elements.size(); i++) {
            T before = elements.get(i);
            T after = change.apply(before);
            if (changed == null && after != before) {
                changed = new ArrayList<>(elements.subList(0, i));
            }
            if (changed != null) {
                changed.add(after);
            }
        }
        return changed == null ? elements : changed;
    }

    // --- queries ---

    /** A changed copy of a query whose own columns have {@code level} 0 when {@code level} is 0. */
    public Query query(Query query, int level) {
        if (++depth > MAX_DEPTH) {
            throw SyntaxErrors.stackDepthLimitExceeded();
        }
        try {
            var with = with(query.with(), level);
            var ranges = ranges(query.ranges(), level);
            Query.Body body =
                    switch (query.body()) {
                        case Query.Select select -> select(select, level);
                        case Query.SetOperation operation -> {
                            Query left = query(operation.left(), level + 1);
                            Query right = query(operation.right(), level + 1);
                            yield left == operation.left() && right == operation.right()
                                    ? operation
                                    : new Query.SetOperation(
                                            operation.operator(), operation.all(), left, right);
                        }
                    };
            var targets = targets(query.targets(), level);
            List<SortKey> orderBy = query.orderBy();
            Scalar limit = optional(query.limit(), level);
            Scalar offset = optional(query.offset(), level);
            return with == query.with()
                            && ranges == query.ranges()
                            && body == query.body()
                            && targets == query.targets()
                            && limit == query.limit()
                            && offset == query.offset()
                    ? query
                    : new Query(
                            with,
                            ranges,
                            body,
                            targets,
                            orderBy,
                            limit,
                            offset,
                            query.withTies(),
                            query.locks());
        } finally {
            depth--;
        }
    }

    private Query.Body select(Query.Select select, int level) {
        var from = list(select.from(), item -> from(item, level));
        Scalar where = optional(select.where(), level);
        var groupKeys = scalars(select.groupKeys(), level);
        Scalar having = optional(select.having(), level);
        var windows = list(select.windows(), window -> window(window, level));
        return from == select.from()
                        && where == select.where()
                        && groupKeys == select.groupKeys()
                        && having == select.having()
                        && windows == select.windows()
                ? select
                : new Query.Select(
                        from,
                        where,
                        groupKeys,
                        select.groupingSets(),
                        having,
                        windows,
                        select.distinctOn(),
                        select.hasDistinctOn());
    }

    /** A changed copy of a window. */
    public Window window(Window window, int level) {
        var partitionBy = scalars(window.partitionBy(), level);
        var orderBy = orderings(window.orderBy(), level);
        FrameBound start = bound(window.start(), level);
        FrameBound end = bound(window.end(), level);
        return partitionBy == window.partitionBy()
                        && orderBy == window.orderBy()
                        && start == window.start()
                        && end == window.end()
                ? window
                : new Window(
                        window.name(),
                        partitionBy,
                        orderBy,
                        window.mode(),
                        start,
                        end,
                        window.exclusion(),
                        window.frameIsDefault());
    }

    private FrameBound bound(FrameBound bound, int level) {
        Scalar offset = optional(bound.offset(), level);
        return offset == bound.offset()
                ? bound
                : new FrameBound(bound.kind(), offset, bound.rangeFunction());
    }

    /** A changed copy of an item of FROM. */
    public FromItem from(FromItem item, int level) {
        return switch (item) {
            case FromItem.Range _ -> item;
            case FromItem.Join join -> {
                FromItem left = from(join.left(), level);
                FromItem right = from(join.right(), level);
                Scalar condition = optional(join.condition(), level);
                yield left == join.left() && right == join.right() && condition == join.condition()
                        ? join
                        : new FromItem.Join(join.kind(), left, right, condition);
            }
        };
    }

    private List<Target> targets(List<Target> targets, int level) {
        return list(
                targets,
                target -> {
                    Scalar value = scalar(target.value(), level);
                    return value == target.value()
                            ? target
                            : new Target(
                                    value,
                                    target.name(),
                                    target.hidden(),
                                    target.originRelation(),
                                    target.originColumn());
                });
    }

    private List<CommonTable> with(List<CommonTable> tables, int level) {
        return list(
                tables,
                table -> {
                    Statement statement = statement(table.statement(), level + 1);
                    return statement == table.statement()
                            ? table
                            : new CommonTable(
                                    table.name(),
                                    statement,
                                    table.recursive(),
                                    table.materialized(),
                                    table.columnNames(),
                                    table.columnTypes());
                });
    }

    private List<RangeEntry> ranges(List<RangeEntry> ranges, int level) {
        return list(ranges, range -> range(range, level));
    }

    /** A changed copy of a range of the query at {@code level}. */
    public RangeEntry range(RangeEntry range, int level) {
        return switch (range) {
            case RangeEntry.Relation _, RangeEntry.CommonTableReference _, RangeEntry.SetResult _ ->
                    range;
            case RangeEntry.Subquery subquery -> {
                Query query = query(subquery.query(), level + 1);
                yield query == subquery.query()
                        ? subquery
                        : new RangeEntry.Subquery(
                                query,
                                subquery.lateral(),
                                subquery.view(),
                                subquery.alias(),
                                subquery.columnNames());
            }
            case RangeEntry.Functions functions -> {
                var changed =
                        list(
                                functions.functions(),
                                function -> {
                                    Scalar call = scalar(function.call(), level);
                                    return call == function.call()
                                            ? function
                                            : new RangeEntry.TableFunction(
                                                    call, function.columns());
                                });
                yield changed == functions.functions()
                        ? functions
                        : new RangeEntry.Functions(
                                changed,
                                functions.ordinality(),
                                functions.alias(),
                                functions.columnNames(),
                                functions.columnTypes());
            }
            case RangeEntry.Values values -> {
                var rows = list(values.rows(), row -> scalars(row, level));
                yield rows == values.rows()
                        ? values
                        : new RangeEntry.Values(
                                rows, values.alias(), values.columnNames(), values.columnTypes());
            }
        };
    }

    // --- changes of rows ---

    /** A changed copy of a statement whose own columns have {@code level} 0 when {@code level} is 0. */
    public Statement statement(Statement statement, int level) {
        return switch (statement) {
            case Query query -> query(query, level);
            case Modification.Insert insert -> insert(insert, level);
            case Modification.Update update -> {
                var with = with(update.with(), level);
                var ranges = ranges(update.ranges(), level);
                var from = list(update.from(), item -> from(item, level));
                Scalar where = optional(update.where(), level);
                var assignments = assignments(update.assignments(), level);
                var generated = assignments(update.generated(), level);
                var checks = viewChecks(update.viewChecks(), level);
                var returning = targets(update.returning(), level);
                yield new Modification.Update(
                        with,
                        ranges,
                        update.relation(),
                        from,
                        where,
                        assignments,
                        generated,
                        checks,
                        returning);
            }
            case Modification.Delete delete -> {
                var with = with(delete.with(), level);
                var ranges = ranges(delete.ranges(), level);
                var from = list(delete.from(), item -> from(item, level));
                Scalar where = optional(delete.where(), level);
                var returning = targets(delete.returning(), level);
                yield new Modification.Delete(
                        with, ranges, delete.relation(), from, where, returning);
            }
        };
    }

    private Statement insert(Modification.Insert insert, int level) {
        var with = with(insert.with(), level);
        var ranges = ranges(insert.ranges(), level);
        Query source = query(insert.source(), level + 1);
        var values = assignments(insert.values(), level);
        var generated = assignments(insert.generated(), level);
        Modification.OnConflict onConflict = insert.onConflict();
        if (onConflict != null) {
            var sets = onConflict.assignments();
            onConflict =
                    new Modification.OnConflict(
                            onConflict.arbiters(),
                            sets == null ? null : assignments(sets, level),
                            assignments(onConflict.generated(), level),
                            optional(onConflict.where(), level));
        }
        var checks = viewChecks(insert.viewChecks(), level);
        var returning = targets(insert.returning(), level);
        return new Modification.Insert(
                with,
                ranges,
                insert.relation(),
                source,
                values,
                generated,
                onConflict,
                checks,
                returning);
    }

    private List<Modification.ViewCheck> viewChecks(
            List<Modification.ViewCheck> checks, int level) {
        return list(
                checks,
                check -> {
                    Scalar condition = scalar(check.condition(), level);
                    return condition == check.condition()
                            ? check
                            : new Modification.ViewCheck(check.view(), condition);
                });
    }

    private List<Modification.Assignment> assignments(
            List<Modification.Assignment> assignments, int level) {
        return list(
                assignments,
                assignment -> {
                    Scalar value = scalar(assignment.value(), level);
                    return value == assignment.value()
                            ? assignment
                            : new Modification.Assignment(assignment.column(), value);
                });
    }
}
