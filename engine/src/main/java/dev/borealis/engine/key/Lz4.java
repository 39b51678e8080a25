package dev.borealis.engine.key;

import dev.borealis.types.ByteAppender;

/**
 * The LZ4 block format: sequences of literals and matches, found greedily with one hash table. Written here because the
 * engine takes no dependency for a hundred lines; the format is public and the output readable by any LZ4 library.
 */
final class Lz4 {
    /** A match is at least so long. */
    private static final int MIN_MATCH = 4;

    /** The last bytes are always literals, and no match begins in the last {@code MATCH_LIMIT} ones. */
    private static final int LAST_LITERALS = 5;

    private static final int MATCH_LIMIT = 12;
    private static final int MAX_DISTANCE = 65_535;
    private static final int HASH_BITS = 13;

    private Lz4() {}

    /** Appends the compressed form of the bytes. */
    static void compress(byte[] source, int offset, int length, ByteAppender out) {
        int end = offset + length;
        int anchor = offset;
        if (length > MATCH_LIMIT) {
            int[] table = new int[1 << HASH_BITS];
            java.util.Arrays.fill(table, -1);
            int lastStart = end - MATCH_LIMIT;
            int at = offset;
            int misses = 0;
            while (at <= lastStart) {
                int word = word(source, at);
                int slot = word * 0x9E3779B1 >>> 32 - HASH_BITS;
                int candidate = table[slot];
                table[slot] = at;
                if (candidate < 0
                        || at - candidate > MAX_DISTANCE
                        || word(source, candidate) != word) {
                    // runs faster and faster over what does not compress
                    at += 1 + (misses++ >>> 6);
                    continue;
                }
                misses = 0;
                int matched = MIN_MATCH;
                int limit = end - LAST_LITERALS - at;
                while (matched < limit && source[candidate + matched] == source[at + matched]) {
                    matched++;
                }
                sequence(out, source, anchor, at - anchor, at - candidate, matched);
                at += matched;
                anchor = at;
            }
        }
        sequence(out, source, anchor, end - anchor, 0, 0);
    }

    private static int word(byte[] source, int at) {
        return source[at] & 0xFF
                | (source[at + 1] & 0xFF) << 8
                | (source[at + 2] & 0xFF) << 16
                | source[at + 3] << 24;
    }

    private static void sequence(
            ByteAppender out, byte[] source, int from, int literals, int distance, int matched) {
        int matchCode = matched == 0 ? 0 : matched - MIN_MATCH;
        out.appendByte(Math.min(literals, 15) << 4 | Math.min(matchCode, 15));
        if (literals >= 15) {
            appendLength(out, literals - 15);
        }
        out.append(source, from, literals);
        if (matched > 0) {
            out.appendByte(distance).appendByte(distance >> 8);
            if (matchCode >= 15) {
                appendLength(out, matchCode - 15);
            }
        }
    }

    private static void appendLength(ByteAppender out, int rest) {
        while (rest >= 255) {
            out.appendByte(255);
            rest -= 255;
        }
        out.appendByte(rest);
    }

    /**
     * Gives the original back.
     *
     * @param originalLength in bytes, known from elsewhere
     * @throws IllegalStateException when the input is no such block
     */
    static byte[] decompress(byte[] source, int offset, int end, int originalLength) {
        byte[] out = new byte[originalLength];
        int at = offset;
        int to = 0;
        while (at < end) {
            int token = source[at++] & 0xFF;
            int literals = token >>> 4;
            if (literals == 15) {
                int more;
                do {
                    more = source[at++] & 0xFF;
                    literals += more;
                } while (more == 255);
            }
            if (literals > end - at || literals > originalLength - to) {
                throw new IllegalStateException("damaged compressed value");
            }
            System.arraycopy(source, at, out, to, literals);
            at += literals;
            to += literals;
            if (at >= end) {
                break;
            }
            int distance = source[at] & 0xFF | (source[at + 1] & 0xFF) << 8;
            at += 2;
            int matched = token & 15;
            if (matched == 15) {
                int more;
                do {
                    more = source[at++] & 0xFF;
                    matched += more;
                } while (more == 255);
            }
            matched += MIN_MATCH;
            if (distance == 0 || distance > to || matched > originalLength - to) {
                throw new IllegalStateException("damaged compressed value");
            }
            if (distance >= matched) {
                System.arraycopy(out, to - distance, out, to, matched);
            } else {
                for (int i = 0; i < matched; i++) {
                    out[to + i] = out[to - distance + i]; // overlapping on purpose: a run repeats
                }
            }
            to += matched;
        }
        if (to != originalLength) {
            throw new IllegalStateException("damaged compressed value");
        }
        return out;
    }
}
