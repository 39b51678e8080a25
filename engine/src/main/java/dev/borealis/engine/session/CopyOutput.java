package dev.borealis.engine.session;

import dev.borealis.engine.evaluate.Row;
import dev.borealis.types.ByteAppender;

/** Writes the rows of COPY TO STDOUT. */
sealed interface CopyOutput permits TextCopyOutput, BinaryCopyOutput {
    /** What comes before the first row, if anything. */
    void begin(ByteAppender out);

    void row(Row row, ByteAppender out);

    /** What comes after the last row, if anything. */
    void end(ByteAppender out);
}
