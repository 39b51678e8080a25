package dev.borealis.tests.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.borealis.server.rehearsal.Chaos;
import dev.borealis.server.rehearsal.Rehearsal;
import dev.borealis.tests.support.RealServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.util.PSQLException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/** Faults on purpose look like real ones to a client, and come again with the same seed. */
class ChaosTest {
    private static final String LOST = "40001 change conflicts with another transaction (OC000)";

    @TempDir Path directory;

    private RealServer start(String chaos) throws Exception {
        Chaos.Settings settings = Chaos.parse(chaos, new SplittableRandom(1));
        return RealServer.start(
                Files.createTempDirectory(directory, "server"),
                true,
                Clock.systemUTC(),
                new Rehearsal(settings, null, false, false));
    }

    private static String run(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return "ok";
        } catch (PSQLException e) {
            var message = e.getServerErrorMessage();
            return message == null
                    ? "lost"
                    : message.getSQLState()
                            + " "
                            + message.getMessage()
                            + (message.getDetail() == null ? "" : " DETAIL")
                            + (message.getHint() == null ? "" : " HINT");
        } catch (SQLException e) {
            return "other " + e;
        }
    }

    private static int value(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT v FROM t")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** A program without competition; what each of its commits was told. */
    private List<String> program(String chaos) throws Exception {
        List<String> told = new ArrayList<>();
        try (RealServer server = start(chaos);
                Connection connection = server.connect()) {
            assertThat(run(connection, "CREATE TABLE t (id int PRIMARY KEY, v int)"))
                    .as("definitions never lose")
                    .isEqualTo("ok");
            while (!run(connection, "INSERT INTO t VALUES (1, 0)").equals("ok")) {
                told.add("insert");
            }
            for (int i = 0; i < 100; i++) {
                told.add(run(connection, "UPDATE t SET v = v + 1"));
            }
            assertThat(value(connection))
                    .as("who lost changed nothing")
                    .isEqualTo(Collections.frequency(told, "ok"));
        }
        return told;
    }

    @Test
    void conflictsComeAtTheSamePlacesWithTheSameSeed() throws Exception {
        List<String> first = program("conflicts=20%,seed=42");
        assertThat(first).containsOnly("ok", LOST, "insert");
        assertThat(Collections.frequency(first, LOST)).isBetween(8, 35);
        assertThat(program("conflicts=20%,seed=42")).isEqualTo(first);
        assertThat(program("conflicts=20%,seed=43")).isNotEqualTo(first);
    }

    @Test
    void anExplicitTransactionLosesAtCommitAndIsOver() throws Exception {
        try (RealServer server = start("conflicts=100%,seed=1");
                Connection connection = server.connect()) {
            run(connection, "CREATE TABLE t (id int PRIMARY KEY, v int)");
            assertThat(run(connection, "BEGIN")).isEqualTo("ok");
            assertThat(run(connection, "INSERT INTO t VALUES (1, 1)")).isEqualTo("ok");
            assertThat(run(connection, "COMMIT")).isEqualTo(LOST);
            assertThat(run(connection, "SELECT v FROM t")).as("idle again").isEqualTo("ok");
            assertThat(run(connection, "BEGIN READ ONLY; SELECT v FROM t; COMMIT")).isEqualTo("ok");
            try (Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery(
                                    "SELECT relation, last_winner FROM sys.borealis_conflict_keys")) {
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("public.t");
                assertThat(rows.getString(2)).as("the operator can tell").isEqualTo("injected");
            }
        }
    }

    @Test
    void schemaConflicts() throws Exception {
        try (RealServer server = start("schema-conflicts=100%,seed=1");
                Connection connection = server.connect()) {
            run(connection, "CREATE TABLE t (id int PRIMARY KEY, v int)");
            assertThat(run(connection, "INSERT INTO t VALUES (1, 1)"))
                    .isEqualTo("40001 schema has been updated by another transaction (OC001)");
        }
    }

    @Test
    void expiredTokensAreRefusedInTheServicesWords() throws Exception {
        try (RealServer server = start("expired-tokens=100%,seed=1")) {
            PSQLException refusal =
                    catchThrowableOfType(PSQLException.class, () -> server.connect().close());
            var message = Objects.requireNonNull(refusal.getServerErrorMessage());
            assertThat(message.getSeverity()).isEqualTo("FATAL");
            assertThat(message.getSQLState()).isEqualTo("08006");
            assertThat(message.getMessage())
                    .isEqualTo("unable to accept connection, access denied");
            assertThat(message.getHint())
                    .matches(
                            "Signature expired: \\d{8}T\\d{6}Z is now earlier than \\d{8}T\\d{6}Z \\(\\d{8}T\\d{6}Z - 900 s\\.\\)");
        }
    }

    @Test
    void cutConnectionsEndWithoutAWordBeforeOrAfterTheWork() throws Exception {
        int done = 0;
        int notDone = 0;
        try (RealServer server = start("disconnects=30%,seed=7")) {
            for (int i = 0; i < 60 && (done == 0 || notDone == 0); i++) {
                String id = Integer.toString(i);
                boolean cut = false;
                try (Connection connection = server.connect()) {
                    run(connection, "CREATE TABLE IF NOT EXISTS t (id int PRIMARY KEY, v int)");
                    cut = run(connection, "INSERT INTO t VALUES (" + id + ", 1)").equals("lost");
                } catch (SQLException _) {
                    // cut while it was set up
                }
                if (cut) {
                    Boolean there = isThere(server, id);
                    done += Boolean.TRUE.equals(there) ? 1 : 0;
                    notDone += Boolean.FALSE.equals(there) ? 1 : 0;
                }
            }
        }
        assertThat(done).as("cut after the work").isPositive();
        assertThat(notDone).as("cut before the work").isPositive();
    }

    private static Boolean isThere(RealServer server, String id) {
        for (int attempt = 0; attempt < 50; attempt++) {
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("SELECT count(*) FROM t WHERE id = " + id)) {
                rows.next();
                return rows.getInt(1) == 1;
            } catch (SQLException _) {
                // cut as well
            }
        }
        throw new AssertionError("no connection lived long enough");
    }
}
