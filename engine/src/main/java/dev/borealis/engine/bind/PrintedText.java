package dev.borealis.engine.bind;

/** SQL text as it grows, with PostgreSQL's way of breaking and indenting lines. */
final class PrintedText {
    /** Columns by which a clause of a query is indented. */
    static final int STANDARD = 8;

    static final int JOIN = 4;
    static final int FIELD = 4;

    /** Beyond this the indentation no longer grows. */
    private static final int LIMIT = 40;

    private final StringBuilder text = new StringBuilder();
    private int level;

    PrintedText append(String piece) {
        text.append(piece);
        return this;
    }

    void indent(int columns) {
        level += columns;
    }

    /**
     * Begins a new line with a keyword.
     *
     * @param before added to the indentation first
     * @param after added to it for what follows
     * @param plus added for this line alone
     */
    void keyword(String keyword, int before, int after, int plus) {
        level += before;
        trim();
        text.append('\n');
        int columns = level < LIMIT ? Math.max(level, 0) : LIMIT + (level - LIMIT) / 4;
        text.append(" ".repeat(columns + plus)).append(keyword);
        level = Math.max(level + after, 0);
    }

    /** Takes spaces off the end. */
    void trim() {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        text.setLength(end);
    }

    int length() {
        return text.length();
    }

    /** Takes what was written since off again. */
    String cut(int from) {
        String piece = text.substring(from);
        text.setLength(from);
        return piece;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
