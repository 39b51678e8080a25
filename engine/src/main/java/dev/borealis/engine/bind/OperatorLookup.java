package dev.borealis.engine.bind;

import dev.borealis.engine.function.CastSignature.Context;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.function.OperatorSignature;
import dev.borealis.engine.function.Ordering;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.Scalar.CallForm;
import dev.borealis.sql.ast.OperatorName;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.BindTypeErrors;
import dev.borealis.types.error.NameErrors;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Finds the operator meant by a symbol and two types, and builds the calls. */
final class OperatorLookup {
    private final TypeFacts types;
    private final Coercions coercions;
    private final CandidateSelection selection;
    private final FunctionRegistry registry;

    OperatorLookup(
            TypeFacts types,
            Coercions coercions,
            CandidateSelection selection,
            FunctionRegistry registry) {
        this.types = types;
        this.coercions = coercions;
        this.selection = selection;
        this.registry = registry;
    }

    private record Operator(OperatorSignature signature) implements CandidateSelection.Candidate {
        @Override
        public List<Integer> parameterTypes() {
            return signature.left() == Oid.NONE
                    ? List.of(signature.right())
                    : List.of(signature.left(), signature.right());
        }
    }

    /** An operator with its operands converted. */
    record Bound(OperatorSignature operator, SqlType result, List<Scalar> operands) {}

    /** {@code left symbol right}. */
    Scalar binary(OperatorName name, Value left, Value right, int position) {
        return call(bind(name, left, right, position));
    }

    /** {@code symbol operand}. */
    Scalar prefix(OperatorName name, Value operand, int position) {
        checkSchema(name, position);
        OperatorSignature found = findPrefix(name, operand.oid(), position);
        return call(convert(found, List.of(operand), position));
    }

    Scalar call(Bound bound) {
        return new Scalar.FunctionCall(
                bound.result(),
                bound.operator().function(),
                bound.operator().oid(),
                bound.operands(),
                false,
                CallForm.OPERATOR);
    }

    Bound bind(OperatorName name, Value left, Value right, int position) {
        checkSchema(name, position);
        OperatorSignature found = find(name, left.oid(), right.oid(), position);
        return convert(found, List.of(left, right), position);
    }

    private Bound convert(OperatorSignature found, List<Value> operands, int position) {
        if (found.function() == Oid.NONE) {
            throw BindTypeErrors.shellOperator(
                            display(found.name(), operands.stream().map(Value::oid).toList()))
                    .withPosition(position);
        }
        List<Integer> declared = new Operator(found).parameterTypes();
        PolymorphicTypes.Resolved resolved =
                coercions
                        .polymorphic()
                        .resolve(
                                operands.stream().map(Value::oid).toList(),
                                declared,
                                found.result(),
                                position);
        var converted = new java.util.ArrayList<Scalar>();
        for (int i = 0; i < operands.size(); i++) {
            converted.add(
                    coercions.coerce(
                            operands.get(i),
                            SqlType.of(resolved.arguments().get(i)),
                            Context.IMPLICIT,
                            CallForm.IMPLICIT_CAST));
        }
        return new Bound(found, SqlType.of(resolved.result()), converted);
    }

    /** The operator for two types; 42883 when there is none, 42725 when several are as good. */
    OperatorSignature find(OperatorName name, int left, int right, int position) {
        List<Operator> candidates =
                registry.operators(name.symbol()).stream()
                        .filter(operator -> operator.left() != Oid.NONE)
                        .map(Operator::new)
                        .toList();
        OperatorSignature exact = exact(candidates, left, right);
        if (exact != null) {
            return exact;
        }
        return choose(name, candidates, List.of(left, right), position);
    }

    private @Nullable OperatorSignature exact(List<Operator> candidates, int left, int right) {
        int first = left;
        int second = right;
        boolean guessed = false;
        if (left == Oid.UNKNOWN && right != Oid.UNKNOWN && right != Oid.NONE) {
            first = right;
            guessed = true;
        } else if (right == Oid.UNKNOWN && left != Oid.UNKNOWN) {
            second = left;
            guessed = true;
        }
        OperatorSignature found = exactly(candidates, first, second);
        if (found == null && guessed) {
            int base = types.base(first);
            if (base != first) {
                found = exactly(candidates, base, base);
            }
        }
        return found;
    }

    private static @Nullable OperatorSignature exactly(
            List<Operator> candidates, int left, int right) {
        for (Operator candidate : candidates) {
            if (candidate.signature().left() == left && candidate.signature().right() == right) {
                return candidate.signature();
            }
        }
        return null;
    }

    private OperatorSignature findPrefix(OperatorName name, int operand, int position) {
        List<Operator> candidates =
                registry.operators(name.symbol()).stream()
                        .filter(operator -> operator.left() == Oid.NONE)
                        .map(Operator::new)
                        .toList();
        for (Operator candidate : candidates) {
            if (candidate.signature().right() == operand) {
                return candidate.signature();
            }
        }
        return choose(name, candidates, List.of(operand), position);
    }

    private OperatorSignature choose(
            OperatorName name, List<Operator> candidates, List<Integer> arguments, int position) {
        List<Operator> matching = selection.matching(candidates, arguments);
        if (matching.size() == 1) {
            return matching.getFirst().signature();
        }
        Operator best = matching.isEmpty() ? null : selection.best(matching, arguments);
        if (best != null) {
            return best.signature();
        }
        String shown = display(shownName(name), arguments);
        if (!matching.isEmpty()) {
            throw BindTypeErrors.operatorNotUnique(shown).withPosition(position);
        }
        throw (arguments.size() == 1
                        ? BindTypeErrors.prefixOperatorDoesNotExist(shown)
                        : BindTypeErrors.operatorDoesNotExist(shown))
                .withPosition(position);
    }

    private static String shownName(OperatorName name) {
        return name.schemas().isEmpty()
                ? name.symbol()
                : String.join(".", name.schemas()) + "." + name.symbol();
    }

    private String display(String symbol, List<Integer> operands) {
        return operands.size() == 1
                ? symbol + " " + types.display(operands.getFirst())
                : types.display(operands.getFirst())
                        + " "
                        + symbol
                        + " "
                        + types.display(operands.getLast());
    }

    private void checkSchema(OperatorName name, int position) {
        if (!name.schemas().isEmpty() && !name.schemas().getLast().equals("pg_catalog")) {
            throw NameErrors.schemaDoesNotExist(name.schemas().getLast()).withPosition(position);
        }
    }

    // --- orderings ---

    /** How values of a type are ordered by default; 42883 when they are not. */
    Ordering ordering(int type, int position) {
        Ordering found = registry.defaultOrdering(types.base(type));
        if (found == null) {
            throw BindTypeErrors.noOrdering(types.display(type)).withPosition(position);
        }
        return found;
    }

    /** The = operator of a type's default ordering or hashing, 0 when there is none. */
    int equality(int type) {
        int base = types.base(type);
        Ordering ordering = registry.defaultOrdering(base);
        if (ordering != null) {
            return ordering.equal();
        }
        var hashing = registry.defaultHashing(base);
        return hashing == null ? Oid.NONE : hashing.equal();
    }

    OperatorSignature signature(int operator) {
        OperatorSignature found = registry.operator(operator);
        if (found == null) {
            throw new IllegalStateException("no operator with OID " + operator);
        }
        return found;
    }
}
