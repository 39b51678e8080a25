package dev.borealis.engine.bind;

import dev.borealis.engine.bind.ChangeTarget.TargetColumn;
import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.tree.Modification.Assignment;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.ArrayStep;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.Expressions;
import dev.borealis.sql.ast.QueryStatement;
import dev.borealis.sql.ast.QueryStatement.ColumnTarget;
import dev.borealis.sql.ast.Step;
import dev.borealis.types.Oid;
import dev.borealis.types.error.BindChangeErrors;
import dev.borealis.types.error.BindQueryErrors;
import dev.borealis.types.error.BindTypeErrors;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
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
        for (Pair pair : pairs) {
            assignments.add(assignment(pair, target));
        }
        for (int i = 0; i < assignments.size(); i++) {
            int column = assignments.get(i).column();
            if (assignments.subList(0, i).stream().anyMatch(other -> other.column() == column)) {
                throw BindChangeErrors.assignedTwice(pairs.get(i).column().name());
            }
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
        switch (item.source()) {
            case Expression.RowConstructor row -> {
                if (row.fields().size() != count) {
                    throw BindChangeErrors.wrongValueCount().withPosition(row.position());
                }
                for (int i = 0; i < count; i++) {
                    pairs.add(new Pair(item.columns().get(i), value(row.fields().get(i), scope)));
                }
            }
            case Expression.ScalarSubquery subquery -> {
                Query query =
                        scope.in(
                                Clause.UPDATE_SOURCE,
                                () ->
                                        binding.queries.bind(
                                                subquery.query(), new Scope(scope), true));
                List<Value> fields = binding.subqueries.fields(query, subquery.position());
                if (fields.size() != count) {
                    throw BindChangeErrors.wrongValueCount().withPosition(subquery.position());
                }
                for (int i = 0; i < count; i++) {
                    pairs.add(new Pair(item.columns().get(i), fields.get(i)));
                }
            }
            default ->
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
        if (!named.steps().isEmpty()) {
            throw intoColumn(binding, named, column.column());
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
