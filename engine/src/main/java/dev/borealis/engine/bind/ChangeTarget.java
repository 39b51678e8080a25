package dev.borealis.engine.bind;

import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.tree.LevelShift;
import dev.borealis.engine.tree.Modification;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.TreeMapper;
import dev.borealis.sql.ast.TableExpression;
import dev.borealis.types.error.BindChangeErrors;
import dev.borealis.types.error.BindNameErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The table that a statement changes, perhaps reached through views.
 *
 * @param name of the table or view as the statement names it
 * @param view whether it is a view
 * @param columns what the statement can assign, in order
 * @param condition rows that the views show, over range 0; null for all
 */
record ChangeTarget(
        Relation.Table table,
        String name,
        boolean view,
        List<TargetColumn> columns,
        Scope.Item item,
        RangeEntry.Relation entry,
        @Nullable Scalar condition,
        List<Modification.ViewCheck> checks) {

    /**
     * @param column null for a view column that is an expression
     * @param viewDefault what a view gives the column when nothing is given, in place of the table's own
     */
    record TargetColumn(
            String name, @Nullable ColumnDefinition column, @Nullable Scalar viewDefault) {}

    enum Action {
        INSERT,
        UPDATE,
        DELETE
    }

    static ChangeTarget of(
            Binding binding, TableExpression.Relation expression, Action action, Scope scope) {
        Relation relation = binding.names.relation(expression.name());
        return switch (relation) {
            case Relation.Table table -> {
                Scope.Item item =
                        binding.from.target(
                                table, expression.alias(), expression.position(), scope);
                var columns =
                        table.liveColumns().stream()
                                .map(c -> new TargetColumn(c.name(), c, null))
                                .toList();
                yield new ChangeTarget(
                        table,
                        table.name(),
                        false,
                        columns,
                        item,
                        (RangeEntry.Relation) scope.ranges.getFirst(),
                        null,
                        List.of());
            }
            case Relation.View view -> ofView(binding, view, expression, action, scope);
            case Relation.Index index ->
                    throw BindNameErrors.cannotOpenIndex(index.name())
                            .withPosition(expression.position());
            case Relation.Sequence sequence ->
                    throw BindChangeErrors.cannotChangeSequence(sequence.name());
            case Relation.SystemRelation system ->
                    throw BindChangeErrors.permissionDenied(system.name());
        };
    }

    private static ChangeTarget ofView(
            Binding binding,
            Relation.View view,
            TableExpression.Relation expression,
            Action action,
            Scope scope) {
        var checks = new ArrayList<Modification.ViewCheck>();
        Seen seen = through(binding, view, view.name(), action, false, checks);
        RangeEntry.Relation entry = binding.from.entry(seen.table(), null, expression.position());
        String name = expression.alias() == null ? view.name() : expression.alias().name();
        entry =
                new RangeEntry.Relation(
                        entry.oid(), name, entry.columnNames(), entry.columnTypes());
        scope.add(entry);
        var columns = new ArrayList<TargetColumn>();
        var visible = new ArrayList<Scope.Column>();
        for (int i = 0; i < view.columns().size(); i++) {
            String column = view.columns().get(i).name();
            Scalar value = seen.values().get(i);
            boolean plain =
                    value instanceof Scalar.Column direct
                            && direct.column() > 0
                            && direct.levelsUp() == 0;
            columns.add(
                    new TargetColumn(
                            column,
                            plain ? seen.table().column(((Scalar.Column) value).column()) : null,
                            seen.defaults().get(i)));
            visible.add(new Scope.Column(column, value, false));
        }
        int oid = expression.alias() == null ? view.oid() : 0;
        var item = new Scope.Item(name, oid, 0, visible, null, true, true, false, true);
        scope.all.add(item);
        return new ChangeTarget(
                seen.table(), view.name(), true, columns, item, entry, seen.condition(), checks);
    }

    /**
     * @param values of the view's columns, over range 0 = the table
     * @param defaults of the view's columns; for INSERT also those of a view below
     */
    private record Seen(
            Relation.Table table,
            List<Scalar> values,
            List<@Nullable Scalar> defaults,
            @Nullable Scalar condition) {}

    private static Seen through(
            Binding binding,
            Relation.View view,
            String asked,
            Action action,
            boolean cascaded,
            List<Modification.ViewCheck> checks) {
        binding.state.enter();
        try {
            String problem = problem(view.query());
            if (problem != null) {
                throw BindChangeErrors.viewNotUpdatable(action.name(), asked, problem);
            }
            RangeEntry.Relation range = (RangeEntry.Relation) view.query().ranges().getFirst();
            Query.Select select = (Query.Select) view.query().body();
            List<Scalar> values =
                    view.query().targets().stream()
                            .filter(t -> !t.hidden())
                            .map(Query.Target::value)
                            .toList();
            String option = view.options().get("check_option");
            boolean checked = cascaded || option != null;
            boolean cascades = cascaded || "cascaded".equals(option);
            Relation below = binding.context.catalog().relation(range.oid());
            return switch (below) {
                case Relation.Table table -> {
                    check(view, checked, select.where(), checks);
                    yield new Seen(table, values, defaults(view), select.where());
                }
                case Relation.View inner -> {
                    Seen seen = through(binding, inner, asked, action, cascades, checks);
                    var substitution = new Substitution(seen.values());
                    List<Scalar> composed =
                            values.stream().map(value -> substitution.scalar(value, 0)).toList();
                    Scalar own =
                            select.where() == null ? null : substitution.scalar(select.where(), 0);
                    check(view, checked, own, checks);
                    List<@Nullable Scalar> defaults = defaults(view);
                    for (int i = 0; i < defaults.size(); i++) {
                        if (defaults.get(i) == null
                                && action == Action.INSERT
                                && values.get(i) instanceof Scalar.Column column
                                && column.column() > 0) {
                            defaults.set(i, seen.defaults().get(column.column() - 1));
                        }
                    }
                    yield new Seen(seen.table(), composed, defaults, and(own, seen.condition()));
                }
                case Relation.Index _, Relation.Sequence _, Relation.SystemRelation _ ->
                        throw BindChangeErrors.viewNotUpdatable(
                                action.name(),
                                asked,
                                "Views that do not select from a single table or view are not automatically"
                                        + " updatable.");
            };
        } finally {
            binding.state.leave();
        }
    }

    private static List<@Nullable Scalar> defaults(Relation.View view) {
        var defaults = new ArrayList<@Nullable Scalar>();
        view.columns().forEach(column -> defaults.add(column.defaultValue()));
        return defaults;
    }

    private static void check(
            Relation.View view,
            boolean checked,
            @Nullable Scalar condition,
            List<Modification.ViewCheck> checks) {
        if (checked && condition != null) {
            checks.add(new Modification.ViewCheck(view.name(), condition));
        }
    }

    static @Nullable Scalar and(@Nullable Scalar one, @Nullable Scalar other) {
        if (one == null) {
            return other;
        }
        return other == null ? one : new Scalar.And(List.of(one, other));
    }

    /** Why rows cannot be changed through a query, or null. */
    static @Nullable String problem(Query query) {
        if (query.body() instanceof Query.SetOperation) {
            return "Views containing UNION, INTERSECT, or EXCEPT are not automatically updatable.";
        }
        Query.Select select = (Query.Select) query.body();
        if (select.distinctOn() != null) {
            return "Views containing DISTINCT are not automatically updatable.";
        }
        if (!select.groupKeys().isEmpty() || select.groupingSets().size() > 1) {
            return "Views containing GROUP BY are not automatically updatable.";
        }
        if (select.having() != null) {
            return "Views containing HAVING are not automatically updatable.";
        }
        if (!query.with().isEmpty()) {
            return "Views containing WITH are not automatically updatable.";
        }
        if (query.limit() != null || query.offset() != null) {
            return "Views containing LIMIT or OFFSET are not automatically updatable.";
        }
        if (!select.groupingSets().isEmpty()) {
            return "Views that return aggregate functions are not automatically updatable.";
        }
        if (!select.windows().isEmpty()) {
            return "Views that return window functions are not automatically updatable.";
        }
        if (select.from().size() != 1
                || !(select.from().getFirst()
                        instanceof dev.borealis.engine.tree.FromItem.Range from)
                || !(query.ranges().get(from.range()) instanceof RangeEntry.Relation)) {
            return "Views that do not select from a single table or view are not automatically updatable.";
        }
        return null;
    }

    /** Replaces the columns of range 0 by expressions. */
    private static final class Substitution extends TreeMapper {
        private final List<Scalar> values;

        Substitution(List<Scalar> values) {
            this.values = values;
        }

        @Override
        public Scalar scalar(Scalar scalar, int level) {
            if (scalar instanceof Scalar.Column column
                    && column.levelsUp() == level
                    && column.range() == 0
                    && column.column() > 0) {
                return LevelShift.shift(values.get(column.column() - 1), level);
            }
            return super.scalar(scalar, level);
        }
    }

    /** What a view gives a column of the table when nothing is given; null for what the table gives. */
    @Nullable Scalar viewDefault(ColumnDefinition wanted) {
        for (TargetColumn column : columns) {
            if (column.column() != null
                    && column.column().number() == wanted.number()
                    && column.viewDefault() != null) {
                return column.viewDefault();
            }
        }
        return null;
    }

    /** The column of a name, or null. */
    @Nullable TargetColumn find(String wanted) {
        for (TargetColumn column : columns) {
            if (column.name().equals(wanted)) {
                return column;
            }
        }
        return null;
    }
}
