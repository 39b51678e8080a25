package dev.borealis.tests.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.borealis.server.RunningServer;
import dev.borealis.server.control.ControlClient;
import dev.borealis.server.control.ControlMessage;
import dev.borealis.server.rehearsal.MovableClock;
import dev.borealis.server.rehearsal.Rehearsal;
import dev.borealis.tests.support.RealServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.util.PSQLException;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** The clock of a running server is moved by a command, and everything that goes by time follows. */
class ClockTest {
    @TempDir Path directory;

    private static Instant now(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT now()")) {
            rows.next();
            return rows.getTimestamp(1).toInstant();
        }
    }

    private RunningServer advance(Duration by) throws Exception {
        ControlClient.ask(directory, new ControlMessage.AdvanceClock(by), _ -> {});
        return RunningServer.find(directory).orElseThrow();
    }

    @Test
    void timeIsMovedAndSaid() throws Exception {
        var clock = new MovableClock(Clock.systemUTC(), Duration.ofHours(1));
        var rehearsal = new Rehearsal(null, Duration.ofHours(1), false, false);
        try (RealServer server = RealServer.start(directory, true, clock, rehearsal);
                Connection connection = server.connect()) {
            assertThat(Duration.between(Instant.now(), now(connection)))
                    .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
            String token = server.token();
            connection.setAutoCommit(false);
            now(connection);

            RunningServer moved = advance(Duration.ofMinutes(6));
            assertThat(moved.rehearsal().clockOffset()).isEqualTo(Duration.ofMinutes(66));
            PSQLException tooOld = catchThrowableOfType(PSQLException.class, () -> now(connection));
            assertThat(tooOld.getSQLState()).isEqualTo("54000");
            connection.rollback();
            assertThat(Duration.between(Instant.now(), now(connection)))
                    .isGreaterThan(Duration.ofMinutes(65));

            advance(Duration.ofMinutes(10));
            PSQLException expired =
                    catchThrowableOfType(
                            PSQLException.class,
                            () ->
                                    RealServer.connect(
                                                    server.port(),
                                                    server.server().authorityCertificate(),
                                                    token)
                                            .close());
            assertThat(Objects.requireNonNull(expired.getServerErrorMessage()).getHint())
                    .startsWith("Signature expired: ");
            try (Connection fresh = server.connect()) {
                assertThat(now(fresh)).isAfter(Instant.now());
            }
        }
    }
}
