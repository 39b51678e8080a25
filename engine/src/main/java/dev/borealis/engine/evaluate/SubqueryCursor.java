package dev.borealis.engine.evaluate;

/** Steps through the rows of a sub-query. */
public interface SubqueryCursor {
    /** Starts, again where it ran before. */
    void open();

    /** Steps to the next row; false at the end. */
    boolean next();

    /** The current row: output columns from 0. */
    Row row();
}
