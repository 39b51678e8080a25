package dev.borealis.store;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Says that a directory is in use: a lock on the file {@value #FILE} in it, which keeps out other processes, and others in
 * this one. The operating system frees it with the process.
 *
 * <p>POSIX takes a process's locks on a file away when the process closes <em>any</em> descriptor of it. So nobody here may
 * open that file while this process holds it; {@link #HELD} tells.
 */
public final class DirectoryLock implements AutoCloseable {
    public static final String FILE = "lock";

    /** Whoever only looks holds it for some microseconds: so often it is tried again. */
    private static final int ATTEMPTS = 10;

    private static final long BETWEEN_ATTEMPTS_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** Keys of files, of this process as the locks of the operating system are; also the lock over it. */
    private static final Set<Object> HELD = new HashSet<>();

    private final Path directory;
    private final Object key;
    private final FileChannel channel;
    private boolean closed; // under the lock over HELD

    private DirectoryLock(Path directory, Object key, FileChannel channel) {
        this.directory = directory;
        this.key = key;
        this.channel = channel;
    }

    /** Null when another has it; then {@link #holder} says who. */
    public static @Nullable DirectoryLock tryTake(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        synchronized (HELD) {
            if (!Files.exists(file)) {
                makeEmpty(file);
            }
            Object key = key(file);
            if (HELD.contains(key)) {
                return null;
            }
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            boolean taken = false;
            try {
                for (int i = 0; i < ATTEMPTS && !taken; i++) {
                    if (i > 0) {
                        LockSupport.parkNanos(BETWEEN_ATTEMPTS_NANOS);
                    }
                    taken = channel.tryLock() != null;
                }
                if (!taken) {
                    return null;
                }
                taken = false; // until its holder is in it
                channel.truncate(0);
                channel.write(StandardCharsets.US_ASCII.encode(Long.toString(ownPid())), 0);
                taken = true;
                HELD.add(key);
                return new DirectoryLock(directory, key, channel);
            } finally {
                if (!taken) {
                    channel.close();
                }
            }
        }
    }

    /** Whether anybody has it, this process included. One that cannot be read is taken for free. */
    public static boolean isHeld(Path directory) {
        try {
            Path file = directory.resolve(FILE);
            synchronized (HELD) {
                if (HELD.contains(key(file))) {
                    return true;
                }
                try (FileChannel channel = FileChannel.open(file)) {
                    return channel.tryLock(0, Long.MAX_VALUE, true) == null;
                }
            }
        } catch (IOException e) {
            return false;
        }
    }

    /** Who has it, in words. */
    public static String holder(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        synchronized (HELD) {
            if (HELD.contains(key(file))) {
                return "process " + ownPid();
            }
            try (FileChannel channel = FileChannel.open(file)) {
                ByteBuffer content = ByteBuffer.allocate(32);
                channel.read(content, 0);
                String pid = StandardCharsets.US_ASCII.decode(content.flip()).toString().strip();
                return pid.isEmpty() ? "another process" : "process " + pid;
            }
        }
    }

    private static void makeEmpty(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException _) {
            // another process was quicker
        }
    }

    /** The same whatever the file is called; it is not opened for this. */
    private static Object key(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key != null ? key : file.toRealPath();
    }

    private static long ownPid() {
        return ProcessHandle.current().pid();
    }

    @Override
    public void close() {
        synchronized (HELD) {
            if (closed) {
                return;
            }
            closed = true;
            HELD.remove(key);
            try {
                channel.close();
            } catch (IOException e) {
                throw new StorageException(
                        StorageException.Reason.FAILED,
                        "cannot free the lock of " + directory + ": " + e.getMessage(),
                        e);
            }
        }
    }
}
