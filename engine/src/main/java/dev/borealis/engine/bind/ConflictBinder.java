package dev.borealis.engine.bind;

import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.tree.Modification;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.IndexElement;
import dev.borealis.sql.ast.Insert;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.BindChangeErrors;
import dev.borealis.types.error.BindNameErrors;
import dev.borealis.types.error.DefinitionErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** ON CONFLICT: the indexes that decide, and what is done to the existing row. */
final class ConflictBinder {
    private final Binding binding;

    ConflictBinder(Binding binding) {
        this.binding = binding;
    }

    Modification.@Nullable OnConflict bind(
            Insert.@Nullable OnConflict clause, ChangeTarget target, Scope scope) {
        if (clause == null) {
            return null;
        }
        boolean update = clause.assignments() != null;
        if (update && clause.target() == null) {
            throw BindChangeErrors.conflictTargetRequired().withPosition(clause.position());
        }
        scope.items = new ArrayList<>(List.of(target.item()));
        List<Integer> arbiters =
                switch (clause.target()) {
                    case null -> List.of();
                    case Insert.ConflictTarget.Named named ->
                            List.of(constraint(named.constraint(), target));
                    case Insert.ConflictTarget.Inference inference ->
                            infer(inference, target, scope);
                };
        if (clause.assignments() == null) {
            return new Modification.OnConflict(arbiters, null, List.of(), null);
        }
        scope.items.add(excluded(target, scope));
        binding.state.privileges().need(target.entry(), 'w');
        List<Modification.Assignment> assignments =
                new AssignmentBinder(binding).bind(clause.assignments(), target, scope);
        Scalar where =
                clause.where() == null
                        ? null
                        : binding.expressions.condition(
                                clause.where(), scope, Clause.WHERE, "WHERE");
        return new Modification.OnConflict(
                arbiters, assignments, ColumnValues.generated(target.table()), where);
    }

    private Scope.Item excluded(ChangeTarget target, Scope scope) {
        var names = new ArrayList<String>();
        var types = new ArrayList<SqlType>();
        for (ColumnDefinition column : target.table().columns()) {
            names.add(column.name());
            types.add(column.type());
        }
        int range = scope.add(new RangeEntry.SetResult("excluded", names, types));
        var columns = new ArrayList<Scope.Column>();
        for (ChangeTarget.TargetColumn column : target.columns()) {
            ColumnDefinition definition = column.column();
            if (definition != null) {
                columns.add(
                        new Scope.Column(
                                column.name(),
                                new Scalar.Column(definition.type(), 0, range, definition.number()),
                                false));
            }
        }
        Scalar whole = new Scalar.Column(SqlType.of(target.table().rowType()), 0, range, 0);
        var item = new Scope.Item("excluded", 0, range, columns, whole, true, true, false, true);
        scope.all.add(item);
        return item;
    }

    private static int constraint(String name, ChangeTarget target) {
        for (ConstraintDefinition constraint : target.table().constraints()) {
            if (constraint.name().equals(name)) {
                if (constraint instanceof ConstraintDefinition.Unique unique) {
                    return unique.index();
                }
                throw BindChangeErrors.constraintWithoutIndex();
            }
        }
        throw DefinitionErrors.undefinedConstraintOfTable(name, target.name());
    }

    private List<Integer> infer(
            Insert.ConflictTarget.Inference inference, ChangeTarget target, Scope scope) {
        Set<Object> wanted = new HashSet<>();
        for (IndexElement element : inference.elements()) {
            if (element.expression() != null) {
                Scalar expression =
                        scope.in(
                                Clause.INDEX_EXPRESSION,
                                () ->
                                        binding.expressions
                                                .bind(element.expression(), scope)
                                                .scalar());
                wanted.add(
                        expression instanceof Scalar.Column column && column.column() > 0
                                ? (Object) column.column()
                                : expression);
                continue;
            }
            String name = String.valueOf(element.column());
            Scalar value = binding.names.column(scope, name, element.position());
            if (!(value instanceof Scalar.Column column)) {
                throw BindNameErrors.undefinedColumn(null, name).withPosition(inference.position());
            }
            wanted.add(column.column());
        }
        Scalar where =
                inference.where() == null
                        ? null
                        : binding.expressions.condition(
                                inference.where(), scope, Clause.INDEX_PREDICATE, "WHERE");
        var arbiters = new ArrayList<Integer>();
        for (int oid : target.table().indexes()) {
            Relation.Index index = binding.context.catalog().index(oid);
            if (!index.unique() || index.state() != Relation.IndexState.VALID) {
                continue;
            }
            Set<Object> keys = new HashSet<>();
            for (Relation.IndexKey key : index.keys()) {
                keys.add(
                        key.column() != 0
                                ? (Object) key.column()
                                : String.valueOf(key.expression()));
            }
            Set<Object> asked = new HashSet<>();
            wanted.forEach(key -> asked.add(key instanceof Integer ? key : String.valueOf(key)));
            boolean covered = index.predicate() == null || implies(where, index.predicate());
            if (keys.equals(asked) && covered) {
                arbiters.add(oid);
            }
        }
        if (arbiters.isEmpty()) {
            throw BindChangeErrors.noArbiter();
        }
        return arbiters;
    }

    /** Whether the predicate is one of the conditions written. */
    private static boolean implies(@Nullable Scalar where, Scalar predicate) {
        if (where == null) {
            return false;
        }
        return where.equals(predicate)
                || where instanceof Scalar.And and && and.arguments().contains(predicate)
                || predicate instanceof Scalar.And parts
                        && where instanceof Scalar.And both
                        && both.arguments().containsAll(parts.arguments());
    }
}
