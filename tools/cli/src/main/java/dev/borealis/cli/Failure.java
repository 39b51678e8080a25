package dev.borealis.cli;

/** A command cannot do what it was asked; the message is for the person who asked. Exit code 1. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
        super(message, null, false, false);
    }
}
