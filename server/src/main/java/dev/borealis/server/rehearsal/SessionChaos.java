package dev.borealis.server.rehearsal;

import dev.borealis.store.Store;

/** The faults of one session, in the order in which it asks. Used by its thread. */
public interface SessionChaos {
    /** None. */
    SessionChaos NONE =
            new SessionChaos() {
                @Override
                public boolean expiresToken() {
                    return false;
                }

                @Override
                public Store faults(Store store) {
                    return store;
                }

                @Override
                public void delay() {}

                @Override
                public Cut cut() {
                    return Cut.NO;
                }
            };

    /** Whether and when the connection is cut at a message. */
    enum Cut {
        NO,
        /** The message is not run. */
        BEFORE,
        /** It was run, and its client is not told. */
        AFTER
    }

    /** Whether the token that was just sent is refused as expired. */
    boolean expiresToken();

    /** What the session commits through. */
    Store faults(Store store);

    /** Makes an answer late. */
    void delay();

    /** Asked at each message that is answered at once. */
    Cut cut();
}
