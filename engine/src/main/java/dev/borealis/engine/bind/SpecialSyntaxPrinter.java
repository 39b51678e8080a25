package dev.borealis.engine.bind;

import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Bytes;

import java.util.List;

/** Calls that SQL writes with words between the arguments. */
final class SpecialSyntaxPrinter {
    private final ExpressionPrinter printer;

    SpecialSyntaxPrinter(ExpressionPrinter printer) {
        this.printer = printer;
    }

    /** Prints the call and says so; false for one that is printed like any other. */
    boolean print(Scalar.FunctionCall call, String name, PrintScope scope) {
        List<Scalar> arguments = call.arguments();
        switch (name) {
            case "timezone" -> {
                if (arguments.size() != 2) {
                    return false;
                }
                printer.out.append("(");
                printer.operand(arguments.getLast(), scope, true, call);
                printer.out.append(" AT TIME ZONE ");
                printer.operand(arguments.getFirst(), scope, false, call);
                printer.out.append(")");
            }
            case "extract" -> {
                String field =
                        arguments.getFirst() instanceof Scalar.Constant constant
                                        && constant.value() instanceof Bytes text
                                ? text.string()
                                : "?";
                words("EXTRACT(", "", List.of(), scope);
                printer.out.append(field + " FROM ");
                printer.print(arguments.getLast(), scope, false);
                printer.out.append(")");
            }
            case "position" -> {
                words("POSITION(", "", List.of(), scope);
                parenthesized(arguments.getLast(), scope);
                printer.out.append(" IN ");
                parenthesized(arguments.getFirst(), scope);
                printer.out.append(")");
            }
            case "overlay" ->
                    special(
                            "OVERLAY(",
                            List.of("", " PLACING ", " FROM ", " FOR "),
                            arguments,
                            scope);
            case "substring" ->
                    special("SUBSTRING(", List.of("", " FROM ", " FOR "), arguments, scope);
            case "overlaps" -> {
                printer.out.append("((");
                printer.list(arguments.subList(0, 2), scope);
                printer.out.append(") OVERLAPS (");
                printer.list(arguments.subList(2, 4), scope);
                printer.out.append("))");
            }
            case "btrim", "ltrim", "rtrim" -> {
                String side =
                        name.equals("btrim")
                                ? "BOTH"
                                : name.equals("ltrim") ? "LEADING" : "TRAILING";
                printer.out.append("TRIM(" + side);
                if (arguments.size() == 2) {
                    printer.out.append(" ");
                    printer.print(arguments.getLast(), scope, false);
                }
                printer.out.append(" FROM ");
                printer.print(arguments.getFirst(), scope, false);
                printer.out.append(")");
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void special(
            String start, List<String> words, List<Scalar> arguments, PrintScope scope) {
        words(start, ")", arguments, scope, words);
    }

    private void words(String start, String end, List<Scalar> arguments, PrintScope scope) {
        words(start, end, arguments, scope, List.of());
    }

    private void words(
            String start,
            String end,
            List<Scalar> arguments,
            PrintScope scope,
            List<String> words) {
        printer.out.append(start);
        for (int i = 0; i < arguments.size(); i++) {
            printer.out.append(words.get(i));
            printer.print(arguments.get(i), scope, false);
        }
        printer.out.append(end);
    }

    private void parenthesized(Scalar scalar, PrintScope scope) {
        printer.out.append("(");
        printer.print(scalar, scope, true);
        printer.out.append(")");
    }
}
