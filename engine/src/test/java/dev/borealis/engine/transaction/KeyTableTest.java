package dev.borealis.engine.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

class KeyTableTest {
    private static byte[] key(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    private static List<Integer> inOrder(KeyTable<Integer> table) {
        int count = table.order(table.size());
        var values = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            values.add(table.value(table.at(i)));
        }
        return values;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithASortedMap(long seed) {
        var random = new SplittableRandom(seed);
        var model = new TreeMap<byte[], Integer>(Arrays::compareUnsigned);
        var table = new KeyTable<Integer>();
        int next = Integer.MIN_VALUE;
        boolean strays = false;
        for (int i = 0; i < 2_000; i++) {
            strays |= random.nextInt(300) == 0;
            next += random.nextInt(1, 1_000);
            byte[] key = key(strays && random.nextBoolean() ? random.nextInt(5_000) : next);
            int found = table.find(key);
            assertThat(found >= 0)
                    .as("seed %d, step %d", seed, i)
                    .isEqualTo(model.containsKey(key));
            if (found < 0) {
                table.add(key, i);
            } else {
                assertThat(table.value(found)).isEqualTo(model.get(key));
                table.setValue(found, i);
            }
            model.put(key, i);
            if (random.nextInt(50) == 0) {
                assertThat(inOrder(table))
                        .as("seed %d, step %d", seed, i)
                        .isEqualTo(List.copyOf(model.values()));
                byte[] probe = key(random.nextInt(5_000));
                assertThat(table.place(probe, true)).isEqualTo(model.headMap(probe, false).size());
                assertThat(table.place(probe, false)).isEqualTo(model.headMap(probe, true).size());
            }
        }
    }

    @Test
    void onlyAsManyKeysAreOrderedAsAreAskedFor() {
        var table = new KeyTable<Integer>();
        for (int number : new int[] {5, 3, 9, 1}) {
            table.add(key(number), number);
        }
        assertThat(table.order(2)).isEqualTo(2);
        assertThat(List.of(table.value(table.at(0)), table.value(table.at(1))))
                .containsExactly(3, 5);
        assertThat(inOrder(table)).containsExactly(1, 3, 5, 9);
        table.clear();
        assertThat(table.find(key(5))).isNegative();
    }
}
