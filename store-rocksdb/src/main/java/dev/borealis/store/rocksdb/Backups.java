package dev.borealis.store.rocksdb;

import dev.borealis.store.Folders;
import dev.borealis.store.Progress;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreProblem;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Copies of the data as of one moment, while others read and write. RocksDB first makes hard links to its files beside the
 * data, which is soon done; then, outside of all its locks, these are moved to where they shall be, or copied when that is
 * another file system. So nobody waits for a copy, and one that is no longer wanted ends at once.
 *
 * <p>Thread-safe.
 */
final class Backups implements AutoCloseable {
    /** Copied between two looks whether it shall go on. */
    private static final long PIECE_BYTES = 4L << 20;

    private final Path folder;
    private int made;
    private int running;
    private boolean closing;

    /** @param folder for the links, on the file system of the data; what a process that ended left in it is removed */
    Backups(Path folder) throws IOException {
        this.folder = folder;
        Folders.delete(folder);
    }

    /**
     * On failure, also of who is told, nothing is left of it.
     *
     * @param linking makes a folder with links to all files
     * @param target does not exist
     * @throws StoreException when this is closed meanwhile
     */
    void copy(Consumer<Path> linking, Path target, Progress progress) throws IOException {
        Path links = begin();
        try {
            Files.createDirectories(folder);
            linking.accept(links);
            try {
                Files.move(links, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException _) {
                copyFiles(links, target, progress);
            }
        } finally {
            end(links);
        }
    }

    private synchronized Path begin() {
        refuseWhenClosing();
        running++;
        return folder.resolve(Integer.toString(++made));
    }

    private void end(Path links) throws IOException {
        try {
            Folders.delete(links);
            Folders.delete(links.resolveSibling(links.getFileName() + ".tmp")); // of RocksDB
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException _) {
            // another is being made
        } finally {
            synchronized (this) {
                running--;
                notifyAll();
            }
        }
    }

    private void copyFiles(Path from, Path target, Progress progress) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(from)) {
            files = all.sorted().toList();
        }
        long total = 0;
        for (Path file : files) {
            total += Files.size(file);
        }
        boolean complete = false;
        try {
            Files.createDirectory(target);
            long done = 0;
            for (Path file : files) {
                done = copyFile(file, target.resolve(file.getFileName()), done, total, progress);
            }
            Folders.sync(target);
            complete = true;
        } finally {
            if (!complete) {
                Folders.delete(target);
            }
        }
    }

    private long copyFile(Path from, Path to, long doneBefore, long total, Progress progress)
            throws IOException {
        long done = doneBefore;
        try (FileChannel in = FileChannel.open(from);
                FileChannel out =
                        FileChannel.open(
                                to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long size = in.size();
            for (long at = 0; at < size; ) {
                progress.report("copying", done, total);
                refuseWhenClosing();
                long moved = in.transferTo(at, PIECE_BYTES, out);
                at += moved;
                done += moved;
            }
            out.force(true);
        }
        progress.report("copying", done, total);
        return done;
    }

    private synchronized void refuseWhenClosing() {
        if (closing) {
            throw new StoreException(StoreProblem.CLOSED, "the storage is being closed");
        }
    }

    /** Whether those that run shall end. */
    synchronized boolean isClosing() {
        return closing;
    }

    /** Ends those that run, and waits until nothing is left of them. */
    @Override
    public synchronized void close() {
        closing = true;
        boolean interrupted = false;
        while (running > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
