package dev.borealis.engine.transaction;

/** Where an entry lies: in a shared array that never changes. No copy is made to look at it. */
public interface EntryView {
    byte[] bytes();

    int keyStart();

    int keyEnd();

    int valueStart();

    int valueEnd();
}
