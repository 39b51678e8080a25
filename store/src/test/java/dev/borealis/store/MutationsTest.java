package dev.borealis.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.store.tree.Packing;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Changes in any number of parts add up as in a sorted map. */
class MutationsTest {
    @RepeatedTest(200)
    void theLastOfSeveralChangesOfAKeyHolds(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        var random = new SplittableRandom(seed);
        var model = map();
        var parts = new ArrayList<Mutations>();
        for (int part = random.nextInt(9); part > 0; part--) {
            TreeMap<byte[], byte @Nullable []> changes = changes(random);
            model.putAll(changes);
            parts.add(part(Mutations.of(changes), random));
        }
        Mutations all = Mutations.inOrder(parts);
        assertThat(entries(all)).as("seed %d", seed).isEqualTo(entries(Mutations.of(model)));
        assertThat(all.packedBytes()).isEqualTo(Mutations.of(model).packedBytes());
    }

    /** The same, perhaps as a slice of something larger. */
    private static Mutations part(Mutations whole, SplittableRandom random) {
        if (random.nextBoolean()) {
            return whole;
        }
        var framed = new Mutations.Packer(1, 1);
        framed.add(new byte[0], random.nextBoolean() ? null : new byte[3]);
        for (int i = 0; i < whole.size(); i++) {
            framed.add(whole.key(i), whole.value(i));
        }
        framed.add(new byte[] {-1, -1, -1}, random.nextBoolean() ? null : new byte[3]);
        Mutations slice = framed.build().slice(1, whole.size() + 1);
        return random.nextBoolean() ? slice : slice.compact();
    }

    @RepeatedTest(200)
    void changesOfAPageAddUp(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        var random = new SplittableRandom(seed);
        var model = map();
        var page = new PageBuilder(0, 0);
        changes(random)
                .forEach(
                        (key, value) -> {
                            if (value != null) {
                                model.put(key, value);
                                page.add(key, value);
                            }
                        });
        TreeMap<byte[], byte @Nullable []> changes = changes(random);
        changes.forEach(
                (key, value) -> {
                    if (value == null) {
                        model.remove(key);
                    } else {
                        model.put(key, value);
                    }
                });
        Page merged = Packing.merge(page.build(), part(Mutations.of(changes), random));
        assertThat(entries(Mutations.putting(merged)))
                .as("seed %d", seed)
                .isEqualTo(entries(Mutations.of(model)));
    }

    @Test
    void keysMustAscend() {
        var packer = new Mutations.Packer(2, 2);
        packer.add(new byte[] {5}, null);
        assertThatThrownBy(() -> packer.add(new byte[] {5}, new byte[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("keys do not ascend at 1");
        assertThatThrownBy(() -> packer.put(new byte[] {4, 0}, 0, 1, 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDeleteThatIsRefusedDeletesNothing() {
        var packer = new Mutations.Packer(2, 3);
        packer.add(new byte[] {5}, new byte[] {1});
        assertThatThrownBy(() -> packer.add(new byte[] {4}, null))
                .isInstanceOf(IllegalArgumentException.class);
        packer.add(new byte[] {6}, new byte[] {2});
        assertThat(entries(packer.build())).containsExactly("[5][1]", "[6][2]");
    }

    private static TreeMap<byte[], byte @Nullable []> changes(SplittableRandom random) {
        var changes = map();
        for (int i = random.nextInt(30); i > 0; i--) {
            byte[] key = new byte[1 + random.nextInt(2)];
            random.nextBytes(key);
            byte[] value = new byte[random.nextInt(20)];
            random.nextBytes(value);
            changes.put(key, random.nextInt(4) == 0 ? null : value);
        }
        return changes;
    }

    private static TreeMap<byte[], byte @Nullable []> map() {
        return new TreeMap<>(Arrays::compareUnsigned);
    }

    private static List<String> entries(Mutations mutations) {
        var entries = new ArrayList<String>();
        for (int i = 0; i < mutations.size(); i++) {
            entries.add(Arrays.toString(mutations.key(i)) + Arrays.toString(mutations.value(i)));
        }
        return entries;
    }
}
