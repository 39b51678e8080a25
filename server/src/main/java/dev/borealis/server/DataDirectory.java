package dev.borealis.server;

import dev.borealis.auth.AtomicFile;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What lies on disk, and that only one server uses it.
 *
 * <pre>
 * format                 "borealis 1": what this directory is; anything else is refused
 * lock                   held while a server runs
 * running.properties     where the running server listens
 * control                a socket for commands to the running server
 * identities.properties  access keys: owner only
 * clusters.properties    which cluster is the default one
 * tls/                   ca.crt, ca.key, server.crt, server.key
 * store/                 the data; in store/damaged what a recovery cut off
 * server.log             of a server in the background
 * </pre>
 */
public final class DataDirectory implements AutoCloseable {
    private static final String FORMAT = "borealis 1";

    /** What a first start leaves that was cut off before it wrote {@code format}, and a background start its log. */
    private static final Set<String> NOT_YET_USED = Set.of("lock", "format.new", "server.log");

    private final Path path;
    private final FileChannel lockChannel;
    private final @Nullable FileLock lock;

    private DataDirectory(Path path, FileChannel lockChannel, FileLock lock) {
        this.path = path;
        this.lockChannel = lockChannel;
        this.lock = lock;
    }

    /** Makes it if there is none, and takes the lock. */
    public static DataDirectory open(Path given) throws StartFailure {
        Path path = given.toAbsolutePath().normalize();
        try {
            boolean isNew = makeDirectory(path);
            FileChannel channel =
                    FileChannel.open(
                            path.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new StartFailure(
                        "data directory "
                                + path
                                + " is in use by another Borealis"
                                + RunningServer.find(path)
                                        .map(
                                                r ->
                                                        " (process "
                                                                + r.pid()
                                                                + ", port "
                                                                + r.port()
                                                                + ")")
                                        .orElse("")
                                + "; stop it with `borealis stop --data "
                                + path
                                + "`, or choose another with --data");
            }
            try {
                checkFormat(path, isNew);
            } catch (IOException | StartFailure e) {
                channel.close();
                throw e;
            }
            return new DataDirectory(path, channel, lock);
        } catch (IOException e) {
            throw cannotUse(path, e);
        }
    }

    /** Makes the directory if there is none, so that a log can be written into it before the server is up. */
    public static void make(Path path) throws StartFailure {
        try {
            makeDirectory(path.toAbsolutePath().normalize());
        } catch (IOException e) {
            throw cannotUse(path, e);
        }
    }

    public Path path() {
        return path;
    }

    Path identities() {
        return path.resolve("identities.properties");
    }

    Path clusters() {
        return path.resolve("clusters.properties");
    }

    Path tls() {
        return path.resolve("tls");
    }

    /** Where the rows are. */
    public Path store() {
        return path.resolve("store");
    }

    /** Gives the lock back. */
    @Override
    public void close() {
        try {
            if (lock != null) {
                lock.release();
            }
            lockChannel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Turns what the operating system said into what to do about it. */
    static StartFailure cannotUse(Path path, IOException e) {
        String reason = String.valueOf(e.getMessage());
        if (e instanceof AccessDeniedException) {
            return new StartFailure(
                    "no permission to write in " + path + "; choose another directory with --data",
                    e);
        }
        if (e instanceof NoSuchFileException) {
            reason = "it cannot be created there";
        }
        if (e instanceof FileSystemException f && f.getReason() != null) {
            reason = f.getReason();
        }
        if (reason.contains("No space left") || reason.contains("quota")) {
            return new StartFailure(
                    "the disk of " + path + " is full; make room or choose another with --data", e);
        }
        if (reason.contains("Read-only file system")) {
            return new StartFailure(
                    path + " is on a read-only file system; choose another directory with --data",
                    e);
        }
        return new StartFailure("cannot use data directory " + path + ": " + reason, e);
    }

    private static boolean makeDirectory(Path path) throws IOException, StartFailure {
        if (Files.exists(path)) {
            if (!Files.isDirectory(path)) {
                throw new StartFailure(path + " is not a directory; choose another with --data");
            }
            return isEmpty(path);
        }
        Deque<Path> parents = new ArrayDeque<>(); // of folders that are made here, outermost first
        for (Path parent = path.getParent(); parent != null; parent = parent.getParent()) {
            parents.push(parent);
            if (Files.exists(parent)) {
                break;
            }
        }
        if (path.getParent() != null) {
            Files.createDirectories(path.getParent());
        }
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectory(
                    path,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(path);
        }
        for (Path parent : parents) {
            AtomicFile.syncFolder(parent);
        }
        return true;
    }

    private static boolean isEmpty(Path path) throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.map(p -> p.getFileName().toString()).allMatch(NOT_YET_USED::contains);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another server in this very process
        }
    }

    private static void checkFormat(Path path, boolean isNew) throws IOException, StartFailure {
        Path file = path.resolve("format");
        if (isNew) {
            AtomicFile.write(file, FORMAT + "\n", false);
            Path parent = path.getParent();
            if (parent != null) {
                AtomicFile.syncFolder(parent);
            }
            return;
        }
        Optional<String> found =
                Files.exists(file) && Files.size(file) < 1_000
                        ? Optional.of(Files.readString(file).strip())
                        : Optional.empty();
        if (found.isEmpty() || !found.get().startsWith("borealis ")) {
            throw new StartFailure(
                    path
                            + " is not empty and not a Borealis data directory (it has no file"
                            + " `format`); choose another with --data");
        }
        if (!found.get().equals(FORMAT)) {
            throw new StartFailure(
                    "data directory "
                            + path
                            + " has format \""
                            + found.get()
                            + "\", which this version does not know (it knows \""
                            + FORMAT
                            + "\"); use the version that made it");
        }
    }
}
