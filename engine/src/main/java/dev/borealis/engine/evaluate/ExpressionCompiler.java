package dev.borealis.engine.evaluate;

import dev.borealis.engine.catalog.UserFunction;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.function.Implementation;
import dev.borealis.engine.function.OperatorSignature;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Carrier;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.StackDepth;
import dev.borealis.types.error.SessionErrors;
import dev.borealis.types.error.SyntaxErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * Compiles bound expressions. One object for the making of one plan; not thread-safe. A {@link Scalar.Column} of
 * {@code levelsUp} n reads {@code frame.up(n).rows[range]}; aggregates, window calls and GROUPING must have been
 * replaced by columns of computed ranges before.
 */
public final class ExpressionCompiler {
    /** Nesting of an expression. Real stacks hold several times as much. */
    private static final int MAX_DEPTH = StackDepth.LIMIT;

    private final Environment environment;
    private final Deque<Integer> placeholders = new ArrayDeque<>();
    private final Deque<Integer> subqueryRows = new ArrayDeque<>();
    private int depth;

    public ExpressionCompiler(Environment environment) {
        this.environment = environment;
    }

    /** What expressions are compiled with. */
    public Environment environment() {
        return environment;
    }

    /** Each by itself. */
    public Expression[] compileAll(List<? extends Scalar> scalars) {
        Expression[] compiled = new Expression[scalars.size()];
        for (int i = 0; i < compiled.length; i++) {
            compiled[i] = compile(scalars.get(i));
        }
        return compiled;
    }

    /**
     * Compiles an expression that reads a placeholder.
     *
     * @param site of the {@link SlotRow} that {@link #setPlaceholder} fills
     */
    public Expression compileWithPlaceholder(Scalar scalar, int site) {
        placeholders.push(site);
        try {
            return compile(scalar);
        } finally {
            placeholders.pop();
        }
    }

    /** A call whose arguments are placeholders, one site for each. */
    public Expression compileOnPlaceholders(
            int function, SqlType type, List<SqlType> argumentTypes, List<Integer> sites) {
        Expression[] arguments = new Expression[sites.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = new Choices.Placeholder(carrier(argumentTypes.get(i)), sites.get(i));
        }
        return call(function, type, arguments, argumentTypes);
    }

    /** Gives the placeholder of a site its value in a running execution. */
    public static void setPlaceholder(
            Frame frame,
            int site,
            Carrier carrier,
            @org.jspecify.annotations.Nullable Object value) {
        Choices.Placeholder.slot(frame, site).setBoxed(0, carrier, value);
    }

    /** Code that computes the value of a bound expression; one for all executions. 54001 when nested too deeply. */
    public Expression compile(Scalar scalar) {
        if (++depth > MAX_DEPTH) {
            throw SyntaxErrors.stackDepthLimitExceeded();
        }
        try {
            return compileNode(scalar);
        } finally {
            depth--;
        }
    }

    private Expression compileNode(Scalar scalar) {
        return switch (scalar) {
            case Scalar.Constant constant ->
                    Leaves.constant(carrier(constant.type()), constant.value());
            case Scalar.Parameter parameter ->
                    new Leaves.Parameter(carrier(parameter.type()), parameter.number());
            case Scalar.Column column -> column(column);
            case Scalar.FunctionCall call -> call(call);
            case Scalar.Coercion coercion -> coercion(coercion);
            case Scalar.ElementPlaceholder placeholder -> placeholder(placeholder);
            case Scalar.And and -> new Logic.And(compileAll(and.arguments()));
            case Scalar.Or or -> new Logic.Or(compileAll(or.arguments()));
            case Scalar.Not not -> new Logic.Not(compile(not.argument()));
            case Scalar.NullTest test -> nullTest(test);
            case Scalar.BooleanTest test ->
                    new Logic.BooleanTest(compile(test.argument()), test.kind(), test.negated());
            case Scalar.DistinctFrom distinct -> distinctFrom(distinct);
            case Scalar.NullIf nullIf -> nullIf(nullIf);
            case Scalar.Coalesce coalesce ->
                    new Choices.Coalesce(
                            carrier(coalesce.type()), compileAll(coalesce.arguments()));
            case Scalar.Extreme extreme ->
                    new Choices.Extreme(
                            compileAll(extreme.arguments()),
                            ValueOrder.of(extreme.type(), environment),
                            extreme.greatest());
            case Scalar.Case choice -> caseOf(choice);
            case Scalar.ArrayComparison comparison -> arrayComparison(comparison);
            case Scalar.ArrayConstructor array ->
                    new Composites.MakeArray(
                            array.element().oid(), array.nested(), compileAll(array.elements()));
            case Scalar.RowConstructor row ->
                    new Composites.MakeRecord(
                            row.type().oid(),
                            row.fields().stream().map(Scalar::type).toList(),
                            row.names(),
                            compileAll(row.fields()));
            case Scalar.RowComparison comparison -> rowComparison(comparison);
            case Scalar.Subscript subscript -> Composites.subscript(subscript, this);
            case Scalar.FieldAccess access ->
                    new Composites.Field(
                            carrier(access.type()), compile(access.row()), access.field());
            case Scalar.Subquery subquery -> subquery(subquery);
            case Scalar.SubqueryColumn column ->
                    new Subqueries.OutputColumn(
                            carrier(column.type()), subqueryRows.getFirst(), column.column() - 1);
            case Scalar.SessionValue value ->
                    new SessionValueExpression(carrier(value.type()), value);
            case Scalar.JsonConstructor json -> JsonConstruction.compile(json, this);
            case Scalar.AggregateCall _, Scalar.WindowCall _, Scalar.Grouping _ ->
                    throw new IllegalStateException("not replaced before compilation: " + scalar);
        };
    }

    Carrier carrier(SqlType type) {
        return environment.carrier(type);
    }

    /** pg_attribute.attnum of tableoid. */
    private static final int TABLE_OID = -6;

    private Expression column(Scalar.Column column) {
        if (column.column() > 0) {
            return Leaves.column(
                    carrier(column.type()), column.levelsUp(), column.range(), column.column() - 1);
        }
        if (column.column() == 0) {
            RowShapes.Shape shape = environment.rows().shape(column);
            return Composites.wholeRow(
                    column, shape.types(), shape.names(), shape.columns(), environment);
        }
        if (column.column() == TABLE_OID) {
            return new Leaves.TableOid(
                    column.levelsUp(), column.range(), environment.rows().shape(column).relation());
        }
        throw SessionErrors.notYetImplemented("system column " + column.column());
    }

    private Expression placeholder(Scalar.ElementPlaceholder placeholder) {
        Integer site = placeholders.peek();
        if (site == null) {
            throw new IllegalStateException("placeholder outside of what sets it");
        }
        return new Choices.Placeholder(carrier(placeholder.type()), site);
    }

    private Expression call(Scalar.FunctionCall call) {
        Expression[] arguments = compileAll(call.arguments());
        if (call.variadic()) {
            FunctionSignature signature = environment.functions().function(call.function());
            if (signature != null && signature.variadicType() == Oid.ANY) {
                return variadicCall(call, signature, arguments);
            }
        }
        return call(
                call.function(),
                call.type(),
                arguments,
                call.arguments().stream().map(Scalar::type).toList());
    }

    /** A call in FROM of a built-in function that returns whatever record the caller wants. */
    public Expression callFor(Scalar.FunctionCall call, List<NameResolver.Field> wantedColumns) {
        var spec =
                new CallSpec(
                        environment.sites().next(),
                        call.type(),
                        call.arguments().stream().map(Scalar::type).toList(),
                        wantedColumns);
        return new GeneralCall(
                carrier(call.type()),
                (Implementation.General) environment.functions().implementation(call.function()),
                compileAll(call.arguments()),
                spec,
                Objects.requireNonNull(environment.functions().function(call.function())).strict());
    }

    /** Of a function of VARIADIC "any": all such have boxed arguments. */
    private Expression variadicCall(
            Scalar.FunctionCall call, FunctionSignature signature, Expression[] arguments) {
        List<SqlType> types = call.arguments().stream().map(Scalar::type).toList();
        return new VariadicCall(
                carrier(call.type()),
                (Implementation.General) environment.functions().implementation(call.function()),
                arguments,
                environment.sites().next(),
                call.type(),
                types.subList(0, types.size() - 1),
                Composites.elementType(types.getLast(), environment),
                signature.source().equals("text_format"));
    }

    /** A call with compiled arguments. */
    Expression call(
            int function, SqlType type, Expression[] arguments, List<SqlType> argumentTypes) {
        int site = environment.sites().next();
        FunctionSignature signature = environment.functions().function(function);
        if (signature == null) {
            UserFunction user = environment.catalog().function(function);
            if (user == null) {
                throw new IllegalStateException("no function with OID " + function);
            }
            environment.sites().noteUserFunction(function);
            return new SqlFunctionCall(
                    carrier(type), function, argumentTypes, arguments, user.signature().strict());
        }
        LongComparison.Kind comparison = LongComparison.of(signature.source());
        if (comparison != null && arguments.length == 2) {
            return LongComparison.compare(comparison, arguments[0], arguments[1]);
        }
        var spec = new CallSpec(site, type, argumentTypes);
        Implementation implementation = environment.functions().implementation(function);
        return implementation instanceof Implementation.General general
                ? new GeneralCall(carrier(type), general, arguments, spec, signature.strict())
                : Lifted.lift(implementation, arguments, spec);
    }

    private Expression coercion(Scalar.Coercion coercion) {
        Expression argument = compile(coercion.argument());
        SqlType from = coercion.argument().type();
        return switch (coercion.kind()) {
            case RELABEL -> argument;
            case IO ->
                    new Conversions.ThroughText(
                            environment.baseType(from),
                            coercion.type(),
                            carrier(coercion.type()),
                            argument);
            case DOMAIN ->
                    new Conversions.CheckDomain(
                            carrier(coercion.type()), coercion.type().oid(), argument);
            case ROW -> new Conversions.ToRowType(coercion.type().oid(), argument);
            case ARRAY -> {
                int site = environment.sites().next();
                Scalar element = coercion.element();
                if (element == null) {
                    throw new IllegalStateException("array coercion without element");
                }
                yield new Conversions.ArrayElements(
                        argument,
                        site,
                        compileWithPlaceholder(element, site),
                        carrier(Composites.elementType(from, environment)),
                        element.type().oid());
            }
        };
    }

    private Expression nullTest(Scalar.NullTest test) {
        Expression argument = compile(test.argument());
        return test.rowWise()
                ? new Composites.RowNullTest(argument, test.negated())
                : new Logic.IsNull(argument, test.negated());
    }

    private Expression equality(
            int function, SqlType left, int leftSite, SqlType right, int rightSite) {
        Expression[] arguments = {
            new Choices.Placeholder(carrier(left), leftSite),
            new Choices.Placeholder(carrier(right), rightSite)
        };
        return call(function, SqlType.BOOL, arguments, List.of(left, right));
    }

    private Expression distinctFrom(Scalar.DistinctFrom distinct) {
        int left = environment.sites().next();
        int right = environment.sites().next();
        return new Choices.Distinct(
                compile(distinct.left()),
                left,
                compile(distinct.right()),
                right,
                equality(
                        distinct.equality(),
                        distinct.left().type(),
                        left,
                        distinct.right().type(),
                        right),
                distinct.negated());
    }

    private Expression nullIf(Scalar.NullIf nullIf) {
        int left = environment.sites().next();
        int right = environment.sites().next();
        return new Choices.NullIf(
                carrier(nullIf.type()),
                compile(nullIf.left()),
                left,
                compile(nullIf.right()),
                right,
                equality(
                        nullIf.equality(),
                        nullIf.left().type(),
                        left,
                        nullIf.right().type(),
                        right));
    }

    private Expression caseOf(Scalar.Case choice) {
        int site = environment.sites().next();
        Scalar operand = choice.operand();
        Expression[] conditions = new Expression[choice.whens().size()];
        Expression[] results = new Expression[conditions.length];
        for (int i = 0; i < conditions.length; i++) {
            Scalar.When when = choice.whens().get(i);
            conditions[i] =
                    operand == null
                            ? compile(when.condition())
                            : compileWithPlaceholder(when.condition(), site);
            results[i] = compile(when.result());
        }
        Scalar otherwise = choice.otherwise();
        Carrier carrier = carrier(choice.type());
        return new Choices.Case(
                carrier,
                operand == null ? null : compile(operand),
                site,
                conditions,
                results,
                otherwise == null ? Leaves.constant(carrier, null) : compile(otherwise));
    }

    private Expression arrayComparison(Scalar.ArrayComparison comparison) {
        int left = environment.sites().next();
        int element = environment.sites().next();
        OperatorSignature operator = environment.functions().operator(comparison.operator());
        SqlType leftType = comparison.left().type();
        SqlType elementType = Composites.elementType(comparison.array().type(), environment);
        if (operator != null && operator.right() != elementType.oid()) {
            elementType = environment.baseType(elementType);
        }
        Expression[] arguments = {
            new Choices.Placeholder(carrier(leftType), left),
            new Choices.Placeholder(carrier(elementType), element)
        };
        Expression test =
                call(
                        comparison.function(),
                        SqlType.BOOL,
                        arguments,
                        List.of(leftType, elementType));
        boolean strict = isStrict(comparison.function());
        return ArrayTest.of(
                comparison,
                compile(comparison.left()),
                left,
                compile(comparison.array()),
                element,
                carrier(elementType),
                test,
                strict,
                isLongEquality(comparison.function()));
    }

    private boolean isLongEquality(int function) {
        FunctionSignature signature = environment.functions().function(function);
        return signature != null
                && LongComparison.of(signature.source()) == LongComparison.Kind.EQUAL;
    }

    private boolean isStrict(int function) {
        FunctionSignature signature = environment.functions().function(function);
        if (signature != null) {
            return signature.strict();
        }
        UserFunction user = environment.catalog().function(function);
        return user != null && user.signature().strict();
    }

    private Expression rowComparison(Scalar.RowComparison comparison) {
        int columns = comparison.left().size();
        Expression[] left = compileAll(comparison.left());
        Expression[] right = compileAll(comparison.right());
        ValueOrder[] orders = new ValueOrder[columns];
        boolean sameTypes = true;
        for (int i = 0; i < columns; i++) {
            orders[i] = ValueOrder.of(comparison.left().get(i).type(), environment);
            sameTypes &= left[i].carrier() == right[i].carrier();
        }
        if (!sameTypes) {
            throw SessionErrors.notYetImplemented("row comparison between different types");
        }
        return new Composites.CompareRows(comparison.kind(), left, right, orders);
    }

    private Expression subquery(Scalar.Subquery subquery) {
        SubqueryPlan plan = environment.subqueries().plan(subquery);
        int site = environment.sites().next();
        int rowSite = environment.sites().next();
        Scalar comparison = subquery.comparison();
        if (comparison == null) {
            return Subqueries.plain(subquery, plan, site, rowSite, environment);
        }
        Subqueries.HashedAny hashed = hashedAny(subquery, comparison, plan, site, rowSite);
        if (hashed != null) {
            return hashed;
        }
        subqueryRows.push(rowSite);
        Expression compiled;
        try {
            compiled = compile(comparison);
        } finally {
            subqueryRows.pop();
        }
        return new Subqueries.Quantified(
                plan, site, rowSite, compiled, subquery.kind() == Scalar.Subquery.Kind.ANY);
    }

    private Subqueries.@Nullable HashedAny hashedAny(
            Scalar.Subquery subquery, Scalar comparison, SubqueryPlan plan, int site, int setSite) {
        if (!isHashed(subquery, plan, environment.functions())
                || !(comparison instanceof Scalar.FunctionCall call)) {
            return null;
        }
        return new Subqueries.HashedAny(
                plan,
                site,
                setSite,
                compile(call.arguments().get(0)),
                carrier(call.arguments().get(1).type()));
    }

    /** Whether {@code = ANY} looks for the value in a set of the sub-query's values, made once. */
    public static boolean isHashed(
            Scalar.Subquery subquery, SubqueryPlan plan, FunctionRegistry functions) {
        if (plan.isCorrelated()
                || subquery.kind() != Scalar.Subquery.Kind.ANY
                || !(subquery.comparison() instanceof Scalar.FunctionCall call)
                || call.arguments().size() != 2
                || !(call.arguments().get(1) instanceof Scalar.SubqueryColumn)) {
            return false;
        }
        FunctionSignature signature = functions.function(call.function());
        return signature != null
                && (LongComparison.of(signature.source()) == LongComparison.Kind.EQUAL
                        || "texteq".equals(signature.source()));
    }
}
