package dev.borealis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** pgjdbc over TLS, with tokens of AWS's generator. */
class JdbcTest {
    @TempDir static Path directory;
    private static TestServer server;

    @BeforeAll
    static void start() throws StartFailure {
        server = new TestServer(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(server.url(), server.properties());
    }

    @Test
    void simpleAndExtendedStatementsAnswer() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement("param ?")) {
            try (ResultSet rows = statement.executeQuery("hello")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString("text")).isEqualTo("hello");
                assertThat(rows.next()).isFalse();
            }
            assertThat(prepared.getMetaData().getColumnName(1)).isEqualTo("value");
            for (int i = 0; i < 10; i++) { // text first, binary from the fifth time on
                prepared.setInt(1, i);
                try (ResultSet rows = prepared.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isEqualTo(i);
                }
            }
        }
    }

    @Test
    void directTlsWorks() throws SQLException {
        Properties properties = server.properties();
        properties.put("sslNegotiation", "direct");
        try (Connection connection = DriverManager.getConnection(server.url(), properties);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("direct")) {
            assertThat(rows.next()).isTrue();
        }
    }

    @Test
    void rowLimitsSuspendThePortal() throws SQLException {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement("rows 25")) {
                statement.setFetchSize(10);
                int count = 0;
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        assertThat(rows.getString(1)).isEqualTo("row " + count);
                        count++;
                    }
                }
                assertThat(count).isEqualTo(25);
            }
            connection.commit();
        }
    }

    @Test
    void longAnswersArriveWhole() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("rows 200000")) {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            assertThat(count).isEqualTo(200_000);
        }
    }

    @Test
    void largeMessagesArriveWholeAndTooLargeOnesEndTheConnection() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            String large = "x".repeat(3_000_000);
            try (ResultSet rows = statement.executeQuery(large)) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo(large);
            }
            String tooLarge = "x".repeat(11_000_000);
            assertThatThrownBy(() -> statement.executeQuery(tooLarge))
                    .isInstanceOf(SQLException.class);
            assertThat(connection.isValid(1)).isFalse();
        }
    }

    @Test
    void anErrorCarriesItsFieldsAndTheSessionGoesOn() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : new String[] {"error", "half"}) {
                assertThatThrownBy(() -> statement.execute(sql))
                        .isInstanceOfSatisfying(
                                PSQLException.class,
                                e -> {
                                    assertThat(e.getSQLState()).isEqualTo("22012");
                                    var message = e.getServerErrorMessage();
                                    assertThat(message).isNotNull();
                                    assertThat(message.getMessage()).isEqualTo("division by zero");
                                    assertThat(message.getDetail()).isEqualTo("a detail");
                                    assertThat(message.getHint()).isEqualTo("a hint");
                                    assertThat(message.getPosition()).isEqualTo(7);
                                    assertThat(message.getSeverity()).isEqualTo("ERROR");
                                });
                statement.execute("next");
            }
        }
    }

    @Test
    void aDefectIsAnsweredAndTheSessionGoesOn() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("defect"))
                    .hasMessageContaining("internal error, incident")
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("XX000");
            statement.execute("next");
        }
    }

    @Test
    void noticesAndChangedSettingsReachTheClient() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("notice");
            assertThat(statement.getWarnings().getMessage()).isEqualTo("mind the gap");
            assertThat(connection.unwrap(PGConnection.class).getParameterStatus("application_name"))
                    .isEqualTo("noticed");
        }
    }

    @Test
    void copyGoesBothWays() throws Exception {
        try (Connection connection = connect()) {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            server.database.copied.clear();
            copy.copyIn("copy in", new StringReader("a\nb\n"));
            assertThat(String.join("", server.database.copied)).isEqualTo("a\nb\n");
            StringWriter out = new StringWriter();
            copy.copyOut("copy out", out);
            assertThat(out.toString()).isEqualTo("one\ntwo\n");
            var failing = copy.copyIn("copy in");
            failing.writeToCopy(new byte[] {'x'}, 0, 1);
            failing.cancelCopy();
            try (Statement statement = connection.createStatement()) {
                statement.execute("next");
            }
        }
    }

    @Test
    void aRunningStatementCanBeCancelled() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            Thread canceller =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            server.database.sleeping.await();
                                            statement.cancel();
                                        } catch (InterruptedException | SQLException e) {
                                            throw new IllegalStateException(e);
                                        }
                                    });
            assertThatThrownBy(() -> statement.execute("sleep"))
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("57014");
            canceller.join();
            statement.execute("next");
        }
    }

    @Test
    void aBatchIsPipelined() throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement("notice")) {
            for (int i = 0; i < 300; i++) {
                statement.addBatch();
            }
            assertThat(statement.executeBatch()).hasSize(300);
        }
    }

    @Test
    void refusalsHaveTheirExactWords() {
        refused("password", "wrong", "08006", null);
        refused(
                "password",
                server.token("localhost", false),
                "08006",
                "Wrong user to action mapping. user: admin, action: DbConnect");
        refused("password", server.token("example.com", true), "08006", null);
        assertThatThrownBy(
                        () -> {
                            Properties properties = server.properties();
                            properties.put("password", server.expiredToken());
                            DriverManager.getConnection(server.url(), properties).close();
                        })
                .hasMessageContaining("unable to accept connection, access denied")
                .hasMessageContaining("Signature expired: ");
        Properties role = server.properties();
        role.put("user", "nobody");
        role.put("password", server.token("localhost", false));
        assertThatThrownBy(() -> DriverManager.getConnection(server.url(), role).close())
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("08P01");
        role.put("user", "unmapped");
        assertThatThrownBy(() -> DriverManager.getConnection(server.url(), role).close())
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("08006");
        Properties plain = server.properties();
        plain.put("sslmode", "disable");
        assertThatThrownBy(() -> DriverManager.getConnection(server.url(), plain).close())
                .hasMessage(
                        "FATAL: unable to accept connection, SSL is mandatory. AWS Authentication"
                                + " is required.")
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("08P01");
        String otherDatabase = server.url().replace("/postgres", "/other");
        assertThatThrownBy(
                        () ->
                                DriverManager.getConnection(otherDatabase, server.properties())
                                        .close())
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("3D000");
    }

    @Test
    void aMappedRoleConnects() throws SQLException {
        Properties role = server.properties();
        role.put("user", "app");
        role.put("password", server.token("localhost", false));
        DriverManager.getConnection(server.url(), role).close();
    }

    private static void refused(
            String property,
            String value,
            String state,
            @org.jspecify.annotations.Nullable String hint) {
        Properties properties = server.properties();
        properties.put(property, value);
        assertThatThrownBy(() -> DriverManager.getConnection(server.url(), properties).close())
                .isInstanceOfSatisfying(
                        PSQLException.class,
                        e -> {
                            assertThat(e.getSQLState()).isEqualTo(state);
                            var message = e.getServerErrorMessage();
                            assertThat(message).isNotNull();
                            assertThat(message.getSeverity()).isEqualTo("FATAL");
                            assertThat(message.getMessage())
                                    .isEqualTo("unable to accept connection, access denied");
                            assertThat(message.getHint()).isEqualTo(hint);
                        });
    }
}
