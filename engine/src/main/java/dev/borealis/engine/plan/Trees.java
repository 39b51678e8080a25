package dev.borealis.engine.plan;

import dev.borealis.engine.tree.CommonTable;
import dev.borealis.engine.tree.FromItem;
import dev.borealis.engine.tree.Modification;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.Statement;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/**
 * Walks and rewrites bound trees. A depth goes along: 0 in the expressions of the query one starts with, one more inside
 * each sub-query, so a column belongs to the starting query exactly when its {@code levelsUp} equals the depth. Unchanged
 * parts are given back as they are.
 */
public final class Trees {
    /** Gives what is to stand in place of a node, or null to descend into it. */
    @FunctionalInterface
    public interface Mapper {
        @Nullable Scalar map(Scalar scalar, int depth);
    }

    private Trees() {}

    /** The ranges of the level at depth 0 that an expression reads. */
    public static BitSet ranges(@Nullable Scalar scalar) {
        var found = new BitSet();
        if (scalar != null) {
            map(
                    scalar,
                    0,
                    (node, depth) -> {
                        if (node instanceof Scalar.Column column && column.levelsUp() == depth) {
                            found.set(column.range());
                        }
                        return null;
                    });
        }
        return found;
    }

    /** The ranges of the level around a query that the query reads. */
    public static BitSet outerRanges(Query query) {
        var found = new BitSet();
        map(
                query,
                1,
                (node, depth) -> {
                    if (node instanceof Scalar.Column column && column.levelsUp() == depth) {
                        found.set(column.range());
                    }
                    return null;
                });
        return found;
    }

    /** Whether a query reads columns, or the working table, of any level around it. */
    public static boolean isCorrelated(Query query) {
        boolean[] found = {false};
        map(
                query,
                0,
                (node, depth) -> {
                    if (node instanceof Scalar.Column column && column.levelsUp() > depth) {
                        found[0] = true;
                    }
                    return null;
                });
        return found[0] || readsOuterWorkTable(query, 0);
    }

    private static boolean readsOuterWorkTable(Query query, int depth) {
        for (RangeEntry entry : query.ranges()) {
            if (entry instanceof RangeEntry.CommonTableReference reference
                    && reference.self()
                    && reference.levelsUp() > depth) {
                return true;
            }
            if (entry instanceof RangeEntry.Subquery subquery
                    && readsOuterWorkTable(subquery.query(), depth + 1)) {
                return true;
            }
        }
        return query.body() instanceof Query.SetOperation operation
                && (readsOuterWorkTable(operation.left(), depth + 1)
                        || readsOuterWorkTable(operation.right(), depth + 1));
    }

    /** Whether a node for which the test holds stands in the expression, sub-queries included. */
    public static boolean contains(Scalar scalar, java.util.function.Predicate<Scalar> test) {
        boolean[] found = {false};
        map(
                scalar,
                0,
                (node, _) -> {
                    found[0] |= test.test(node);
                    return found[0] ? node : null;
                });
        return found[0];
    }

    /** The conditions that must all hold. */
    public static List<Scalar> conjuncts(@Nullable Scalar condition) {
        var conjuncts = new ArrayList<Scalar>();
        split(condition, conjuncts);
        return conjuncts;
    }

    private static void split(@Nullable Scalar condition, List<Scalar> into) {
        if (condition instanceof Scalar.And and) {
            and.arguments().forEach(argument -> split(argument, into));
        } else if (condition != null) {
            into.add(condition);
        }
    }

    /** The condition that all hold; null for none. */
    public static @Nullable Scalar and(List<Scalar> conditions) {
        return switch (conditions.size()) {
            case 0 -> null;
            case 1 -> conditions.getFirst();
            default -> new Scalar.And(conditions);
        };
    }

    /** Adds to the levels of all columns that look out of the expression: it moves so many levels down. */
    public static Scalar shift(Scalar scalar, int levels) {
        return levels == 0
                ? scalar
                : map(
                        scalar,
                        0,
                        (node, depth) ->
                                switch (node) {
                                    case Scalar.Column column when column.levelsUp() >= depth ->
                                            new Scalar.Column(
                                                    column.type(),
                                                    column.levelsUp() + levels,
                                                    column.range(),
                                                    column.column());
                                    case Scalar.AggregateCall call
                                            when call.levelsUp() >= depth && call.levelsUp() > 0 ->
                                            throw new IllegalStateException(
                                                    "an aggregate of an outer level cannot move");
                                    default -> null;
                                });
    }

    public static Scalar map(Scalar scalar, int depth, Mapper mapper) {
        Scalar replacement = mapper.map(scalar, depth);
        return replacement != null ? replacement : mapChildren(scalar, depth, mapper);
    }

    private static @Nullable Scalar mapNullable(@Nullable Scalar scalar, int depth, Mapper mapper) {
        return scalar == null ? null : map(scalar, depth, mapper);
    }

    private interface ItemMapper<T> {
        T map(T item);
    }

    private static <T> List<T> mapItems(List<T> items, ItemMapper<T> mapper) {
        List<T> changed = null;
        for (int i = 0; i < items.size(); i++) {
            T item = items.get(i);
            T mapped = mapper.map(item);
            if (changed == null && mapped != item) {
                changed = new ArrayList<>(items.subList(0, i));
            }
            if (changed != null) {
                changed.add(mapped);
            }
        }
        return changed == null ? items : changed;
    }

    private static List<Scalar> mapAll(List<Scalar> scalars, int depth, Mapper mapper) {
        return mapItems(scalars, scalar -> map(scalar, depth, mapper));
    }

    private static List<Scalar.Ordering> mapOrderings(
            List<Scalar.Ordering> orderings, int depth, Mapper mapper) {
        return mapItems(
                orderings,
                ordering -> {
                    Scalar value = map(ordering.value(), depth, mapper);
                    return value == ordering.value()
                            ? ordering
                            : new Scalar.Ordering(
                                    value,
                                    ordering.descending(),
                                    ordering.nullsFirst(),
                                    ordering.operator());
                });
    }

    /** The same node over mapped arguments. */
    public static Scalar mapChildren(Scalar scalar, int depth, Mapper mapper) {
        return switch (scalar) {
            case Scalar.Constant _,
                    Scalar.Parameter _,
                    Scalar.Column _,
                    Scalar.ElementPlaceholder _,
                    Scalar.SubqueryColumn _,
                    Scalar.Grouping _,
                    Scalar.SessionValue _ ->
                    scalar;
            case Scalar.FunctionCall node -> {
                List<Scalar> arguments = mapAll(node.arguments(), depth, mapper);
                yield arguments == node.arguments()
                        ? node
                        : new Scalar.FunctionCall(
                                node.type(),
                                node.function(),
                                node.operator(),
                                arguments,
                                node.variadic(),
                                node.form());
            }
            case Scalar.Coercion node -> {
                Scalar argument = map(node.argument(), depth, mapper);
                Scalar element = mapNullable(node.element(), depth, mapper);
                yield argument == node.argument() && element == node.element()
                        ? node
                        : new Scalar.Coercion(
                                node.type(), node.kind(), argument, node.form(), element);
            }
            case Scalar.And node -> {
                List<Scalar> arguments = mapAll(node.arguments(), depth, mapper);
                yield arguments == node.arguments() ? node : new Scalar.And(arguments);
            }
            case Scalar.Or node -> {
                List<Scalar> arguments = mapAll(node.arguments(), depth, mapper);
                yield arguments == node.arguments() ? node : new Scalar.Or(arguments);
            }
            case Scalar.Not node -> {
                Scalar argument = map(node.argument(), depth, mapper);
                yield argument == node.argument() ? node : new Scalar.Not(argument);
            }
            case Scalar.NullTest node -> {
                Scalar argument = map(node.argument(), depth, mapper);
                yield argument == node.argument()
                        ? node
                        : new Scalar.NullTest(argument, node.negated(), node.rowWise());
            }
            case Scalar.BooleanTest node -> {
                Scalar argument = map(node.argument(), depth, mapper);
                yield argument == node.argument()
                        ? node
                        : new Scalar.BooleanTest(argument, node.kind(), node.negated());
            }
            case Scalar.DistinctFrom node -> {
                Scalar left = map(node.left(), depth, mapper);
                Scalar right = map(node.right(), depth, mapper);
                yield left == node.left() && right == node.right()
                        ? node
                        : new Scalar.DistinctFrom(
                                node.equality(), node.operator(), left, right, node.negated());
            }
            case Scalar.NullIf node -> {
                Scalar left = map(node.left(), depth, mapper);
                Scalar right = map(node.right(), depth, mapper);
                yield left == node.left() && right == node.right()
                        ? node
                        : new Scalar.NullIf(
                                node.type(), node.equality(), node.operator(), left, right);
            }
            case Scalar.Coalesce node -> {
                List<Scalar> arguments = mapAll(node.arguments(), depth, mapper);
                yield arguments == node.arguments()
                        ? node
                        : new Scalar.Coalesce(node.type(), arguments);
            }
            case Scalar.Extreme node -> {
                List<Scalar> arguments = mapAll(node.arguments(), depth, mapper);
                yield arguments == node.arguments()
                        ? node
                        : new Scalar.Extreme(node.type(), node.greatest(), arguments);
            }
            case Scalar.Case node -> {
                Scalar operand = mapNullable(node.operand(), depth, mapper);
                List<Scalar.When> whens =
                        mapItems(
                                node.whens(),
                                when -> {
                                    Scalar condition = map(when.condition(), depth, mapper);
                                    Scalar result = map(when.result(), depth, mapper);
                                    return condition == when.condition() && result == when.result()
                                            ? when
                                            : new Scalar.When(condition, result);
                                });
                Scalar otherwise = mapNullable(node.otherwise(), depth, mapper);
                yield operand == node.operand()
                                && whens == node.whens()
                                && otherwise == node.otherwise()
                        ? node
                        : new Scalar.Case(node.type(), operand, whens, otherwise);
            }
            case Scalar.ArrayComparison node -> {
                Scalar left = map(node.left(), depth, mapper);
                Scalar array = map(node.array(), depth, mapper);
                yield left == node.left() && array == node.array()
                        ? node
                        : new Scalar.ArrayComparison(
                                node.function(), node.operator(), node.any(), left, array);
            }
            case Scalar.ArrayConstructor node -> {
                List<Scalar> elements = mapAll(node.elements(), depth, mapper);
                yield elements == node.elements()
                        ? node
                        : new Scalar.ArrayConstructor(
                                node.type(), node.element(), node.nested(), elements);
            }
            case Scalar.RowConstructor node -> {
                List<Scalar> fields = mapAll(node.fields(), depth, mapper);
                yield fields == node.fields()
                        ? node
                        : new Scalar.RowConstructor(node.type(), fields, node.names());
            }
            case Scalar.RowComparison node -> {
                List<Scalar> left = mapAll(node.left(), depth, mapper);
                List<Scalar> right = mapAll(node.right(), depth, mapper);
                yield left == node.left() && right == node.right()
                        ? node
                        : new Scalar.RowComparison(node.kind(), node.operators(), left, right);
            }
            case Scalar.Subscript node -> {
                Scalar container = map(node.container(), depth, mapper);
                List<Scalar.Index> indexes =
                        mapItems(
                                node.indexes(),
                                index -> {
                                    Scalar lower = mapNullable(index.lower(), depth, mapper);
                                    Scalar upper = mapNullable(index.upper(), depth, mapper);
                                    return lower == index.lower() && upper == index.upper()
                                            ? index
                                            : new Scalar.Index(lower, upper, index.slice());
                                });
                yield container == node.container() && indexes == node.indexes()
                        ? node
                        : new Scalar.Subscript(node.type(), container, indexes);
            }
            case Scalar.FieldAccess node -> {
                Scalar row = map(node.row(), depth, mapper);
                yield row == node.row()
                        ? node
                        : new Scalar.FieldAccess(node.type(), row, node.field(), node.name());
            }
            case Scalar.Subquery node -> {
                Query query = map(node.query(), depth + 1, mapper);
                List<Scalar> test = mapAll(node.test(), depth, mapper);
                Scalar comparison = mapNullable(node.comparison(), depth, mapper);
                yield query == node.query()
                                && test == node.test()
                                && comparison == node.comparison()
                        ? node
                        : new Scalar.Subquery(node.type(), node.kind(), query, test, comparison);
            }
            case Scalar.AggregateCall node -> mapAggregate(node, depth, mapper);
            case Scalar.WindowCall node -> {
                List<Scalar> arguments = mapAll(node.arguments(), depth, mapper);
                Scalar filter = mapNullable(node.filter(), depth, mapper);
                yield arguments == node.arguments() && filter == node.filter()
                        ? node
                        : new Scalar.WindowCall(
                                node.type(),
                                node.function(),
                                arguments,
                                node.star(),
                                filter,
                                node.window());
            }
            case Scalar.JsonConstructor node -> {
                List<Scalar> arguments = mapAll(node.arguments(), depth, mapper);
                yield arguments == node.arguments()
                        ? node
                        : new Scalar.JsonConstructor(
                                node.type(),
                                node.kind(),
                                arguments,
                                node.absentOnNull(),
                                node.uniqueKeys(),
                                node.itemType());
            }
        };
    }

    private static Scalar mapAggregate(Scalar.AggregateCall node, int depth, Mapper mapper) {
        List<Scalar> direct = mapAll(node.directArguments(), depth, mapper);
        List<Scalar> arguments = mapAll(node.arguments(), depth, mapper);
        List<Scalar.Ordering> orderBy = mapOrderings(node.orderBy(), depth, mapper);
        Scalar filter = mapNullable(node.filter(), depth, mapper);
        if (direct == node.directArguments()
                && arguments == node.arguments()
                && orderBy == node.orderBy()
                && filter == node.filter()) {
            return node;
        }
        return new Scalar.AggregateCall(
                node.type(),
                node.function(),
                direct,
                arguments,
                node.star(),
                node.distinct(),
                orderBy,
                node.withinGroup(),
                filter,
                node.variadic(),
                node.levelsUp());
    }

    /** @param depth of the query's own expressions */
    public static Query map(Query query, int depth, Mapper mapper) {
        List<CommonTable> with = mapItems(query.with(), table -> map(table, depth + 1, mapper));
        List<RangeEntry> ranges = mapItems(query.ranges(), entry -> map(entry, depth, mapper));
        Query.Body body = map(query.body(), depth, mapper);
        List<Query.Target> targets = mapTargets(query.targets(), depth, mapper);
        Scalar limit = mapNullable(query.limit(), depth, mapper);
        Scalar offset = mapNullable(query.offset(), depth, mapper);
        if (with == query.with()
                && ranges == query.ranges()
                && body == query.body()
                && targets == query.targets()
                && limit == query.limit()
                && offset == query.offset()) {
            return query;
        }
        return new Query(
                with,
                ranges,
                body,
                targets,
                query.orderBy(),
                limit,
                offset,
                query.withTies(),
                query.locks());
    }

    private static List<Query.Target> mapTargets(
            List<Query.Target> targets, int depth, Mapper mapper) {
        return mapItems(
                targets,
                target -> {
                    Scalar value = map(target.value(), depth, mapper);
                    return value == target.value()
                            ? target
                            : new Query.Target(
                                    value,
                                    target.name(),
                                    target.hidden(),
                                    target.originRelation(),
                                    target.originColumn());
                });
    }

    private static CommonTable map(CommonTable table, int depth, Mapper mapper) {
        Statement statement =
                switch (table.statement()) {
                    case Query query -> map(query, depth, mapper);
                    case Modification modification -> modification;
                };
        return statement == table.statement()
                ? table
                : new CommonTable(
                        table.name(),
                        statement,
                        table.recursive(),
                        table.materialized(),
                        table.columnNames(),
                        table.columnTypes());
    }

    /** @param depth of the query whose range it is */
    public static RangeEntry map(RangeEntry entry, int depth, Mapper mapper) {
        return switch (entry) {
            case RangeEntry.Relation _, RangeEntry.CommonTableReference _, RangeEntry.SetResult _ ->
                    entry;
            case RangeEntry.Subquery node -> {
                Query query = map(node.query(), depth + 1, mapper);
                yield query == node.query()
                        ? node
                        : new RangeEntry.Subquery(
                                query,
                                node.lateral(),
                                node.view(),
                                node.alias(),
                                node.columnNames());
            }
            case RangeEntry.Functions node -> {
                List<RangeEntry.TableFunction> functions =
                        mapItems(
                                node.functions(),
                                function -> {
                                    Scalar call = map(function.call(), depth, mapper);
                                    return call == function.call()
                                            ? function
                                            : new RangeEntry.TableFunction(
                                                    call, function.columns());
                                });
                yield functions == node.functions()
                        ? node
                        : new RangeEntry.Functions(
                                functions,
                                node.ordinality(),
                                node.alias(),
                                node.columnNames(),
                                node.columnTypes());
            }
            case RangeEntry.Values node -> {
                List<List<Scalar>> rows = mapItems(node.rows(), row -> mapAll(row, depth, mapper));
                yield rows == node.rows()
                        ? node
                        : new RangeEntry.Values(
                                rows, node.alias(), node.columnNames(), node.columnTypes());
            }
        };
    }

    private static Query.Body map(Query.Body body, int depth, Mapper mapper) {
        return switch (body) {
            case Query.Select select -> {
                List<FromItem> from = mapItems(select.from(), item -> map(item, depth, mapper));
                Scalar where = mapNullable(select.where(), depth, mapper);
                List<Scalar> keys = mapAll(select.groupKeys(), depth, mapper);
                Scalar having = mapNullable(select.having(), depth, mapper);
                List<Query.Window> windows =
                        mapItems(select.windows(), window -> map(window, depth, mapper));
                yield from == select.from()
                                && where == select.where()
                                && keys == select.groupKeys()
                                && having == select.having()
                                && windows == select.windows()
                        ? select
                        : new Query.Select(
                                from,
                                where,
                                keys,
                                select.groupingSets(),
                                having,
                                windows,
                                select.distinctOn(),
                                select.hasDistinctOn());
            }
            case Query.SetOperation operation -> {
                Query left = map(operation.left(), depth + 1, mapper);
                Query right = map(operation.right(), depth + 1, mapper);
                yield left == operation.left() && right == operation.right()
                        ? operation
                        : new Query.SetOperation(
                                operation.operator(), operation.all(), left, right);
            }
        };
    }

    public static FromItem map(FromItem item, int depth, Mapper mapper) {
        return switch (item) {
            case FromItem.Range range -> range;
            case FromItem.Join join -> {
                FromItem left = map(join.left(), depth, mapper);
                FromItem right = map(join.right(), depth, mapper);
                Scalar condition = mapNullable(join.condition(), depth, mapper);
                yield left == join.left() && right == join.right() && condition == join.condition()
                        ? join
                        : new FromItem.Join(join.kind(), left, right, condition);
            }
        };
    }

    static Query.Window map(Query.Window window, int depth, Mapper mapper) {
        List<Scalar> partitionBy = mapAll(window.partitionBy(), depth, mapper);
        List<Scalar.Ordering> orderBy = mapOrderings(window.orderBy(), depth, mapper);
        Query.FrameBound start = map(window.start(), depth, mapper);
        Query.FrameBound end = map(window.end(), depth, mapper);
        if (partitionBy == window.partitionBy()
                && orderBy == window.orderBy()
                && start == window.start()
                && end == window.end()) {
            return window;
        }
        return new Query.Window(
                window.name(),
                partitionBy,
                orderBy,
                window.mode(),
                start,
                end,
                window.exclusion(),
                window.frameIsDefault());
    }

    private static Query.FrameBound map(Query.FrameBound bound, int depth, Mapper mapper) {
        Scalar offset = mapNullable(bound.offset(), depth, mapper);
        return Objects.equals(offset, bound.offset())
                ? bound
                : new Query.FrameBound(bound.kind(), offset, bound.rangeFunction());
    }
}
