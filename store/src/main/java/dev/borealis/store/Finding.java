package dev.borealis.store;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a check found wrong.
 *
 * @param store of which store; null when it is known of the installation only
 * @param relation name of the table or index, with its schema; null below the level of relations
 * @param key which entry, fit to be shown; null when it is about no single one
 * @param file the damaged file, where it is known
 * @param problem what is wrong, in words
 */
public record Finding(
        @Nullable StoreId store,
        @Nullable String relation,
        @Nullable String key,
        @Nullable String file,
        String problem) {

    /** About a file, or about the installation as a whole. */
    public static Finding ofFile(@Nullable String file, String problem) {
        return new Finding(null, null, null, file, problem);
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        if (store != null) {
            text.append("cluster ").append(store).append(": ");
        }
        if (relation != null) {
            text.append(relation).append(key == null ? ": " : " " + key + ": ");
        } else if (key != null) {
            text.append("key ").append(key).append(": ");
        }
        if (file != null) {
            text.append(file).append(": ");
        }
        return text.append(problem).toString();
    }
}
