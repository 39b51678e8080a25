package dev.borealis.store;

/** The versions of the view asked for are gone. */
public final class SnapshotTooOld extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient SnapshotToken token;

    /** @param token of the view that was asked for */
    public SnapshotTooOld(SnapshotToken token) {
        super("the versions of view " + token.value() + " are gone");
        this.token = token;
    }

    /** Of the view that was asked for. */
    public SnapshotToken token() {
        return token;
    }
}
