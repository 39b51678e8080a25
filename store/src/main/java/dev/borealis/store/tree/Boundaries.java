package dev.borealis.store.tree;

/** Hears which boundaries between leaves come and go while a tree is changed. */
public interface Boundaries {
    Boundaries IGNORED =
            new Boundaries() {
                @Override
                public void added(byte[] low, int bytes) {}

                @Override
                public void removed(byte[] low) {}
            };

    /** A leaf begins at this key, perhaps has for long; its size is now about this. */
    void added(byte[] low, int bytes);

    /** No leaf begins at this key any more; the one before reaches further. */
    void removed(byte[] low);
}
