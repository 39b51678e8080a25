package dev.borealis.cli;

/** How the program was called, so that the lines it prints can be copied. */
final class Program {
    private Program() {}

    static String name() {
        return System.getProperty("borealis.program", "borealis");
    }
}
