package dev.borealis.tests.logic;

import dev.borealis.engine.session.Database;
import dev.borealis.tests.support.TestDatabase;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Every logic file below {@code tests/logic}, each against a fresh database in memory. */
class LogicTest {
    static final Path DIRECTORY = Path.of("logic");

    @TestFactory
    Stream<DynamicTest> inMemory() throws IOException {
        return files().stream()
                .map(
                        path ->
                                DynamicTest.dynamicTest(
                                        DIRECTORY.relativize(path).toString(),
                                        () -> {
                                            try (Database database = TestDatabase.inMemory()) {
                                                new LogicRunner(database).run(LogicFile.read(path));
                                            }
                                        }));
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(DIRECTORY)) {
            return walk.filter(path -> path.toString().endsWith(".slt")).sorted().toList();
        }
    }
}
