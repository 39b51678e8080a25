package dev.borealis.engine.function.number;

import dev.borealis.engine.function.number.NumberPattern.Part;
import dev.borealis.types.error.NumberErrors;
import dev.borealis.types.value.Numeric;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** to_char of numbers. */
final class NumberPrinter {
    private static final String[] ONES = {
        "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"
    };
    private static final String[] TENS = {
        "", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"
    };
    private static final String[] HUNDREDS = {
        "", "C", "CC", "CCC", "CD", "D", "DC", "DCC", "DCCC", "CM"
    };

    /** Width of a Roman number that is not in fill mode. */
    private static final int ROMAN_WIDTH = 15;

    private final NumberPattern pattern;
    private final boolean negative;
    private final String whole; // '#' where the number is too large
    private final String fraction;
    private final StringBuilder out = new StringBuilder();
    private boolean signWritten;

    private NumberPrinter(NumberPattern pattern, boolean negative, String whole, String fraction) {
        this.pattern = pattern;
        this.negative = negative;
        this.whole = whole;
        this.fraction = fraction;
        signWritten = pattern.ownSign;
    }

    static String print(Numeric value, String template, RoundingMode rounding) {
        NumberPattern pattern = NumberPattern.parse(template);
        if (pattern.roman) {
            return roman(value, pattern, rounding);
        }
        if (pattern.exponent) {
            return scientific(value, pattern);
        }
        if (!value.isFinite()) {
            String word = value.isNaN() ? "NaN" : "Infinity";
            boolean fits = word.length() <= pattern.before;
            return new NumberPrinter(
                            pattern,
                            !value.isNaN() && value.signum() < 0,
                            fits ? word : "#".repeat(pattern.before),
                            fits ? "" : "#".repeat(pattern.after))
                    .run();
        }
        BigDecimal number =
                value.toBigDecimal()
                        .movePointRight(pattern.shift)
                        .setScale(pattern.after, rounding);
        String digits = number.abs().toPlainString();
        int point = digits.indexOf('.');
        String whole = point < 0 ? digits : digits.substring(0, point);
        String fraction = point < 0 ? "" : digits.substring(point + 1);
        if (whole.length() > pattern.before) {
            whole = "#".repeat(pattern.before);
            fraction = "#".repeat(pattern.after);
        }
        // a float keeps its sign when it is rounded to zero
        boolean negative =
                rounding == RoundingMode.HALF_EVEN ? value.signum() < 0 : number.signum() < 0;
        return new NumberPrinter(pattern, negative, whole, fraction).run();
    }

    private boolean hasS() {
        return pattern.parts.stream().anyMatch(part -> part.kind() == NumberPattern.Kind.SIGN);
    }

    private String run() {
        int lastDigit = fraction.length();
        if (pattern.fillMode) {
            while (lastDigit > pattern.lastZeroAfter && fraction.charAt(lastDigit - 1) == '0') {
                lastDigit--;
            }
        }
        // a zero before the point is blank when decimals follow and no 0 in the template asks for
        // it
        boolean blankZero = whole.equals("0") && lastDigit > 0 && pattern.firstZero < 0;
        int firstDigit = pattern.before - whole.length() + (blankZero ? 1 : 0);
        if (pattern.firstZero >= 0) {
            firstDigit = Math.min(firstDigit, pattern.firstZero);
        }
        int position = 0;
        int decimal = 0;
        boolean afterPoint = false;
        for (Part part : pattern.parts) {
            switch (part.kind()) {
                case DIGIT, ZERO -> {
                    if (afterPoint) {
                        if (decimal < lastDigit) {
                            sign();
                            out.append(fraction.charAt(decimal));
                        }
                        decimal++;
                    } else {
                        wholeDigit(position++, firstDigit);
                    }
                }
                case POINT -> {
                    afterPoint = true;
                    if (!fraction.isEmpty() || whole.startsWith("#")) {
                        sign();
                        out.append('.');
                    }
                }
                case GROUP -> {
                    if (position > firstDigit) {
                        out.append(',');
                    } else if (!pattern.fillMode) {
                        out.append(' ');
                    }
                }
                case SIGN -> {
                    if (!pattern.signFirst) {
                        out.append(negative ? '-' : '+');
                        signWritten = true;
                    }
                }
                case MINUS -> plain(negative, '-');
                case PLUS -> plain(!negative, '+');
                case PLUS_OR_MINUS -> out.append(negative ? '-' : '+');
                case CURRENCY -> out.append(' ');
                case TEXT -> out.append(part.text());
            }
        }
        if (pattern.before + pattern.after > 0) {
            sign();
        }
        if (pattern.brackets) {
            if (negative) {
                out.append('>');
            } else if (!pattern.fillMode) {
                out.append(' ');
            }
        }
        if (!pattern.ordinal.isEmpty()
                && !negative
                && pattern.after == 0
                && !whole.startsWith("#")) {
            String ending = ordinal(whole);
            out.append(pattern.ordinal.equals("TH") ? ending.toUpperCase(Locale.ROOT) : ending);
        }
        return out.toString();
    }

    private static String ordinal(String number) {
        int length = number.length();
        if (length > 1 && number.charAt(length - 2) == '1') {
            return "th";
        }
        return switch (length == 0 ? '0' : number.charAt(length - 1)) {
            case '1' -> "st";
            case '2' -> "nd";
            case '3' -> "rd";
            default -> "th";
        };
    }

    private void plain(boolean shown, char sign) {
        if (shown) {
            out.append(sign);
        } else if (!pattern.fillMode) {
            out.append(' ');
        }
    }

    private void wholeDigit(int position, int firstDigit) {
        if (position < firstDigit) {
            if (!pattern.fillMode) {
                out.append(' ');
            }
            return;
        }
        sign();
        int index = position - (pattern.before - whole.length());
        out.append(index < 0 ? '0' : whole.charAt(index));
    }

    /** The sign, once, right before the first digit or the point. */
    private void sign() {
        if (signWritten) {
            return;
        }
        if (pattern.brackets) {
            if (negative) {
                out.append('<');
            } else if (!pattern.fillMode) {
                out.append(' ');
            }
        } else if (hasS()) {
            if (!pattern.signFirst) {
                return; // S behind the digits
            }
            out.append(negative ? '-' : '+');
        } else if (negative) {
            out.append('-');
        } else if (!pattern.fillMode) {
            out.append(' ');
        }
        signWritten = true;
    }

    private static String scientific(Numeric value, NumberPattern pattern) {
        if (!value.isFinite()) {
            String text = " " + "#".repeat(Math.max(pattern.before, 1));
            return pattern.after > 0 ? text + "." + "#".repeat(pattern.after + 4) : text + "####";
        }
        BigDecimal number = value.toBigDecimal();
        int exponent = number.signum() == 0 ? 0 : number.precision() - number.scale() - 1;
        BigDecimal mantissa =
                number.movePointLeft(exponent).setScale(pattern.after, RoundingMode.HALF_UP);
        String sign = number.signum() < 0 ? "-" : pattern.fillMode ? "" : " ";
        return sign
                + mantissa.abs().toPlainString()
                + String.format(
                        Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    private static String roman(Numeric value, NumberPattern pattern, RoundingMode rounding) {
        BigDecimal rounded =
                value.isFinite() ? value.toBigDecimal().setScale(0, rounding) : BigDecimal.ZERO;
        if (!value.isFinite()) {
            throw NumberErrors.cannotConvert(value.isNaN() ? "NaN" : "infinity", "integer");
        }
        if (rounded.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            throw NumberErrors.outOfRange("integer");
        }
        String text;
        if (rounded.signum() <= 0 || rounded.compareTo(BigDecimal.valueOf(3999)) > 0) {
            text = "#".repeat(ROMAN_WIDTH);
        } else {
            int number = rounded.intValue();
            text =
                    "M".repeat(number / 1000)
                            + HUNDREDS[number / 100 % 10]
                            + TENS[number / 10 % 10]
                            + ONES[number % 10];
        }
        text = pattern.romanLower ? text.toLowerCase(Locale.ROOT) : text;
        return pattern.fillMode ? text : " ".repeat(ROMAN_WIDTH - text.length()) + text;
    }
}
