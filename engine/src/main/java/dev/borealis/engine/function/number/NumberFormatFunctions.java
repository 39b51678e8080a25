package dev.borealis.engine.function.number;

import dev.borealis.engine.function.Implementations;
import dev.borealis.types.Bytes;
import dev.borealis.types.error.NumberErrors;
import dev.borealis.types.error.ValueErrors;
import dev.borealis.types.value.Numeric;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** to_char of numbers, to_number. */
public final class NumberFormatFunctions {
    /** Digits a real and a double precision hold for sure. */
    private static final int REAL_DIGITS = 6;

    private static final int DOUBLE_DIGITS = 15;

    private NumberFormatFunctions() {}

    public static void define(Implementations to) {
        to.objectOfLongObject("int4_to_char", (_, a, template) -> print(Numeric.of(a), template));
        to.objectOfLongObject("int8_to_char", (_, a, template) -> print(Numeric.of(a), template));
        to.objectOfObjectObject(
                "numeric_to_char", (_, a, template) -> print((Numeric) a, template));
        to.general(
                "float4_to_char",
                (_, a) ->
                        print(
                                ofDouble((Double) a[0], REAL_DIGITS),
                                (Bytes) a[1],
                                RoundingMode.HALF_EVEN));
        to.general(
                "float8_to_char",
                (_, a) ->
                        print(
                                ofDouble((Double) a[0], DOUBLE_DIGITS),
                                (Bytes) a[1],
                                RoundingMode.HALF_EVEN));
        to.objectOfObjectObject(
                "numeric_to_number",
                (_, text, template) -> parse(((Bytes) text).string(), ((Bytes) template).string()));
    }

    private static Numeric ofDouble(double value, int digits) {
        if (!Double.isFinite(value)) {
            return Numeric.ofDouble(value);
        }
        return Numeric.of(
                new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN)));
    }

    private static Bytes print(Numeric value, Object template) {
        return print(value, (Bytes) template, RoundingMode.HALF_UP);
    }

    private static Bytes print(Numeric value, Bytes template, RoundingMode rounding) {
        return template.isEmpty()
                ? Bytes.EMPTY
                : Bytes.ofString(NumberPrinter.print(value, template.string(), rounding));
    }

    /** Takes from the text what the template has a place for. */
    private static @Nullable Object parse(String text, String template) {
        if (template.isEmpty()) {
            return null;
        }
        NumberPattern pattern = NumberPattern.parse(template);
        var digits = new StringBuilder();
        boolean negative = false;
        int at = 0;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        boolean point = false;
        for (NumberPattern.Part part : pattern.parts) {
            if (at >= text.length()) {
                break;
            }
            char c = text.charAt(at);
            if (digits.isEmpty() && (c == '-' || c == '+' || c == '<' && pattern.brackets)) {
                negative = c != '+';
                at++;
                c = at < text.length() ? text.charAt(at) : ' ';
            }
            switch (part.kind()) {
                case DIGIT, ZERO -> {
                    if (c >= '0' && c <= '9') {
                        digits.append(c);
                        at++;
                    } else if (c == '.' && !point) {
                        // fewer digits than the template has places
                        continue;
                    }
                }
                case POINT -> {
                    if (c == '.') {
                        digits.append('.');
                        point = true;
                        at++;
                    }
                }
                case GROUP -> at += c == ',' ? 1 : 0;
                case SIGN, MINUS, PLUS, PLUS_OR_MINUS -> {
                    if (c == '-' || c == '+') {
                        negative = c == '-';
                        at++;
                    }
                }
                case CURRENCY, TEXT -> {
                    if (!(c >= '0' && c <= '9')) {
                        at++;
                    }
                }
            }
        }
        if (digits.isEmpty() || digits.toString().equals(".")) {
            throw ValueErrors.invalidInputSyntax("numeric", " ");
        }
        BigDecimal value = new BigDecimal(digits.toString()).movePointLeft(pattern.shift);
        if (value.signum() != 0 && value.precision() - value.scale() > pattern.before) {
            throw NumberErrors.numericFieldOverflow(pattern.before + pattern.after, pattern.after);
        }
        return Numeric.of(negative ? value.negate() : value);
    }
}
