package dev.borealis.types.format;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.error.NumberErrors;
import dev.borealis.types.error.ValueErrors;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** The text forms of real and double precision. */
public final class Floats {
    /** From this exponent on a double is written as {@code 1e+15}; PostgreSQL's DBL_DIG. */
    private static final int DOUBLE_DIGITS = 15;

    /** The same for real: FLT_DIG. */
    private static final int FLOAT_DIGITS = 6;

    private Floats() {}

    /** 22P02 for what is no number, 22003 for one too large or too small. */
    public static double parseDouble(Bytes text) {
        String string = text.string();
        String number = checked(string, "double precision");
        double value = toDouble(number);
        if ((Double.isInfinite(value) || value == 0) && hasDigitsThatCount(number, value)) {
            throw NumberErrors.floatTextOutOfRange(number, "double precision");
        }
        return value;
    }

    /** 22P02 for what is no number, 22003 for one too large or too small. */
    public static float parseFloat(Bytes text) {
        String string = text.string();
        String number = checked(string, "real");
        float value =
                number.isEmpty() || isWord(number)
                        ? (float) toDouble(number)
                        : Float.parseFloat(number);
        if ((Float.isInfinite(value) || value == 0) && hasDigitsThatCount(number, value)) {
            throw NumberErrors.floatTextOutOfRange(number, "real");
        }
        return value;
    }

    private static double toDouble(String number) {
        if (!isWord(number)) {
            return Double.parseDouble(number);
        }
        String word = number.toLowerCase(Locale.ROOT);
        if (word.endsWith("nan")) {
            return Double.NaN;
        }
        return word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    private static boolean isWord(String number) {
        char last = number.charAt(number.length() - 1);
        return last == 'n'
                || last == 'N'
                || last == 'y'
                || last == 'Y'
                || last == 'f' && !isHexadecimal(number)
                || last == 'F' && !isHexadecimal(number);
    }

    private static boolean isHexadecimal(String number) {
        return number.indexOf('x') >= 0 || number.indexOf('X') >= 0;
    }

    /** The number without blanks in a form that Java reads; throws 22P02. */
    private static String checked(String string, String type) {
        String number = string.strip();
        int at = number.startsWith("-") || number.startsWith("+") ? 1 : 0;
        String rest = number.substring(at).toLowerCase(Locale.ROOT);
        switch (rest) {
            case "nan", "inf", "infinity" -> {
                return number;
            }
            default -> {
                if (rest.startsWith("0x")
                        && rest.matches("0x([0-9a-f]+\\.?[0-9a-f]*|\\.[0-9a-f]+)(p[+-]?\\d+)?")) {
                    return rest.indexOf('p') < 0 ? number + "p0" : number;
                }
                if (isDecimal(rest)) {
                    return number;
                }
                throw ValueErrors.invalidInputSyntax(type, string);
            }
        }
    }

    private static boolean isDecimal(String number) {
        int at = 0;
        int length = number.length();
        int digits = 0;
        while (at < length && isDigit(number.charAt(at))) {
            at++;
            digits++;
        }
        if (at < length && number.charAt(at) == '.') {
            at++;
            while (at < length && isDigit(number.charAt(at))) {
                at++;
                digits++;
            }
        }
        if (digits == 0) {
            return false;
        }
        if (at < length && number.charAt(at) == 'e') {
            at++;
            if (at < length && (number.charAt(at) == '+' || number.charAt(at) == '-')) {
                at++;
            }
            int exponentFrom = at;
            while (at < length && isDigit(number.charAt(at))) {
                at++;
            }
            if (at == exponentFrom) {
                return false;
            }
        }
        return at == length;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    /** Whether an infinite or zero result is not what was written. */
    private static boolean hasDigitsThatCount(String number, double value) {
        if (isWord(number)) {
            return false;
        }
        if (value != 0) {
            return true;
        }
        boolean hexadecimal = isHexadecimal(number);
        for (int i = 0; i < number.length(); i++) {
            char character = Character.toLowerCase(number.charAt(i));
            if (character == (hexadecimal ? 'p' : 'e')) {
                return false;
            }
            if (character >= '1' && character <= '9'
                    || hexadecimal && character >= 'a' && character <= 'f') {
                return true;
            }
        }
        return false;
    }

    /** @param extraDigits parameter extra_float_digits */
    public static void printDouble(double value, int extraDigits, ByteAppender out) {
        if (printSpecial(value, out)) {
            return;
        }
        long whole = (long) value;
        if (extraDigits > 0
                && whole == value
                && whole < 1_000_000_000_000_000L
                && whole > -1_000_000_000_000_000L) {
            out.appendDecimal(whole);
        } else if (extraDigits > 0) {
            printDigits(ShortestDecimal.of(value), DOUBLE_DIGITS, out);
        } else {
            printRounded(value, Math.max(1, DOUBLE_DIGITS + extraDigits), out);
        }
    }

    /** @param extraDigits parameter extra_float_digits */
    public static void printFloat(float value, int extraDigits, ByteAppender out) {
        if (printSpecial(value, out)) {
            return;
        }
        int whole = (int) value;
        if (extraDigits > 0 && whole == value && whole < 1_000_000 && whole > -1_000_000) {
            out.appendDecimal(whole);
        } else if (extraDigits > 0) {
            printDigits(ShortestDecimal.of(value), FLOAT_DIGITS, out);
        } else {
            printRounded(value, Math.max(1, FLOAT_DIGITS + extraDigits), out);
        }
    }

    private static boolean printSpecial(double value, ByteAppender out) {
        if (value != value) {
            out.append("NaN");
        } else if (Double.isInfinite(value)) {
            out.append(value > 0 ? "Infinity" : "-Infinity");
        } else if (value == 0) {
            out.append(1 / value < 0 ? "-0" : "0");
        } else {
            return false;
        }
        return true;
    }

    /** As C's {@code %.*g}. */
    private static void printRounded(double value, int digits, ByteAppender out) {
        BigDecimal rounded =
                new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        printDigits(rounded.stripTrailingZeros(), digits, out);
    }

    private static void printDigits(BigDecimal decimal, int plainDigits, ByteAppender out) {
        String digits = decimal.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - decimal.scale();
        if (decimal.signum() < 0) {
            out.appendByte('-');
        }
        if (exponent >= -4 && exponent < plainDigits) {
            out.append(decimal.abs().toPlainString());
            return;
        }
        out.append(digits.charAt(0));
        if (digits.length() > 1) {
            out.appendByte('.').append(digits.substring(1));
        }
        out.appendByte('e')
                .appendByte(exponent < 0 ? '-' : '+')
                .appendDecimal(Math.abs(exponent), 2);
    }
}
