package dev.borealis.tests.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the documents name exists. */
class DocumentsTest {
    private static final Path ROOT = Path.of("..");

    /** Words in backticks that look like a class: a capital, then letters with a lower-case one among them. */
    private static final Pattern CLASS_NAME = Pattern.compile("`([A-Z][A-Za-z]*[a-z][A-Za-z]*)`");

    @Test
    void everyClassThatTheArchitectureNamesExists() throws IOException {
        Set<String> missing = namesIn("ARCHITECTURE.md");
        missing.removeAll(classes());
        assertThat(missing).isEmpty();
    }

    @Test
    void everyDependencyHasItsLine() throws IOException {
        String lines = Files.readString(ROOT.resolve("docs/dependencies.md"));
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        Matcher artifacts =
                Pattern.compile(
                                "<dependency>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>")
                        .matcher(pom);
        Set<String> missing = new TreeSet<>();
        while (artifacts.find()) {
            if (!artifacts.group(1).equals("dev.borealis") && !lines.contains(artifacts.group(2))) {
                missing.add(artifacts.group(1) + ":" + artifacts.group(2));
            }
        }
        assertThat(missing).isEmpty();
    }

    private static Set<String> namesIn(String document) throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher matcher = CLASS_NAME.matcher(Files.readString(ROOT.resolve(document)));
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        names.remove("Page"); // `Page`s
        return names;
    }

    private static Set<String> classes() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
