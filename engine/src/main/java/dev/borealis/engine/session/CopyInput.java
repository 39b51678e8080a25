package dev.borealis.engine.session;

import dev.borealis.types.error.SqlException;
import dev.borealis.types.format.ValueFormat;

import org.jspecify.annotations.Nullable;

/** The rows that a client sends with COPY, one at a time. */
sealed interface CopyInput permits TextCopyInput, BinaryCopyInput {
    /**
     * A column to read.
     *
     * @param typmod what its values must fit; −1 for anything
     */
    record Column(String name, ValueFormat format, int typmod) {}

    /**
     * Reads the next row.
     *
     * @param values given the row's values, one for each column of the COPY, null for NULL
     * @return false at the end of the data
     * @throws SqlException of data that are no row; without CONTEXT where {@link #place()} is all it would say
     */
    boolean next(@Nullable Object[] values);

    /** Of the row being read, as CONTEXT says it: {@code line 3}; null before the first. */
    @Nullable String line();

    /** The same with what is known of where in the row: its text, the column. */
    @Nullable String place();
}
