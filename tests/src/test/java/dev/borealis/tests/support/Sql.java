package dev.borealis.tests.support;

import dev.borealis.engine.session.Database;
import dev.borealis.engine.session.Session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** A session of admin in this process, for tests that speak SQL and want lists back. */
public final class Sql implements AutoCloseable {
    private final Session session;

    public Sql(Database database) {
        session = database.connect("admin", "postgres", List.of());
    }

    /** Runs a message; the rows of its last statement, fields joined by a bar, NULL as NULL. */
    public List<String> run(String sql) {
        var sink = new CollectingSink();
        session.simpleQuery(sql, sink);
        List<String> rows = new ArrayList<>();
        for (List<@Nullable String> row : sink.results.getLast().rows()) {
            rows.add(
                    String.join(
                            "|",
                            row.stream().map(field -> field == null ? "NULL" : field).toList()));
        }
        return rows;
    }

    public Session session() {
        return session;
    }

    @Override
    public void close() {
        session.close();
    }
}
