package dev.borealis.engine.catalog;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;

import org.jspecify.annotations.Nullable;

import java.util.random.RandomGenerator;

/** Ids of jobs: 16 bytes of a random UUID, written in 26 characters. */
public final class JobIds {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int BYTES = 16;
    private static final int CHARACTERS = 26;

    private JobIds() {}

    /** A new id: a version 4 UUID. */
    public static Bytes random(RandomGenerator random) {
        long high = random.nextLong() & ~0xF000L | 0x4000L;
        long low = random.nextLong() & ~(3L << 62) | 2L << 62;
        return new ByteAppender().appendLong(high).appendLong(low).toBytes();
    }

    /** As {@code sys.jobs} shows it. */
    public static String text(Bytes id) {
        var text = new StringBuilder(CHARACTERS);
        int buffer = 0;
        int bits = 0;
        for (int i = 0; i < id.length(); i++) {
            buffer = buffer << 8 | id.get(i) & 0xFF;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET.charAt(buffer >>> bits & 31));
            }
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt(buffer << 5 - bits & 31));
        }
        return text.toString();
    }

    /** The id of that text, or null when it is none. */
    public static @Nullable Bytes parse(String text) {
        if (text.length() != CHARACTERS) {
            return null;
        }
        var out = new ByteAppender(BYTES);
        int buffer = 0;
        int bits = 0;
        for (int i = 0; i < CHARACTERS; i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                return null;
            }
            buffer = buffer << 5 | digit;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                out.appendByte(buffer >>> bits);
            }
        }
        return out.length() == BYTES ? out.toBytes() : null;
    }
}
