package dev.borealis.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.tests.support.Jdbc;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A table with one writer, who keeps in mind what it holds: rows inserted in order by the hundred, updated, and deleted, one
 * by one and in ranges. Each transaction also counts, so that after a lost connection it is known whether it happened.
 */
final class JudgedTable {
    /** Fewer are filled up first; more are thinned out. */
    private static final int FEWEST_ROWS = 8_500;

    private static final int MOST_ROWS = 10_500;
    private static final int LOADED = 900;
    private static final int LOOKED_UP = 60;
    private static final String CONTENT = "repeat(md5(id || '.' || v), 3)";

    /** What {@link #CONTENT} takes, with id and v. */
    static final int ROW_BYTES = 104;

    private final String name;
    private final SplittableRandom random;
    private State state = new State(0, new TreeMap<>());
    private @Nullable State pending;
    private int nextId = 1;

    /**
     * @param number of the last transaction
     * @param rows v by id
     */
    private record State(int number, NavigableMap<Integer, Integer> rows) {}

    JudgedTable(String name, SplittableRandom random) {
        this.name = name;
        this.random = random;
    }

    String name() {
        return name;
    }

    void create(Connection connection) throws SQLException {
        Jdbc.run(
                connection,
                "CREATE TABLE %s (id int PRIMARY KEY, v int NOT NULL, content text NOT NULL)"
                        .formatted(name));
        Jdbc.run(connection, "CREATE TABLE %s_count (one int PRIMARY KEY, n int)".formatted(name));
        Jdbc.run(connection, "INSERT INTO %s_count VALUES (1, 0)".formatted(name));
    }

    /** One transaction. An exception leaves it open whether it happened, until {@link #judge} or {@link #didNotHappen}. */
    void write(Connection connection) throws SQLException {
        var rows = new TreeMap<>(state.rows);
        List<String> statements = new ArrayList<>();
        if (rows.size() < FEWEST_ROWS || random.nextInt(6) == 0) {
            load(rows, statements);
        } else if (rows.size() > MOST_ROWS || random.nextInt(8) == 0) {
            deleteRange(rows, statements);
        } else {
            for (int i = random.nextInt(1, 8); i > 0; i--) {
                changeSome(rows, statements);
            }
        }
        int number = state.number + 1;
        statements.add("UPDATE %s_count SET n = %d".formatted(name, number));
        synchronized (this) {
            pending = new State(number, rows);
        }
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        connection.commit();
        happened();
    }

    private synchronized void happened() {
        state = Objects.requireNonNull(pending);
        pending = null;
    }

    /** A conflict was told. */
    synchronized void didNotHappen() {
        pending = null;
    }

    private void load(NavigableMap<Integer, Integer> rows, List<String> statements) {
        int count = random.nextInt(100, LOADED);
        int v = random.nextInt(1_000);
        statements.add(
                "INSERT INTO %s SELECT id, v, %s FROM (SELECT g AS id, %d AS v FROM generate_series(%d, %d) g) x"
                        .formatted(name, CONTENT, v, nextId, nextId + count - 1));
        for (int i = 0; i < count; i++) {
            rows.put(nextId++, v);
        }
    }

    private void deleteRange(NavigableMap<Integer, Integer> rows, List<String> statements) {
        int from = someId(rows);
        int to = from + random.nextInt(10, 1_200);
        statements.add("DELETE FROM %s WHERE id BETWEEN %d AND %d".formatted(name, from, to));
        rows.subMap(from, true, to, true).clear();
    }

    private void changeSome(NavigableMap<Integer, Integer> rows, List<String> statements) {
        int id = someId(rows);
        if (random.nextInt(4) == 0) {
            statements.add("DELETE FROM %s WHERE id = %d".formatted(name, id));
            rows.remove(id);
            return;
        }
        int to = random.nextInt(5) == 0 ? id + random.nextInt(150) : id;
        String where = " WHERE id BETWEEN %d AND %d".formatted(id, to);
        statements.add(
                "UPDATE %s SET v = v + 1, content = %s"
                                .formatted(name, CONTENT.replace("'.' || v", "'.' || v + 1"))
                        + where);
        rows.subMap(id, true, to, true).replaceAll((_, v) -> v + 1);
    }

    private int someId(NavigableMap<Integer, Integer> rows) {
        Integer id = rows.ceilingKey(random.nextInt(rows.firstKey(), rows.lastKey() + 1));
        return id == null ? rows.firstKey() : id;
    }

    /** What must be there now; a transaction whose answer is open may or may not be. For a copy of this instant. */
    synchronized Expected expected() {
        return new Expected(this, state, pending);
    }

    /** Nobody writes: takes over what happened to the open transaction. */
    synchronized void judge(Connection connection, String what) throws SQLException {
        state = expected().judge(connection, what);
        pending = null;
        nextId = state.rows.isEmpty() ? 1 : Math.max(nextId, state.rows.lastKey() + 1);
    }

    /** What one or another state of a table is. */
    static final class Expected {
        private final JudgedTable table;
        private final State certain;
        private final @Nullable State open;

        private Expected(JudgedTable table, State certain, @Nullable State open) {
            this.table = table;
            this.certain = certain;
            this.open = open;
        }

        /** Compares with a database. */
        State judge(Connection connection, String what) throws SQLException {
            String name = table.name;
            var random = new SplittableRandom(certain.number);
            int number = (int) Jdbc.number(connection, "SELECT n FROM " + name + "_count");
            State now = open != null && number == open.number ? open : certain;
            assertThat(number).as("%s: transactions of %s", what, name).isEqualTo(now.number);
            assertThat(rows(connection, name, "ORDER BY id"))
                    .as("%s: %s forward", what, name)
                    .isEqualTo(now.rows);
            assertThat(rows(connection, name, "ORDER BY id DESC"))
                    .as("%s: %s backward", what, name)
                    .isEqualTo(now.rows);
            assertThat(
                            Jdbc.number(
                                    connection,
                                    "SELECT count(*) FROM %s WHERE content <> %s"
                                            .formatted(name, CONTENT)))
                    .as("%s: rows of %s that contradict themselves", what, name)
                    .isZero();
            lookUp(connection, now, random, what);
            throughValues(connection, now, what);
            return now;
        }

        private static NavigableMap<Integer, Integer> rows(
                Connection connection, String table, String order) throws SQLException {
            var rows = new TreeMap<Integer, Integer>();
            try (Statement statement = connection.createStatement();
                    ResultSet found =
                            statement.executeQuery("SELECT id, v FROM " + table + " " + order)) {
                Integer last = null;
                boolean ascending = !order.endsWith("DESC");
                while (found.next()) {
                    int id = found.getInt(1);
                    assertThat(last == null || (ascending ? last < id : last > id)).isTrue();
                    last = id;
                    rows.put(id, found.getInt(2));
                }
            }
            return rows;
        }

        private void lookUp(Connection connection, State now, SplittableRandom random, String what)
                throws SQLException {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT v FROM " + table.name + " WHERE id = ?")) {
                for (int i = 0; i < LOOKED_UP; i++) {
                    int id = random.nextInt(now.rows.firstKey(), now.rows.lastKey() + 2);
                    statement.setInt(1, id);
                    try (ResultSet found = statement.executeQuery()) {
                        assertThat(found.next() ? (Integer) found.getInt(1) : null)
                                .as("%s: row %d of %s", what, id, table.name)
                                .isEqualTo(now.rows.get(id));
                    }
                }
            }
        }

        /** Through the index on v, where there is one. */
        private void throughValues(Connection connection, State now, String what)
                throws SQLException {
            for (int v : new TreeSet<>(now.rows.values()).stream().limit(10).toList()) {
                long rows = now.rows.values().stream().filter(one -> one == v).count();
                assertThat(
                                Jdbc.number(
                                        connection,
                                        "SELECT count(*) FROM %s WHERE v = %d"
                                                .formatted(table.name, v)))
                        .as("%s: rows of %s with v = %d", what, table.name, v)
                        .isEqualTo(rows);
            }
        }
    }

    /** Bytes of content, about. */
    synchronized long bytes() {
        return (long) state.rows.size() * ROW_BYTES;
    }
}
