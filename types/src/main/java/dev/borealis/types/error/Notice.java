package dev.borealis.types.error;

import org.jspecify.annotations.Nullable;

/**
 * A NoticeResponse: something the client is told beside the answer. Whoever may find something to say takes a {@code
 * Consumer<Notice>}.
 */
public record Notice(
        Severity severity,
        SqlState state,
        String text,
        @Nullable String detail,
        @Nullable String hint,
        int position) {

    /** Field S and V of the message. */
    public enum Severity {
        DEBUG,
        LOG,
        INFO,
        NOTICE,
        WARNING
    }

    /** Severity NOTICE. */
    public static Notice notice(SqlState state, String text) {
        return new Notice(Severity.NOTICE, state, text, null, null, 0);
    }

    /** Severity WARNING. */
    public static Notice warning(SqlState state, String text) {
        return new Notice(Severity.WARNING, state, text, null, null, 0);
    }

    /** Field H of the message. */
    public Notice withHint(String newHint) {
        return new Notice(severity, state, text, detail, newHint, position);
    }

    /** Field D of the message. */
    public Notice withDetail(String newDetail) {
        return new Notice(severity, state, text, newDetail, hint, position);
    }

    /** @param newPosition 1-based, in characters of the statement text */
    public Notice withPosition(int newPosition) {
        return new Notice(severity, state, text, detail, hint, newPosition);
    }
}
