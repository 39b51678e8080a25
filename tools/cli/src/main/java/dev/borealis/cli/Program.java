package dev.borealis.cli;

/** How the program was called, so that the lines it prints can be copied. */
final class Program {
    private Program() {}

    static String name() {
        return System.getProperty("borealis.program", "borealis");
    }

    /** A word for a POSIX shell. */
    static String quoted(String value) {
        return value.matches("[A-Za-z0-9_./:@%+=,-]*")
                ? value
                : "'" + value.replace("'", "'\\''") + "'";
    }
}
