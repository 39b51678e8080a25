package dev.borealis.sql;

/** Turns SQL text into statements. */
public final class Parser {
    private Parser() {}

    /** Parses a whole message: several statements separated by semicolons. */
    public static ParseResult parse(String text, ParserOptions options) {
        throw new IllegalStateException("the parser is being built");
    }
}
