package dev.borealis.tests.crash.recorded;

import dev.borealis.engine.session.Database;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What the recorded process does, step by step: all kinds of statements, and enough rows that tables of the store are written
 * and merged meanwhile. The same seed makes the same script; what the database must hold after each step is what the same
 * steps leave in a database in memory.
 */
final class Script {
    /** Each step is done whole or not at all. */
    sealed interface Step {
        /** One statement, or one transaction from BEGIN to COMMIT. */
        record Statements(List<String> sql) implements Step {
            public Statements {
                sql = List.copyOf(sql);
            }
        }

        /** {@code CREATE INDEX ASYNC}, and waiting for its job. */
        record Index(String sql) implements Step {}

        /** Closes the database and opens it again. */
        record Reopen() implements Step {}

        /** Makes a copy of the data elsewhere. */
        record Backup() implements Step {}
    }

    private static final int ITEMS = 40;

    /** About 1,000 bytes that do not compress. */
    private static final String CONTENT =
            "(SELECT string_agg(md5(g::text || '%s'), '') FROM generate_series(1, 30) g)";

    private final SplittableRandom random;
    private final List<Step> steps = new ArrayList<>();

    private Script(long seed) {
        random = new SplittableRandom(seed);
    }

    static List<Step> of(long seed) {
        var script = new Script(seed);
        script.write();
        return List.copyOf(script.steps);
    }

    private void write() {
        one(
                "CREATE TABLE item (id int PRIMARY KEY, code int NOT NULL UNIQUE, tag text NOT NULL, content text)");
        for (int i = 0; i < 4; i++) {
            insertMany(i);
        }
        steps.add(new Step.Index("CREATE INDEX ASYNC item_tag ON item (tag)"));
        one(
                "CREATE TABLE line (id int PRIMARY KEY, item int REFERENCES item ON DELETE CASCADE, note text)");
        changes(12);
        steps.add(new Step.Backup());
        one("ALTER TABLE line ADD COLUMN price numeric");
        changes(6);
        steps.add(new Step.Reopen());
        one("CREATE VIEW priced AS SELECT id, price FROM line WHERE price > 5");
        changes(6);
        one("DROP INDEX item_tag");
        one("CREATE TABLE short_lived (id int PRIMARY KEY, content text)");
        one(
                "INSERT INTO short_lived SELECT g, "
                        + CONTENT.formatted("s")
                        + " FROM generate_series(1, 100) g");
        one("DROP TABLE short_lived");
        steps.add(new Step.Index("CREATE UNIQUE INDEX ASYNC line_note ON line (note, id)"));
        changes(12);
        one("DELETE FROM item WHERE id < " + ITEMS / 2);
        changes(6);
    }

    private void one(String sql) {
        steps.add(new Step.Statements(List.of(sql)));
    }

    private void insertMany(int number) {
        one(
                "INSERT INTO item SELECT g, g, 't' || mod(g, 5), %s || g FROM generate_series(%d, %d) g"
                        .formatted(CONTENT.formatted(number), number * 10, number * 10 + 9));
    }

    /** Transactions by chance. */
    private void changes(int count) {
        for (int i = 0; i < count; i++) {
            var sql = new ArrayList<String>();
            sql.add("BEGIN");
            for (int j = random.nextInt(1, 4); j > 0; j--) {
                sql.add(change());
            }
            sql.add("COMMIT");
            steps.add(new Step.Statements(sql));
        }
    }

    private String change() {
        int id = random.nextInt(ITEMS);
        int fresh = 1_000 + steps.size() * 10 + random.nextInt(10);
        return switch (random.nextInt(5)) {
            case 0 -> "DELETE FROM item WHERE id = " + id;
            case 1 -> "UPDATE item SET tag = 't%d' WHERE id < %d".formatted(random.nextInt(5), id);
            case 2 ->
                    "UPDATE item SET content = %s WHERE id BETWEEN %d AND %d"
                            .formatted(CONTENT.formatted("u" + fresh), id, id + 5);
            case 3 ->
                    "INSERT INTO line (id, item, note) SELECT %d, id, 'n' || id FROM item WHERE id >= %d ORDER BY id LIMIT 1 ON CONFLICT DO NOTHING"
                            .formatted(fresh, id);
            default ->
                    "INSERT INTO item VALUES (%d, %d, 't%d', %s) ON CONFLICT (id) DO UPDATE SET content = excluded.content"
                            .formatted(id, id, random.nextInt(5), CONTENT.formatted("i" + fresh));
        };
    }

    /** Whoever runs SQL, in this process or over a connection. */
    interface Speaker {
        /** The rows of a statement, fields joined by a bar. */
        List<String> run(String statement) throws Exception;
    }

    /** What the database holds before the first step and after each. */
    static List<List<String>> states(List<Step> steps) throws Exception {
        try (Database database = TestDatabase.inMemory();
                var sql = new Sql(database)) {
            return states(steps, sql::run);
        }
    }

    private static List<List<String>> states(List<Step> steps, Speaker sql) throws Exception {
        List<List<String>> states = new ArrayList<>();
        states.add(everything(sql));
        for (Step step : steps) {
            run(step, sql);
            states.add(everything(sql));
        }
        return states;
    }

    /** What is done by SQL. */
    static void run(Step step, Speaker sql) throws Exception {
        switch (step) {
            case Step.Statements(List<String> statements) -> {
                for (String statement : statements) {
                    sql.run(statement);
                }
            }
            case Step.Index(String create) ->
                    sql.run("CALL sys.wait_for_job('" + sql.run(create).getFirst() + "')");
            case Step.Reopen _, Step.Backup _ -> {}
        }
    }

    /** All names, and all rows of all tables and views. */
    static List<String> everything(Speaker sql) throws Exception {
        List<String> all =
                new ArrayList<>(
                        sql.run(
                                "SELECT relkind, relname FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY relname"));
        for (String relation : List.copyOf(all)) {
            if (relation.startsWith("r|") || relation.startsWith("v|")) {
                all.addAll(sql.run("SELECT * FROM " + relation.substring(2) + " ORDER BY 1"));
            }
        }
        return all;
    }
}
