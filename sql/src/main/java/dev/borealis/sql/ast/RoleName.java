package dev.borealis.sql.ast;

/** A role in a statement; {@code name} is the written word for {@link Kind#NAMED}, else empty. */
public record RoleName(Kind kind, String name, int position) {
    /** How it was named. */
    public enum Kind {
        NAMED,
        CURRENT_ROLE,
        CURRENT_USER,
        SESSION_USER,
        PUBLIC
    }
}
