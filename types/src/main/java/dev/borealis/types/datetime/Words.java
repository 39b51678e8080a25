package dev.borealis.types.datetime;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** The words that may stand in a date or time. */
final class Words {
    /** What a word means. */
    sealed interface Meaning {
        /** @param number 1 to 12 */
        record Month(int number) implements Meaning {}

        /** A day of the week says nothing that counts. */
        record Weekday() implements Meaning {}

        record Meridiem(boolean afternoon) implements Meaning {}

        record Era(boolean beforeChrist) implements Meaning {}

        record Special(Day day) implements Meaning {}

        /** {@code t} before a time, {@code j} before a Julian day. */
        record Prefix(char letter) implements Meaning {}

        /** {@code dst} after a zone: one hour more. */
        record Daylight() implements Meaning {}

        /** {@code at}, {@code on}, {@code of}: nothing. */
        record Noise() implements Meaning {}
    }

    /** Words for a whole date and time. */
    enum Day {
        NOW,
        TODAY,
        TOMORROW,
        YESTERDAY,
        EPOCH,
        INFINITY,
        NEGATIVE_INFINITY,
        ALL_BALLS
    }

    private static final Map<String, Meaning> WORDS =
            Map.ofEntries(
                    month("jan", 1),
                    month("january", 1),
                    month("feb", 2),
                    month("february", 2),
                    month("mar", 3),
                    month("march", 3),
                    month("apr", 4),
                    month("april", 4),
                    month("may", 5),
                    month("jun", 6),
                    month("june", 6),
                    month("jul", 7),
                    month("july", 7),
                    month("aug", 8),
                    month("august", 8),
                    month("sep", 9),
                    month("sept", 9),
                    month("september", 9),
                    month("oct", 10),
                    month("october", 10),
                    month("nov", 11),
                    month("november", 11),
                    month("dec", 12),
                    month("december", 12),
                    weekday("sun"),
                    weekday("sunday"),
                    weekday("mon"),
                    weekday("monday"),
                    weekday("tue"),
                    weekday("tues"),
                    weekday("tuesday"),
                    weekday("wed"),
                    weekday("weds"),
                    weekday("wednesday"),
                    weekday("thu"),
                    weekday("thur"),
                    weekday("thurs"),
                    weekday("thursday"),
                    weekday("fri"),
                    weekday("friday"),
                    weekday("sat"),
                    weekday("saturday"),
                    Map.entry("am", new Meaning.Meridiem(false)),
                    Map.entry("pm", new Meaning.Meridiem(true)),
                    Map.entry("ad", new Meaning.Era(false)),
                    Map.entry("bc", new Meaning.Era(true)),
                    special("now", Day.NOW),
                    special("today", Day.TODAY),
                    special("tomorrow", Day.TOMORROW),
                    special("yesterday", Day.YESTERDAY),
                    special("epoch", Day.EPOCH),
                    special("infinity", Day.INFINITY),
                    special("+infinity", Day.INFINITY),
                    special("-infinity", Day.NEGATIVE_INFINITY),
                    special("allballs", Day.ALL_BALLS),
                    Map.entry("t", new Meaning.Prefix('t')),
                    Map.entry("j", new Meaning.Prefix('j')),
                    Map.entry("jd", new Meaning.Prefix('j')),
                    Map.entry("julian", new Meaning.Prefix('j')),
                    Map.entry("dst", new Meaning.Daylight()),
                    Map.entry("at", new Meaning.Noise()),
                    Map.entry("on", new Meaning.Noise()));

    private Words() {}

    /** @param word in lower case; longer words than ten letters are compared by their first ten */
    static @Nullable Meaning of(String word) {
        return WORDS.get(word);
    }

    static boolean isKeyword(String word) {
        return WORDS.containsKey(word)
                || word.equals("d")
                || word.equals("h")
                || word.equals("m")
                || word.equals("s")
                || word.equals("y")
                || word.equals("mm")
                || word.equals("dow")
                || word.equals("doy");
    }

    private static Map.Entry<String, Meaning> month(String word, int number) {
        return Map.entry(word, new Meaning.Month(number));
    }

    private static Map.Entry<String, Meaning> weekday(String word) {
        return Map.entry(word, new Meaning.Weekday());
    }

    private static Map.Entry<String, Meaning> special(String word, Day day) {
        return Map.entry(word, new Meaning.Special(day));
    }
}
