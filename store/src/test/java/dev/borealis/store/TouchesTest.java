package dev.borealis.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

class TouchesTest {
    @Test
    void whatIsPackedIsWhatWasGiven() {
        var random = new SplittableRandom(5);
        for (int count : new int[] {0, 1, 2, 500}) {
            var given = new ArrayList<Touch>();
            for (int i = 0; i < count; i++) {
                byte[] key = new byte[random.nextInt(40)];
                random.nextBytes(key);
                Label label = random.nextBoolean() ? Label.DATA : Label.SCHEMA;
                Tag seen = random.nextInt(3) == 0 ? new Tag(random.nextLong()) : null;
                given.add(new Touch(key, random.nextInt(8), random.nextInt(8), label, seen));
            }
            Touches packed = Touches.of(given);
            List<Touch> read = new ArrayList<>();
            for (int i = 0; i < packed.size(); i++) {
                read.add(packed.get(i));
            }
            assertThat(read).usingRecursiveComparison().isEqualTo(given);
        }
    }
}
