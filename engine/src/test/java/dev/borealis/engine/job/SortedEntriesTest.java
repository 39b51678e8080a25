package dev.borealis.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.types.ByteAppender;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Sorting against the library's, for keys of every kind that the ways of sorting tell apart. */
class SortedEntriesTest {
    private static final long SEED = 1;

    /** What follows the four bytes of the relation in the key numbered so. */
    enum Keys {
        ASCENDING((_, i) -> number(i)),
        DESCENDING((_, i) -> number(-i)),
        RANDOM_NUMBERS((random, _) -> number(random.nextLong())),
        FEW_DIFFERENT((random, i) -> number(random.nextInt(5), i)),
        FEW_DIFFERENT_OUT_OF_ORDER((random, i) -> number(random.nextInt(5), -i)),
        EQUAL((_, _) -> number(7)),
        MANY_EQUAL((random, _) -> number(1, random.nextInt(300))),
        LONG_AND_ALIKE((random, _) -> text("the same beginning, %d, again %d", random, 50, 1_000)),
        OF_MANY_LENGTHS((random, _) -> text("x".repeat(random.nextInt(60)) + "%d", random, 3)),
        BEGINNINGS_OF_OTHERS((random, _) -> new byte[random.nextInt(40)]);

        private final BiFunction<SplittableRandom, Integer, byte[]> key;

        Keys(BiFunction<SplittableRandom, Integer, byte[]> key) {
            this.key = key;
        }

        private static byte[] number(long... numbers) {
            var bytes = new ByteAppender();
            Arrays.stream(numbers).forEach(number -> bytes.appendLong(number ^ Long.MIN_VALUE));
            return bytes.toByteArray();
        }

        private static byte[] text(String format, SplittableRandom random, int... bounds) {
            Object[] numbers = Arrays.stream(bounds).mapToObj(random::nextInt).toArray();
            return format.formatted(numbers).getBytes(StandardCharsets.UTF_8);
        }
    }

    private record Entry(byte[] key, int number) {}

    @ParameterizedTest
    @EnumSource
    void entriesAreReadInTheOrderOfTheirKeys(Keys keys) {
        var random = new SplittableRandom(SEED);
        for (int count : new int[] {0, 1, 2, 17, 100, 127, 128, 1_000, 5_000}) {
            var sorted = new SortedEntries();
            List<Entry> wanted = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                byte[] key =
                        new ByteAppender()
                                .appendInt(9)
                                .append(keys.key.apply(random, i))
                                .toByteArray();
                sorted.add(
                        new ByteAppender().append(key),
                        new ByteAppender().appendInt(i).append(new byte[random.nextInt(400)]));
                wanted.add(new Entry(key, i));
            }
            wanted.sort((one, other) -> Arrays.compareUnsigned(one.key, other.key));
            sorted.sort();
            assertThat(sorted.size()).isEqualTo(count);
            assertThat(IntStream.range(0, count).map(i -> number(sorted, i)).toArray())
                    .as("%d entries", count)
                    .isEqualTo(wanted.stream().mapToInt(Entry::number).toArray());
            for (int i = 1; i < count; i++) {
                assertThat(key(sorted, i)).isEqualTo(wanted.get(i).key);
                assertThat(sorted.sameKey(i - 1, i))
                        .isEqualTo(Arrays.equals(key(sorted, i - 1), key(sorted, i)));
            }
        }
    }

    /** Neighbours go to the same one for a while, as pieces of a table do. */
    @ParameterizedTest
    @EnumSource
    void sortedOnesAreMerged(Keys keys) {
        var random = new SplittableRandom(SEED);
        for (int count : new int[] {0, 1, 2, 17, 1_000, 5_000}) {
            List<SortedEntries> parts =
                    List.of(new SortedEntries(), new SortedEntries(), new SortedEntries());
            List<byte[]> wanted = new ArrayList<>();
            int part = 0;
            for (int i = 0; i < count; i++) {
                part = random.nextInt(20) == 0 ? random.nextInt(3) : part;
                byte[] key =
                        new ByteAppender()
                                .appendInt(9)
                                .append(keys.key.apply(random, i))
                                .toByteArray();
                parts.get(part)
                        .add(
                                new ByteAppender().append(key),
                                new ByteAppender().append(Arrays.copyOfRange(key, 4, key.length)));
                wanted.add(key);
            }
            wanted.sort(Arrays::compareUnsigned);
            parts.forEach(SortedEntries::sort);
            long bytes = parts.stream().mapToLong(SortedEntries::bytes).sum();
            SortedEntries merged = parts.getFirst();
            merged.merge(parts.get(1));
            merged.merge(parts.get(2));
            assertThat(merged.size()).isEqualTo(count);
            assertThat(merged.bytes()).isEqualTo(bytes);
            for (int i = 0; i < count; i++) {
                assertThat(key(merged, i)).isEqualTo(wanted.get(i));
                assertThat(
                                Arrays.copyOfRange(
                                        merged.array(i), merged.keyEnd(i), merged.valueEnd(i)))
                        .as("the value of the same entry")
                        .isEqualTo(Arrays.copyOfRange(key(merged, i), 4, wanted.get(i).length));
            }
        }
    }

    private static int number(SortedEntries sorted, int i) {
        return java.nio.ByteBuffer.wrap(sorted.array(i)).getInt(sorted.keyEnd(i));
    }

    private static byte[] key(SortedEntries sorted, int i) {
        return Arrays.copyOfRange(sorted.array(i), sorted.keyStart(i), sorted.keyEnd(i));
    }
}
