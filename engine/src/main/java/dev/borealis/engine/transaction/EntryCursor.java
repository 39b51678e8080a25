package dev.borealis.engine.transaction;

/** Steps over entries; between {@link #next} calls it is the view of the current one. */
public interface EntryCursor extends EntryView, AutoCloseable {
    /** Steps to the next entry; false at the end. */
    boolean next();

    /**
     * Steps over as many entries at once as it cheaply can (the rest of a page without own writes), and says how many: 0
     * at the end. For count(*).
     */
    long skip();

    @Override
    void close();
}
