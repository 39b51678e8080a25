package dev.borealis.engine.bind;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.UserFunction;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.function.OperatorSignature;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.Scalar.CallForm;
import dev.borealis.types.Bytes;
import dev.borealis.types.Identifiers;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.StackDepth;
import dev.borealis.types.TypeContext;
import dev.borealis.types.error.SyntaxErrors;
import dev.borealis.types.format.ValueFormats;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Expressions as PostgreSQL prints them. */
final class ExpressionPrinter {
    private static final int MAX_DEPTH = StackDepth.LIMIT;

    final Catalog catalog;
    final FunctionRegistry registry;
    final NameResolver names;

    /** Leaves out parentheses that precedence makes needless. */
    final boolean pretty;

    final PrintedText out;
    private final QueryPrinter queries;
    private final CallPrinter calls;
    private final Parentheses parentheses;
    private int depth;

    ExpressionPrinter(
            Catalog catalog,
            FunctionRegistry registry,
            NameResolver names,
            boolean pretty,
            PrintedText out) {
        this.catalog = catalog;
        this.registry = registry;
        this.names = names;
        this.pretty = pretty;
        this.out = out;
        this.queries = new QueryPrinter(this);
        this.calls = new CallPrinter(this);
        this.parentheses = new Parentheses(registry);
    }

    QueryPrinter queries() {
        return queries;
    }

    /** @param showImplicit whether conversions that nobody wrote are printed */
    void print(Scalar scalar, PrintScope scope, boolean showImplicit) {
        if (++depth > MAX_DEPTH) {
            throw SyntaxErrors.stackDepthLimitExceeded();
        }
        try {
            scalar(scalar, scope, showImplicit);
        } finally {
            depth--;
        }
    }

    /** In parentheses where a bare one would be read otherwise. */
    void operand(Scalar scalar, PrintScope scope, boolean showImplicit, @Nullable Scalar parent) {
        boolean open = pretty && !parentheses.needless(scalar, parent, showImplicit);
        if (open) {
            out.append("(");
        }
        print(scalar, scope, showImplicit);
        if (open) {
            out.append(")");
        }
    }

    void open() {
        if (!pretty) {
            out.append("(");
        }
    }

    void close() {
        if (!pretty) {
            out.append(")");
        }
    }

    void list(List<Scalar> scalars, PrintScope scope) {
        String separator = "";
        for (Scalar scalar : scalars) {
            out.append(separator);
            print(scalar, scope, true);
            separator = ", ";
        }
    }

    private void scalar(Scalar scalar, PrintScope scope, boolean showImplicit) {
        switch (scalar) {
            case Scalar.Constant constant -> constant(constant, true);
            case Scalar.Parameter parameter -> out.append("$" + parameter.number());
            case Scalar.Column column -> out.append(column(column, scope));
            case Scalar.FunctionCall call -> calls.print(call, scope, showImplicit);
            case Scalar.Coercion coercion -> coercion(coercion, scope, showImplicit);
            case Scalar.ElementPlaceholder _ -> out.append("VALUE");
            case Scalar.And and -> joined(and.arguments(), " AND ", and, scope);
            case Scalar.Or or -> joined(or.arguments(), " OR ", or, scope);
            case Scalar.Not not -> {
                open();
                out.append("NOT ");
                operand(not.argument(), scope, false, not);
                close();
            }
            case Scalar.NullTest test -> {
                open();
                operand(test.argument(), scope, true, test);
                out.append(test.negated() ? " IS NOT NULL" : " IS NULL");
                close();
            }
            case Scalar.BooleanTest test -> {
                open();
                operand(test.argument(), scope, false, test);
                out.append(test.negated() ? " IS NOT " : " IS ").append(test.kind().name());
                close();
            }
            case Scalar.DistinctFrom distinct -> {
                if (distinct.negated()) {
                    open();
                    out.append("NOT ");
                    out.append("(");
                }
                if (!distinct.negated()) {
                    open();
                }
                operand(distinct.left(), scope, true, distinct);
                out.append(" IS DISTINCT FROM ");
                operand(distinct.right(), scope, true, distinct);
                if (distinct.negated()) {
                    out.append(")");
                }
                close();
            }
            case Scalar.NullIf nullIf ->
                    function("NULLIF", List.of(nullIf.left(), nullIf.right()), scope);
            case Scalar.Coalesce coalesce -> function("COALESCE", coalesce.arguments(), scope);
            case Scalar.Extreme extreme ->
                    function(extreme.greatest() ? "GREATEST" : "LEAST", extreme.arguments(), scope);
            case Scalar.Case cases -> caseOf(cases, scope);
            case Scalar.ArrayComparison comparison -> {
                open();
                operand(comparison.left(), scope, true, comparison);
                out.append(
                        " "
                                + operator(comparison.operator())
                                + (comparison.any() ? " ANY (" : " ALL ("));
                operand(comparison.array(), scope, true, comparison);
                out.append(")");
                close();
            }
            case Scalar.ArrayConstructor array -> {
                out.append("ARRAY[");
                list(array.elements(), scope);
                out.append("]");
                if (array.elements().isEmpty()) {
                    out.append("::" + array.type().display(names));
                }
            }
            case Scalar.RowConstructor row -> {
                function("ROW", row.fields(), scope);
                if (row.type().oid() != Oid.RECORD) {
                    out.append("::" + row.type().display(names));
                }
            }
            case Scalar.RowComparison comparison -> {
                out.append("(");
                function("ROW", comparison.left(), scope);
                out.append(" " + operator(comparison.operators().getFirst()) + " ");
                function("ROW", comparison.right(), scope);
                out.append(")");
            }
            case Scalar.Subscript subscript -> subscript(subscript, scope);
            case Scalar.FieldAccess field -> {
                boolean bare =
                        field.row() instanceof Scalar.FieldAccess
                                || field.row() instanceof Scalar.Subquery;
                out.append(bare ? "" : "(");
                print(field.row(), scope, true);
                out.append(bare ? "" : ")").append("." + Identifiers.quote(field.name()));
            }
            case Scalar.Subquery subquery -> subquery(subquery, scope);
            case Scalar.SubqueryColumn column -> out.append("$" + column.column());
            case Scalar.AggregateCall call -> calls.aggregate(call, scope);
            case Scalar.WindowCall call -> calls.window(call, scope);
            case Scalar.Grouping grouping -> {
                Query.Select select =
                        (Query.Select) java.util.Objects.requireNonNull(scope.query).body();
                function(
                        "GROUPING",
                        grouping.keys().stream().map(key -> select.groupKeys().get(key)).toList(),
                        scope);
            }
            case Scalar.SessionValue value -> {
                out.append(value.kind().name());
                if (value.type().hasTypmod()) {
                    out.append("(" + value.type().typmod() + ")");
                }
            }
            case Scalar.JsonConstructor json -> json(json, scope);
        }
    }

    private void function(String name, List<Scalar> arguments, PrintScope scope) {
        out.append(name + "(");
        list(arguments, scope);
        out.append(")");
    }

    private void joined(List<Scalar> arguments, String word, Scalar parent, PrintScope scope) {
        open();
        String separator = "";
        for (Scalar argument : arguments) {
            out.append(separator);
            operand(argument, scope, false, parent);
            separator = word;
        }
        close();
    }

    private String column(Scalar.Column column, PrintScope scope) {
        PrintScope level = scope.up(column.levelsUp());
        String range = level.ranges.get(column.range());
        String prefix = level.qualified ? Identifiers.quote(range) + "." : "";
        if (column.column() == 0) {
            return Identifiers.quote(range) + ".*";
        }
        if (column.column() < 0) {
            return prefix + "tableoid";
        }
        return prefix
                + Identifiers.quote(level.columns.get(column.range()).get(column.column() - 1));
    }

    // --- constants and conversions ---

    /** @param typed whether the type is shown where the text alone does not tell it */
    void constant(Scalar.Constant constant, boolean typed) {
        String type = constant.type().display(names);
        Object value = constant.value();
        if (value == null) {
            out.append(typed ? "NULL::" + type : "NULL");
            return;
        }
        int oid = constant.type().oid();
        if (oid == Oid.BOOL) {
            out.append(value.equals(1L) ? "true" : "false");
            return;
        }
        String text =
                value instanceof Bytes bytes && oid == Oid.UNKNOWN
                        ? bytes.string()
                        : ValueFormats.of(oid, names).text(value, TypeContext.DEFAULT, names);
        boolean plain =
                oid == Oid.INT4 && !text.startsWith("-")
                        || oid == Oid.NUMERIC
                                && text.matches("[0-9]*\\.[0-9]+|[0-9.]+e[+-]?[0-9]+");
        if (plain && !constant.type().hasTypmod()) {
            out.append(text);
            return;
        }
        out.append(quote(text));
        if (typed && oid != Oid.UNKNOWN) {
            out.append("::" + type);
        }
    }

    /** A string literal; a backslash stands for itself. */
    static String quote(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private void coercion(Scalar.Coercion coercion, PrintScope scope, boolean showImplicit) {
        if (coercion.form() == CallForm.IMPLICIT_CAST && !showImplicit) {
            operand(coercion.argument(), scope, false, coercion);
            return;
        }
        cast(coercion.argument(), coercion.type(), scope);
    }

    void cast(Scalar argument, SqlType type, PrintScope scope) {
        if (argument instanceof Scalar.Constant constant
                && constant.type().oid() == type.oid()
                && !constant.type().hasTypmod()) {
            constant(constant, false);
        } else {
            open();
            operand(argument, scope, false, null);
            close();
        }
        out.append("::" + type.display(names));
    }

    // --- names ---

    @Nullable FunctionSignature signature(int function) {
        FunctionSignature builtin = registry.function(function);
        if (builtin != null) {
            return builtin;
        }
        UserFunction user = catalog.function(function);
        return user == null ? null : user.signature();
    }

    String name(int function) {
        FunctionSignature signature = signature(function);
        return signature == null ? "?" : signature.name();
    }

    String operator(int oid) {
        return operator(registry, oid);
    }

    static String operator(FunctionRegistry registry, int oid) {
        OperatorSignature signature = registry.operator(oid);
        return signature == null ? "?" : signature.name();
    }

    void orderings(List<Scalar.Ordering> orderings, PrintScope scope) {
        String separator = "";
        for (Scalar.Ordering ordering : orderings) {
            out.append(separator);
            sortKey(ordering.value(), scope);
            direction(ordering.descending(), ordering.nullsFirst());
            separator = ", ";
        }
    }

    /** Calls and other expressions stand in parentheses, so that they are not taken for names. */
    void sortKey(Scalar value, PrintScope scope) {
        boolean parentheses =
                switch (value) {
                    case Scalar.Call _, Scalar.JsonConstructor _ -> true;
                    case Scalar.Leaf _,
                            Scalar.Condition _,
                            Scalar.Choice _,
                            Scalar.ArrayConstructor _,
                            Scalar.RowConstructor _,
                            Scalar.Part _,
                            Scalar.Coercion _,
                            Scalar.Subquery _ ->
                            false;
                };
        boolean already =
                !pretty
                        && value instanceof Scalar.FunctionCall call
                        && call.form() == CallForm.OPERATOR;
        out.append(parentheses && !already ? "(" : "");
        print(value, scope, true);
        out.append(parentheses && !already ? ")" : "");
    }

    void direction(boolean descending, boolean nullsFirst) {
        out.append(descending ? " DESC" : "");
        if (descending && !nullsFirst) {
            out.append(" NULLS LAST");
        } else if (!descending && nullsFirst) {
            out.append(" NULLS FIRST");
        }
    }

    // --- constructs ---

    private void caseOf(Scalar.Case cases, PrintScope scope) {
        out.keyword("CASE", 0, PrintedText.FIELD, 0);
        Scalar operand = cases.operand();
        if (operand != null) {
            out.append(" ");
            print(operand, scope, true);
        }
        for (Scalar.When when : cases.whens()) {
            out.keyword("WHEN ", 0, 0, 0);
            Scalar condition = when.condition();
            if (operand != null
                    && condition instanceof Scalar.FunctionCall call
                    && call.arguments().size() == 2) {
                condition = call.arguments().getLast();
            }
            print(condition, scope, false);
            out.append(" THEN ");
            print(when.result(), scope, true);
        }
        out.keyword("ELSE ", 0, 0, 0);
        if (cases.otherwise() == null) {
            constant(new Scalar.Constant(cases.type(), null), true);
        } else {
            print(cases.otherwise(), scope, true);
        }
        out.keyword("END", -PrintedText.FIELD, 0, 0);
    }

    private void subscript(Scalar.Subscript subscript, PrintScope scope) {
        boolean bare =
                subscript.container() instanceof Scalar.Column
                        || subscript.container() instanceof Scalar.FieldAccess;
        out.append(bare ? "" : "(");
        print(subscript.container(), scope, true);
        out.append(bare ? "" : ")");
        for (Scalar.Index index : subscript.indexes()) {
            out.append("[");
            if (index.slice()) {
                if (index.lower() != null) {
                    print(index.lower(), scope, false);
                }
                out.append(":");
            }
            if (index.upper() != null) {
                print(index.upper(), scope, false);
            }
            out.append("]");
        }
    }

    private void subquery(Scalar.Subquery subquery, PrintScope scope) {
        switch (subquery.kind()) {
            case EXISTS -> {
                out.append("(EXISTS ");
                queries.nested(subquery.query(), scope);
                out.append(")");
            }
            case SCALAR, ROW -> queries.nested(subquery.query(), scope);
            case ARRAY -> {
                out.append("ARRAY");
                queries.nested(subquery.query(), scope);
            }
            case ANY, ALL -> quantified(subquery, scope);
        }
    }

    private void quantified(Scalar.Subquery subquery, PrintScope scope) {
        out.append("(");
        if (subquery.test().size() == 1) {
            operand(subquery.test().getFirst(), scope, true, subquery);
        } else {
            out.append("(");
            list(subquery.test(), scope);
            out.append(")");
        }
        Scalar comparison = subquery.comparison();
        String operator = comparison == null ? "=" : comparisonOperator(comparison);
        boolean any = subquery.kind() == Scalar.Subquery.Kind.ANY;
        out.append(
                any && operator.equals("=") ? " IN " : " " + operator + (any ? " ANY " : " ALL "));
        queries.nested(subquery.query(), scope);
        out.append(")");
    }

    private String comparisonOperator(Scalar comparison) {
        Scalar first = comparison;
        if (comparison instanceof Scalar.And and) {
            first = and.arguments().getFirst(); // (a, b) = ANY (...) compares column by column
        } else if (comparison instanceof Scalar.Or or) {
            first = or.arguments().getFirst(); // (a, b) <> ALL (...)
        }
        if (first instanceof Scalar.FunctionCall call) {
            return operator(call.operator());
        }
        return first instanceof Scalar.RowComparison row
                ? operator(row.operators().getFirst())
                : "=";
    }

    private void json(Scalar.JsonConstructor json, PrintScope scope) {
        List<Scalar> arguments = json.arguments();
        if (json.kind() == Scalar.JsonConstructor.Kind.IS_JSON) {
            print(arguments.getFirst(), scope, true);
            out.append(" IS JSON");
            out.append(
                    json.itemType().equals("any")
                            ? ""
                            : " " + json.itemType().toUpperCase(java.util.Locale.ROOT));
            out.append(json.uniqueKeys() ? " WITH UNIQUE KEYS" : "");
            return;
        }
        boolean object = json.kind() == Scalar.JsonConstructor.Kind.OBJECT;
        out.append(object ? "JSON_OBJECT(" : "JSON_ARRAY(");
        for (int i = 0; i < arguments.size(); i++) {
            out.append(i == 0 ? "" : object && i % 2 == 1 ? " : " : ", ");
            print(arguments.get(i), scope, true);
        }
        if (object && json.absentOnNull()) {
            out.append(" ABSENT ON NULL");
        } else if (!object && !json.absentOnNull()) {
            out.append(" NULL ON NULL");
        }
        out.append(json.uniqueKeys() ? " WITH UNIQUE KEYS" : "");
        out.append(" RETURNING " + json.type().display(names) + ")");
    }
}
