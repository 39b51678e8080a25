package dev.borealis.types.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.types.Bytes;
import dev.borealis.types.Oid;

import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.List;

class ValueMemoryTest {
    @Test
    void largeValuesAreCountedByWhatTheyHold() {
        Bytes text = Bytes.ofString("x".repeat(1_000));
        assertThat(ValueMemory.bytes(text)).isBetween(1_000L, 1_100L);
        assertThat(ValueMemory.bytes(ArrayValue.of(Oid.TEXT, text, null, text)))
                .isBetween(2_000L, 2_300L);
        assertThat(ValueMemory.bytes(new Jsonb.Array(List.of(new Jsonb.Text(text)))))
                .isBetween(1_000L, 1_200L);
        assertThat(ValueMemory.bytes(Numeric.of(BigInteger.TEN.pow(10_000), 0)))
                .isBetween(4_000L, 4_400L);
    }

    @Test
    void smallOnesTakeWhatAnObjectTakes() {
        assertThat(ValueMemory.bytes(null)).isZero();
        assertThat(ValueMemory.bytes(7L)).isBetween(16L, 64L);
        assertThat(ValueMemory.bytes(Numeric.ONE)).isBetween(16L, 64L);
        assertThat(ValueMemory.bytes(Numeric.NAN)).isBetween(16L, 64L);
    }
}
