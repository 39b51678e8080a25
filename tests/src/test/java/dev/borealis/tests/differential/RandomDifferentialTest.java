package dev.borealis.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.borealis.engine.session.Database;
import dev.borealis.engine.session.Session;
import dev.borealis.tests.support.TestDatabase;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Made-up queries over made-up rows, on PostgreSQL 16 and on Borealis. The seeds are fixed, so that a build fails for
 * its own reasons; {@code -Dborealis.seeds=from:to} tries others. Queries are of bounded cost but may join three tables
 * under several sub-queries.
 */
class RandomDifferentialTest {
    private static final int STATEMENTS = 60;

    private static PostgresServer postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = PostgresServer.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @TestFactory
    Stream<DynamicTest> seeds() {
        String[] range = System.getProperty("borealis.seeds", "1:12").split(":");
        return LongStream.rangeClosed(Long.parseLong(range[0]), Long.parseLong(range[1]))
                .mapToObj(seed -> dynamicTest("seed " + seed, () -> run(seed)));
    }

    private static void run(long seed) throws IOException {
        var queries = new RandomQueries(new Random(seed));
        List<String> differences = new ArrayList<>();
        try (Database database = TestDatabase.inMemory();
                Session session = database.connect("admin", "postgres", List.of());
                WireClient client = postgres.connect("differential_random")) {
            for (String sql : queries.tables()) {
                assertThat(Answer.of(session, sql)).as(sql).isEqualTo(Answer.of(client, sql));
            }
            if (seed % 2 == 0) {
                Answer.of(session, "ANALYZE"); // other plans, the same rows
            }
            for (int i = 0; i < STATEMENTS; i++) {
                String sql = queries.next();
                Answer theirs = Answer.of(client, sql).sorted().withoutModifiers();
                Answer ours = Answer.of(session, sql).sorted().withoutModifiers();
                // which of several errors comes first depends on the plan
                boolean bothFail = theirs.isError() && ours.head().equals(theirs.head());
                if (!bothFail && !ours.isPending() && !ours.equals(theirs)) {
                    differences.add(sql + "\n    postgres: " + theirs + "\n    borealis: " + ours);
                }
            }
        }
        assertThat(differences).as("seed %d", seed).isEmpty();
    }
}
