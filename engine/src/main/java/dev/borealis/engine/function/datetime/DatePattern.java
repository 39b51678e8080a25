package dev.borealis.engine.function.datetime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A template of to_char, to_date and to_timestamp, cut into fields and literal text. */
final class DatePattern {
    private static final List<String> KEYWORDS =
            Stream.of(
                            "A.D. A.M. AD AM B.C. BC CC DAY DDD DD DY D FF1 FF2 FF3 FF4 FF5 FF6 FX HH24 HH12 HH IDDD ID IW"
                                    + " IYYY IYY IY I J MI MM MONTH MON MS OF P.M. PM Q RM SSSSS SSSS SS TZH TZM TZ US WW W"
                                    + " Y,YYY YYYY YYY YY Y",
                            "a.d. a.m. ad am b.c. bc cc day ddd dd dy d ff1 ff2 ff3 ff4 ff5 ff6 fx hh24 hh12 hh iddd id iw"
                                    + " iyyy iyy iy i j mi mm month mon ms of p.m. pm q rm sssss ssss ss tzh tzm tz us ww w"
                                    + " y,yyy yyyy yyy yy y",
                            "Day Dy Month Mon")
                    .flatMap(words -> Stream.of(words.split(" ")))
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .toList();

    private DatePattern() {}

    /**
     * A field or literal text.
     *
     * @param text the keyword as written, or the literal text
     * @param suffix TH, th or empty
     * @param quoted literal text in double quotes
     */
    record Part(String text, boolean field, boolean fillMode, String suffix, boolean quoted) {
        /** The keyword without regard to case. */
        String name() {
            return text.toUpperCase(java.util.Locale.ROOT);
        }
    }

    static List<Part> parse(String template) {
        var parts = new ArrayList<Part>();
        int at = 0;
        while (at < template.length()) {
            int start = at;
            boolean fillMode = false;
            while (startsWith(template, at, "FM") || startsWith(template, at, "TM")) {
                fillMode |= Character.toUpperCase(template.charAt(at)) == 'F';
                at += 2;
            }
            String keyword = keyword(template, at);
            if (keyword != null) {
                at += keyword.length();
                String suffix = "";
                if (template.startsWith("TH", at) || template.startsWith("th", at)) {
                    suffix = template.substring(at, at + 2);
                    at += 2;
                }
                parts.add(new Part(keyword, true, fillMode, suffix, false));
                continue;
            }
            at = at == start ? literal(template, at, parts) : at;
        }
        return parts;
    }

    private static boolean startsWith(String template, int at, String word) {
        return template.startsWith(word, at)
                || template.startsWith(word.toLowerCase(java.util.Locale.ROOT), at);
    }

    private static @org.jspecify.annotations.Nullable String keyword(String template, int at) {
        for (String keyword : KEYWORDS) {
            if (template.startsWith(keyword, at)) {
                return keyword;
            }
        }
        return null;
    }

    private static int literal(String template, int start, List<Part> parts) {
        int at = start;
        if (template.charAt(at) == '"') {
            var text = new StringBuilder();
            at++;
            while (at < template.length() && template.charAt(at) != '"') {
                if (template.charAt(at) == '\\' && at + 1 < template.length()) {
                    at++;
                }
                text.append(template.charAt(at++));
            }
            parts.add(new Part(text.toString(), false, false, "", true));
            return at + 1;
        }
        if (template.startsWith("\\\"", at)) {
            at++;
        }
        int end = template.offsetByCodePoints(at, 1);
        parts.add(new Part(template.substring(at, end), false, false, "", false));
        return end;
    }
}
