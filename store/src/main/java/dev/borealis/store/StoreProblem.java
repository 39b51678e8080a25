package dev.borealis.store;

/** Why a store cannot do what it was asked; it certainly did nothing. */
public enum StoreProblem {
    DISK_FULL,
    KEY_TOO_LARGE,
    VALUE_TOO_LARGE,
    COMMIT_TOO_LARGE,
    /** The storage is being closed or is closed. */
    CLOSED,
    /** The store was dropped. */
    DROPPED,
    /** For a while, such as when reopening after a failed write. */
    UNAVAILABLE,
    /** What was read does not agree with its checksum. */
    DAMAGED
}
