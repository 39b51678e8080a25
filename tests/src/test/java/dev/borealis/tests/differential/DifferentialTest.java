package dev.borealis.tests.differential;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.borealis.engine.session.Database;
import dev.borealis.engine.session.Session;
import dev.borealis.tests.support.TestDatabase;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every corpus below {@code tests/differential} on PostgreSQL 16 and on Borealis: tag, columns with types, rows, SQLSTATE,
 * message, DETAIL, HINT and position must agree. A corpus has one database on each side; its groups, which blank lines
 * separate, are one test each and run in order. What Borealis cannot do yet is no failure: it is listed in {@code
 * target/differential-pending.txt}.
 */
class DifferentialTest {
    private static final Path DIRECTORY = Path.of("differential");
    private static final Path PENDING = Path.of("target", "differential-pending.txt");

    private static PostgresServer postgres;
    private static List<String> pending;

    @BeforeAll
    static void start() throws IOException {
        postgres = PostgresServer.start();
        pending = new ArrayList<>();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
        Files.createDirectories(PENDING.getParent());
        Files.write(PENDING, pending);
    }

    @TestFactory
    Stream<DynamicContainer> corpora() throws IOException {
        try (Stream<Path> walk = Files.walk(DIRECTORY)) {
            return walk.filter(path -> path.toString().endsWith(".sql")).sorted().toList().stream()
                    .map(path -> dynamicContainer(path.getFileName().toString(), corpus(path)));
        }
    }

    private static Stream<DynamicTest> corpus(Path path) {
        try {
            Corpus corpus = Corpus.read(path);
            String name = "differential_" + path.getFileName().toString().replaceAll("\\W", "_");
            Database database = TestDatabase.inMemory();
            Session session = database.connect("admin", "postgres", List.of());
            WireClient client = postgres.connect(name);
            var comparison = new Comparison(session, client);
            return corpus.groups().stream()
                    .map(
                            group ->
                                    dynamicTest(
                                            "line " + group.getFirst().line(),
                                            () -> run(path, comparison, group)))
                    .onClose(
                            () -> {
                                session.close();
                                database.close();
                                close(client);
                            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Path path, Comparison comparison, List<Corpus.Statement> group) {
        List<String> differences = new ArrayList<>();
        for (Corpus.Statement statement : group) {
            String where = path.getFileName() + ":" + statement.line() + ": ";
            switch (comparison.run(statement)) {
                case Comparison.Outcome.Same _ -> {}
                case Comparison.Outcome.Pending(String text) ->
                        pending.add(where + text + "\t" + statement.sql());
                case Comparison.Outcome.Different(String description) ->
                        differences.add(where + description);
            }
        }
        if (!differences.isEmpty()) {
            throw new AssertionError(
                    differences.size() + " differences\n" + String.join("\n", differences));
        }
    }

    private static void close(WireClient client) {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
