package dev.borealis.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.engine.key.KeyFormat.Column;
import dev.borealis.types.Bytes;
import dev.borealis.types.SqlType;
import dev.borealis.types.value.Interval;
import dev.borealis.types.value.Numeric;
import dev.borealis.types.value.TimeTz;
import dev.borealis.types.value.Uuid;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

class KeyReaderTest {
    private static @Nullable List<@Nullable Object> throughAKey(SqlType type, Object value) {
        var format = new KeyFormat(26_000, List.of(new Column(type, true, false)));
        return KeyReader.read(format, format.key(value));
    }

    private static Numeric numeric(String text) {
        return Numeric.of(new BigDecimal(text));
    }

    @Test
    void valuesComeBackFromTheirKeys() {
        assertThat(throughAKey(SqlType.BOOL, 1L)).containsExactly(1L);
        assertThat(throughAKey(SqlType.INT2, -32_768L)).containsExactly(-32_768L);
        assertThat(throughAKey(SqlType.INT4, -7L)).containsExactly(-7L);
        assertThat(throughAKey(SqlType.INT8, Long.MIN_VALUE)).containsExactly(Long.MIN_VALUE);
        assertThat(throughAKey(SqlType.OID, 0xFFFF_FFFFL)).containsExactly(0xFFFF_FFFFL);
        assertThat(throughAKey(SqlType.FLOAT4, -2.5)).containsExactly(-2.5);
        assertThat(throughAKey(SqlType.FLOAT8, 1e300)).containsExactly(1e300);
        assertThat(throughAKey(SqlType.FLOAT8, -1.5)).containsExactly(-1.5);
        assertThat(throughAKey(SqlType.TEXT, Bytes.ofString("é x")))
                .containsExactly(Bytes.ofString("é x"));
        Bytes bytes = Bytes.of(new byte[] {0, 1, 0, 0, -1, 7});
        assertThat(throughAKey(SqlType.BYTEA, bytes)).containsExactly(bytes);
        var uuid = new Uuid(-5, 7);
        assertThat(throughAKey(SqlType.UUID, uuid)).containsExactly(uuid);
        var time = new TimeTz(3_600_000_000L, -7_200);
        assertThat(throughAKey(SqlType.TIMETZ, time)).containsExactly(time);
        var interval = new Interval(0, -3, -5);
        assertThat(throughAKey(SqlType.INTERVAL, interval)).containsExactly(interval);
    }

    @Test
    void numbersComeBackInTheirSimplestForm() {
        for (String text :
                List.of(
                        "0",
                        "1",
                        "-1",
                        "12.5",
                        "-0.00012",
                        "100",
                        "123456789012345678901234567890.5")) {
            assertThat(throughAKey(SqlType.NUMERIC, numeric(text)))
                    .as(text)
                    .containsExactly(numeric(text));
        }
        assertThat(String.valueOf(throughAKey(SqlType.NUMERIC, numeric("1.500"))))
                .isEqualTo("[1.5]");
        assertThat(String.valueOf(throughAKey(SqlType.NUMERIC, numeric("1500"))))
                .isEqualTo("[1500]");
        assertThat(throughAKey(SqlType.NUMERIC, Numeric.NAN)).containsExactly(Numeric.NAN);
        assertThat(throughAKey(SqlType.NUMERIC, Numeric.NEGATIVE_INFINITY))
                .containsExactly(Numeric.NEGATIVE_INFINITY);
    }

    @Test
    void severalColumnsAndNulls() {
        var format =
                new KeyFormat(
                        26_000,
                        List.of(
                                new Column(SqlType.TEXT, false, false),
                                new Column(SqlType.INT4, true, true),
                                new Column(SqlType.INT4, true, false)));
        byte[] key = format.key(Bytes.ofString("a"), null, 5L);
        assertThat(KeyReader.read(format, key))
                .isEqualTo(Arrays.asList(Bytes.ofString("a"), null, 5L));
        assertThat(KeyReader.read(format, Arrays.copyOf(key, 6))).isNull();
        key[3]++;
        assertThat(KeyReader.read(format, key)).as("another relation's").isNull();
    }
}
