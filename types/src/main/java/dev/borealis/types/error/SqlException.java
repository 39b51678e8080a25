package dev.borealis.types.error;

import org.jspecify.annotations.Nullable;

/**
 * A failure the client is told about, with the fields of PostgreSQL's ErrorResponse. Immutable: each {@code with…} gives
 * a changed copy.
 *
 * <p>Message texts live only in the {@code …Errors} classes of this package, one class per family of SQLSTATEs; nobody
 * else calls {@link #of}. A broken invariant is not a SqlException but an {@link IllegalStateException}, which the
 * session turns into XX000 with an id that is also in the log.
 */
public final class SqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SqlState state;
    private final String text;
    private final @Nullable String detail;
    private final @Nullable String hint;

    /** 1-based, in characters of the statement text; 0 when there is none. */
    private final int position;

    /** Where in the server it happened, PostgreSQL's CONTEXT: the line of a COPY, the function called. */
    private final @Nullable String context;

    private final Subject subject;
    private final boolean fatal;

    /** The schema object an error speaks of: the ErrorResponse fields s, t, c, d and n. */
    public record Subject(
            @Nullable String schema,
            @Nullable String table,
            @Nullable String column,
            @Nullable String dataType,
            @Nullable String constraint)
            implements java.io.Serializable {
        public static final Subject NONE = new Subject(null, null, null, null, null);
    }

    private SqlException(
            SqlState state,
            String text,
            @Nullable String detail,
            @Nullable String hint,
            int position,
            @Nullable String context,
            Subject subject,
            boolean fatal) {
        super(text, null, false, false); // no stack trace: this is an answer, not a crash
        this.state = state;
        this.text = text;
        this.detail = detail;
        this.hint = hint;
        this.position = position;
        this.context = context;
        this.subject = subject;
        this.fatal = fatal;
    }

    /** For the factories of this package and for messages whose text comes from elsewhere (a remote store). */
    public static SqlException of(SqlState state, String text) {
        return new SqlException(state, text, null, null, 0, null, Subject.NONE, false);
    }

    /** Field D of the ErrorResponse. */
    public SqlException withDetail(String newDetail) {
        return new SqlException(state, text, newDetail, hint, position, context, subject, fatal);
    }

    /** Field H of the ErrorResponse. */
    public SqlException withHint(String newHint) {
        return new SqlException(state, text, detail, newHint, position, context, subject, fatal);
    }

    /** @param newPosition 1-based, in characters of the statement text */
    public SqlException withPosition(int newPosition) {
        return new SqlException(state, text, detail, hint, newPosition, context, subject, fatal);
    }

    /** The same error with a position if it has none yet: callers know where, callees often do not. */
    public SqlException orPosition(int newPosition) {
        return position != 0 || newPosition <= 0 ? this : withPosition(newPosition);
    }

    /** Which object it speaks of. */
    public SqlException withSubject(Subject newSubject) {
        return new SqlException(state, text, detail, hint, position, context, newSubject, fatal);
    }

    /** The same error with one more line of CONTEXT, below what is there. */
    public SqlException withContext(String line) {
        String lines = context == null ? line : context + "\n" + line;
        return new SqlException(state, text, detail, hint, position, lines, subject, fatal);
    }

    /** The same error with severity FATAL: the server closes the connection after it. */
    public SqlException asFatal() {
        return new SqlException(state, text, detail, hint, position, context, subject, true);
    }

    /** Field C of the ErrorResponse. */
    public SqlState state() {
        return state;
    }

    /** Field M of the ErrorResponse, without severity. */
    public String text() {
        return text;
    }

    /** Field D of the ErrorResponse. */
    public @Nullable String detail() {
        return detail;
    }

    /** Field H of the ErrorResponse. */
    public @Nullable String hint() {
        return hint;
    }

    /** 1-based, in characters of the statement text; 0 when there is none. */
    public int position() {
        return position;
    }

    /** Field W of the ErrorResponse. */
    public @Nullable String context() {
        return context;
    }

    /** Which object it speaks of; {@link Subject#NONE} when none. */
    public Subject subject() {
        return subject;
    }

    /** Whether the connection ends with it. */
    public boolean isFatal() {
        return fatal;
    }
}
