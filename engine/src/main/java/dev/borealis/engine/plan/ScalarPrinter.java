package dev.borealis.engine.plan;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.UserFunction;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.function.OperatorSignature;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeContext;
import dev.borealis.types.format.ValueFormats;

import java.util.List;
import java.util.stream.Collectors;

/** Prints expressions as EXPLAIN shows them. */
public final class ScalarPrinter {
    /** How a column is called. */
    @FunctionalInterface
    public interface ColumnNames {
        /** How a column is called in what is printed. */
        String name(Scalar.Column column);

        /** How a sub-query is called. */
        default String name(Scalar.Subquery subquery) {
            return "SubPlan";
        }
    }

    private final FunctionRegistry functions;
    private final Catalog catalog;
    private final NameResolver names;
    private final ColumnNames columns;

    public ScalarPrinter(
            FunctionRegistry functions, Catalog catalog, NameResolver names, ColumnNames columns) {
        this.functions = functions;
        this.catalog = catalog;
        this.names = names;
        this.columns = columns;
    }

    /** As EXPLAIN prints it. */
    public String print(Scalar scalar) {
        return switch (scalar) {
            case Scalar.Constant constant -> constant(constant);
            case Scalar.Parameter parameter -> "$" + parameter.number();
            case Scalar.Column column -> columns.name(column);
            case Scalar.FunctionCall call -> call(call);
            case Scalar.Coercion coercion -> coercion(coercion);
            case Scalar.ElementPlaceholder _ -> "VALUE";
            case Scalar.And and -> "(" + join(and.arguments(), " AND ") + ")";
            case Scalar.Or or -> "(" + join(or.arguments(), " OR ") + ")";
            case Scalar.Not not -> "(NOT " + print(not.argument()) + ")";
            case Scalar.NullTest test ->
                    "(" + print(test.argument()) + (test.negated() ? " IS NOT NULL)" : " IS NULL)");
            case Scalar.BooleanTest test ->
                    "("
                            + print(test.argument())
                            + " IS "
                            + (test.negated() ? "NOT " : "")
                            + test.kind()
                            + ")";
            case Scalar.DistinctFrom distinct ->
                    "("
                            + print(distinct.left())
                            + (distinct.negated() ? " IS NOT DISTINCT FROM " : " IS DISTINCT FROM ")
                            + print(distinct.right())
                            + ")";
            case Scalar.NullIf nullIf ->
                    "NULLIF(" + print(nullIf.left()) + ", " + print(nullIf.right()) + ")";
            case Scalar.Coalesce coalesce -> "COALESCE(" + join(coalesce.arguments(), ", ") + ")";
            case Scalar.Extreme extreme ->
                    (extreme.greatest() ? "GREATEST(" : "LEAST(")
                            + join(extreme.arguments(), ", ")
                            + ")";
            case Scalar.Case choice -> caseOf(choice);
            case Scalar.ArrayComparison comparison ->
                    "("
                            + print(comparison.left())
                            + " "
                            + operator(comparison.operator())
                            + (comparison.any() ? " ANY (" : " ALL (")
                            + print(comparison.array())
                            + "))";
            case Scalar.ArrayConstructor array -> "ARRAY[" + join(array.elements(), ", ") + "]";
            case Scalar.RowConstructor row -> "ROW(" + join(row.fields(), ", ") + ")";
            case Scalar.RowComparison comparison ->
                    "(ROW("
                            + join(comparison.left(), ", ")
                            + ") "
                            + operator(comparison.operators().getFirst())
                            + " ROW("
                            + join(comparison.right(), ", ")
                            + "))";
            case Scalar.Subscript subscript ->
                    print(subscript.container())
                            + subscript.indexes().stream()
                                    .map(this::index)
                                    .collect(Collectors.joining());
            case Scalar.FieldAccess access -> "(" + print(access.row()) + ")." + access.name();
            case Scalar.Subquery subquery ->
                    switch (subquery.kind()) {
                        case ANY, ALL -> "(" + columns.name(subquery) + ")";
                        case EXISTS, SCALAR, ROW, ARRAY -> {
                            String name = columns.name(subquery);
                            yield name.startsWith("$") ? name : "(" + name + ")";
                        }
                    };
            case Scalar.SubqueryColumn _ -> "(SubPlan)";
            case Scalar.AggregateCall call -> aggregate(call);
            case Scalar.WindowCall call ->
                    name(call.function())
                            + "("
                            + (call.star() ? "*" : join(call.arguments(), ", "))
                            + ") OVER (?)";
            case Scalar.Grouping _ -> "GROUPING()";
            case Scalar.SessionValue value -> value.kind().name();
            case Scalar.JsonConstructor json ->
                    "JSON_" + json.kind() + "(" + join(json.arguments(), ", ") + ")";
        };
    }

    private String join(List<? extends Scalar> scalars, String separator) {
        return scalars.stream().map(this::print).collect(Collectors.joining(separator));
    }

    private String index(Scalar.Index index) {
        Scalar lower = index.lower();
        Scalar upper = index.upper();
        return "["
                + (index.slice() ? (lower == null ? "" : print(lower)) + ":" : "")
                + (upper == null ? "" : print(upper))
                + "]";
    }

    private String constant(Scalar.Constant constant) {
        SqlType type = constant.type();
        Object value = constant.value();
        if (value == null) {
            return "NULL::" + type.display(names);
        }
        String text = ValueFormats.of(type.oid(), names).text(value, TypeContext.DEFAULT, names);
        return switch (type.oid()) {
            case Oid.INT4 -> text.startsWith("-") ? "'" + text + "'::integer" : text;
            case Oid.BOOL -> text.equals("t") ? "true" : "false";
            case Oid.NUMERIC ->
                    text.startsWith("-")
                            ? "'" + text + "'::numeric"
                            : text + (text.contains(".") ? "" : "::numeric");
            default -> "'" + text.replace("'", "''") + "'::" + type.display(names);
        };
    }

    private String operator(int oid) {
        OperatorSignature operator = functions.operator(oid);
        return operator == null ? "?" : operator.name();
    }

    private String name(int function) {
        FunctionSignature signature = functions.function(function);
        if (signature != null) {
            return signature.name();
        }
        UserFunction user = catalog.function(function);
        return user == null ? "?" : user.signature().name();
    }

    private String call(Scalar.FunctionCall call) {
        List<Scalar> arguments = call.arguments();
        if (call.operator() != 0 && arguments.size() == 2) {
            return "("
                    + print(arguments.get(0))
                    + " "
                    + operator(call.operator())
                    + " "
                    + print(arguments.get(1))
                    + ")";
        }
        if (call.operator() != 0 && arguments.size() == 1) {
            return "(" + operator(call.operator()) + " " + print(arguments.getFirst()) + ")";
        }
        return switch (call.form()) {
            case IMPLICIT_CAST -> print(arguments.getFirst());
            case EXPLICIT_CAST -> cast(arguments.getFirst(), call.type());
            case CALL, OPERATOR, SPECIAL_SYNTAX ->
                    name(call.function()) + "(" + join(arguments, ", ") + ")";
        };
    }

    private String cast(Scalar argument, SqlType type) {
        return "(" + print(argument) + ")::" + type.display(names);
    }

    private String coercion(Scalar.Coercion coercion) {
        if (coercion.kind() == Scalar.Coercion.Kind.RELABEL
                && coercion.argument() instanceof Scalar.Column) {
            return cast(coercion.argument(), coercion.type());
        }
        return coercion.form() == Scalar.CallForm.IMPLICIT_CAST
                ? print(coercion.argument())
                : cast(coercion.argument(), coercion.type());
    }

    private String caseOf(Scalar.Case choice) {
        var text = new StringBuilder("CASE");
        Scalar operand = choice.operand();
        if (operand != null) {
            text.append(' ').append(print(operand));
        }
        for (Scalar.When when : choice.whens()) {
            text.append(" WHEN ")
                    .append(print(when.condition()))
                    .append(" THEN ")
                    .append(print(when.result()));
        }
        Scalar otherwise = choice.otherwise();
        if (otherwise != null) {
            text.append(" ELSE ").append(print(otherwise));
        }
        return text.append(" END").toString();
    }

    private String ordering(Scalar.Ordering key) {
        return print(key.value())
                + (key.descending() ? " DESC" : "")
                + (key.nullsFirst() == key.descending()
                        ? ""
                        : key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
    }

    private String aggregate(Scalar.AggregateCall call) {
        var text = new StringBuilder(name(call.function())).append('(');
        if (call.distinct()) {
            text.append("DISTINCT ");
        }
        if (call.withinGroup()) {
            text.append(join(call.directArguments(), ", ")).append(") WITHIN GROUP (");
        } else {
            text.append(call.star() ? "*" : join(call.arguments(), ", "));
        }
        if (!call.orderBy().isEmpty()) {
            text.append(call.withinGroup() ? "" : " ")
                    .append("ORDER BY ")
                    .append(
                            call.orderBy().stream()
                                    .map(this::ordering)
                                    .collect(Collectors.joining(", ")));
        }
        text.append(')');
        Scalar filter = call.filter();
        if (filter != null) {
            text.append(" FILTER (WHERE ").append(print(filter)).append(')');
        }
        return text.toString();
    }
}
