package dev.borealis.tests.simulation;

/** Something was answered that the model does not allow. */
public final class Violation extends AssertionError {
    private static final long serialVersionUID = 1L;

    public Violation(String what) {
        super(what);
    }

    /** Throws unless it holds. */
    public static void unless(boolean holds, String format, Object... arguments) {
        if (!holds) {
            throw new Violation(format.formatted(arguments));
        }
    }
}
