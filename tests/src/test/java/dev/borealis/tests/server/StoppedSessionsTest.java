package dev.borealis.tests.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.tests.support.RealServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A session stopped in the middle of something delays nobody: one for each {@link StoppedSession.Place}, by itself, beside
 * another that reads and changes the very rows.
 *
 * <p>Statements are timed in short slices, by turns beside the stopped session and without it, so that a noisy machine is
 * noisy for both; which comes first changes too. Before each slice some are not timed: stopping costs something (a
 * connection, filling the buffers of one that does not read), which is not the question. {@code -Dborealis.long=true}: 20,000
 * timed statements at each place.
 */
class StoppedSessionsTest {
    private static final int ROWS = 100;
    private static final int STATEMENTS_OF_A_SLICE = 500;
    private static final int NOT_TIMED = 1_000;
    private static final int ROUNDS = Boolean.getBoolean("borealis.long") ? 40 : 4;
    private static final int WARM_UP_SLICES = 10;

    /** How much slower the slowest of a thousand may be ... */
    private static final double RATIO = 5.0;

    /** ... unless it is a matter of this, which is a few scheduling slices of a busy machine. */
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** And no statement takes so long: it would have waited for somebody. */
    private static final long WAITED_NANOS = TimeUnit.SECONDS.toNanos(5);

    @TempDir Path directory;

    @Test
    void aSessionStoppedInTheMiddleOfAnythingDelaysNobody() throws Exception {
        Map<StoppedSession.Place, Pair> pairs = new EnumMap<>(StoppedSession.Place.class);
        try (RealServer server = RealServer.inMemory(directory.resolve("data"));
                Connection others = server.connect()) {
            try (Statement statement = others.createStatement()) {
                for (String definition : StoppedSession.DEFINITIONS) {
                    statement.execute(definition);
                }
                statement.execute(
                        "INSERT INTO t SELECT g, 0 FROM generate_series(1, " + ROWS + ") g");
            }
            for (int slice = 0; slice < WARM_UP_SLICES; slice++) {
                run(others, STATEMENTS_OF_A_SLICE, new StatementTimes());
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (StoppedSession.Place place : StoppedSession.Place.values()) {
                    Pair pair = pairs.computeIfAbsent(place, _ -> new Pair());
                    if (round % 2 == 0) {
                        slice(others, pair.without);
                    }
                    try (var stopped = StoppedSession.at(place, server)) {
                        slice(others, pair.beside);
                        stopped.goOn();
                    }
                    if (round % 2 != 0) {
                        slice(others, pair.without);
                    }
                }
            }
        }
        var all = new Pair();
        pairs.forEach(
                (place, pair) -> {
                    pair.print(place.words());
                    if (place != StoppedSession.Place.NOWHERE) {
                        all.add(pair);
                    }
                });
        all.print("all together");
        assertThat(all.beside.slowestOfAThousand())
                .isLessThan((long) (RATIO * all.without.slowestOfAThousand()) + SLICE_NANOS);
        assertThat(all.beside.slowest()).isLessThan(WAITED_NANOS);
    }

    private static void slice(Connection connection, StatementTimes times) throws SQLException {
        run(connection, NOT_TIMED, new StatementTimes());
        run(connection, STATEMENTS_OF_A_SLICE, times);
    }

    /** Reads and updates by turns, of the very rows that the stopped one holds. */
    private static void run(Connection connection, int statements, StatementTimes times)
            throws SQLException {
        try (PreparedStatement read = connection.prepareStatement("SELECT v FROM t WHERE id = ?");
                PreparedStatement write =
                        connection.prepareStatement("UPDATE t SET v = v + 1 WHERE id = ?")) {
            long processor = processorNanos();
            for (int i = 0; i < statements; i++) {
                PreparedStatement statement = i % 2 == 0 ? write : read;
                statement.setInt(1, 1 + i % ROWS);
                long start = System.nanoTime();
                if (statement == write) {
                    assertThat(write.executeUpdate()).isEqualTo(1);
                } else {
                    try (ResultSet rows = read.executeQuery()) {
                        assertThat(rows.next()).isTrue();
                    }
                }
                times.add(System.nanoTime() - start);
            }
            times.processor(processorNanos() - processor);
        }
    }

    /** Of this process, which is server and client. */
    private static long processorNanos() {
        return ((com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** How long statements took. */
    private static final class StatementTimes {
        private final List<Long> nanos = new ArrayList<>();
        private long processorNanos;

        void add(long time) {
            nanos.add(time);
        }

        void add(StatementTimes others) {
            nanos.addAll(others.nanos);
            processorNanos += others.processorNanos;
        }

        void processor(long time) {
            processorNanos += time;
        }

        int count() {
            return nanos.size();
        }

        private long atRank(double part) {
            long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
            return sorted[(int) (part * (sorted.length - 1))];
        }

        long median() {
            return atRank(0.5);
        }

        long slowestOfAThousand() {
            return atRank(0.999);
        }

        long slowest() {
            return atRank(1);
        }

        long processorOfOne() {
            return processorNanos / nanos.size();
        }
    }

    /** The same statements without and beside a stopped session. */
    private static final class Pair {
        final StatementTimes without = new StatementTimes();
        final StatementTimes beside = new StatementTimes();

        void add(Pair other) {
            without.add(other.without);
            beside.add(other.beside);
        }

        void print(String what) {
            System.out.printf(
                    "stopped %s, %d statements each: median %d -> %d us, 99.9 %% %d -> %d us,"
                            + " slowest %d -> %d us, processor %d -> %d us%n",
                    what,
                    beside.count(),
                    without.median() / 1_000,
                    beside.median() / 1_000,
                    without.slowestOfAThousand() / 1_000,
                    beside.slowestOfAThousand() / 1_000,
                    without.slowest() / 1_000,
                    beside.slowest() / 1_000,
                    without.processorOfOne() / 1_000,
                    beside.processorOfOne() / 1_000);
        }
    }
}
