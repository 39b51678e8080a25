package dev.borealis.engine.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.engine.key.KeyFormat.Bound;
import dev.borealis.engine.key.KeyFormat.Column;
import dev.borealis.store.KeyRange;
import dev.borealis.types.Bytes;
import dev.borealis.types.SqlType;
import dev.borealis.types.value.Numeric;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

class KeyFormatTest {
    /** A type with values in SQL's order, equal ones side by side in one list. */
    private record Ordered(SqlType type, List<List<Object>> values) {}

    private static final List<Ordered> TYPES =
            List.of(
                    new Ordered(SqlType.BOOL, singles(0L, 1L)),
                    new Ordered(SqlType.INT2, singles(-32768L, -1L, 0L, 1L, 32767L)),
                    new Ordered(
                            SqlType.INT4, singles(-2147483648L, -7L, 0L, 255L, 256L, 2147483647L)),
                    new Ordered(
                            SqlType.INT8,
                            singles(Long.MIN_VALUE, -1L, 0L, 1L << 40, Long.MAX_VALUE)),
                    new Ordered(
                            SqlType.DATE,
                            singles((long) Integer.MIN_VALUE, -1L, 0L, (long) Integer.MAX_VALUE)),
                    new Ordered(
                            SqlType.OID, singles(0L, 1L, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFFL)),
                    new Ordered(
                            SqlType.FLOAT8,
                            List.of(
                                    List.of(Double.NEGATIVE_INFINITY),
                                    List.of(-1e300),
                                    List.of(-1.5),
                                    List.of(-Double.MIN_VALUE),
                                    List.of(0d, -0d),
                                    List.of(Double.MIN_VALUE),
                                    List.of(2.5),
                                    List.of(Double.POSITIVE_INFINITY),
                                    List.of(
                                            Double.NaN,
                                            Double.longBitsToDouble(0xFFF8000000000001L)))),
                    new Ordered(
                            SqlType.FLOAT4,
                            List.of(
                                    List.of(-2.5),
                                    List.of(0d, -0d),
                                    List.of(0.25),
                                    List.of(3e38f * 1d))),
                    new Ordered(
                            SqlType.TEXT,
                            texts("", "\u0001", " ", "A", "a", "a ", "aa", "b", "é", "漢")),
                    new Ordered(
                            SqlType.BPCHAR,
                            List.of(
                                    List.of(text(""), text("  ")),
                                    List.of(text("a\u0001")),
                                    List.of(text("a b")),
                                    List.of(text("b"), text("b   ")))),
                    new Ordered(
                            SqlType.BYTEA,
                            List.of(
                                    List.of(Bytes.of(new byte[0])),
                                    List.of(Bytes.of(new byte[] {0})),
                                    List.of(Bytes.of(new byte[] {0, 0})),
                                    List.of(Bytes.of(new byte[] {0, 1})),
                                    List.of(Bytes.of(new byte[] {1})),
                                    List.of(Bytes.of(new byte[] {(byte) 0xFF})))),
                    new Ordered(
                            SqlType.NUMERIC,
                            List.of(
                                    List.of(Numeric.NEGATIVE_INFINITY),
                                    List.of(number("-1000000000000000000000")),
                                    List.of(number("-12.5"), number("-12.50")),
                                    List.of(number("-12.4999")),
                                    List.of(number("-0.001")),
                                    List.of(number("0"), number("0.000")),
                                    List.of(number("0.00099")),
                                    List.of(number("0.001")),
                                    List.of(number("1"), number("1.00")),
                                    List.of(number("1.01")),
                                    List.of(number("9.99")),
                                    List.of(number("10"), number("10.0000")),
                                    List.of(number("100")),
                                    List.of(number("9223372036854775808")),
                                    List.of(Numeric.INFINITY),
                                    List.of(Numeric.NAN))));

    private static List<List<Object>> singles(Object... values) {
        return Arrays.stream(values).map(List::of).toList();
    }

    private static List<List<Object>> texts(String... values) {
        return Arrays.stream(values)
                .map(KeyFormatTest::text)
                .map(text -> List.<Object>of(text))
                .toList();
    }

    private static Bytes text(String value) {
        return Bytes.ofString(value);
    }

    private static Numeric number(String value) {
        return Numeric.of(new BigDecimal(value));
    }

    @Test
    void keysOfOneColumnCompareAsItsValuesDo() {
        for (Ordered ordered : TYPES) {
            for (boolean nullable : new boolean[] {false, true}) {
                var format =
                        new KeyFormat(26000, List.of(new Column(ordered.type, nullable, false)));
                compareAll(ordered, format::key);
            }
        }
    }

    private static void compareAll(Ordered ordered, Function<Object, byte[]> key) {
        for (int i = 0; i < ordered.values.size(); i++) {
            for (int j = 0; j < ordered.values.size(); j++) {
                for (Object left : ordered.values.get(i)) {
                    for (Object right : ordered.values.get(j)) {
                        assertThat(
                                        Integer.signum(
                                                Arrays.compareUnsigned(
                                                        key.apply(left), key.apply(right))))
                                .as("%s: %s and %s", ordered.type, left, right)
                                .isEqualTo(Integer.compare(i, j));
                    }
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void keysOfSeveralColumnsCompareColumnByColumn(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 50; round++) {
            int count = 1 + random.nextInt(4);
            var columns = new ArrayList<Column>();
            var types = new ArrayList<Ordered>();
            for (int i = 0; i < count; i++) {
                Ordered type = TYPES.get(random.nextInt(TYPES.size()));
                types.add(type);
                columns.add(new Column(type.type, random.nextBoolean(), random.nextBoolean()));
            }
            var format = new KeyFormat(26000, columns);
            for (int i = 0; i < 100; i++) {
                int[] left = ranks(random, types, columns);
                int[] right = ranks(random, types, columns);
                int expected = Arrays.compare(left, right);
                assertThat(
                                Integer.signum(
                                        Arrays.compareUnsigned(
                                                format.key(values(random, types, left)),
                                                format.key(values(random, types, right)))))
                        .as(
                                "seed %d, %s: %s and %s",
                                seed, columns, Arrays.toString(left), Arrays.toString(right))
                        .isEqualTo(Integer.signum(expected));
            }
        }
    }

    private static int[] ranks(SplittableRandom random, List<Ordered> types, List<Column> columns) {
        int[] ranks = new int[types.size()];
        for (int i = 0; i < ranks.length; i++) {
            int size = types.get(i).values.size();
            boolean isNull = columns.get(i).nullable() && random.nextInt(4) == 0;
            ranks[i] = isNull ? (columns.get(i).nullsFirst() ? -1 : size) : random.nextInt(size);
        }
        return ranks;
    }

    private static @Nullable Object[] values(
            SplittableRandom random, List<Ordered> types, int[] ranks) {
        var values = new @Nullable Object[ranks.length];
        for (int i = 0; i < ranks.length; i++) {
            List<List<Object>> of = types.get(i).values;
            if (ranks[i] >= 0 && ranks[i] < of.size()) {
                List<Object> equal = of.get(ranks[i]);
                values[i] = equal.get(random.nextInt(equal.size()));
            }
        }
        return values;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5})
    void randomNumericsKeepTheirOrder(long seed) {
        var random = new SplittableRandom(seed);
        var format = new KeyFormat(1, List.of(new Column(SqlType.NUMERIC, false, false)));
        var numbers = new ArrayList<Numeric>();
        for (int i = 0; i < 2_000; i++) {
            int bits = 1 + random.nextInt(random.nextBoolean() ? 40 : 200);
            byte[] bytes = new byte[bits / 8 + 1];
            random.nextBytes(bytes);
            numbers.add(Numeric.of(new BigInteger(bytes), random.nextInt(30)));
        }
        var byKey = new ArrayList<>(numbers);
        byKey.sort(Comparator.comparing(number -> format.key(number), Arrays::compareUnsigned));
        for (int i = 1; i < byKey.size(); i++) {
            assertThat(byKey.get(i - 1)).as("seed %d", seed).isLessThanOrEqualTo(byKey.get(i));
        }
    }

    @Test
    void rangesHoldExactlyWhatTheirBoundsSay() {
        for (boolean nullsFirst : new boolean[] {false, true}) {
            var format =
                    new KeyFormat(
                            26000,
                            List.of(
                                    new Column(SqlType.TEXT, true, nullsFirst),
                                    new Column(SqlType.INT4, true, nullsFirst)));
            KeyRange above = format.range(new Object[] {text("a")}, new Bound(5L, false), null);
            assertThat(above.contains(format.key(text("a"), 5L))).isFalse();
            assertThat(above.contains(format.key(text("a"), 6L))).isTrue();
            assertThat(above.contains(format.key(text("a"), null))).isFalse();
            assertThat(above.contains(format.key(text("ab"), 6L))).isFalse();
            KeyRange below = format.range(new Object[] {text("a")}, null, new Bound(5L, true));
            assertThat(below.contains(format.key(text("a"), 5L))).isTrue();
            assertThat(below.contains(format.key(text("a"), -9L))).isTrue();
            assertThat(below.contains(format.key(text("a"), 6L))).isFalse();
            assertThat(below.contains(format.key(text("a"), null))).isFalse();
            KeyRange nulls = format.equal(text("a"), null);
            assertThat(nulls.contains(format.key(text("a"), null))).isTrue();
            assertThat(nulls.contains(format.key(text("a"), 1L))).isFalse();
            KeyRange like = format.startsWith(new Object[0], text("ab"));
            assertThat(like.contains(format.key(text("ab"), null))).isTrue();
            assertThat(like.contains(format.key(text("abc"), 1L))).isTrue();
            assertThat(like.contains(format.key(text("ac"), 1L))).isFalse();
            assertThat(like.contains(format.key(null, 1L))).isFalse();
        }
    }

    @Test
    void theKeyBudgetIsSharedByTheColumns() {
        var one = new KeyFormat(1, List.of(new Column(SqlType.TEXT, false, false)));
        one.checkSize(new Object[] {text("x".repeat(1_981))});
        assertThatThrownBy(() -> one.checkSize(new Object[] {text("x".repeat(1_982))}))
                .hasMessage("key size too large");
        var two =
                new KeyFormat(
                        1,
                        List.of(
                                new Column(SqlType.TEXT, false, false),
                                new Column(SqlType.TEXT, false, false)));
        two.checkSize(new Object[] {text("x".repeat(500)), text("y".repeat(1_474))});
        assertThatThrownBy(
                        () ->
                                two.checkSize(
                                        new Object[] {
                                            text("x".repeat(500)), text("y".repeat(1_475))
                                        }))
                .hasMessage("key size too large");
    }
}
