package dev.borealis.engine.transaction;

/** Where an entry lies: in a shared array that never changes. No copy is made to look at it. */
public interface EntryView {
    /** The array that key and value lie in, shared. */
    byte[] bytes();

    /** Where the key begins in {@link #bytes}. */
    int keyStart();

    /** Where the key has ended. */
    int keyEnd();

    /** Where the value begins. */
    int valueStart();

    /** Where the value has ended. */
    int valueEnd();
}
