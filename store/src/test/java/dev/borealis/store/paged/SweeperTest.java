package dev.borealis.store.paged;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
class SweeperTest {
    @Test
    void aSweepThatFailsIsTriedAgain() throws Exception {
        var sweeps = new AtomicInteger();
        var done = new CountDownLatch(1);
        List<Throwable> failures = new ArrayList<>();
        Runnable sweep =
                () -> {
                    switch (sweeps.incrementAndGet()) {
                        case 1 -> throw new OutOfMemoryError("no room for what was met");
                        case 2 -> throw new IllegalStateException("a defect");
                        default -> done.countDown();
                    }
                };
        try (var sweeper = new Sweeper(() -> done.getCount() > 0, sweep, failures::add, 1)) {
            sweeper.start();
            done.await();
        }
        assertThat(failures)
                .extracting(Throwable::getMessage)
                .containsExactly("no room for what was met", "a defect");
        assertThat(sweeps).hasValue(3);
    }

    @Test
    void itSleepsUntilItIsWokenAndEndsWhenClosed() throws Exception {
        var looked = new CountDownLatch(1);
        var due = new AtomicInteger();
        var swept = new CountDownLatch(1);
        var sweeper =
                new Sweeper(
                        () -> {
                            looked.countDown();
                            return due.get() > 0;
                        },
                        () -> {
                            due.set(0);
                            swept.countDown();
                        },
                        failure -> {
                            throw new AssertionError(failure);
                        },
                        1);
        sweeper.start();
        looked.await();
        due.set(1);
        sweeper.wake();
        swept.await();
        sweeper.close();
    }
}
