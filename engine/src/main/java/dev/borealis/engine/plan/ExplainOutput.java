package dev.borealis.engine.plan;

import dev.borealis.types.error.ExplainErrors;

/** The text of a printed plan. It has an end: queries nested deeply enough are indented by megabytes. */
final class ExplainOutput {
    /** Characters. PostgreSQL gives up at a gigabyte. */
    private static final int LIMIT = 64 << 20;

    private final StringBuilder text = new StringBuilder();

    ExplainOutput append(String more) {
        makeRoom(more.length());
        text.append(more);
        return this;
    }

    /** Begins a line. */
    ExplainOutput line(int indent) {
        makeRoom(indent + 1);
        text.append('\n').repeat(' ', indent);
        return this;
    }

    private void makeRoom(int more) {
        checkedLength(text.length(), more);
    }

    /** The length of a text that gets longer; throws 54000 when that is too much. */
    static int checkedLength(int length, int more) {
        if (length + (long) more > LIMIT) {
            throw ExplainErrors.tooLong(length, more);
        }
        return length + more;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
