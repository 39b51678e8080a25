package dev.borealis.types.value;

import dev.borealis.types.ByteAppender;

import java.util.UUID;

/** A uuid: sixteen bytes, ordered as unsigned bytes. */
public record Uuid(long high, long low) implements Comparable<Uuid> {
    private static final byte[] DIGITS = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    public static Uuid of(UUID uuid) {
        return new Uuid(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    public UUID toJava() {
        return new UUID(high, low);
    }

    @Override
    public int compareTo(Uuid other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** In lower case, with hyphens. */
    public void appendTo(ByteAppender out) {
        byte[] target = out.reserve(36);
        int at = out.length();
        for (int i = 0; i < 32; i++) {
            if (i == 8 || i == 12 || i == 16 || i == 20) {
                target[at++] = '-';
            }
            long half = i < 16 ? high : low;
            target[at++] = DIGITS[(int) (half >>> (60 - (i & 15) * 4)) & 15];
        }
        out.advance(36);
    }

    @Override
    public String toString() {
        return toJava().toString();
    }
}
