package dev.borealis.server;

import dev.borealis.auth.AtomicFile;
import dev.borealis.store.DirectoryLock;
import dev.borealis.store.DiskErrors;
import dev.borealis.store.Folders;
import dev.borealis.store.StorageException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
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
 * store/                 the data; in store/damaged what a recovery cut off, in store/copying what is being copied
 * server.log             of a server in the background
 * </pre>
 */
public final class DataDirectory implements AutoCloseable {
    /** What to do about damage that a start refuses; follows what is damaged. */
    public static final String DAMAGE_ADVICE =
            "`borealis start --recover` opens the last good state if only the log is damaged and says what is lost,"
                    + " and a backup can be started instead";

    private static final String FORMAT = "borealis 1";

    /** What a first start leaves that was cut off before it wrote {@code format}, and a background start its log. */
    private static final Set<String> NOT_YET_USED =
            Set.of(DirectoryLock.FILE, "format.new", "server.log");

    private final Path path;
    private final DirectoryLock lock;

    private DataDirectory(Path path, DirectoryLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes it if there is none, and takes the lock. */
    public static DataDirectory open(Path given) throws StartFailure {
        Path path = given.toAbsolutePath().normalize();
        DirectoryLock lock = null;
        boolean opened = false;
        try {
            boolean isNew = makeDirectory(path);
            lock = DirectoryLock.tryTake(path);
            if (lock == null) {
                throw new StartFailure(inUse(path));
            }
            checkFormat(path, isNew);
            RunningServer.remove(path);
            opened = true;
            return new DataDirectory(path, lock);
        } catch (IOException e) {
            throw cannotUse(path, e);
        } finally {
            if (!opened && lock != null) {
                lock.close();
            }
        }
    }

    private static String inUse(Path path) throws IOException {
        String whose =
                RunningServer.find(path)
                        .map(
                                running ->
                                        "another Borealis (process %d, port %d); stop it with `borealis stop --data %s`"
                                                .formatted(running.pid(), running.port(), path))
                        .orElse(
                                DirectoryLock.holder(path)
                                        + ", a command or a server that is starting or stopping; try again when"
                                        + " it is done");
        return "data directory "
                + path
                + " is in use by "
                + whose
                + ", or choose another with --data";
    }

    /** Whether a server or a command has it. */
    public static boolean isInUse(Path path) {
        return DirectoryLock.isHeld(path);
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
        lock.close();
    }

    /** Turns what the operating system said into what to do about it. */
    static StartFailure cannotUse(Path path, IOException e) {
        StorageException what = DiskErrors.explain(path, e);
        String advice =
                switch (what.reason()) {
                    case DISK_FULL -> "; make room or choose another with --data";
                    case NO_PERMISSION -> "; choose another directory with --data";
                    case LOCKED, UNKNOWN_FORMAT, DAMAGED, FAILED -> "";
                };
        return new StartFailure(what.getMessage() + advice, e);
    }

    /** Whether it is new: made here, or without anything that is anybody's. Its name then is safe when this returns. */
    static boolean makeDirectory(Path path) throws IOException, StartFailure {
        Path parent = path.getParent();
        boolean isNew = !Files.exists(path);
        if (!isNew && !Files.isDirectory(path)) {
            throw new StartFailure(path + " is not a directory; choose another with --data");
        }
        if (isNew && parent != null) {
            Folders.make(parent);
            Files.createDirectory(path, ownerOnly(path));
        }
        boolean isEmpty = isNew || isEmpty(path);
        if (isEmpty && parent != null) {
            Folders.sync(parent); // whoever made it may not have
        }
        return isEmpty;
    }

    private static FileAttribute<?>[] ownerOnly(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isEmpty(Path path) throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.map(p -> p.getFileName().toString()).allMatch(NOT_YET_USED::contains);
        }
    }

    private static void checkFormat(Path path, boolean isNew) throws IOException, StartFailure {
        Path file = path.resolve("format");
        if (isNew) {
            AtomicFile.write(file, FORMAT + "\n", false);
            return;
        }
        Optional<String> found =
                Files.exists(file) && Files.size(file) < 1_000
                        ? Optional.of(Files.readString(file).strip())
                        : Optional.empty();
        if (found.isEmpty() || !found.get().startsWith("borealis ")) {
            throw new StartFailure(
                    path
                            + " is not empty and not a Borealis data directory (it has no file `format`, which a"
                            + " backup writes last); choose another with --data");
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
