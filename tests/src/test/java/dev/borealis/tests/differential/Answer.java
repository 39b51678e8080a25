package dev.borealis.tests.differential;

import dev.borealis.engine.session.ResultSink.ResultColumn;
import dev.borealis.engine.session.Session;
import dev.borealis.tests.support.CollectingSink;
import dev.borealis.types.error.SqlException;

import org.postgresql.util.PGobject;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a database answered, as lines of text: column names with types, then rows, or the error with its fields.
 *
 * @param head columns, or SQLSTATE
 */
record Answer(String head, List<String> lines) {
    /** Runs a statement on a Borealis session. */
    static Answer of(Session session, String sql) {
        var sink = new CollectingSink();
        try {
            session.simpleQuery(sql, sink);
        } catch (SqlException e) {
            return error(
                    e.state().code(),
                    e.text(),
                    e.detail(),
                    e.hint(),
                    Integer.toString(e.position()));
        }
        CollectingSink.Result result = sink.results.getLast();
        List<String> rows = new ArrayList<>();
        for (var row : result.rows()) {
            rows.add(
                    row.stream()
                            .map(field -> field == null ? "∅" : field)
                            .collect(Collectors.joining("|")));
        }
        String head =
                result.columns().stream().map(Answer::describe).collect(Collectors.joining(", "));
        return new Answer(result.columns().isEmpty() ? tag(result.tag()) : head, rows);
    }

    private static String describe(ResultColumn column) {
        return column.name() + ":" + typeName(column.type().oid());
    }

    /** Runs a statement on PostgreSQL, through a connection with {@code preferQueryMode=simple}. */
    static Answer of(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            boolean hasRows = statement.execute(sql);
            if (!hasRows) {
                return new Answer("count " + Math.max(0, statement.getUpdateCount()), List.of());
            }
            ResultSet rows = statement.getResultSet();
            var meta = rows.getMetaData();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                columns.add(meta.getColumnLabel(i) + ":" + meta.getColumnTypeName(i));
            }
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                List<String> fields = new ArrayList<>();
                for (int i = 1; i <= meta.getColumnCount(); i++) {
                    String field = text(rows, i);
                    fields.add(field == null ? "∅" : field);
                }
                lines.add(String.join("|", fields));
            }
            return new Answer(String.join(", ", columns), lines);
        } catch (PSQLException e) {
            ServerErrorMessage message = e.getServerErrorMessage();
            if (message == null) {
                throw new IllegalStateException(sql, e);
            }
            return error(
                    e.getSQLState(),
                    message.getMessage(),
                    message.getDetail(),
                    message.getHint(),
                    Integer.toString(message.getPosition()));
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The text as the server sent it: pgjdbc rewrites booleans, money and a few others in getString. */
    private static String text(ResultSet rows, int column) throws SQLException {
        byte[] raw = rows.getBytes(column);
        Object value = raw == null ? null : rows.getObject(column);
        return switch (value) {
            case null -> null;
            case PGobject object -> object.getValue();
            case byte[] _ -> rows.getString(column);
            default -> new String(raw, java.nio.charset.StandardCharsets.UTF_8);
        };
    }

    private static Answer error(
            String state, String text, String detail, String hint, String position) {
        List<String> lines = new ArrayList<>();
        lines.add(text);
        if (detail != null) {
            lines.add("DETAIL " + detail);
        }
        if (hint != null) {
            lines.add("HINT " + hint);
        }
        if (!position.equals("0")) {
            lines.add("POSITION " + position);
        }
        return new Answer("error " + state, lines);
    }

    private static String tag(String tag) {
        String last = tag.substring(tag.lastIndexOf(' ') + 1);
        return "count " + (!last.isEmpty() && Character.isDigit(last.charAt(0)) ? last : "0");
    }

    private static String typeName(int oid) {
        return dev.borealis.types.BuiltinTypes.find(oid) == null
                ? Integer.toString(oid)
                : dev.borealis.types.BuiltinTypes.find(oid).name();
    }
}
