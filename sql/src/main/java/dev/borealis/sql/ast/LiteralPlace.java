package dev.borealis.sql.ast;

/**
 * Where the characters of a string literal stand in a statement, so that an error inside of a text given as a literal can be
 * told with its place in the statement.
 *
 * @param first position of the first character of the content: 1-based, in characters
 * @param quoted whether quotes inside are written twice; false for dollar quotes
 */
public record LiteralPlace(int first, boolean quoted) {
    /**
     * The position in the statement.
     *
     * @param content of the literal
     * @param position in the content: 1-based, in characters
     */
    public int of(String content, int position) {
        int before = content.offsetByCodePoints(0, position - 1);
        long doubled =
                quoted ? content.substring(0, before).chars().filter(c -> c == '\'').count() : 0;
        return first + position - 1 + (int) doubled;
    }
}
