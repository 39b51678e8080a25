package dev.borealis.engine.bind;

import dev.borealis.engine.function.CastSignature.Context;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.Scalar.CallForm;
import dev.borealis.sql.ast.ArrayStep;
import dev.borealis.sql.ast.Constant;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.Expressions;
import dev.borealis.sql.ast.JsonExpression;
import dev.borealis.sql.ast.OperatorName;
import dev.borealis.sql.ast.Predicate;
import dev.borealis.sql.ast.XmlExpression;
import dev.borealis.types.Bytes;
import dev.borealis.types.Limits;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeInfo;
import dev.borealis.types.error.BindNameErrors;
import dev.borealis.types.error.BindQueryErrors;
import dev.borealis.types.error.BindTypeErrors;
import dev.borealis.types.error.NameErrors;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Expressions: dispatch, constants, casts and the constructs that choose among values. */
final class ExpressionBinder {
    private static final OperatorName EQUALS = OperatorName.of("=");
    private static final Set<String> COLLATIONS =
            Set.of("default", "C", "POSIX", "ucs_basic", "unicode");

    private final Binding binding;

    ExpressionBinder(Binding binding) {
        this.binding = binding;
    }

    /** Binds an expression; literals and parameters without a type stay of type unknown. */
    Value bind(Expression expression, Scope scope) {
        binding.state.enter();
        try {
            Scalar scalar = scalar(expression, scope);
            // a literal that was read as some type keeps the place of its text
            boolean literal =
                    expression instanceof Expression.Cast && scalar instanceof Scalar.Constant;
            Expression shown =
                    literal && expression instanceof Expression.Cast cast
                            ? cast.value()
                            : expression;
            return new Value(scalar, Expressions.start(shown));
        } finally {
            binding.state.leave();
        }
    }

    List<Value> bindAll(List<Expression> expressions, Scope scope) {
        var values = new ArrayList<Value>(expressions.size());
        for (Expression expression : expressions) {
            values.add(bind(expression, scope));
        }
        return values;
    }

    /** Binds a condition. @param name of the clause, for {@code argument of WHERE must be type boolean} */
    Scalar condition(Expression expression, Scope scope, Clause clause, String name) {
        Value value = scope.in(clause, () -> bind(expression, scope));
        return binding.coercions.toBoolean(value, name);
    }

    private Scalar scalar(Expression expression, Scope scope) {
        return switch (expression) {
            case Constant constant -> constant(constant);
            case Predicate predicate -> binding.predicates.bind(predicate, scope);
            case JsonExpression json -> binding.json.bind(json, scope);
            case XmlExpression _ -> throw BindQueryErrors.notYetImplemented("XML expressions");
            case Expression.Simple simple -> simple(simple, scope);
        };
    }

    private Scalar simple(Expression.Simple expression, Scope scope) {
        return switch (expression) {
            case Expression.ParameterRef parameter ->
                    new Scalar.Parameter(
                            SqlType.of(
                                    binding.context
                                            .parameters()
                                            .typeOf(parameter.number(), parameter.position())),
                            parameter.number());
            case Expression.ColumnRef reference -> binding.columns.bind(reference, scope);
            case Expression.BinaryOperator operator -> binary(operator, scope);
            case Expression.UnaryOperator operator ->
                    binding.operators.prefix(
                            operator.operator(),
                            bind(operator.operand(), scope),
                            operator.position());
            case Expression.And and -> new Scalar.And(booleans(and.arguments(), scope, "AND"));
            case Expression.Or or -> new Scalar.Or(booleans(or.arguments(), scope, "OR"));
            case Expression.Not not ->
                    new Scalar.Not(binding.coercions.toBoolean(bind(not.argument(), scope), "NOT"));
            case Expression.FunctionCall call -> binding.calls.bind(call, scope);
            case Expression.Cast cast -> cast(cast, scope);
            case Expression.Case cases -> caseOf(cases, scope);
            case Expression.Coalesce coalesce -> {
                List<Value> values =
                        withoutSets(() -> bindAll(coalesce.arguments(), scope), scope, "COALESCE");
                int type = binding.coercions.commonType(values, "COALESCE");
                yield new Scalar.Coalesce(
                        new SqlType(type, Coercions.commonModifier(values, type)),
                        toCommon(values, type, "COALESCE"));
            }
            case Expression.Nullif nullif -> nullif(nullif, scope);
            case Expression.Greatest greatest -> extreme(greatest.arguments(), true, scope);
            case Expression.Least least -> extreme(least.arguments(), false, scope);
            case Expression.ScalarSubquery subquery -> binding.subqueries.scalar(subquery, scope);
            case Expression.ArraySubquery subquery -> binding.subqueries.array(subquery, scope);
            case Expression.ArrayConstructor array -> array(array, scope, null);
            case Expression.RowConstructor row -> row(row, scope);
            case Expression.Subscript subscript ->
                    subscript(
                            bind(subscript.base(), scope),
                            subscript.subscripts(),
                            scope,
                            subscript.position());
            case Expression.FieldSelect field ->
                    binding.columns.field(
                            bind(field.base(), scope), field.field(), field.position(), scope);
            case Expression.FieldStar star ->
                    throw BindNameErrors.rowExpansionNotSupported().withPosition(star.position());
            case Expression.Collate collate -> collate(collate, scope);
            case Expression.SqlValueFunction value -> sessionValue(value);
            case Expression.Grouping grouping -> binding.aggregates.grouping(grouping, scope);
            case Expression.SetToDefault setToDefault ->
                    throw BindQueryErrors.defaultNotAllowed().withPosition(setToDefault.position());
            case Expression.CurrentOf currentOf ->
                    throw BindNameErrors.undefinedCursor(currentOf.cursor());
        };
    }

    private Scalar constant(Constant constant) {
        return switch (constant) {
            case Constant.IntegerConstant number -> {
                long value = number.value();
                SqlType type = value == (int) value ? SqlType.INT4 : SqlType.INT8;
                Scalar slot = binding.context.slots().whole(value, type, number.position());
                yield slot != null ? slot : new Scalar.Constant(type, value);
            }
            case Constant.NumericConstant number ->
                    new Scalar.Constant(
                            SqlType.NUMERIC,
                            new Literals(binding.context)
                                    .read(
                                            SqlType.NUMERIC,
                                            Bytes.ofString(number.text()),
                                            number.position()));
            case Constant.StringConstant string ->
                    new Scalar.Constant(SqlType.UNKNOWN, string.value());
            case Constant.BitStringConstant bits ->
                    new Scalar.Constant(
                            SqlType.of(Oid.BIT),
                            new Literals(binding.context)
                                    .read(
                                            SqlType.of(Oid.BIT),
                                            Bytes.ofString(
                                                    (bits.hexadecimal() ? "x" : "b")
                                                            + bits.digits()),
                                            bits.position()));
            case Constant.BooleanConstant bool ->
                    new Scalar.Constant(SqlType.BOOL, bool.value() ? 1L : 0L);
            case Constant.NullConstant _ -> new Scalar.Constant(SqlType.UNKNOWN, null);
        };
    }

    private List<Scalar> booleans(List<Expression> arguments, Scope scope, String name) {
        var conditions = new ArrayList<Scalar>();
        for (Expression argument : arguments) {
            conditions.add(binding.coercions.toBoolean(bind(argument, scope), name));
        }
        return conditions;
    }

    /** A chain such as {@code a + b - c} is as deep as it is long, so its left operands are gone through in a loop. */
    private Scalar binary(Expression.BinaryOperator outermost, Scope scope) {
        if (comparesRows(outermost)) {
            return compareRows(outermost, scope);
        }
        var chain = new ArrayDeque<Expression.BinaryOperator>();
        Expression first = outermost;
        while (first instanceof Expression.BinaryOperator operator && !comparesRows(operator)) {
            chain.push(operator);
            first = operator.left();
        }
        Value left = bind(first, scope);
        for (Expression.BinaryOperator operator : chain) {
            Value right = bind(operator.right(), scope);
            Scalar whole =
                    binding.operators.binary(operator.operator(), left, right, operator.position());
            left = new Value(whole, Expressions.start(left.position(), operator.position()));
        }
        return left.scalar();
    }

    private static boolean comparesRows(Expression.BinaryOperator operator) {
        return operator.left() instanceof Expression.RowConstructor
                && (operator.right() instanceof Expression.ScalarSubquery
                        || operator.right() instanceof Expression.RowConstructor);
    }

    private Scalar compareRows(Expression.BinaryOperator operator, Scope scope) {
        var left = (Expression.RowConstructor) operator.left();
        if (operator.right() instanceof Expression.ScalarSubquery subquery) {
            return binding.subqueries.rowComparison(
                    left, operator.operator(), subquery, operator.position(), scope);
        }
        var right = (Expression.RowConstructor) operator.right();
        return binding.rows.compare(
                operator.operator(),
                bindAll(left.fields(), scope),
                bindAll(right.fields(), scope),
                operator.position());
    }

    List<Scalar> toCommon(List<Value> values, int type, String construct) {
        var converted = new ArrayList<Scalar>();
        for (Value value : values) {
            converted.add(binding.coercions.toCommonType(value, type, construct));
        }
        return converted;
    }

    // --- casts ---

    private Scalar cast(Expression.Cast cast, Scope scope) {
        SqlType target = binding.typeNames.bind(cast.type());
        if (cast.value() instanceof Expression.ArrayConstructor array) {
            int base = binding.types.base(target.oid());
            int element = binding.types.element(base);
            if (element != Oid.NONE) {
                binding.state.enter();
                try {
                    Scalar built = array(array, scope, SqlType.of(base));
                    return castTo(new Value(built, array.position()), target, cast.position());
                } finally {
                    binding.state.leave();
                }
            }
        }
        return castTo(bind(cast.value(), scope), target, cast.position());
    }

    /** An explicit cast. */
    Scalar castTo(Value value, SqlType target, int position) {
        Scalar converted =
                binding.coercions.convert(value, target, Context.EXPLICIT, CallForm.EXPLICIT_CAST);
        if (converted == null) {
            throw BindTypeErrors.cannotCast(
                            binding.types.display(value.oid()), binding.types.display(target.oid()))
                    .withPosition(position > 0 ? position : value.position());
        }
        return converted;
    }

    private Scalar collate(Expression.Collate collate, Scope scope) {
        Value value = bind(collate.value(), scope);
        String name = collate.collation().last();
        if (!COLLATIONS.contains(name)) {
            throw NameErrors.collationDoesNotExist(collate.collation().dotted())
                    .withPosition(collate.position());
        }
        TypeInfo info = binding.types.find(binding.types.base(value.oid()));
        if (!value.isUnknown() && (info == null || info.collation() == Oid.NONE)) {
            throw BindTypeErrors.notCollatable(binding.types.display(value.oid()))
                    .withPosition(collate.position());
        }
        return binding.coercions.settleUnknown(value);
    }

    private static Scalar sessionValue(Expression.SqlValueFunction value) {
        int precision = Math.min(value.precision(), 6);
        Scalar.SessionValue.Kind kind = Scalar.SessionValue.Kind.valueOf(value.kind().name());
        SqlType type =
                switch (kind) {
                    case CURRENT_DATE -> SqlType.DATE;
                    case CURRENT_TIME -> new SqlType(Oid.TIMETZ, precision);
                    case CURRENT_TIMESTAMP -> new SqlType(Oid.TIMESTAMPTZ, precision);
                    case LOCALTIME -> new SqlType(Oid.TIME, precision);
                    case LOCALTIMESTAMP -> new SqlType(Oid.TIMESTAMP, precision);
                    case CURRENT_ROLE,
                            CURRENT_USER,
                            USER,
                            SESSION_USER,
                            CURRENT_CATALOG,
                            CURRENT_SCHEMA ->
                            SqlType.NAME;
                    case SYSTEM_USER -> SqlType.TEXT;
                };
        return new Scalar.SessionValue(type, kind);
    }

    // --- constructs that choose ---

    private <T> T withoutSets(java.util.function.Supplier<T> work, Scope scope, String construct) {
        int before = binding.calls.setCallCount();
        T result = work.get();
        if (binding.calls.setCallCount() != before) {
            throw BindQueryErrors.setFunctionNotAllowedIn(construct)
                    .withPosition(binding.calls.lastSetCallPosition());
        }
        return result;
    }

    private Scalar caseOf(Expression.Case cases, Scope scope) {
        return withoutSets(() -> caseWithSets(cases, scope), scope, "CASE");
    }

    private Scalar caseWithSets(Expression.Case cases, Scope scope) {
        Value operand = cases.operand() == null ? null : bind(cases.operand(), scope);
        if (operand != null) {
            operand = operand.with(binding.coercions.settleUnknown(operand));
        }
        var conditions = new ArrayList<Scalar>();
        var results = new ArrayList<Value>();
        for (Expression.When when : cases.whens()) {
            Value condition = bind(when.condition(), scope);
            if (operand != null) {
                Value placeholder =
                        new Value(
                                new Scalar.ElementPlaceholder(operand.type()), operand.position());
                Scalar compared =
                        binding.operators.binary(EQUALS, placeholder, condition, when.position());
                condition = new Value(compared, when.position());
            }
            conditions.add(binding.coercions.toBoolean(condition, "CASE/WHEN"));
            results.add(bind(when.result(), scope));
        }
        Value otherwise =
                cases.otherwise() == null
                        ? new Value(new Scalar.Constant(SqlType.UNKNOWN, null), 0)
                        : bind(cases.otherwise(), scope);
        // the type of ELSE is looked at first
        var all = new ArrayList<Value>();
        all.add(otherwise);
        all.addAll(results);
        int type = binding.coercions.commonType(all, "CASE");
        var whens = new ArrayList<Scalar.When>();
        for (int i = 0; i < results.size(); i++) {
            whens.add(
                    new Scalar.When(
                            conditions.get(i),
                            binding.coercions.toCommonType(results.get(i), type, "CASE/WHEN")));
        }
        Scalar last = binding.coercions.toCommonType(otherwise, type, "CASE/ELSE");
        // without ELSE there is a NULL of no modifier
        return new Scalar.Case(
                new SqlType(type, Coercions.commonModifier(all, type)),
                operand == null ? null : operand.scalar(),
                whens,
                cases.otherwise() == null ? null : last);
    }

    private Scalar nullif(Expression.Nullif nullif, Scope scope) {
        Value left = bind(nullif.left(), scope);
        Value right = bind(nullif.right(), scope);
        OperatorLookup.Bound bound = binding.operators.bind(EQUALS, left, right, nullif.position());
        if (bound.result().oid() != Oid.BOOL) {
            throw BindTypeErrors.operatorMustYieldBoolean("NULLIF").withPosition(nullif.position());
        }
        return new Scalar.NullIf(
                bound.operands().getFirst().type(),
                bound.operator().function(),
                bound.operator().oid(),
                bound.operands().getFirst(),
                bound.operands().getLast());
    }

    private Scalar extreme(List<Expression> arguments, boolean greatest, Scope scope) {
        String name = greatest ? "GREATEST" : "LEAST";
        List<Value> values = bindAll(arguments, scope);
        int type = binding.coercions.commonType(values, name);
        if (binding.context.registry().defaultOrdering(binding.types.base(type)) == null) {
            throw BindTypeErrors.noComparisonFunction(binding.types.display(type));
        }
        return new Scalar.Extreme(
                new SqlType(type, Coercions.commonModifier(values, type)),
                greatest,
                toCommon(values, type, name));
    }

    // --- arrays and rows ---

    /** @param target the array type that a cast demands, or null */
    private Scalar array(Expression.ArrayConstructor array, Scope scope, @Nullable SqlType target) {
        var values = new ArrayList<Value>();
        boolean nested = false;
        for (Expression element : array.elements()) {
            if (element instanceof Expression.ArrayConstructor inner) {
                binding.state.enter();
                try {
                    values.add(new Value(array(inner, scope, target), inner.position()));
                } finally {
                    binding.state.leave();
                }
                nested = true;
            } else {
                Value value = bind(element, scope);
                values.add(value);
                nested |=
                        !value.isUnknown()
                                        && binding.types.element(value.oid()) != Oid.NONE
                                        && target == null
                                || target != null && value.oid() == target.oid();
            }
        }
        if (target != null) {
            int elementType = nested ? target.oid() : binding.types.element(target.oid());
            var elements = new ArrayList<Scalar>();
            for (Value value : values) {
                elements.add(castTo(value, SqlType.of(elementType), 0));
            }
            return new Scalar.ArrayConstructor(
                    target, SqlType.of(binding.types.element(target.oid())), nested, elements);
        }
        if (values.isEmpty()) {
            throw BindTypeErrors.emptyArrayType().withPosition(array.position());
        }
        int common = binding.coercions.commonType(values, "ARRAY");
        List<Scalar> elements = toCommon(values, common, "ARRAY");
        int type = nested ? common : binding.types.array(common);
        if (nested && binding.types.element(common) == Oid.NONE) {
            nested = false;
            type = binding.types.array(common);
        }
        if (type == Oid.NONE) {
            throw BindTypeErrors.noArrayType(binding.types.display(common))
                    .withPosition(array.position());
        }
        return new Scalar.ArrayConstructor(
                SqlType.of(type), SqlType.of(binding.types.element(type)), nested, elements);
    }

    private Scalar row(Expression.RowConstructor row, Scope scope) {
        List<Value> values = new ArrayList<>();
        for (Expression field : row.fields()) {
            values.addAll(binding.columns.expand(field, scope));
        }
        if (values.size() > Limits.TARGET_LIST_ENTRIES) {
            throw BindQueryErrors.tooManyFields(Limits.TARGET_LIST_ENTRIES)
                    .withPosition(row.position());
        }
        var names = new ArrayList<String>();
        for (int i = 1; i <= values.size(); i++) {
            names.add("f" + i);
        }
        return new Scalar.RowConstructor(
                SqlType.of(Oid.RECORD), values.stream().map(Value::scalar).toList(), names);
    }

    Scalar subscript(Value base, List<ArrayStep> steps, Scope scope, int position) {
        int container = binding.types.base(base.oid());
        if (container == Oid.JSONB) {
            return jsonSubscript(base, steps, scope, position);
        }
        TypeInfo info = binding.types.find(container);
        if (info == null || info.subscript().equals("-") || info.element() == Oid.NONE) {
            throw BindTypeErrors.notSubscriptable(binding.types.display(base.oid()))
                    .withPosition(base.position());
        }
        boolean slice = steps.stream().anyMatch(step -> step instanceof ArrayStep.Slice);
        var indexes = new ArrayList<Scalar.Index>();
        for (ArrayStep step : steps) {
            indexes.add(
                    switch (step) {
                        case ArrayStep.Index index -> {
                            Scalar at = integer(index.index(), scope);
                            yield slice
                                    ? new Scalar.Index(
                                            new Scalar.Constant(SqlType.INT4, 1L), at, true)
                                    : new Scalar.Index(null, at, false);
                        }
                        case ArrayStep.Slice range ->
                                new Scalar.Index(
                                        range.lower() == null
                                                ? null
                                                : integer(range.lower(), scope),
                                        range.upper() == null
                                                ? null
                                                : integer(range.upper(), scope),
                                        true);
                    });
        }
        Scalar value =
                container == base.oid()
                        ? base.scalar()
                        : binding.coercions.coerce(
                                base,
                                SqlType.of(container),
                                Context.IMPLICIT,
                                CallForm.IMPLICIT_CAST);
        int result = slice ? container : info.element();
        return new Scalar.Subscript(new SqlType(result, base.type().typmod()), value, indexes);
    }

    private Scalar integer(Expression expression, Scope scope) {
        Value value = bind(expression, scope);
        Scalar converted =
                binding.coercions.convert(
                        value, SqlType.INT4, Context.ASSIGNMENT, CallForm.IMPLICIT_CAST);
        if (converted == null) {
            throw BindTypeErrors.subscriptMustBeInteger().withPosition(value.position());
        }
        return converted;
    }

    private Scalar jsonSubscript(Value base, List<ArrayStep> steps, Scope scope, int position) {
        return new Scalar.Subscript(
                SqlType.JSONB, base.scalar(), jsonIndexes(steps, scope, position));
    }

    /** Subscripts of a jsonb: integers where they are of a number, else texts. */
    List<Scalar.Index> jsonIndexes(List<ArrayStep> steps, Scope scope, int position) {
        var indexes = new ArrayList<Scalar.Index>();
        for (ArrayStep step : steps) {
            switch (step) {
                case ArrayStep.Slice slice -> {
                    Expression bound = slice.upper() != null ? slice.upper() : slice.lower();
                    throw BindTypeErrors.jsonSlices()
                            .withPosition(bound == null ? position : Expressions.start(bound));
                }
                case ArrayStep.Index index -> {
                    Value value = bind(index.index(), scope);
                    boolean number =
                            binding.coercions.canCoerce(value.oid(), Oid.INT4, Context.IMPLICIT)
                                    && !value.isUnknown();
                    SqlType wanted = number ? SqlType.INT4 : SqlType.TEXT;
                    Scalar converted =
                            binding.coercions.convert(
                                    value, wanted, Context.IMPLICIT, CallForm.IMPLICIT_CAST);
                    if (converted == null) {
                        throw BindTypeErrors.jsonSubscriptType(binding.types.display(value.oid()))
                                .withPosition(value.position());
                    }
                    indexes.add(new Scalar.Index(null, converted, false));
                }
            }
        }
        return indexes;
    }

    /** The error of an expression whose type is not what a column has. */
    SqlException wrongColumnType(String column, SqlType wanted, Value value) {
        return BindTypeErrors.columnTypeMismatch(
                        column,
                        binding.types.display(wanted.oid()),
                        binding.types.display(value.oid()))
                .withPosition(value.position());
    }
}
