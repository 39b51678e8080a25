package dev.borealis.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllowanceTest {
    private final Allowance allowance = new Allowance(10, 5);

    private int taken(long nowMillis) {
        int taken = 0;
        for (int i = 0; i < 1_000; i++) {
            taken += allowance.take(nowMillis) ? 1 : 0;
        }
        return taken;
    }

    @Test
    void aStormIsCutToABurstAndThenToOneLineEachTime() {
        long start = 1_700_000_000_000L;
        assertThat(taken(start)).isEqualTo(10);
        assertThat(taken(start + 4_999)).isZero();
        assertThat(taken(start + 5_000)).isEqualTo(1);
        assertThat(taken(start + 20_000)).isEqualTo(3);
        assertThat(taken(start + 3_600_000)).as("never more than a burst").isEqualTo(10);
    }

    @Test
    void whatWasLeftOutIsSaidOnce() {
        allowance.leaveOut();
        allowance.leaveOut();
        assertThat(allowance.takeLeftOut()).isEqualTo(2);
        assertThat(allowance.takeLeftOut()).isZero();
    }
}
