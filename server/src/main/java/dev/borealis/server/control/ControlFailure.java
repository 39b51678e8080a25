package dev.borealis.server.control;

/** What a command asked for cannot be done; the message is for the person who asked. */
public final class ControlFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public ControlFailure(String message) {
        super(message);
    }

    public ControlFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
