package dev.borealis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

class WorkersTest {
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
                                                        })));
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
                                            });
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
                                            }))
                    .hasMessage("here");
        }
    }

    @Test
    void oneThatWaitsForItsClientLetsAnotherRun() throws InterruptedException {
        try (Workers workers = new Workers(1)) {
            CountDownLatch waiting = new CountDownLatch(1);
            CountDownLatch otherRan = new CountDownLatch(1);
            Thread slow =
                    Thread.ofVirtual()
                            .start(
                                    () ->
                                            workers.run(
                                                    () -> {
                                                        try {
                                                            workers.whileWaiting(
                                                                    () -> {
                                                                        waiting.countDown();
                                                                        return await(otherRan);
                                                                    });
                                                        } catch (java.io.IOException e) {
                                                            throw new IllegalStateException(e);
                                                        }
                                                    }));
            waiting.await();
            Thread.ofVirtual().start(() -> workers.run(otherRan::countDown)).join();
            slow.join();
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
