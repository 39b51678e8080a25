package dev.borealis.store;

/**
 * Tells which bytes at the beginning of a key name its relation. A store that must forget conflicts forgets them relation
 * by relation.
 */
@FunctionalInterface
public interface RelationPrefix {
    /** Number of bytes, 0 to the length of the key. Pure. */
    int length(byte[] key);

    /** The first {@code bytes} bytes, or the whole key when it is shorter. */
    static RelationPrefix fixed(int bytes) {
        return key -> Math.min(bytes, key.length);
    }
}
