package dev.borealis.tests.support;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;

/** Statements over a real connection, in a line each. */
public final class Jdbc {
    private Jdbc() {}

    /** Whatever it returns is left unread. */
    public static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Its rows, fields as text and joined by a bar, NULL as NULL; none when it returns none. */
    public static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            List<String> rows = new ArrayList<>();
            if (statement.execute(sql)) {
                ResultSet result = statement.getResultSet();
                int fields = result.getMetaData().getColumnCount();
                while (result.next()) {
                    var row = new StringJoiner("|");
                    for (int i = 1; i <= fields; i++) {
                        row.add(Objects.requireNonNullElse(result.getString(i), "NULL"));
                    }
                    rows.add(row.toString());
                }
            }
            return rows;
        }
    }

    /** The first field of the first row. */
    public static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
