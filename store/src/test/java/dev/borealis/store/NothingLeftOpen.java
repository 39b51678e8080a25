package dev.borealis.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * After each test class no RocksDB is open: one that is holds its file {@code LOCK}. A storage that is closed asserts by
 * itself that it has freed all its native objects; so together none is alive when a test has ended. Registered for all
 * tests of the modules that see this one; knows nothing where the system does not tell which files are open.
 */
public final class NothingLeftOpen implements AfterAllCallback {
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        boolean nested = context.getRequiredTestClass().getEnclosingClass() != null;
        if (nested || !Files.isDirectory(OPEN_FILES)) {
            return; // the class around it may still use one
        }
        try (Stream<Path> files = Files.list(OPEN_FILES)) {
            List<String> locks =
                    files.map(NothingLeftOpen::target)
                            .filter(
                                    file ->
                                            file.endsWith("/LOCK")
                                                    || file.endsWith("/LOCK (deleted)"))
                            .toList();
            assertThat(locks)
                    .as("databases still open after %s", context.getDisplayName())
                    .isEmpty();
        }
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (NoSuchFileException e) {
            return ""; // closed meanwhile
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
