package dev.borealis.tests.differential;

import dev.borealis.engine.session.Session;
import dev.borealis.tests.support.CollectingSink;
import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a database answered, as lines of text.
 *
 * @param head command tag, or {@code error} and the SQLSTATE
 * @param columns names with types
 * @param lines notices and rows, or the fields of the error
 */
record Answer(String head, String columns, List<String> lines) {
    /** The first OID of objects that users make: they differ from database to database. */
    private static final int FIRST_USER_OID = 16_384;

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
                    e.position() == 0 ? null : Integer.toString(e.position()));
        }
        CollectingSink.Result result = sink.results.getLast();
        String columns =
                result.columns().stream()
                        .map(c -> column(c.name(), c.type().oid(), c.type().typmod()))
                        .collect(Collectors.joining(", "));
        return new Answer(result.tag(), columns, rows(result.rows(), sink.notices));
    }

    /** Runs a statement on PostgreSQL. */
    static Answer of(WireClient client, String sql) {
        WireClient.Reply reply = client.query(sql);
        var error = reply.error();
        if (error != null) {
            return error(
                    error.get('C'), error.get('M'), error.get('D'), error.get('H'), error.get('P'));
        }
        String columns =
                reply.columns().stream()
                        .map(c -> column(c.name(), c.type(), c.modifier()))
                        .collect(Collectors.joining(", "));
        return new Answer(reply.tag(), columns, rows(reply.rows(), reply.notices()));
    }

    boolean isError() {
        return head.startsWith("error ");
    }

    /** Something that Borealis says it cannot do yet. */
    boolean isPending() {
        return head.equals("error 0A000") && lines.getFirst().contains("not yet implemented");
    }

    /** The same answer with its rows in a fixed order. */
    Answer sorted() {
        return isError() ? this : new Answer(head, columns, lines.stream().sorted().toList());
    }

    /** The same answer without the text of an error. */
    Answer withoutText() {
        return isError() ? new Answer(head, columns, List.of()) : this;
    }

    /** The same answer without the modifiers of column types: PostgreSQL takes those of a query it has simplified. */
    Answer withoutModifiers() {
        return new Answer(head, columns.replaceAll("/\\d+", ""), lines);
    }

    @Override
    public String toString() {
        return head
                + (columns.isEmpty() ? "" : "\n      " + columns)
                + lines.stream().map(line -> "\n      " + line).collect(Collectors.joining());
    }

    private static String column(String name, int type, int modifier) {
        var builtin = BuiltinTypes.find(type);
        String typeName =
                builtin != null ? builtin.name() : type >= FIRST_USER_OID ? "user" : "oid " + type;
        return name + ":" + typeName + (modifier < 0 ? "" : "/" + modifier);
    }

    private static List<String> rows(List<List<@Nullable String>> rows, List<String> notices) {
        List<String> lines = new ArrayList<>(notices);
        for (var row : rows) {
            lines.add(
                    row.stream()
                            .map(field -> field == null ? "∅" : field)
                            .collect(Collectors.joining("|")));
        }
        return lines;
    }

    private static Answer error(
            String state,
            String text,
            @Nullable String detail,
            @Nullable String hint,
            @Nullable String position) {
        List<String> lines = new ArrayList<>();
        lines.add(text);
        if (detail != null) {
            lines.add("DETAIL " + detail);
        }
        if (hint != null) {
            lines.add("HINT " + hint);
        }
        if (position != null) {
            lines.add("POSITION " + position);
        }
        return new Answer("error " + state, "", lines);
    }
}
