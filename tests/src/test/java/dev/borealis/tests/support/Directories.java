package dev.borealis.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Data directories, copied and taken away. */
public final class Directories {
    private Directories() {}

    /**
     * A copy of everything but the lock, as the next process would find it if this one ended now. Nobody commits meanwhile;
     * but the engine may be tidying up its files in the background, so it is done again until nothing has changed.
     */
    public static void copy(Path from, Path to) {
        while (true) {
            try {
                Map<Path, Long> before = sizes(from);
                for (Path file : before.keySet()) {
                    Path target = to.resolve(from.relativize(file).toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
                if (sizes(from).equals(before)) {
                    return;
                }
            } catch (NoSuchFileException | UncheckedIOException _) {
                // a file has gone meanwhile
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            delete(to);
        }
    }

    private static Map<Path, Long> sizes(Path directory) throws IOException {
        var sizes = new TreeMap<Path, Long>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                boolean lock = file.getFileName().toString().equalsIgnoreCase("lock");
                if (Files.isRegularFile(file) && !lock) {
                    sizes.put(file, Files.size(file));
                }
            }
        }
        return sizes;
    }

    /** With everything in it; one that is not there is in order. */
    public static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
