package dev.borealis.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

class IdleMemoryTest {
    private static final long MIB = 1 << 20;

    private Duration spent = Duration.ofSeconds(3);
    private long used = 200 * MIB;
    private int collections;

    private final IdleMemory memory =
            new IdleMemory(
                    () -> Optional.of(spent),
                    () -> used,
                    () -> {
                        collections++;
                        used = 20 * MIB;
                    });

    private void look(Duration work, long allocated) {
        spent = spent.plus(work);
        used += allocated;
        memory.look();
    }

    @Test
    void theGarbageOfTheStartIsCollectedOnceItIsQuiet() {
        look(Duration.ofMillis(2_000), 0);
        assertThat(collections).as("busy").isZero();
        look(Duration.ofMillis(10), 0);
        assertThat(collections).isEqualTo(1);
        look(Duration.ofMillis(10), 3 * MIB);
        assertThat(collections).as("nothing to gain").isEqualTo(1);
    }

    @Test
    void aBurstOfWorkIsCollectedAfterItsEnd() {
        look(Duration.ZERO, 0);
        look(Duration.ZERO, 0);
        int before = collections;
        look(Duration.ofMillis(4_000), 500 * MIB);
        assertThat(collections).isEqualTo(before);
        look(Duration.ofMillis(5), 0);
        assertThat(collections).isEqualTo(before + 1);
    }
}
