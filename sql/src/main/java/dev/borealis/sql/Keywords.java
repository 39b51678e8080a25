package dev.borealis.sql;

import java.util.Arrays;
import java.util.List;

/** The keywords, for pg_get_keywords(). */
public final class Keywords {
    /**
     * A keyword.
     *
     * @param category letter of pg_get_keywords().catcode: U unreserved, C also a column name, T also a function or type
     *     name, R reserved
     * @param bareLabel whether it may be a column label without AS
     */
    public record Word(String text, char category, boolean bareLabel) {}

    private Keywords() {}

    /** All, in alphabetical order. */
    public static List<Word> all() {
        return Arrays.stream(Keyword.values())
                .map(k -> new Word(k.text(), letter(k.category()), k.isBareLabel()))
                .toList();
    }

    private static char letter(Keyword.Category category) {
        return switch (category) {
            case UNRESERVED -> 'U';
            case COLUMN_NAME -> 'C';
            case TYPE_OR_FUNCTION -> 'T';
            case RESERVED -> 'R';
        };
    }
}
