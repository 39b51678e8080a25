package dev.borealis.engine.bind;

import dev.borealis.engine.function.CastSignature.Context;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.Scalar.CallForm;
import dev.borealis.engine.tree.TreeMapper;
import dev.borealis.sql.ast.Constant;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.Expressions;
import dev.borealis.sql.ast.OperatorName;
import dev.borealis.sql.ast.Predicate;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.BindTypeErrors;

import java.util.ArrayList;
import java.util.List;

/** IN, ANY and ALL, BETWEEN, LIKE, IS …. */
final class PredicateBinder {
    private static final OperatorName EQUALS = OperatorName.of("=");

    private final Binding binding;

    PredicateBinder(Binding binding) {
        this.binding = binding;
    }

    Scalar bind(Predicate predicate, Scope scope) {
        return switch (predicate) {
            case Predicate.In in -> in(in, scope);
            case Predicate.InSubquery in -> {
                Scalar any =
                        binding.subqueries.quantified(
                                in.value(), EQUALS, true, in.query(), in.position(), scope);
                yield in.negated() ? new Scalar.Not(any) : any;
            }
            case Predicate.Exists exists -> binding.subqueries.exists(exists, scope);
            case Predicate.QuantifiedArray quantified ->
                    arrayComparison(
                            quantified.operator(),
                            quantified.quantifier() == Predicate.Quantifier.ANY,
                            binding.expressions.bind(quantified.value(), scope),
                            binding.expressions.bind(quantified.array(), scope),
                            quantified.position());
            case Predicate.QuantifiedSubquery quantified ->
                    binding.subqueries.quantified(
                            quantified.value(),
                            quantified.operator(),
                            quantified.quantifier() == Predicate.Quantifier.ANY,
                            quantified.query(),
                            quantified.position(),
                            scope);
            case Predicate.Between between -> between(between, scope);
            case Predicate.Like like -> like(like, scope);
            case Predicate.IsNull isNull -> {
                Value value = binding.expressions.bind(isNull.value(), scope);
                yield new Scalar.NullTest(
                        value.scalar(), isNull.negated(), binding.types.isRowLike(value.oid()));
            }
            case Predicate.IsBoolean is -> isBoolean(is, scope);
            case Predicate.IsDistinctFrom distinct -> isDistinct(distinct, scope);
        };
    }

    private Scalar isBoolean(Predicate.IsBoolean is, Scope scope) {
        Value value = binding.expressions.bind(is.value(), scope);
        String name = "IS " + (is.negated() ? "NOT " : "") + is.truth().name();
        return new Scalar.BooleanTest(
                binding.coercions.toBoolean(value, name),
                Scalar.BooleanTest.Kind.valueOf(is.truth().name()),
                is.negated());
    }

    private Scalar isDistinct(Predicate.IsDistinctFrom distinct, Scope scope) {
        if (distinct.right() instanceof Constant.NullConstant) {
            return nullTest(distinct.left(), distinct.negated(), scope);
        }
        if (distinct.left() instanceof Constant.NullConstant) {
            return nullTest(distinct.right(), distinct.negated(), scope);
        }
        Scalar result;
        if (distinct.left() instanceof Expression.RowConstructor left
                && distinct.right() instanceof Expression.RowConstructor right) {
            result =
                    binding.rows.distinct(
                            binding.expressions.bindAll(left.fields(), scope),
                            binding.expressions.bindAll(right.fields(), scope),
                            distinct.position());
        } else {
            Value left = binding.expressions.bind(distinct.left(), scope);
            Value right = binding.expressions.bind(distinct.right(), scope);
            result = distinct(left, right, distinct.position());
        }
        if (!distinct.negated()) {
            return result;
        }
        return result instanceof Scalar.DistinctFrom plain
                ? new Scalar.DistinctFrom(
                        plain.equality(), plain.operator(), plain.left(), plain.right(), true)
                : new Scalar.Not(result);
    }

    private Scalar nullTest(Expression expression, boolean distinctNegated, Scope scope) {
        Value value = binding.expressions.bind(expression, scope);
        return new Scalar.NullTest(value.scalar(), !distinctNegated, false);
    }

    Scalar distinct(Value left, Value right, int position) {
        OperatorLookup.Bound bound = binding.operators.bind(EQUALS, left, right, position);
        if (bound.result().oid() != Oid.BOOL) {
            throw BindTypeErrors.operatorMustYieldBoolean("IS DISTINCT FROM")
                    .withPosition(position);
        }
        return new Scalar.DistinctFrom(
                bound.operator().function(),
                bound.operator().oid(),
                bound.operands().getFirst(),
                bound.operands().getLast(),
                false);
    }

    private Scalar between(Predicate.Between between, Scope scope) {
        Scalar asWritten = range(between, between.lower(), between.upper(), scope);
        if (!between.symmetric()) {
            return asWritten;
        }
        Scalar swapped = range(between, between.upper(), between.lower(), scope);
        return between.negated()
                ? new Scalar.And(List.of(asWritten, swapped))
                : new Scalar.Or(List.of(asWritten, swapped));
    }

    private Scalar range(
            Predicate.Between between, Expression lower, Expression upper, Scope scope) {
        Scalar first =
                compare(
                        between.value(),
                        between.negated() ? "<" : ">=",
                        lower,
                        between.position(),
                        scope);
        Scalar second =
                compare(
                        between.value(),
                        between.negated() ? ">" : "<=",
                        upper,
                        between.position(),
                        scope);
        return between.negated()
                ? new Scalar.Or(List.of(first, second))
                : new Scalar.And(List.of(first, second));
    }

    private Scalar compare(
            Expression left, String symbol, Expression right, int position, Scope scope) {
        Expression comparison =
                new Expression.BinaryOperator(OperatorName.of(symbol), left, right, position);
        return binding.expressions.bind(comparison, scope).scalar();
    }

    private Scalar like(Predicate.Like like, Scope scope) {
        if (like.escape() == null
                && like.kind() != Predicate.Pattern.SIMILAR
                && like.value() instanceof Expression.RowConstructor
                && like.pattern() instanceof Expression.RowConstructor) {
            var rows =
                    new Expression.BinaryOperator(
                            OperatorName.of(symbol(like)),
                            like.value(),
                            like.pattern(),
                            like.position());
            return binding.expressions.bind(rows, scope).scalar();
        }
        Value value = binding.expressions.bind(like.value(), scope);
        Value pattern = binding.expressions.bind(like.pattern(), scope);
        String function =
                like.kind() == Predicate.Pattern.SIMILAR ? "similar_to_escape" : "like_escape";
        if (like.escape() != null || like.kind() == Predicate.Pattern.SIMILAR) {
            var arguments = new ArrayList<Value>();
            arguments.add(pattern);
            if (like.escape() != null) {
                arguments.add(binding.expressions.bind(like.escape(), scope));
            }
            Scalar escaped =
                    binding.calls.call(
                            new QualifiedName(List.of("pg_catalog", function), like.position()),
                            arguments,
                            CallForm.SPECIAL_SYNTAX,
                            like.position());
            pattern = pattern.with(escaped);
        }
        return binding.operators.binary(
                OperatorName.of(symbol(like)), value, pattern, like.position());
    }

    private static String symbol(Predicate.Like like) {
        return switch (like.kind()) {
            case LIKE -> like.negated() ? "!~~" : "~~";
            case ILIKE -> like.negated() ? "!~~*" : "~~*";
            case SIMILAR -> like.negated() ? "!~" : "~";
        };
    }

    // --- IN (list) and ANY (array) ---

    private Scalar in(Predicate.In in, Scope scope) {
        OperatorName operator = in.negated() ? OperatorName.of("<>") : EQUALS;
        boolean leftRow = in.value() instanceof Expression.RowConstructor;
        List<Value> leftFields =
                in.value() instanceof Expression.RowConstructor row
                        ? binding.expressions.bindAll(row.fields(), scope)
                        : List.of();
        Value left =
                leftRow
                        ? new Value(
                                new Scalar.RowConstructor(
                                        SqlType.of(Oid.RECORD),
                                        leftFields.stream().map(Value::scalar).toList(),
                                        leftFields.stream().map(_ -> "?").toList()),
                                in.value().position())
                        : binding.expressions.bind(in.value(), scope);
        var constants = new ArrayList<Value>();
        var parts = new ArrayList<Scalar>();
        var others = new ArrayList<Expression>();
        var otherValues = new ArrayList<Value>();
        for (Expression element : in.list()) {
            Value value = leftRow ? null : binding.expressions.bind(element, scope);
            if (value != null && !hasColumns(value.scalar())) {
                constants.add(value);
            } else {
                others.add(element);
                if (value != null) {
                    otherValues.add(value);
                }
            }
        }
        if (constants.size() > 1) {
            Scalar comparison = asArray(in, operator, left, constants);
            if (comparison != null) {
                parts.add(comparison);
                constants.clear();
            }
        }
        if (leftRow) {
            for (Expression element : others) {
                parts.add(rowEquals(operator, leftFields, left, element, in.position(), scope));
            }
        } else {
            // in the order of the list
            var remaining = new ArrayList<Value>();
            remaining.addAll(constants);
            remaining.addAll(otherValues);
            remaining.sort(java.util.Comparator.comparingInt(Value::position));
            for (Value value : remaining) {
                Scalar one = binding.operators.binary(operator, left, value, in.position());
                parts.add(
                        binding.coercions.toBoolean(
                                new Value(one, in.position()), in.negated() ? "NOT IN" : "IN"));
            }
        }
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        return in.negated() ? new Scalar.And(parts) : new Scalar.Or(parts);
    }

    private Scalar rowEquals(
            OperatorName operator,
            List<Value> leftFields,
            Value left,
            Expression element,
            int position,
            Scope scope) {
        if (element instanceof Expression.RowConstructor row) {
            return binding.rows.compare(
                    operator,
                    leftFields,
                    binding.expressions.bindAll(row.fields(), scope),
                    position);
        }
        return binding.operators.binary(
                operator, left, binding.expressions.bind(element, scope), position);
    }

    private @org.jspecify.annotations.Nullable Scalar asArray(
            Predicate.In in, OperatorName operator, Value left, List<Value> constants) {
        var candidates = new ArrayList<Integer>();
        candidates.add(left.oid());
        constants.forEach(constant -> candidates.add(constant.oid()));
        int common = binding.coercions.commonTypeOf(candidates);
        if (common == Oid.NONE || common == Oid.RECORD) {
            return null;
        }
        int arrayType = binding.types.array(common);
        if (arrayType == Oid.NONE) {
            return null;
        }
        List<Scalar> elements = binding.expressions.toCommon(constants, common, "IN");
        int start = in.list().isEmpty() ? in.position() : Expressions.start(in.list().getFirst());
        Scalar array =
                new Scalar.ArrayConstructor(
                        SqlType.of(arrayType), SqlType.of(common), false, elements);
        return arrayComparison(
                operator, !in.negated(), left, new Value(array, start), in.position());
    }

    Scalar arrayComparison(
            OperatorName operator, boolean any, Value left, Value array, int position) {
        int elementType = Oid.UNKNOWN;
        if (!array.isUnknown()) {
            elementType = binding.types.element(array.oid());
            if (elementType == Oid.NONE) {
                throw BindTypeErrors.arrayRequired().withPosition(position);
            }
        }
        var found = binding.operators.find(operator, left.oid(), elementType, position);
        if (found.result() != Oid.BOOL) {
            throw BindTypeErrors.arrayOperatorMustYieldBoolean().withPosition(position);
        }
        PolymorphicTypes.Resolved resolved =
                binding.coercions
                        .polymorphic()
                        .resolve(
                                List.of(left.oid(), elementType),
                                List.of(found.left(), found.right()),
                                found.result(),
                                position);
        int wanted = resolved.arguments().get(1);
        int arrayType = TypeFacts.isPolymorphic(wanted) ? array.oid() : binding.types.array(wanted);
        if (arrayType == Oid.NONE) {
            throw BindTypeErrors.noArrayType(binding.types.display(wanted)).withPosition(position);
        }
        Scalar leftScalar =
                binding.coercions.coerce(
                        left,
                        SqlType.of(resolved.arguments().getFirst()),
                        Context.IMPLICIT,
                        CallForm.IMPLICIT_CAST);
        Scalar arrayScalar =
                binding.coercions.coerce(
                        array, SqlType.of(arrayType), Context.IMPLICIT, CallForm.IMPLICIT_CAST);
        return new Scalar.ArrayComparison(
                found.function(), found.oid(), any, leftScalar, arrayScalar);
    }

    /** Whether an expression refers to any column of this query level. */
    static boolean hasColumns(Scalar scalar) {
        var finder =
                new TreeMapper() {
                    boolean found;

                    @Override
                    public Scalar scalar(Scalar scalar, int level) {
                        if (scalar instanceof Scalar.Column column) {
                            found |= column.levelsUp() == level;
                            return column;
                        }
                        return super.scalar(scalar, level);
                    }
                };
        finder.scalar(scalar, 0);
        return finder.found;
    }
}
