package dev.borealis.store.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Copies of the directory of a storage that works: what a power failure would leave behind. */
final class CrashCopy {
    private static final int LAST_RANK = 3;

    private CrashCopy() {}

    /**
     * Copies all files. What names the other files goes first, the log last: so the copy is of one instant, when no file is
     * deleted meanwhile. Those that were to be deleted before may still go: then it is done again.
     */
    static void copy(RocksDbStorage storage, Path from, Path to) throws Exception {
        storage.database().db.disableFileDeletions();
        try {
            while (!tryCopy(from, to)) {
                delete(to);
            }
        } finally {
            storage.database().db.enableFileDeletions();
        }
    }

    /** The same, while nobody changes anything. */
    static void copy(Path from, Path to) throws IOException {
        if (!tryCopy(from, to)) {
            throw new IllegalStateException(from + " changes");
        }
    }

    private static boolean tryCopy(Path from, Path to) throws IOException {
        try {
            for (int rank = 0; rank <= LAST_RANK; rank++) {
                List<Path> files;
                try (Stream<Path> found = Files.walk(from)) {
                    int wanted = rank;
                    files = found.filter(file -> rank(file) == wanted).toList();
                }
                for (Path file : files) {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                }
            }
            return true;
        } catch (NoSuchFileException _) {
            return false;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                return false;
            }
            throw e;
        }
    }

    private static int rank(Path file) {
        if (Files.isDirectory(file)) {
            return 0;
        }
        String name = file.getFileName().toString();
        return name.equals("CURRENT") || name.startsWith("MANIFEST")
                ? 1
                : name.endsWith(".log") ? LAST_RANK : 2;
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
