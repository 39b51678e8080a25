package dev.borealis.engine.bind;

import dev.borealis.engine.bind.ChangeTarget.TargetColumn;
import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.function.CastSignature.Context;
import dev.borealis.engine.tree.Modification.Assignment;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.Scalar.CallForm;
import dev.borealis.sql.ast.ArrayStep;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.Expressions;
import dev.borealis.sql.ast.QueryStatement;
import dev.borealis.sql.ast.QueryStatement.ColumnTarget;
import dev.borealis.sql.ast.Step;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.BindChangeErrors;
import dev.borealis.types.error.BindQueryErrors;
import dev.borealis.types.error.BindTypeErrors;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** SET of UPDATE and of ON CONFLICT DO UPDATE. */
final class AssignmentBinder {
    private final Binding binding;
    private final ColumnValues values;

    AssignmentBinder(Binding binding) {
        this.binding = binding;
        this.values = new ColumnValues(binding);
    }

    /** @param value null for DEFAULT */
    private record Pair(ColumnTarget column, @Nullable Value value) {}

    List<Assignment> bind(List<QueryStatement.Assignment> items, ChangeTarget target, Scope scope) {
        var pairs = new ArrayList<Pair>();
        for (QueryStatement.Assignment item : items) {
            switch (item) {
                case QueryStatement.Assignment.Single single ->
                        pairs.add(new Pair(single.column(), value(single.value(), scope)));
                case QueryStatement.Assignment.Multiple multiple ->
                        multiple(multiple, scope, pairs);
            }
        }
        var assignments = new ArrayList<Assignment>();
        var inParts = new HashMap<Integer, Boolean>();
        for (Pair pair : pairs) {
            boolean part = !pair.column().steps().isEmpty();
            Assignment assignment =
                    part ? partial(pair, target, assignments, scope) : assignment(pair, target);
            Boolean before = inParts.put(assignment.column(), part);
            if (before != null && !(before && part)) {
                throw BindChangeErrors.assignedTwice(pair.column().name());
            }
            assignments.removeIf(other -> other.column() == assignment.column());
            assignments.add(assignment);
        }
        // a generated column set to DEFAULT is computed anyway
        assignments.removeIf(assignment -> target.table().column(assignment.column()).generated());
        return assignments;
    }

    private @Nullable Value value(Expression expression, Scope scope) {
        return expression instanceof Expression.SetToDefault
                ? null
                : scope.in(Clause.UPDATE_SOURCE, () -> binding.expressions.bind(expression, scope));
    }

    private void multiple(QueryStatement.Assignment.Multiple item, Scope scope, List<Pair> pairs) {
        int count = item.columns().size();
        if (item.source() instanceof Expression.RowConstructor row) {
            if (row.fields().size() != count) {
                throw BindChangeErrors.wrongValueCount().withPosition(row.position());
            }
            for (int i = 0; i < count; i++) {
                pairs.add(new Pair(item.columns().get(i), value(row.fields().get(i), scope)));
            }
        } else if (item.source() instanceof Expression.ScalarSubquery subquery) {
            Query query =
                    scope.in(
                            Clause.UPDATE_SOURCE,
                            () -> binding.queries.bind(subquery.query(), new Scope(scope), true));
            List<Value> fields = binding.subqueries.fields(query, subquery.position());
            if (fields.size() != count) {
                throw BindChangeErrors.wrongValueCount().withPosition(subquery.position());
            }
            for (int i = 0; i < count; i++) {
                pairs.add(new Pair(item.columns().get(i), fields.get(i)));
            }
        } else {
            throw BindChangeErrors.multipleAssignmentSource()
                    .withPosition(Expressions.start(item.source()));
        }
    }

    private Assignment assignment(Pair pair, ChangeTarget target) {
        ColumnTarget named = pair.column();
        TargetColumn column = target.find(named.name());
        if (column == null) {
            throw DefinitionErrors.undefinedColumnOf(named.name(), target.name())
                    .withPosition(named.position());
        }
        ColumnDefinition definition = column.column();
        if (definition == null) {
            throw BindChangeErrors.viewColumnNotUpdatable("update", column.name(), target.name());
        }
        binding.state.privileges().need(target.entry(), 'w', definition.number());
        Value value = pair.value();
        if (value != null) {
            Scalar converted = values.convert(value, definition.type(), column.name());
            if (definition.generated()) {
                throw BindChangeErrors.updateGenerated(definition.name());
            }
            if (definition.identity() == ColumnDefinition.Identity.ALWAYS) {
                throw BindChangeErrors.updateIdentity(definition.name());
            }
            return new Assignment(definition.number(), converted);
        }
        if (target.view() && column.viewDefault() == null && !definition.generated()) {
            // a view's column without a default value of its own becomes NULL, as in PostgreSQL
            return new Assignment(
                    definition.number(), new Scalar.Constant(definition.type(), null));
        }
        return new Assignment(
                definition.number(), values.defaultOf(definition, column.viewDefault()));
    }

    /**
     * {@code d['a'][1] = value} of a jsonb: the whole column with the part changed. A second part of the same column
     * changes what the first one made.
     */
    private Assignment partial(
            Pair pair, ChangeTarget target, List<Assignment> before, Scope scope) {
        ColumnTarget named = pair.column();
        TargetColumn column = target.find(named.name());
        if (column == null) {
            throw DefinitionErrors.undefinedColumnOf(named.name(), target.name())
                    .withPosition(named.position());
        }
        ColumnDefinition definition = column.column();
        Value value = pair.value();
        boolean json =
                definition != null
                        && !definition.generated()
                        && binding.types.base(definition.type().oid()) == Oid.JSONB
                        && named.steps().stream().allMatch(ArrayStep.class::isInstance);
        if (definition == null || !json || value == null) {
            throw intoColumn(binding, named, definition);
        }
        binding.state.privileges().need(target.entry(), 'w', definition.number());
        binding.state.privileges().read(target.entry(), definition.number());
        List<Scalar.Index> indexes =
                scope.in(
                        Clause.UPDATE_SOURCE,
                        () ->
                                binding.expressions.jsonIndexes(
                                        named.steps().stream().map(ArrayStep.class::cast).toList(),
                                        scope,
                                        named.position()));
        Scalar assigned =
                binding.coercions.convert(
                        value, SqlType.JSONB, Context.ASSIGNMENT, CallForm.IMPLICIT_CAST);
        if (assigned == null) {
            throw BindTypeErrors.subscriptedAssignment(
                            named.name(), "jsonb", binding.types.display(value.oid()))
                    .withPosition(named.position());
        }
        Scalar container =
                before.stream()
                        .filter(other -> other.column() == definition.number())
                        .map(Assignment::value)
                        .findFirst()
                        .orElseGet(
                                () ->
                                        new Scalar.Column(
                                                definition.type(), 0, 0, definition.number()));
        Scalar changed = new Scalar.Subscript(SqlType.JSONB, container, indexes, assigned);
        return new Assignment(
                definition.number(),
                values.convert(new Value(changed, 0), definition.type(), named.name()));
    }

    /** Columns are never arrays or rows, so only a jsonb can be assigned to in part. */
    static SqlException intoColumn(
            Binding binding, ColumnTarget named, @Nullable ColumnDefinition column) {
        String type = column == null ? "text" : binding.types.display(column.type().oid());
        return switch (named.steps().getFirst()) {
            case Step.Field field ->
                    BindChangeErrors.assignToField(field.name(), named.name(), type)
                            .withPosition(named.position());
            case Step.AllFields _ ->
                    BindQueryErrors.notYetImplemented("assignment to parts of a column");
            case ArrayStep _ ->
                    column != null && binding.types.base(column.type().oid()) == Oid.JSONB
                            ? BindQueryErrors.notYetImplemented("assignment to parts of a jsonb")
                            : BindTypeErrors.notSubscriptable(type);
        };
    }
}
