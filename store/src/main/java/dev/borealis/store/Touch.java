package dev.borealis.store;

import org.jspecify.annotations.Nullable;

import java.util.HexFormat;

/**
 * Every key has three lanes. A commit loses if a lane it checks was marked by a commit after its snapshot. Several touches
 * of a key in one commit are united. A touched key may have no value before or after.
 *
 * @param checks lanes that nobody may have marked since the snapshot
 * @param marks lanes this commit marks
 * @param label what a conflict here is called
 * @param seen the version seen, for stores that compare versions
 */
public record Touch(byte[] key, int checks, int marks, Label label, @Nullable Tag seen) {
    public static final int ROW = 1;
    public static final int KEY = 2;
    public static final int SHARE = 4;

    /** All lanes. */
    public static final int ALL = ROW | KEY | SHARE;

    public Touch {
        requireLanes(checks, marks);
    }

    static void requireLanes(int checks, int marks) {
        if (((checks | marks) & ~ALL) != 0) {
            throw new IllegalArgumentException("lanes " + checks + ", " + marks);
        }
    }

    /** Insert, delete, a changed key column, FOR UPDATE; unique index entry added or removed; DDL on a fence. */
    public static Touch exclusive(byte[] key, Label label) {
        return new Touch(key, ROW | KEY | SHARE, ROW | KEY, label, null);
    }

    /** Update of columns that are in no key, also to the same value. */
    public static Touch update(byte[] key, Label label) {
        return new Touch(key, ROW, ROW, label, null);
    }

    /** FOR KEY SHARE, and the parent row of a foreign-key check. */
    public static Touch share(byte[] key, Label label) {
        return new Touch(key, KEY, SHARE, label, null);
    }

    /** The fence of a relation used; a row read by an index build. */
    public static Touch check(byte[] key, Label label) {
        return new Touch(key, ROW, 0, label, null);
    }

    @Override
    public String toString() {
        return "Touch["
                + HexFormat.of().formatHex(key)
                + ", checks "
                + checks
                + ", marks "
                + marks
                + ", "
                + label
                + "]";
    }
}
