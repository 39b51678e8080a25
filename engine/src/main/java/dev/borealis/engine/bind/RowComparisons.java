package dev.borealis.engine.bind;

import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.OperatorName;
import dev.borealis.types.Oid;
import dev.borealis.types.error.BindTypeErrors;

import java.util.ArrayList;
import java.util.List;

/** {@code (a, b) op (c, d)}. */
final class RowComparisons {
    private final Binding binding;

    RowComparisons(Binding binding) {
        this.binding = binding;
    }

    Scalar compare(OperatorName operator, List<Value> left, List<Value> right, int position) {
        if (left.size() != right.size()) {
            throw BindTypeErrors.unequalRows().withPosition(position);
        }
        if (left.isEmpty()) {
            throw BindTypeErrors.emptyRows().withPosition(position);
        }
        var bound = new ArrayList<OperatorLookup.Bound>();
        for (int i = 0; i < left.size(); i++) {
            OperatorLookup.Bound one =
                    binding.operators.bind(operator, left.get(i), right.get(i), position);
            if (one.result().oid() != Oid.BOOL) {
                throw BindTypeErrors.rowOperatorMustYieldBoolean(
                                binding.types.display(one.result().oid()))
                        .withPosition(position);
            }
            bound.add(one);
        }
        if (bound.size() == 1) {
            return binding.operators.call(bound.getFirst());
        }
        return switch (operator.symbol()) {
            case "=" -> new Scalar.And(bound.stream().map(binding.operators::call).toList());
            case "<>" -> new Scalar.Or(bound.stream().map(binding.operators::call).toList());
            case "<" -> ordered(Scalar.RowComparison.Kind.LESS, bound);
            case "<=" -> ordered(Scalar.RowComparison.Kind.LESS_OR_EQUAL, bound);
            case ">=" -> ordered(Scalar.RowComparison.Kind.GREATER_OR_EQUAL, bound);
            case ">" -> ordered(Scalar.RowComparison.Kind.GREATER, bound);
            default ->
                    throw BindTypeErrors.rowOperatorUnknown(operator.symbol())
                            .withPosition(position);
        };
    }

    private static Scalar ordered(
            Scalar.RowComparison.Kind kind, List<OperatorLookup.Bound> bound) {
        return new Scalar.RowComparison(
                kind,
                bound.stream().map(one -> one.operator().oid()).toList(),
                bound.stream().map(one -> one.operands().getFirst()).toList(),
                bound.stream().map(one -> one.operands().getLast()).toList());
    }

    /** {@code (a, b) IS DISTINCT FROM (c, d)}. */
    Scalar distinct(List<Value> left, List<Value> right, int position) {
        if (left.size() != right.size()) {
            throw BindTypeErrors.unequalRows().withPosition(position);
        }
        var parts = new ArrayList<Scalar>();
        for (int i = 0; i < left.size(); i++) {
            parts.add(binding.predicates.distinct(left.get(i), right.get(i), position));
        }
        return switch (parts.size()) {
            case 0 -> new Scalar.Constant(dev.borealis.types.SqlType.BOOL, 0L);
            case 1 -> parts.getFirst();
            default -> new Scalar.Or(parts);
        };
    }
}
