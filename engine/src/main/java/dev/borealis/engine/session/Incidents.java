package dev.borealis.engine.session;

/** Where defects are reported: gives an incident its id and puts it, with the stack trace, into the log. */
@FunctionalInterface
public interface Incidents {
    /** @return the id that the client is told */
    String record(Throwable failure);
}
