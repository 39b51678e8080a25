package dev.borealis.engine.bind;

import dev.borealis.engine.bind.ChangeTarget.TargetColumn;
import dev.borealis.engine.bind.TargetList.Entry;
import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.ColumnDefinition.Identity;
import dev.borealis.engine.tree.Modification;
import dev.borealis.engine.tree.Modification.Assignment;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.Expressions;
import dev.borealis.sql.ast.Insert;
import dev.borealis.sql.ast.QueryStatement;
import dev.borealis.sql.ast.Select;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.BindChangeErrors;
import dev.borealis.types.error.BindQueryErrors;
import dev.borealis.types.error.DefinitionErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** INSERT. */
final class InsertBinder {
    private final Binding binding;
    private final ColumnValues values;
    private final ConflictBinder conflicts;

    InsertBinder(Binding binding) {
        this.binding = binding;
        this.values = new ColumnValues(binding);
        this.conflicts = new ConflictBinder(binding);
    }

    /** A column that the statement gives values for. */
    private record Given(TargetColumn column, int position) {
        ColumnDefinition definition() {
            ColumnDefinition definition = column.column();
            if (definition == null) {
                throw new IllegalStateException("checked before");
            }
            return definition;
        }
    }

    /**
     * The rows to insert.
     *
     * @param defaulted for each given column: every row says DEFAULT
     * @param literals for each column of a SELECT: what has no type until it is assigned, and is the same for every row;
     *     null elsewhere
     */
    private record Source(Query query, List<Boolean> defaulted, List<@Nullable Value> literals) {
        Source(Query query, List<Boolean> defaulted) {
            this(query, defaulted, Collections.nCopies(query.targets().size(), null));
        }
    }

    Modification bind(Insert insert, Scope scope) {
        binding.with.bind(insert.with(), scope);
        ChangeTarget target =
                ChangeTarget.of(binding, insert.target(), ChangeTarget.Action.INSERT, scope);
        binding.state.privileges().need(target.entry(), 'a');
        List<Given> given = columns(insert, target);
        Source source = source(insert, given, scope);
        for (Given one : given.subList(0, Math.min(given.size(), source.defaulted().size()))) {
            if (one.column().column() == null) {
                throw BindChangeErrors.viewColumnNotUpdatable(
                        "insert into", one.column().name(), target.name());
            }
            binding.state.privileges().need(target.entry(), 'a', one.definition().number());
        }
        Query query = source.query();
        List<Query.Target> columns = query.targets().stream().filter(t -> !t.hidden()).toList();
        scope.add(
                new RangeEntry.SetResult(
                        "*SOURCE*",
                        columns.stream().map(Query.Target::name).toList(),
                        columns.stream().map(column -> column.value().type()).toList()));
        List<Assignment> assignments = assignments(insert, target, given, source);
        Modification.OnConflict onConflict = conflicts.bind(insert.onConflict(), target, scope);
        scope.items = new ArrayList<>(List.of(target.item()));
        List<Query.Target> returning = returning(insert.returning(), scope);
        return new Modification.Insert(
                scope.with(),
                scope.ranges,
                target.table().oid(),
                query,
                assignments,
                ColumnValues.generated(target.table()),
                onConflict,
                target.checks(),
                returning);
    }

    List<Query.Target> returning(List<QueryStatement.Target> list, Scope scope) {
        if (list.isEmpty()) {
            return List.of();
        }
        List<Entry> targets = binding.targets.bind(list, scope, Clause.RETURNING);
        binding.targets.settle(targets);
        return binding.targets.finish(targets, scope);
    }

    private List<Given> columns(Insert insert, ChangeTarget target) {
        var given = new ArrayList<Given>();
        if (insert.columns().isEmpty()) {
            target.columns().forEach(column -> given.add(new Given(column, 0)));
            return given;
        }
        for (QueryStatement.ColumnTarget named : insert.columns()) {
            TargetColumn column = target.find(named.name());
            if (column == null) {
                throw DefinitionErrors.undefinedColumnOf(named.name(), target.name())
                        .withPosition(named.position());
            }
            if (!named.steps().isEmpty()) {
                throw AssignmentBinder.intoColumn(binding, named, column.column());
            }
            if (given.stream().anyMatch(other -> other.column() == column)) {
                throw DefinitionErrors.duplicateColumn(named.name()).withPosition(named.position());
            }
            given.add(new Given(column, named.position()));
        }
        return given;
    }

    // --- sources ---

    private Source source(Insert insert, List<Given> given, Scope scope) {
        Select select = insert.source();
        if (select == null) {
            return new Source(single(List.of()), List.of());
        }
        boolean plainValues =
                select.body() instanceof Select.Values
                        && select.with() == null
                        && select.orderBy().isEmpty()
                        && select.limit() == null
                        && select.offset() == null
                        && select.locking().isEmpty();
        if (plainValues && select.body() instanceof Select.Values rows) {
            return values(rows, insert, given, scope);
        }
        Query query = binding.queries.bind(select, new Scope(scope), false);
        List<Query.Target> columns = query.targets().stream().filter(t -> !t.hidden()).toList();
        checkCounts(insert, given, columns.size(), index -> binding.queries.position(query, index));
        return typed(query, given);
    }

    private static void checkCounts(
            Insert insert,
            List<Given> given,
            int count,
            java.util.function.IntUnaryOperator position) {
        if (count > given.size()) {
            throw BindChangeErrors.moreExpressions()
                    .withPosition(position.applyAsInt(given.size()));
        }
        if (!insert.columns().isEmpty() && count < given.size()) {
            throw BindChangeErrors.moreColumns().withPosition(given.get(count).position());
        }
    }

    /**
     * Literals of a SELECT that have no type yet take that of their column. As in PostgreSQL they are no values of the
     * SELECT then but of the assignment: converted once, also when there are no rows.
     */
    private Source typed(Query query, List<Given> given) {
        var targets = new ArrayList<Query.Target>();
        var literals = new ArrayList<@Nullable Value>();
        var defaulted = new ArrayList<Boolean>();
        for (Query.Target target : query.targets()) {
            if (target.hidden()) {
                targets.add(target);
                continue;
            }
            int column = literals.size();
            var value = new Value(target.value(), binding.queries.position(query, column));
            boolean assigned = given.get(column).column().column() != null;
            literals.add(value.isUnknown() && assigned ? value : null);
            defaulted.add(false);
            Scalar typed =
                    !value.isUnknown()
                            ? target.value()
                            : assigned
                                    ? new Scalar.Constant(SqlType.TEXT, null)
                                    : values.convert(value, SqlType.TEXT, target.name());
            targets.add(
                    typed == target.value()
                            ? target
                            : new Query.Target(typed, target.name(), false, 0, 0));
        }
        if (targets.equals(query.targets())) {
            return new Source(query, defaulted);
        }
        Query changed = query.withTargets(targets);
        binding.queries.remember(changed, positions(query, literals.size()));
        return new Source(changed, defaulted, literals);
    }

    private List<Integer> positions(Query query, int count) {
        var positions = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            positions.add(binding.queries.position(query, i));
        }
        return positions;
    }

    private Source values(Select.Values rows, Insert insert, List<Given> given, Scope scope) {
        Scope inner = new Scope(scope);
        var bound = new ArrayList<List<@Nullable Value>>();
        int width = -1;
        for (List<Expression> row : rows.rows()) {
            List<@Nullable Value> fields = row(row, inner);
            if (width >= 0 && fields.size() != width) {
                throw BindQueryErrors.valuesLengths()
                        .withPosition(Expressions.start(row.getFirst()));
            }
            width = fields.size();
            List<Expression> expressions = row;
            checkCounts(
                    insert,
                    given,
                    width,
                    index ->
                            index < expressions.size()
                                    ? Expressions.start(expressions.get(index))
                                    : 0);
            bound.add(fields);
        }
        var converted = new ArrayList<List<Scalar>>();
        var defaulted = new ArrayList<Boolean>();
        for (int i = 0; i < width; i++) {
            int column = i;
            defaulted.add(bound.stream().allMatch(row -> row.get(column) == null));
        }
        for (List<@Nullable Value> row : bound) {
            converted.add(convert(row, given, insert, defaulted));
        }
        if (converted.size() == 1) {
            return new Source(single(converted.getFirst()), defaulted);
        }
        var names = new ArrayList<String>();
        var types = new ArrayList<SqlType>();
        for (int i = 0; i < width; i++) {
            names.add("column" + (i + 1));
            types.add(converted.getFirst().get(i).type());
        }
        var entry = new RangeEntry.Values(converted, "*VALUES*", names, types);
        FromBinder.Result result = binding.from.entry(entry, "*VALUES*", 0, null, inner);
        var targets = new ArrayList<Query.Target>();
        for (int i = 0; i < width; i++) {
            targets.add(
                    new Query.Target(result.columns().get(i).value(), names.get(i), false, 0, 0));
        }
        var body = Query.Select.of(List.of(result.item()), null);
        return new Source(Query.of(inner.ranges, body, targets), defaulted);
    }

    private static Query single(List<Scalar> row) {
        var targets = new ArrayList<Query.Target>();
        for (int i = 0; i < row.size(); i++) {
            targets.add(new Query.Target(row.get(i), "column" + (i + 1), false, 0, 0));
        }
        var body = Query.Select.of(List.of(), null);
        return Query.of(List.of(), body, targets);
    }

    /** Values of one row; null for DEFAULT. */
    private List<@Nullable Value> row(List<Expression> row, Scope inner) {
        return inner.in(
                Clause.VALUES,
                () -> {
                    var fields = new ArrayList<@Nullable Value>();
                    for (Expression expression : row) {
                        if (expression instanceof Expression.SetToDefault) {
                            fields.add(null);
                        } else {
                            fields.addAll(binding.columns.expand(expression, inner));
                        }
                    }
                    return fields;
                });
    }

    private List<Scalar> convert(
            List<@Nullable Value> row, List<Given> given, Insert insert, List<Boolean> defaulted) {
        var converted = new ArrayList<Scalar>();
        for (int i = 0; i < row.size(); i++) {
            Value value = row.get(i);
            ColumnDefinition definition = given.get(i).column().column();
            if (definition == null) {
                converted.add(
                        value == null
                                ? new Scalar.Constant(SqlType.TEXT, null)
                                : binding.coercions.settleUnknown(value));
                continue;
            }
            if (value == null) {
                converted.add(
                        // the assignment evaluates the default: twice would take two numbers
                        defaulted.get(i)
                                ? new Scalar.Constant(definition.type(), null)
                                : values.defaultOf(
                                        definition, given.get(i).column().viewDefault()));
            } else {
                converted.add(
                        values.convert(value, definition.type(), given.get(i).column().name()));
            }
        }
        return converted;
    }

    private static boolean isAlways(ColumnDefinition column) {
        return column.identity() == Identity.ALWAYS;
    }

    // --- assignments ---

    private List<Assignment> assignments(
            Insert insert, ChangeTarget target, List<Given> given, Source source) {
        List<Query.Target> columns =
                source.query().targets().stream().filter(t -> !t.hidden()).toList();
        var assignments = new ArrayList<Assignment>();
        for (ColumnDefinition column : target.table().liveColumns()) {
            int index = -1;
            for (int i = 0; i < columns.size(); i++) {
                if (given.get(i).definition().number() == column.number()) {
                    index = i;
                }
            }
            boolean provided = index >= 0 && !source.defaulted().get(index);
            if (provided && column.generated()) {
                throw BindChangeErrors.insertIntoGenerated(column.name());
            }
            if (column.generated()) {
                continue;
            }
            if (provided && column.identity() != Identity.NONE) {
                if (insert.overriding() == Insert.Overriding.USER) {
                    provided = false;
                } else if (isAlways(column) && insert.overriding() != Insert.Overriding.SYSTEM) {
                    throw BindChangeErrors.insertIntoIdentity(column.name());
                }
            }
            Scalar value;
            if (provided) {
                Value literal = source.literals().get(index);
                Scalar selected =
                        new Scalar.Column(columns.get(index).value().type(), 0, 1, index + 1);
                Value taken =
                        literal != null
                                ? literal
                                : new Value(
                                        selected, binding.queries.position(source.query(), index));
                value = values.convert(taken, column.type(), given.get(index).column().name());
            } else {
                value = values.defaultOf(column, target.viewDefault(column));
            }
            assignments.add(new Assignment(column.number(), value));
        }
        return assignments;
    }
}
