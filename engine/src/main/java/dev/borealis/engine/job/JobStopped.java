package dev.borealis.engine.job;

/** The step is not to go on: the process is closing, or another one has the job. Nobody is told. */
final class JobStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JobStopped() {
        super("the job is not to go on here", null, false, false);
    }
}
