package dev.borealis.tests.isolation;

import dev.borealis.tests.support.RealServer;
import dev.borealis.tests.support.ServerChild;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * A server in a process of its own that is killed as {@code kill -9} does, again and again, and started over the same data;
 * and the clients that go on over its deaths.
 */
final class KilledServer implements AutoCloseable {
    /** A server that does not come back, or clients that get nothing done, for so long are a failure. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path data;
    private final AtomicLong progress = new AtomicLong();
    private volatile ServerChild.Handle running;
    private volatile boolean over;

    KilledServer(Path data) throws IOException {
        this.data = data;
        this.running = ServerChild.Handle.start(data);
    }

    /** What a client does, over and over. */
    interface Work {
        /**
         * One round. A conflict or a lost connection may end it anywhere.
         *
         * @param connection in no transaction, without autocommit
         */
        void once(Connection connection) throws SQLException;
    }

    /** To the process that runs now. */
    Connection connect() throws SQLException {
        ServerChild.Handle now = running;
        return RealServer.connect(now.port, now.authority, now.token);
    }

    /** The same, waiting until one runs. */
    Connection connectPatiently() throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return connect();
            } catch (SQLException e) {
                if (!isLost(e) || System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    /** Whether this is what a client sees of a server that dies. */
    static boolean isLost(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("08") || state.equals("57P01");
    }

    static boolean isConflict(SQLException failure) {
        return "40001".equals(failure.getSQLState());
    }

    /** Goes on until it is over. Counts as progress. */
    Void run(Work work) throws SQLException {
        while (!over) {
            try (Connection connection = connectPatiently()) {
                connection.setAutoCommit(false);
                while (!over) {
                    try {
                        work.once(connection);
                        progressed();
                    } catch (SQLException e) {
                        if (!isConflict(e)) {
                            throw e;
                        }
                        connection.rollback();
                    }
                }
            } catch (SQLException e) {
                if (!isLost(e)) {
                    throw e;
                }
            }
        }
        return null;
    }

    /** A client has done something. */
    void progressed() {
        progress.incrementAndGet();
    }

    boolean isOver() {
        return over;
    }

    /**
     * Kills and starts.
     *
     * @param wanted what clients get done between two deaths, at least
     */
    void killAgainAndAgain(int times, int wanted, RandomGenerator random) throws IOException {
        try {
            for (int i = 0; i < times; i++) {
                await(progress.get() + random.nextInt(wanted / 2, wanted * 2));
                running.kill();
                running = ServerChild.Handle.start(data);
            }
            await(progress.get() + wanted);
        } finally {
            over = true;
        }
    }

    private void await(long goal) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (progress.get() < goal && !over) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("clients get nothing done");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    /** A client failed: no need to go on. */
    void giveUp() {
        over = true;
    }

    @Override
    public void close() throws IOException {
        running.close();
    }
}
