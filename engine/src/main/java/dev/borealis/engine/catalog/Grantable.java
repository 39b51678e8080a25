package dev.borealis.engine.catalog;

/** Kinds of object that rights are granted on. Source: PostgreSQL's table of privileges and their letters. */
public enum Grantable {
    /** A table or a view. */
    TABLE('r', "arwdDxt"),
    SEQUENCE('S', "rwU"),
    FUNCTION('f', "X"),
    SCHEMA('n', "UC");

    private final char letter;
    private final String allRights;

    Grantable(char letter, String allRights) {
        this.letter = letter;
        this.allRights = allRights;
    }

    /** What {@link #letter} stands for. */
    public static Grantable of(char letter) {
        for (Grantable grantable : values()) {
            if (grantable.letter == letter) {
                return grantable;
            }
        }
        throw new IllegalArgumentException("no kind of object: " + letter);
    }

    /** As in pg_default_acl.defaclobjtype and {@link DefaultPrivileges#objectType}. */
    public char letter() {
        return letter;
    }

    /** The letters that ALL stands for, which the owner has without a grant; see {@link Privilege#rights}. */
    public String allRights() {
        return allRights;
    }
}
