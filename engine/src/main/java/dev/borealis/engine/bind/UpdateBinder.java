package dev.borealis.engine.bind;

import dev.borealis.engine.tree.FromItem;
import dev.borealis.engine.tree.Modification;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.Delete;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.TableExpression;
import dev.borealis.sql.ast.Update;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** UPDATE and DELETE. */
final class UpdateBinder {
    private final Binding binding;
    private final InsertBinder inserts;

    UpdateBinder(Binding binding) {
        this.binding = binding;
        this.inserts = new InsertBinder(binding);
    }

    Modification bind(Update update, Scope scope) {
        binding.with.bind(update.with(), scope);
        ChangeTarget target =
                ChangeTarget.of(binding, update.target(), ChangeTarget.Action.UPDATE, scope);
        binding.state.privileges().need(target.entry(), 'w');
        List<FromItem> from = from(update.from(), target, scope);
        Scalar where = where(update.where(), target, scope);
        List<Query.Target> returning = inserts.returning(update.returning(), scope);
        List<Modification.Assignment> assignments =
                new AssignmentBinder(binding).bind(update.assignments(), target, scope);
        return new Modification.Update(
                scope.with(),
                scope.ranges,
                target.table().oid(),
                from,
                where,
                assignments,
                ColumnValues.generated(target.table()),
                target.checks(),
                returning);
    }

    Modification bind(Delete delete, Scope scope) {
        binding.with.bind(delete.with(), scope);
        ChangeTarget target =
                ChangeTarget.of(binding, delete.target(), ChangeTarget.Action.DELETE, scope);
        binding.state.privileges().need(target.entry(), 'd');
        List<FromItem> from = from(delete.using(), target, scope);
        Scalar where = where(delete.where(), target, scope);
        List<Query.Target> returning = inserts.returning(delete.returning(), scope);
        return new Modification.Delete(
                scope.with(), scope.ranges, target.table().oid(), from, where, returning);
    }

    private List<FromItem> from(List<TableExpression> list, ChangeTarget target, Scope scope) {
        // FROM cannot see the target sideways
        scope.items = new ArrayList<>(List.of(target.item().lateral(true, false)));
        List<FromItem> from = binding.from.bind(list, scope);
        return from;
    }

    private @Nullable Scalar where(@Nullable Expression where, ChangeTarget target, Scope scope) {
        Scalar own =
                where == null
                        ? null
                        : binding.expressions.condition(where, scope, Clause.WHERE, "WHERE");
        return ChangeTarget.and(own, target.condition());
    }
}
