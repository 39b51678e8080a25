package dev.borealis.store;

/**
 * Tells which bytes at the beginning of a key name its relation. A store that must forget conflicts forgets them relation
 * by relation.
 */
@FunctionalInterface
public interface RelationPrefix {
    /** Number of bytes, 0 to the length of the key that lies there. Pure. */
    int length(byte[] bytes, int keyStart, int keyEnd);

    /** The first {@code bytes} bytes, or the whole key when it is shorter. */
    static RelationPrefix fixed(int bytes) {
        return (_, keyStart, keyEnd) -> Math.min(bytes, keyEnd - keyStart);
    }
}
