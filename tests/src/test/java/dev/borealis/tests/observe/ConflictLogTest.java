package dev.borealis.tests.observe;

import static dev.borealis.tests.support.Jdbc.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.borealis.cli.Borealis;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the log of a server that somebody has started says of a conflict: table, key and winner. */
class ConflictLogTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final Pattern ADDRESS = Pattern.compile("address +localhost:(\\d+)");

    @TempDir Path directory;

    @Test
    void namesTableKeyAndWinner() throws Exception {
        Path log = directory.resolve("stderr");
        Process server = start(log);
        try (Connection one = connect(server);
                Connection other = DriverManager.getConnection(one.getMetaData().getURL())) {
            run(one, "CREATE TABLE account (id int PRIMARY KEY, balance int)");
            run(one, "INSERT INTO account VALUES (7, 100)");
            one.setAutoCommit(false);
            run(one, "UPDATE account SET balance = 1 WHERE id = 7");
            run(other, "UPDATE account SET balance = 2 WHERE id = 7");
            SQLException lost = catchThrowableOfType(SQLException.class, one::commit);
            assertThat(lost.getSQLState()).isEqualTo("40001");
            assertThat(line(log))
                    .contains(
                            "conflict code=OC000 table=public.account index=none key=(id)=(7) winner="
                                    + winner(other)
                                    + " loser=");
        } finally {
            server.destroyForcibly();
        }
    }

    private Process start(Path log) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Borealis.class.getName(),
                        "start",
                        "--memory",
                        "--insecure-loopback",
                        "--port",
                        "0",
                        "--data",
                        directory.resolve("data").toString())
                .redirectError(log.toFile())
                .start();
    }

    /** When it says where it is. */
    private static Connection connect(Process server) throws IOException, SQLException {
        var said =
                new BufferedReader(
                        new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                return DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:"
                                + address.group(1)
                                + "/postgres?sslmode=disable&user=admin");
            }
        }
        throw new IOException("the server did not start");
    }

    private static String winner(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT last_winner FROM sys.borealis_conflict_keys")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static String line(Path log) throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            List<String> lines = Files.readAllLines(log);
            for (String line : lines) {
                if (line.contains("conflict code=")) {
                    return line;
                }
            }
            assertThat(System.nanoTime()).as("in time: %s", lines).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
