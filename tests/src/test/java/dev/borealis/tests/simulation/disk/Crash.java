package dev.borealis.tests.simulation.disk;

/** The process ends here. No exception handler of the program may catch it, as none runs in a process that is killed. */
public final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    public Crash() {
        super("crash", null, false, false);
    }
}
