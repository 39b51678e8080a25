package dev.borealis.engine.function.number;

import dev.borealis.types.error.NumberFormatErrors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A template of to_char and to_number for numbers, cut into parts, with what it says as a whole. */
final class NumberPattern {
    enum Kind {
        DIGIT, // 9
        ZERO, // 0
        POINT, // . or D
        GROUP, // , or G
        SIGN, // S
        MINUS, // MI
        PLUS, // PL
        PLUS_OR_MINUS, // SG
        CURRENCY, // L
        TEXT
    }

    /** @param text literal text, empty for other kinds */
    record Part(Kind kind, String text) {}

    final List<Part> parts = new ArrayList<>();
    boolean fillMode;
    boolean brackets; // PR
    boolean exponent; // EEEE
    boolean roman;
    boolean romanLower;
    boolean blankZero; // B
    String ordinal = "";

    /** Digits before and after the point. */
    int before;

    int after;

    /** Digits after V. */
    int shift;

    /** Position of the first 0 among the digits before the point, −1 when there is none. */
    int firstZero = -1;

    /** Digits after the point up to the last 0. */
    int lastZeroAfter;

    boolean signFirst; // S stands before the digits
    boolean signed; // some sign pattern stands in the template
    boolean ownSign; // MI or SG writes the sign
    private boolean afterPoint;
    private boolean afterShift;

    static NumberPattern parse(String template) {
        var pattern = new NumberPattern();
        int at = 0;
        while (at < template.length()) {
            at = pattern.next(template, at);
        }
        return pattern;
    }

    private int next(String template, int at) {
        String rest = template.substring(at).toUpperCase(Locale.ROOT);
        for (String word : List.of("EEEE", "FM", "MI", "PL", "PR", "RN", "SG", "SP", "TH")) {
            if (rest.startsWith(word)) {
                word(word, template, at);
                return at + word.length();
            }
        }
        char c = rest.charAt(0);
        switch (c) {
            case '9', '0' -> digit(c);
            case '.', 'D' -> {
                if (afterPoint) {
                    throw NumberFormatErrors.multiplePoints();
                }
                if (afterShift) {
                    throw NumberFormatErrors.shiftAndPoint();
                }
                afterPoint = true;
                parts.add(new Part(Kind.POINT, ""));
            }
            case ',', 'G' -> parts.add(new Part(Kind.GROUP, ""));
            case 'S' -> sign();
            case 'L' -> parts.add(new Part(Kind.CURRENCY, ""));
            case 'B' -> blankZero = true;
            case 'C' -> {}
            case 'V' -> {
                if (afterPoint) {
                    throw NumberFormatErrors.shiftAndPoint();
                }
                afterShift = true;
            }
            case '"' -> {
                return quoted(template, at);
            }
            default ->
                    parts.add(
                            new Part(
                                    Kind.TEXT,
                                    new String(Character.toChars(template.codePointAt(at)))));
        }
        return template.offsetByCodePoints(at, 1);
    }

    private int quoted(String template, int start) {
        var text = new StringBuilder();
        int at = start + 1;
        while (at < template.length() && template.charAt(at) != '"') {
            if (template.charAt(at) == '\\' && at + 1 < template.length()) {
                at++;
            }
            text.append(template.charAt(at++));
        }
        parts.add(new Part(Kind.TEXT, text.toString()));
        return at + 1;
    }

    private void word(String word, String template, int at) {
        switch (word) {
            case "EEEE" -> exponent = true;
            case "FM" -> fillMode = true;
            case "MI" -> {
                signed = true;
                ownSign = true;
                parts.add(new Part(Kind.MINUS, ""));
            }
            case "PL" -> {
                signed = true;
                parts.add(new Part(Kind.PLUS, ""));
            }
            case "SG" -> {
                signed = true;
                ownSign = true;
                parts.add(new Part(Kind.PLUS_OR_MINUS, ""));
            }
            case "PR" -> {
                if (signed) {
                    throw NumberFormatErrors.bracketsAndSign();
                }
                brackets = true;
            }
            case "RN" -> {
                roman = true;
                romanLower = Character.isLowerCase(template.charAt(at));
            }
            case "TH" -> ordinal = template.substring(at, at + 2);
            default -> {}
        }
    }

    private void sign() {
        if (signed) {
            throw NumberFormatErrors.twoSigns();
        }
        signed = true;
        signFirst = before == 0 && after == 0;
        parts.add(new Part(Kind.SIGN, ""));
    }

    private void digit(char c) {
        if (afterPoint) {
            after++;
            if (c == '0') {
                lastZeroAfter = after;
            }
        } else {
            if (afterShift) {
                shift++;
            }
            if (c == '0' && firstZero < 0) {
                firstZero = before;
            }
            before++;
        }
        parts.add(new Part(c == '0' ? Kind.ZERO : Kind.DIGIT, ""));
    }
}
