package dev.borealis.store;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** 128 random bits made by whoever commits; never used twice. */
public record TransactionId(long high, long low) {
    /** @param random gives all of the bits */
    public static TransactionId random(RandomGenerator random) {
        return new TransactionId(random.nextLong(), random.nextLong());
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
