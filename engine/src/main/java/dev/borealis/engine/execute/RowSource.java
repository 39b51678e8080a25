package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Row;

/**
 * The rows of a running statement, pulled one by one; a portal keeps it between Executes. Used by one thread at a time.
 * To be closed always.
 */
public interface RowSource extends AutoCloseable {
    /** Steps to the next row; false at the end. The first call starts the statement. */
    boolean next();

    /** The current row: visible output columns from 0. Valid until the next call. */
    Row row();

    /**
     * For the command tag: rows inserted, updated, deleted; of a query the rows given so far. Of a change it is complete
     * after the first {@link #next}.
     */
    long count();

    @Override
    void close();
}
