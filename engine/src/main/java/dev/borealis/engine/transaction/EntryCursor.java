package dev.borealis.engine.transaction;

import dev.borealis.store.Page;

/** Steps over entries; between {@link #next} calls it is the view of the current one. */
public interface EntryCursor extends EntryView, AutoCloseable {
    /** Steps to the next entry; false at the end. */
    boolean next();

    /**
     * Steps over as many entries at once as it cheaply can (the rest of a page without own writes), and says how many: 0
     * at the end. For count(*).
     */
    long skip();

    /**
     * Steps to the next entry and over as many behind it as lie in the same page and can be read without asking again:
     * entries {@link #runStart} to {@link #runEnd}, exclusive, of {@link #page}; in a reverse scan the end is below the
     * start. False at the end.
     */
    boolean nextRun();

    /** Of the last run. */
    Page page();

    /** Index of the first entry of the run in its page. */
    int runStart();

    /** Index behind the last entry of the run. */
    int runEnd();

    @Override
    void close();
}
