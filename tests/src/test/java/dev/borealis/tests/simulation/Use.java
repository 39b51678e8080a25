package dev.borealis.tests.simulation;

import dev.borealis.store.Label;
import dev.borealis.store.Touch;

/**
 * What a transaction did to a key. Which two of them conflict is written down here as the matrix of transactions.md
 * section 4, not as lanes.
 */
public enum Use {
    /** Insert, delete, a changed key column, FOR UPDATE. */
    EXCLUSIVE,
    /** Update of columns that are in no key. */
    UPDATE,
    /** FOR KEY SHARE. */
    SHARE,
    /** A relation used, a row read by an index build: depends on the key, and nobody depends on that. */
    CHECK;

    /** Whether a commit that used a key so loses to one that used it as {@code earlier} after its snapshot. */
    public boolean losesTo(Use earlier) {
        return switch (this) {
            case EXCLUSIVE -> earlier != CHECK;
            case UPDATE, CHECK -> earlier == EXCLUSIVE || earlier == UPDATE;
            case SHARE -> earlier == EXCLUSIVE;
        };
    }

    public Touch touch(byte[] key, Label label) {
        return switch (this) {
            case EXCLUSIVE -> Touch.exclusive(key, label);
            case UPDATE -> Touch.update(key, label);
            case SHARE -> Touch.share(key, label);
            case CHECK -> Touch.check(key, label);
        };
    }
}
