package dev.borealis.engine.function.system;

/** The asynchronous jobs of the cluster. */
public interface JobService {
    /** Waits for the end of a job; true when it succeeded. */
    boolean waitFor(String job);
}
