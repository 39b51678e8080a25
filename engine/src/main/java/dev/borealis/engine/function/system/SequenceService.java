package dev.borealis.engine.function.system;

/** Sequences by the OID of their relation. Each method throws PostgreSQL's errors, also for missing privileges. */
public interface SequenceService {
    long next(int sequence);

    /** The last value nextval gave in this session; 55000 when there was none. */
    long current(int sequence);

    /** The last value nextval gave for any sequence in this transaction; 55000 when there was none. */
    long last();

    /** @param called whether the next nextval moves on first */
    long set(int sequence, long value, boolean called);
}
