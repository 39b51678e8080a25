package dev.borealis.engine.observe;

/**
 * One number with its name.
 *
 * @param name lower case with underscores, without a prefix
 * @param unit {@code seconds}, {@code bytes}, or empty for a plain number
 * @param meaning one line for people
 */
public record Figure(String name, Kind kind, String unit, double value, String meaning) {
    /** How the number moves. */
    public enum Kind {
        /** Only grows while the process runs. */
        COUNTER,
        /** Goes up and down. */
        GAUGE
    }

    static Figure counter(String name, String unit, double value, String meaning) {
        return new Figure(name, Kind.COUNTER, unit, value, meaning);
    }

    static Figure gauge(String name, String unit, double value, String meaning) {
        return new Figure(name, Kind.GAUGE, unit, value, meaning);
    }
}
