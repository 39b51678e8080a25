package dev.borealis.engine.bind;

import dev.borealis.engine.catalog.UserFunction;
import dev.borealis.engine.function.CastSignature.Context;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.function.FunctionSignature.Kind;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.Scalar.CallForm;
import dev.borealis.sql.Parser;
import dev.borealis.sql.ParserOptions;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.Expressions;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.types.Limits;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.BindQueryErrors;
import dev.borealis.types.error.BindTypeErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Calls of functions; hands aggregates and window functions on. */
final class CallBinder {
    private final Binding binding;
    private int setCalls;
    private int lastSetCall;

    CallBinder(Binding binding) {
        this.binding = binding;
    }

    /** How many calls of set-returning functions were bound so far. */
    int setCallCount() {
        return setCalls;
    }

    /** Calls in a sub-query are not calls of the expression round it. @param before the count before the sub-query */
    void forgetSetCalls(int before) {
        setCalls = before;
    }

    int lastSetCallPosition() {
        return lastSetCall;
    }

    /**
     * A call whose function is chosen and whose arguments are converted.
     *
     * @param arguments in the order of the signature, variadic ones gathered
     */
    record Bound(
            FunctionSignature signature,
            SqlType result,
            List<Scalar> arguments,
            boolean variadic) {}

    Scalar bind(Expression.FunctionCall call, Scope scope) {
        if (call.sqlSyntax() && call.name().last().equals("overlaps")) {
            checkOverlaps(call);
        }
        if (call.arguments().size() > Limits.FUNCTION_ARGUMENTS) {
            throw BindTypeErrors.tooManyArguments(Limits.FUNCTION_ARGUMENTS)
                    .withPosition(call.position());
        }
        int setsBefore = setCalls;
        var values = new ArrayList<Value>();
        var names = new ArrayList<String>();
        for (Expression.Argument argument : call.arguments()) {
            if (argument.name() != null) {
                if (names.contains(argument.name())) {
                    throw BindTypeErrors.argumentNameTwice(argument.name())
                            .withPosition(argument.position());
                }
                names.add(argument.name());
            } else if (!names.isEmpty()) {
                throw BindTypeErrors.positionalAfterNamed()
                        .withPosition(Expressions.start(argument.value()));
            }
            Value value = binding.expressions.bind(argument.value(), scope);
            // JDBC's OUT parameters are given as parameters of type void: they count for nothing
            if (!(value.scalar() instanceof Scalar.Parameter && value.oid() == Oid.VOID)) {
                values.add(value);
            }
        }
        int direct = values.size();
        if (call.withinGroup()) {
            for (var item : call.orderBy()) {
                values.add(
                        scope.in(
                                scope.clause,
                                () -> binding.expressions.bind(item.expression(), scope)));
            }
        }
        boolean plain =
                !call.star()
                        && !call.distinct()
                        && call.orderBy().isEmpty()
                        && !call.withinGroup()
                        && call.filter() == null
                        && call.over() == null
                        && !call.variadic();
        FunctionLookup.Found found = find(call, values, names, plain);
        return switch (found) {
            case FunctionLookup.Found.Cast cast ->
                    binding.expressions.castTo(
                            values.getFirst(), SqlType.of(cast.type()), call.position());
            case FunctionLookup.Found.Function function ->
                    called(call, scope, function.match(), values, direct, setsBefore);
        };
    }

    private FunctionLookup.Found find(
            Expression.FunctionCall call, List<Value> values, List<String> names, boolean plain) {
        var request =
                new FunctionLookup.Request(
                        call.name(),
                        values.stream().map(Value::oid).toList(),
                        names,
                        call.variadic(),
                        plain,
                        call.position());
        return binding.functions.find(request);
    }

    private Scalar called(
            Expression.FunctionCall call,
            Scope scope,
            FunctionLookup.Match match,
            List<Value> values,
            int direct,
            int setsBefore) {
        FunctionSignature signature = match.signature();
        String name = call.name().dotted();
        switch (signature.kind()) {
            case FUNCTION, WINDOW -> {
                if (call.star()) {
                    throw BindTypeErrors.notAnAggregate(name + "(*)", name)
                            .withPosition(call.position());
                }
                if (call.distinct()) {
                    throw BindTypeErrors.notAnAggregate("DISTINCT", name)
                            .withPosition(call.position());
                }
                if (call.withinGroup()) {
                    throw BindTypeErrors.notAnAggregate("WITHIN GROUP", name)
                            .withPosition(call.position());
                }
                if (!call.orderBy().isEmpty()) {
                    throw BindTypeErrors.notAnAggregate("ORDER BY", name)
                            .withPosition(call.position());
                }
                if (call.filter() != null && signature.kind() == Kind.FUNCTION) {
                    throw BindTypeErrors.notAnAggregate("FILTER", name)
                            .withPosition(call.position());
                }
            }
            case AGGREGATE -> {
                return binding.aggregates.bind(call, scope, match, values, direct);
            }
            case PROCEDURE -> {
                if (scope.clause != Clause.CALL) {
                    throw BindTypeErrors.isProcedure(display(name, signature))
                            .withPosition(call.position());
                }
            }
        }
        if (signature.kind() == Kind.WINDOW) {
            if (call.over() == null) {
                throw BindQueryErrors.windowFunctionRequiresOver(name)
                        .withPosition(call.position());
            }
            return binding.windows.call(
                    call, scope, complete(match, values, call.variadic(), call.position()));
        }
        if (call.over() != null) {
            throw BindTypeErrors.notWindowFunction(name).withPosition(call.position());
        }
        Bound bound = complete(match, values, call.variadic(), call.position());
        if (signature.returnsSet()) {
            checkSet(call, scope, setsBefore);
        }
        return new Scalar.FunctionCall(
                bound.result(),
                signature.oid(),
                0,
                bound.arguments(),
                bound.variadic(),
                call.sqlSyntax() ? CallForm.SPECIAL_SYNTAX : CallForm.CALL);
    }

    private void checkSet(Expression.FunctionCall call, Scope scope, int setsBefore) {
        if (!scope.clause.sets || scope.clause == Clause.FROM_FUNCTION && setCalls != setsBefore) {
            if (scope.clause == Clause.FROM_FUNCTION) {
                throw BindQueryErrors.setFunctionNotTopLevel().withPosition(lastSetCall);
            }
            throw BindQueryErrors.setFunctionNotAllowed(scope.clause.plural)
                    .withPosition(call.position());
        }
        setCalls++;
        lastSetCall = call.position();
        scope.hasSetFunctions |= scope.clause != Clause.FROM_FUNCTION;
    }

    private String display(String name, List<Value> values) {
        return name
                + "("
                + String.join(
                        ", ",
                        values.stream().map(value -> binding.types.display(value.oid())).toList())
                + ")";
    }

    /** With the declared types, as recorded for procedures. */
    private String display(String name, FunctionSignature signature) {
        return name
                + "("
                + String.join(
                        ", ",
                        signature.argumentTypes().stream().map(binding.types::display).toList())
                + ")";
    }

    private static void checkOverlaps(Expression.FunctionCall call) {
        if (call.arguments().size() != 4) {
            throw BindTypeErrors.wrongOverlaps().withPosition(call.position());
        }
    }

    /** Calls a function by name with positional arguments: what SQL's own syntax stands for. */
    Scalar call(QualifiedName name, List<Value> arguments, CallForm form, int position) {
        var request =
                new FunctionLookup.Request(
                        name,
                        arguments.stream().map(Value::oid).toList(),
                        List.of(),
                        false,
                        false,
                        position);
        if (!(binding.functions.find(request) instanceof FunctionLookup.Found.Function function)) {
            throw new IllegalStateException("a cast was not asked for");
        }
        Bound bound = complete(function.match(), arguments, false, position);
        return new Scalar.FunctionCall(
                bound.result(),
                bound.signature().oid(),
                0,
                bound.arguments(),
                bound.variadic(),
                form);
    }

    /** Orders, completes and converts the arguments of a chosen function. */
    Bound complete(FunctionLookup.Match match, List<Value> given, boolean variadic, int position) {
        FunctionSignature signature = match.signature();
        var values = new ArrayList<Value>();
        var declared = new ArrayList<Integer>();
        for (int i = 0; i < match.order().size(); i++) {
            int argument = match.order().get(i);
            if (argument >= 0) {
                values.add(given.get(argument));
                declared.add(
                        match.variadicCount() > 0 || i >= signature.argumentTypes().size()
                                ? match.parameterTypes().get(i)
                                : signature.argumentTypes().get(i));
            } else {
                values.add(defaultValue(signature, i));
                declared.add(signature.argumentTypes().get(i));
            }
        }
        if (variadic && !values.isEmpty() && signature.variadicType() == Oid.ANY) {
            Value last = values.getLast();
            if (binding.types.element(last.oid()) == Oid.NONE) {
                throw BindTypeErrors.variadicMustBeArray().withPosition(last.position());
            }
        }
        PolymorphicTypes.Resolved resolved =
                binding.coercions
                        .polymorphic()
                        .resolve(
                                values.stream().map(Value::oid).toList(),
                                declared,
                                signature.resultType(),
                                position);
        var arguments = new ArrayList<Scalar>();
        for (int i = 0; i < values.size(); i++) {
            arguments.add(
                    binding.coercions.coerce(
                            values.get(i),
                            SqlType.of(resolved.arguments().get(i)),
                            Context.IMPLICIT,
                            CallForm.IMPLICIT_CAST));
        }
        if (match.variadicCount() > 0) {
            gather(match, resolved, arguments);
        }
        // VARIADIC says nothing to a function that gathers nothing
        boolean marked = variadic && signature.variadicType() != Oid.NONE;
        return new Bound(signature, SqlType.of(resolved.result()), arguments, marked);
    }

    private void gather(
            FunctionLookup.Match match,
            PolymorphicTypes.Resolved resolved,
            List<Scalar> arguments) {
        int fixed = arguments.size() - match.variadicCount();
        int element = resolved.arguments().get(fixed);
        int array = binding.types.array(element);
        if (array == Oid.NONE) {
            throw BindTypeErrors.noArrayType(binding.types.display(element));
        }
        var gathered = new ArrayList<>(arguments.subList(fixed, arguments.size()));
        arguments.subList(fixed, arguments.size()).clear();
        arguments.add(
                new Scalar.ArrayConstructor(
                        SqlType.of(array), SqlType.of(element), false, gathered));
    }

    private Value defaultValue(FunctionSignature signature, int parameter) {
        int fromEnd = signature.argumentTypes().size() - parameter;
        UserFunction user = binding.context.catalog().function(signature.oid());
        if (user != null) {
            return new Value(user.defaults().get(user.defaults().size() - fromEnd), 0);
        }
        List<String> defaults = binding.context.registry().details(signature.oid()).defaults();
        if (defaults.size() < fromEnd) {
            throw BindQueryErrors.notYetImplemented(
                    "default arguments of function " + signature.name());
        }
        String text = defaults.get(defaults.size() - fromEnd);
        var parsed =
                Parser.parse("SELECT " + text, ParserOptions.DEFAULT)
                        .statements()
                        .getFirst()
                        .statement();
        if (parsed instanceof dev.borealis.sql.ast.Select select
                && select.body() instanceof dev.borealis.sql.ast.Select.Simple simple) {
            Value value =
                    binding.expressions.bind(
                            simple.targets().getFirst().expression(), new Scope(null));
            int type = signature.argumentTypes().get(parameter);
            Scalar converted =
                    binding.coercions.convert(
                            value, SqlType.of(type), Context.ASSIGNMENT, CallForm.IMPLICIT_CAST);
            return new Value(converted == null ? value.scalar() : converted, 0);
        }
        throw new IllegalStateException("default argument is no expression: " + text);
    }

    @Nullable FunctionSignature signature(int function) {
        FunctionSignature builtin = binding.context.registry().function(function);
        if (builtin != null) {
            return builtin;
        }
        UserFunction user = binding.context.catalog().function(function);
        return user == null ? null : user.signature();
    }

    /** Names and types of the columns of a function with OUT arguments; null when it has none. */
    @Nullable List<NameResolver.Field> outputFields(int function) {
        FunctionSignature signature = signature(function);
        return signature == null ? null : outputFields(signature);
    }

    /** The fields of the row a call gives, polymorphic ones as the arguments decide. */
    @Nullable List<NameResolver.Field> outputFields(Scalar.FunctionCall call) {
        List<NameResolver.Field> fields = outputFields(call.function());
        FunctionSignature signature = signature(call.function());
        if (fields == null || signature == null) {
            return fields;
        }
        List<Integer> actual = call.arguments().stream().map(a -> a.type().oid()).toList();
        return fields.stream()
                .map(
                        field ->
                                TypeFacts.isPolymorphic(field.type().oid())
                                        ? new NameResolver.Field(
                                                field.name(),
                                                resolved(field.type(), signature, actual))
                                        : field)
                .toList();
    }

    private SqlType resolved(SqlType declared, FunctionSignature signature, List<Integer> actual) {
        return SqlType.of(
                binding.coercions
                        .polymorphic()
                        .resolve(actual, signature.argumentTypes(), declared.oid(), 0)
                        .result());
    }

    static @Nullable List<NameResolver.Field> outputFields(FunctionSignature signature) {
        var fields = new ArrayList<NameResolver.Field>();
        for (int i = 0; i < signature.argumentModes().size(); i++) {
            char mode = signature.argumentModes().get(i);
            if (mode == 'o' || mode == 'b' || mode == 't') {
                String name =
                        i < signature.argumentNames().size()
                                ? signature.argumentNames().get(i)
                                : "";
                fields.add(
                        new NameResolver.Field(
                                name.isEmpty() ? "column" + (fields.size() + 1) : name,
                                SqlType.of(signature.allArgumentTypes().get(i))));
            }
        }
        return fields.isEmpty() ? null : fields;
    }
}
