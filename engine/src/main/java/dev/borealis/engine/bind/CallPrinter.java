package dev.borealis.engine.bind;

import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.function.OperatorSignature;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Identifiers;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Calls of functions, operators, aggregates and window functions as PostgreSQL prints them. */
final class CallPrinter {
    private final ExpressionPrinter printer;

    CallPrinter(ExpressionPrinter printer) {
        this.printer = printer;
    }

    void print(Scalar.FunctionCall call, PrintScope scope, boolean showImplicit) {
        switch (call.form()) {
            case OPERATOR -> {
                printer.open();
                OperatorSignature signature = printer.registry.operator(call.operator());
                if (signature != null && signature.left() == Oid.NONE) {
                    printer.out.append(printer.operator(call.operator()) + " ");
                    printer.operand(call.arguments().getFirst(), scope, true, call);
                } else {
                    printer.operand(call.arguments().getFirst(), scope, true, call);
                    printer.out.append(" " + printer.operator(call.operator()) + " ");
                    printer.operand(call.arguments().getLast(), scope, true, call);
                }
                printer.close();
            }
            case EXPLICIT_CAST -> printer.cast(call.arguments().getFirst(), call.type(), scope);
            case IMPLICIT_CAST -> {
                if (showImplicit) {
                    printer.cast(call.arguments().getFirst(), call.type(), scope);
                } else {
                    printer.operand(call.arguments().getFirst(), scope, false, call);
                }
            }
            case SPECIAL_SYNTAX -> {
                if (!new SpecialSyntaxPrinter(printer)
                        .print(call, printer.name(call.function()), scope)) {
                    plainCall(call, scope);
                }
            }
            case CALL -> plainCall(call, scope);
        }
    }

    private void plainCall(Scalar.FunctionCall call, PrintScope scope) {
        printer.out.append(qualifiedName(call.function()) + "(");
        List<Scalar> arguments = call.arguments();
        FunctionSignature signature = printer.signature(call.function());
        // what was gathered is shown as an array: its elements might mean another function
        boolean gathered =
                signature != null
                        && signature.variadicType() != Oid.NONE
                        && signature.variadicType() != Oid.ANY;
        for (int i = 0; i < arguments.size(); i++) {
            boolean marked = i == arguments.size() - 1 && (gathered || call.variadic());
            printer.out.append(i == 0 ? "" : ", ").append(marked ? "VARIADIC " : "");
            printer.print(arguments.get(i), scope, true);
        }
        printer.out.append(")");
    }

    void aggregate(Scalar.AggregateCall call, PrintScope scope) {
        printer.out.append(
                qualifiedName(call.function()) + "(" + (call.distinct() ? "DISTINCT " : ""));
        if (call.withinGroup()) {
            printer.list(call.directArguments(), scope);
            printer.out.append(") WITHIN GROUP (ORDER BY ");
            printer.orderings(call.orderBy(), scope);
        } else {
            if (call.star()) {
                printer.out.append("*");
            }
            printer.list(call.arguments(), scope);
            if (!call.orderBy().isEmpty()) {
                printer.out.append(" ORDER BY ");
                printer.orderings(call.orderBy(), scope);
            }
        }
        printer.out.append(")");
        filter(call.filter(), scope);
    }

    private void filter(@Nullable Scalar filter, PrintScope scope) {
        if (filter != null) {
            printer.out.append(" FILTER (WHERE ");
            printer.print(filter, scope, false);
            printer.out.append(")");
        }
    }

    void window(Scalar.WindowCall call, PrintScope scope) {
        printer.out.append(qualifiedName(call.function()) + "(" + (call.star() ? "*" : ""));
        printer.list(call.arguments(), scope);
        printer.out.append(")");
        filter(call.filter(), scope);
        printer.out.append(" OVER ");
        Query query = java.util.Objects.requireNonNull(scope.query);
        Query.Window window = ((Query.Select) query.body()).windows().get(call.window());
        if (window.name() != null) {
            printer.out.append(Identifiers.quote(window.name()));
        } else {
            printer.queries().window(window, scope);
        }
    }

    private String qualifiedName(int function) {
        NameResolver.Signature known =
                printer.names.signature(NameResolver.Kind.FUNCTION, function);
        String schema = known == null ? null : known.name().schema();
        return schema == null
                ? Identifiers.quote(printer.name(function))
                : Identifiers.quote(schema) + "." + Identifiers.quote(printer.name(function));
    }
}
