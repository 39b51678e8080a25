package dev.borealis.store.rocksdb;

import dev.borealis.store.StorageException;
import dev.borealis.store.StorageException.Reason;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Keeps a second process, and a second storage in this one, out of a directory. The operating system ends it with the process. */
final class DirectoryLock implements AutoCloseable {
    private static final String FILE = "lock";

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Makes the directory when there is none. */
    static DirectoryLock take(Path directory, String data) {
        try {
            Files.createDirectories(directory);
            refuseForeign(directory, data);
            FileChannel channel =
                    FileChannel.open(
                            directory.resolve(FILE),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            try {
                FileLock lock = tryLock(channel);
                if (lock == null) {
                    throw new StorageException(
                            Reason.LOCKED, directory + " is in use by " + holder(channel), null);
                }
                channel.truncate(0);
                channel.write(
                        ByteBuffer.wrap(
                                Long.toString(ProcessHandle.current().pid())
                                        .getBytes(StandardCharsets.US_ASCII)),
                        0);
                return new DirectoryLock(channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (AccessDeniedException e) {
            throw new StorageException(
                    Reason.NO_PERMISSION, "no permission to write in " + directory, e);
        } catch (FileSystemException e) {
            throw explain(directory, e);
        } catch (IOException e) {
            throw new StorageException(
                    Reason.FAILED, "cannot use " + directory + ": " + e.getMessage(), e);
        }
    }

    private static StorageException explain(Path directory, FileSystemException e) {
        String why = String.valueOf(e.getReason());
        if (why.contains("No space left")) {
            return new StorageException(
                    Reason.DISK_FULL, "the disk of " + directory + " is full", e);
        }
        if (why.contains("Read-only") || why.contains("Permission denied")) {
            return new StorageException(
                    Reason.NO_PERMISSION, "no permission to write in " + directory, e);
        }
        return new StorageException(
                Reason.FAILED, "cannot use " + directory + ": " + e.getMessage(), e);
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this process has it
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(32);
        channel.read(content, 0);
        String pid =
                new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII)
                        .strip();
        return pid.isEmpty() ? "another process" : "process " + pid;
    }

    /** A directory with other things in it is not taken for ours. */
    private static void refuseForeign(Path directory, String data) throws IOException {
        if (Files.exists(directory.resolve(data)) || Files.exists(directory.resolve(FILE))) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> found = files.limit(1).toList();
            if (!found.isEmpty()) {
                throw new StorageException(
                        Reason.UNKNOWN_FORMAT,
                        directory
                                + " is not empty and holds no data of this program: "
                                + found.getFirst().getFileName(),
                        null);
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StorageException(Reason.FAILED, "cannot free the lock: " + e.getMessage(), e);
        }
    }
}
