package dev.borealis.tests.define;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.engine.session.Database;
import dev.borealis.engine.session.Session;
import dev.borealis.tests.support.CollectingSink;
import dev.borealis.tests.support.TestDatabase;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Definitions in many sessions at once: each lone statement is run again by its session until it has won. */
class ConcurrentDefinitionsTest {
    private static final int SESSIONS = 4;
    private static final int TABLES = 10;

    @Test
    void loneStatementsNeverLose() throws Exception {
        try (Database database = TestDatabase.inMemory();
                var threads = Executors.newFixedThreadPool(SESSIONS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                int number = i;
                running.add(threads.submit(() -> define(database, number)));
            }
            for (Future<?> one : running) {
                one.get();
            }
            var sink = new CollectingSink();
            try (Session session = database.connect("admin", "postgres", List.of())) {
                session.simpleQuery(
                        "SELECT count(*), count(DISTINCT relname) FROM pg_class WHERE relname LIKE 'made_%' AND relkind = 'r'",
                        sink);
                session.simpleQuery(
                        "SELECT count(DISTINCT job_id) FROM sys.jobs WHERE job_type = 'INDEX_BUILD'",
                        sink);
            }
            assertThat(sink.results.getFirst().rows())
                    .containsExactly(
                            List.of(
                                    String.valueOf(SESSIONS * TABLES),
                                    String.valueOf(SESSIONS * TABLES)));
            assertThat(sink.results.getLast().rows())
                    .containsExactly(List.of(String.valueOf(SESSIONS * TABLES)));
        }
    }

    private static void define(Database database, int number) {
        try (Session session = database.connect("admin", "postgres", List.of())) {
            for (int i = 0; i < TABLES; i++) {
                String table = "made_" + number + "_" + i;
                session.simpleQuery(
                        "CREATE TABLE " + table + " (id int PRIMARY KEY, v int)",
                        new CollectingSink());
                var sink = new CollectingSink();
                session.simpleQuery("CREATE INDEX ASYNC ON " + table + " (v)", sink);
                String job = sink.results.getFirst().rows().getFirst().getFirst();
                session.simpleQuery("CALL sys.wait_for_job('" + job + "')", new CollectingSink());
            }
        }
    }
}
