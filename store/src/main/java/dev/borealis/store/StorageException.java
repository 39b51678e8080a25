package dev.borealis.store;

import org.jspecify.annotations.Nullable;

/** A storage could not be opened. The message names the directory and is fit to be shown. */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What stands in the way. */
    public enum Reason {
        /** Another process, or another storage in this one, uses the directory. */
        LOCKED,
        /** What lies there was not written by this program, or by a version this one does not know. */
        UNKNOWN_FORMAT,
        NO_PERMISSION,
        DISK_FULL,
        /** What lies there contradicts its checksums. */
        DAMAGED,
        /** The disk answered with another error. */
        FAILED
    }

    private final Reason reason;

    /** @param message names the directory */
    public StorageException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What stands in the way. */
    public Reason reason() {
        return reason;
    }
}
