package dev.borealis.tests.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.tests.support.Jdbc;
import dev.borealis.tests.support.ManualClock;
import dev.borealis.tests.support.RealServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A connection lives for sixty minutes; a transaction it has open then may end. Source: limits.md section 1. */
class ConnectionLifeTest {
    /** The server looks about once a second. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir Path directory;

    @Test
    void idleConnectionsEndAfterAnHourAndATransactionMayEndFirst() throws Exception {
        var clock = new ManualClock(Instant.now());
        try (RealServer server = RealServer.start(directory, true, clock);
                Connection idle = server.connect();
                Connection busy = server.connect()) {
            clock.advance(Duration.ofSeconds(3_590));
            busy.setAutoCommit(false);
            assertThat(select(busy)).isEqualTo(1);
            assertThat(select(idle)).isEqualTo(1);
            assertThat(server.server().openConnections()).isEqualTo(2);

            clock.advance(Duration.ofSeconds(11));
            waitForConnections(server, 1);
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> select(idle))
                    .isInstanceOf(SQLException.class);
            assertThat(select(busy)).as("its transaction goes on").isEqualTo(1);
            busy.commit();
            waitForConnections(server, 0);

            try (Connection fresh = server.connect()) {
                assertThat(select(fresh)).isEqualTo(1);
            }
        }
    }

    /** A transaction begun in the sixtieth minute has its five minutes, and changes what it changes. */
    @Test
    void aTransactionOfTheLastMinuteMayRunForItsFiveMinutes() throws Exception {
        var clock = new ManualClock(Instant.now());
        try (RealServer server = RealServer.start(directory, true, clock);
                Connection busy = server.connect()) {
            Jdbc.run(busy, "CREATE TABLE t (id int PRIMARY KEY)");
            clock.advance(Duration.ofSeconds(3_595));
            busy.setAutoCommit(false);
            Jdbc.run(busy, "INSERT INTO t VALUES (1)");
            clock.advance(Duration.ofSeconds(200));
            Jdbc.run(busy, "INSERT INTO t VALUES (2)");
            clock.advance(Duration.ofSeconds(99));
            busy.commit();
            waitForConnections(server, 0);
            try (Connection fresh = server.connect()) {
                assertThat(Jdbc.number(fresh, "SELECT count(*) FROM t")).isEqualTo(2);
            }
        }
    }

    @Test
    void aForgottenTransactionKeepsAConnectionNoLonger() throws Exception {
        var clock = new ManualClock(Instant.now());
        try (RealServer server = RealServer.start(directory, true, clock);
                Connection forgotten = server.connect();
                Connection own = server.connect()) {
            Jdbc.run(own, "CREATE TABLE t (id int PRIMARY KEY)");
            clock.advance(Duration.ofSeconds(3_595));
            forgotten.setAutoCommit(false);
            Jdbc.run(forgotten, "INSERT INTO t VALUES (1)");
            clock.advance(Duration.ofSeconds(60));
            waitForConnections(server, 1);
            clock.advance(Duration.ofSeconds(300));
            waitForConnections(server, 0);
            try (Connection fresh = server.connect()) {
                assertThat(Jdbc.number(fresh, "SELECT count(*) FROM t")).isZero();
            }
        }
    }

    private static void waitForConnections(RealServer server, int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (server.server().openConnections() != count && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertThat(server.server().openConnections()).isEqualTo(count);
    }

    private static int select(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
