package dev.borealis.engine.define;

import dev.borealis.sql.ast.Constant;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.SessionStatement;
import dev.borealis.types.error.SettingErrors;

import java.util.Set;

/** The value that SET gives, as one text: what the setting gets, and what a function gives it while it runs. */
public final class SettingText {
    /** Settings that take several values. */
    private static final Set<String> LISTS = Set.of("search_path", "datestyle");

    private SettingText() {}

    /** The values with commas between; names of the search path are quoted where they need it. Empty for DEFAULT. */
    public static String of(SessionStatement.SetParameter statement) {
        if (statement.values().size() > 1 && !LISTS.contains(statement.name())) {
            throw SettingErrors.takesOneArgument(statement.name());
        }
        boolean quote = statement.name().equals("search_path");
        return String.join(
                ", ", statement.values().stream().map(value -> text(value, quote)).toList());
    }

    private static String text(Expression value, boolean quote) {
        if (value instanceof Expression.Cast(Expression inner, _, _, _)) {
            return text(inner, quote); // TIME ZONE INTERVAL '…'
        }
        if (!(value instanceof Constant constant)) {
            throw notLetThrough(value);
        }
        return switch (constant) {
            case Constant.IntegerConstant(long number, _) -> Long.toString(number);
            case Constant.NumericConstant(String number, _) -> number;
            case Constant.StringConstant(var bytes, _) ->
                    quote ? quoted(bytes.string()) : bytes.string();
            case Constant.BooleanConstant(boolean flag, _) -> flag ? "true" : "false";
            case Constant.BitStringConstant _, Constant.NullConstant _ ->
                    throw notLetThrough(value);
        };
    }

    private static IllegalStateException notLetThrough(Expression value) {
        return new IllegalStateException("the parser lets no such value through: " + value);
    }

    /** As SHOW search_path prints a name. */
    private static String quoted(String name) {
        return name.matches("[a-z_][a-z0-9_$]*") ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
