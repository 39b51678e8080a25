package dev.borealis.server;

/** The server cannot start. The message is for the person who started it: what is wrong, where, and what to do. */
public final class StartFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public StartFailure(String message) {
        super(message);
    }

    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
