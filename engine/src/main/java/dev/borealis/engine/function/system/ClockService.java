package dev.borealis.engine.function.system;

/** Times of the session beyond the start of its transaction. */
public interface ClockService {
    /** When the current statement arrived: microseconds since 2000-01-01 UTC. */
    long statementMicros();
}
