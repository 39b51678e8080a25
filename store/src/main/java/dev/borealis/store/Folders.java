package dev.borealis.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** Folders that are still there after a power failure, and folders that go as a whole. */
public final class Folders {
    private Folders() {}

    /** Makes it and those above it that are missing. Their names are safe when this returns, and its own also if it was there. */
    public static void make(Path folder) throws IOException {
        Path made = folder.toAbsolutePath();
        Deque<Path> changed = new ArrayDeque<>();
        for (Path parent = made.getParent(); parent != null; parent = parent.getParent()) {
            changed.push(parent);
            if (Files.exists(parent)) {
                break;
            }
        }
        Files.createDirectories(made);
        for (Path parent : changed) {
            sync(parent);
        }
    }

    /** What was made, renamed or removed in a folder stays so. One that may not be opened is passed over. */
    public static void sync(Path folder) throws IOException {
        boolean opens = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (opens && Files.isReadable(folder)) {
            force(folder);
        }
    }

    /** The content of a file is safe when this returns. */
    public static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Everything in it and itself; nothing when it is not there. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : deepestFirst) {
            Files.deleteIfExists(one);
        }
    }
}
