package dev.borealis.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

class JobSchedulerTest {
    private static final long IDLE_MILLIS = 60_000;

    @Test
    void aStepThatThrowsAnErrorIsTakenAgainAfterAPause() throws InterruptedException {
        var steps = new AtomicInteger();
        var again = new CountDownLatch(1);
        long begin = System.nanoTime();
        var worker =
                new JobScheduler()
                        .start(
                                () -> {
                                    if (steps.incrementAndGet() == 1) {
                                        throw new AssertionError("the first step breaks");
                                    }
                                    again.countDown();
                                    return IDLE_MILLIS;
                                });
        assertThat(again.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(System.nanoTime() - begin)
                .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(Jobs.RETRY_MILLIS));
        worker.close(IDLE_MILLIS);
    }

    @Test
    void whereNoFurtherThreadCanBeStartedTheOthersDoTheWorkAndNoneOutlivesIt() {
        var made = new ArrayList<Thread>();
        var scheduler =
                new JobScheduler(
                        work -> {
                            made.add(
                                    made.isEmpty()
                                            ? new Thread(work)
                                            : new UnstartableThread(work));
                            return made.getLast();
                        },
                        3);
        var together = new CountDownLatch(2);
        scheduler.together(
                () -> {
                    together.countDown();
                    try {
                        together.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        assertThat(together.getCount()).isZero();
        assertThat(made).hasSize(2);
        assertThat(made.getFirst().isAlive()).isFalse();
    }

    @Test
    void namesSayWhoseHelpersTheyAre() {
        var names = new ArrayList<String>();
        new JobScheduler(Thread.ofPlatform().factory(), 2)
                .together(
                        () -> {
                            synchronized (names) {
                                names.add(Thread.currentThread().getName());
                            }
                        });
        String mine = Thread.currentThread().getName();
        assertThat(names)
                .containsExactlyInAnyOrderElementsOf(List.of(mine, mine + "-1", mine + "-2"));
    }

    private static final class UnstartableThread extends Thread {
        UnstartableThread(Runnable work) {
            super(work);
        }

        @Override
        public void start() {
            throw new OutOfMemoryError("unable to create native thread");
        }
    }
}
