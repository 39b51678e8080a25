package dev.borealis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

class WorkersTest {
    private static final BooleanSupplier NEVER = () -> false;

    @Test
    void endlessStatementsDoNotStopVirtualThreads() throws InterruptedException {
        int many = 2 * Runtime.getRuntime().availableProcessors() + 2;
        AtomicBoolean stop = new AtomicBoolean();
        try (Workers workers = new Workers(many)) {
            CountDownLatch running = new CountDownLatch(many);
            List<Thread> connections = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                connections.add(
                        Thread.ofVirtual()
                                .start(
                                        () ->
                                                workers.run(
                                                        () -> {
                                                            running.countDown();
                                                            while (!stop.get()) {
                                                                Thread.onSpinWait();
                                                            }
                                                        },
                                                        NEVER)));
            }
            running.await();
            AtomicBoolean answered = new AtomicBoolean();
            Thread.ofVirtual().start(() -> answered.set(true)).join();
            assertThat(answered).isTrue();
            stop.set(true);
            for (Thread connection : connections) {
                connection.join();
            }
        }
    }

    @Test
    void whatAStatementThrowsComesOut() throws InterruptedException {
        try (Workers workers = new Workers(1)) {
            AtomicReference<Throwable> seen = new AtomicReference<>();
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try {
                                    workers.run(
                                            () -> {
                                                throw new IllegalArgumentException("mine");
                                            },
                                            NEVER);
                                } catch (RuntimeException e) {
                                    seen.set(e);
                                }
                            })
                    .join();
            assertThat(seen.get()).isInstanceOf(IllegalArgumentException.class).hasMessage("mine");
            assertThatThrownBy(
                            () ->
                                    workers.run(
                                            () -> {
                                                throw new IllegalArgumentException("here");
                                            },
                                            NEVER))
                    .hasMessage("here");
        }
    }

    @Test
    void oneThatWaitsForItsClientLetsAnotherRun() throws InterruptedException {
        letsAnotherRun(
                (workers, otherRan) -> {
                    try {
                        workers.whileWaitingForClient(() -> await(otherRan));
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    @Test
    void oneThatSleepsLetsAnotherRun() throws InterruptedException {
        letsAnotherRun((workers, otherRan) -> workers.whileWaiting(() -> await(otherRan)));
    }

    @Test
    void oneThatTakesLongLetsAnotherHaveItsTurn() throws InterruptedException {
        letsAnotherRun(
                (workers, otherRan) -> {
                    while (otherRan.getCount() > 0) {
                        workers.giveWay();
                    }
                });
    }

    private static void letsAnotherRun(BiConsumer<Workers, CountDownLatch> wait)
            throws InterruptedException {
        try (Workers workers = new Workers(1)) {
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch otherRan = new CountDownLatch(1);
            Thread slow =
                    Thread.ofVirtual()
                            .start(
                                    () ->
                                            workers.run(
                                                    () -> {
                                                        running.countDown();
                                                        wait.accept(workers, otherRan);
                                                    },
                                                    NEVER));
            running.await();
            Thread.ofVirtual().start(() -> workers.run(otherRan::countDown, NEVER)).join();
            slow.join();
        }
    }

    @Test
    void oneThatIsCancelledWaitsForNoTurn() throws InterruptedException {
        try (Workers workers = new Workers(1)) {
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            Thread endless =
                    Thread.ofVirtual()
                            .start(
                                    () ->
                                            workers.run(
                                                    () -> {
                                                        running.countDown();
                                                        await(end);
                                                    },
                                                    NEVER));
            running.await();
            AtomicBoolean cancelled = new AtomicBoolean();
            AtomicBoolean looked = new AtomicBoolean();
            Thread second =
                    Thread.ofVirtual()
                            .start(
                                    () ->
                                            workers.run(
                                                    () -> looked.set(cancelled.get()),
                                                    cancelled::get));
            cancelled.set(true);
            second.join();
            assertThat(looked).isTrue();
            end.countDown();
            endless.join();
            Thread.ofVirtual().start(() -> workers.run(() -> {}, NEVER)).join(); // no debt is left
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
