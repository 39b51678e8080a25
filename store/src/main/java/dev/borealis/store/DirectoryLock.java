package dev.borealis.store;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

    /** Of this process, as the locks of the operating system are; also the lock over it. */
    private static final Set<Path> HELD = new HashSet<>();

    private final Path directory;
    private final FileChannel channel;
    private boolean closed; // under the lock over HELD

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** Null when another has it; then {@link #holder} says who. */
    public static @Nullable DirectoryLock tryTake(Path directory) throws IOException {
        Path real = directory.toRealPath();
        synchronized (HELD) {
            if (HELD.contains(real)) {
                return null;
            }
            FileChannel channel =
                    FileChannel.open(
                            real.resolve(FILE),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
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
                HELD.add(real);
                return new DirectoryLock(real, channel);
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
            Path real = directory.toRealPath();
            synchronized (HELD) {
                if (HELD.contains(real)) {
                    return true;
                }
                try (FileChannel channel = FileChannel.open(real.resolve(FILE))) {
                    return channel.tryLock(0, Long.MAX_VALUE, true) == null;
                }
            }
        } catch (IOException e) {
            return false;
        }
    }

    /** Who has it, in words. */
    public static String holder(Path directory) throws IOException {
        Path real = directory.toRealPath();
        synchronized (HELD) {
            if (HELD.contains(real)) {
                return "process " + ownPid();
            }
            try (FileChannel channel = FileChannel.open(real.resolve(FILE))) {
                ByteBuffer content = ByteBuffer.allocate(32);
                channel.read(content, 0);
                String pid = StandardCharsets.US_ASCII.decode(content.flip()).toString().strip();
                return pid.isEmpty() ? "another process" : "process " + pid;
            }
        }
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
            HELD.remove(directory);
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
