package dev.borealis.engine.bind;

import dev.borealis.engine.bind.FromBinder.Result;
import dev.borealis.engine.bind.Scope.Item;
import dev.borealis.engine.tree.FromItem;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.OperatorName;
import dev.borealis.sql.ast.TableExpression;
import dev.borealis.sql.ast.TableExpression.JoinType;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.BindNameErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Joins: conditions, and the columns that USING and NATURAL merge. */
final class JoinBinder {
    private final Binding binding;
    private final FromBinder from;

    JoinBinder(Binding binding, FromBinder from) {
        this.binding = binding;
        this.from = from;
    }

    Result bind(TableExpression.Join join, Scope scope) {
        JoinType type = join.type();
        boolean leftNullable = type == JoinType.RIGHT || type == JoinType.FULL;
        boolean rightNullable = type == JoinType.LEFT || type == JoinType.FULL;
        Result left =
                scope.limited(
                        leftNullable ? Scope.RecursionLimit.OUTER_JOIN : null,
                        () -> from.bind(join.left(), scope));
        List<Item> before = scope.items;
        boolean lateralAllowed = join.type() != JoinType.RIGHT && join.type() != JoinType.FULL;
        scope.items = new ArrayList<>(before);
        left.names().forEach(item -> scope.items.add(item.lateral(true, lateralAllowed)));
        Result right =
                scope.limited(
                        rightNullable ? Scope.RecursionLimit.OUTER_JOIN : null,
                        () -> from.bind(join.right(), scope));
        scope.items = before;
        FromBinder.checkConflicts(left.names(), right.names());
        var names = new ArrayList<>(left.names());
        names.addAll(right.names());
        List<String> using = using(join, left, right);
        var merged = new ArrayList<Scope.Column>();
        Scalar condition = null;
        if (using != null) {
            condition = merge(join.type(), using, left, right, scope, merged);
        } else if (join.on() != null) {
            condition = on(join.on(), names, scope);
        }
        var columns = new ArrayList<>(merged);
        List<String> mergedNames = using == null ? List.of() : using;
        addOthers(left, mergedNames, columns);
        addOthers(right, mergedNames, columns);
        FromItem.Join item =
                new FromItem.Join(kind(join.type()), left.item(), right.item(), condition);
        return new Result(item, names(join, names, columns, merged, scope), columns);
    }

    private static FromItem.Join.Kind kind(JoinType type) {
        return switch (type) {
            case INNER, CROSS -> FromItem.Join.Kind.INNER;
            case LEFT -> FromItem.Join.Kind.LEFT;
            case RIGHT -> FromItem.Join.Kind.RIGHT;
            case FULL -> FromItem.Join.Kind.FULL;
        };
    }

    private static void addOthers(Result side, List<String> merged, List<Scope.Column> columns) {
        var skipped = new HashSet<String>();
        for (Scope.Column column : side.columns()) {
            if (merged.contains(column.name()) && skipped.add(column.name())) {
                continue;
            }
            columns.add(column);
        }
    }

    private List<Item> names(
            TableExpression.Join join,
            List<Item> sides,
            List<Scope.Column> columns,
            List<Scope.Column> merged,
            Scope scope) {
        var result = new ArrayList<Item>();
        var alias = join.alias();
        List<Scope.Column> shown = columns;
        if (alias == null) {
            sides.forEach(item -> result.add(item.visible(item.nameVisible(), false)));
        } else {
            FromBinder.checkAliasCount(alias, columns.size(), join.position());
            shown = new ArrayList<>(columns);
            for (int i = 0; i < alias.columns().size(); i++) {
                shown.set(
                        i, new Scope.Column(alias.columns().get(i), columns.get(i).value(), false));
            }
        }
        String name = alias == null ? null : alias.name();
        var item = new Item(name, 0, -1, shown, null, name != null, true, false, true);
        result.add(item);
        if (alias != null) {
            scope.all.add(item);
        }
        if (join.usingAlias() != null) {
            var usingItem =
                    new Item(join.usingAlias(), 0, -1, merged, null, true, false, false, true);
            FromBinder.checkConflicts(result, List.of(usingItem));
            result.add(usingItem);
        }
        return result;
    }

    private Scalar on(Expression expression, List<Item> names, Scope scope) {
        List<Item> before = scope.items;
        scope.items = names.stream().map(item -> item.lateral(false, true)).toList();
        try {
            return binding.expressions.condition(
                    expression, scope, Clause.JOIN_CONDITION, "JOIN/ON");
        } finally {
            scope.items = before;
        }
    }

    private static @Nullable List<String> using(
            TableExpression.Join join, Result left, Result right) {
        if (!join.natural()) {
            return join.using();
        }
        var common = new ArrayList<String>();
        for (Scope.Column column : left.columns()) {
            boolean inRight =
                    right.columns().stream().anyMatch(other -> other.name().equals(column.name()));
            if (inRight) {
                common.add(column.name());
            }
        }
        return common;
    }

    private @Nullable Scalar merge(
            JoinType type,
            List<String> using,
            Result left,
            Result right,
            Scope scope,
            List<Scope.Column> merged) {
        var conditions = new ArrayList<Scalar>();
        var seen = new HashSet<String>();
        for (String name : using) {
            if (!seen.add(name)) {
                throw BindNameErrors.usingTwice(name);
            }
            Scalar leftValue = column(left, name, "left");
            Scalar rightValue = column(right, name, "right");
            Value one = new Value(binding.state.use(scope, 0, leftValue, 0), 0);
            Value other = new Value(binding.state.use(scope, 0, rightValue, 0), 0);
            conditions.add(binding.operators.binary(OperatorName.of("="), one, other, 0));
            merged.add(new Scope.Column(name, merged(type, one, other), false));
        }
        return switch (conditions.size()) {
            case 0 -> null;
            case 1 -> conditions.getFirst();
            default -> new Scalar.And(conditions);
        };
    }

    private static Scalar column(Result side, String name, String which) {
        Scalar found = null;
        for (Scope.Column column : side.columns()) {
            if (column.name().equals(name)) {
                if (found != null) {
                    throw BindNameErrors.usingAmbiguous(name, which);
                }
                found = column.value();
            }
        }
        if (found == null) {
            throw BindNameErrors.usingUndefined(name, which);
        }
        return found;
    }

    private Scalar merged(JoinType type, Value left, Value right) {
        int common = left.oid();
        int modifier = left.type().typmod();
        if (left.oid() != right.oid()) {
            common = binding.coercions.commonType(List.of(left, right), "JOIN/USING");
            modifier = -1;
        } else if (left.type().typmod() != right.type().typmod()) {
            modifier = -1;
        }
        Scalar one = binding.coercions.toCommonType(left, common, "JOIN/USING");
        Scalar other = binding.coercions.toCommonType(right, common, "JOIN/USING");
        return switch (type) {
            case INNER, CROSS, LEFT -> one;
            case RIGHT -> other;
            case FULL -> new Scalar.Coalesce(new SqlType(common, modifier), List.of(one, other));
        };
    }
}
