package dev.borealis.server;

import dev.borealis.auth.AtomicFile;
import dev.borealis.engine.check.DatabaseCheck;
import dev.borealis.server.control.ControlFailure;
import dev.borealis.server.control.ControlMessage;
import dev.borealis.store.DurableStorage;
import dev.borealis.store.Finding;
import dev.borealis.store.Progress;
import dev.borealis.store.Storage;
import dev.borealis.store.StorageException;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreId;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What is done with an installation as a whole, while it serves or while nobody has it: a copy of it, a check of it.
 *
 * <p>Used by any thread.
 */
public final class Maintenance {
    /** Files of a data directory that belong to one running server. */
    private static final Set<String> NOT_COPIED =
            Set.of("lock", "control", "running.properties", "server.log", "store", "format");

    private final DataDirectory directory;
    private final Storage storage;
    private final Clock clock;
    private final RandomGenerator random;

    /** @param storage of this directory, open */
    public Maintenance(
            DataDirectory directory, Storage storage, Clock clock, RandomGenerator random) {
        this.directory = directory;
        this.storage = storage;
        this.clock = clock;
        this.random = random;
    }

    /** What a command asks for. */
    void handle(ControlMessage request, ClockControl clockControl, Consumer<ControlMessage> answers)
            throws ControlFailure {
        Progress progress =
                (what, done, total) ->
                        answers.accept(new ControlMessage.Progressed(what, done, total));
        switch (request) {
            case ControlMessage.Backup(String target) -> backup(Path.of(target), progress);
            case ControlMessage.Check _ ->
                    check(progress, finding -> answers.accept(new ControlMessage.Found(finding)));
            case ControlMessage.AdvanceClock(Duration by) -> clockControl.advance(by);
            case ControlMessage.Progressed _,
                    ControlMessage.Found _,
                    ControlMessage.Done _,
                    ControlMessage.Failed _ ->
                    throw new ControlFailure("this is an answer, not a command");
        }
    }

    /**
     * Makes a data directory that holds every commit acknowledged before this call: the data, the identities, the
     * certificates. The file {@code format} is written last: without it a copy is not complete, and a server refuses it.
     *
     * @param given is empty or does not exist
     */
    public void backup(Path given, Progress progress) throws ControlFailure {
        Path target = given.toAbsolutePath().normalize();
        if (!(storage instanceof DurableStorage durable)) {
            throw new ControlFailure(
                    "this server keeps its data in memory: there is nothing that could be copied");
        }
        if (target.startsWith(directory.path())) {
            throw new ControlFailure(
                    target + " is within the data directory; choose a place outside");
        }
        try {
            if (Files.isDirectory(target) && !isEmpty(target)) {
                throw new ControlFailure(
                        target
                                + " is not empty; a backup is made into a new or an empty directory");
            }
            DataDirectory.make(target);
        } catch (StartFailure e) {
            throw new ControlFailure(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw cannotWrite(target, e);
        }
        boolean complete = false;
        try {
            durable.backup(target.resolve("store"), progress);
            AtomicFile.syncFolder(target.resolve("store"));
            copyOthers(target);
            complete = true;
        } catch (StorageException | StoreException e) {
            throw new ControlFailure(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw cannotWrite(target, e);
        } finally {
            if (!complete) {
                empty(target);
            }
        }
    }

    private static ControlFailure cannotWrite(Path target, IOException e) {
        return new ControlFailure(
                String.valueOf(DataDirectory.cannotUse(target, e).getMessage())
                        .replace("data directory ", "")
                        .replace(" with --data", ""),
                e);
    }

    private void copyOthers(Path target) throws IOException {
        Path from = directory.path();
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) throws IOException {
                        if (NOT_COPIED.contains(from.relativize(folder).toString())) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        if (!folder.equals(from)) {
                            Files.copy(folder, target.resolve(from.relativize(folder)));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Path name = from.relativize(file);
                        if (attributes.isRegularFile() && !NOT_COPIED.contains(name.toString())) {
                            copy(file, target.resolve(name));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path folder, @Nullable IOException failure) throws IOException {
                        AtomicFile.syncFolder(target.resolve(from.relativize(folder)));
                        return super.postVisitDirectory(folder, failure);
                    }
                });
        copy(from.resolve("format"), target.resolve("format"));
        AtomicFile.syncFolder(target);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        try (var channel = FileChannel.open(to, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /** Takes an incomplete copy away again. */
    private static void empty(Path target) {
        try (Stream<Path> files = Files.walk(target)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(target)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            // it has no file `format`, so no server takes it for a whole one
        }
    }

    /** Reads everything; see {@link DurableStorage#check} and {@link DatabaseCheck}. May run beside sessions. */
    public void check(Progress progress, Consumer<Finding> findings) throws ControlFailure {
        try {
            if (storage instanceof DurableStorage durable) {
                durable.check(progress, findings);
            }
            for (StoreId id : storage.list()) {
                DatabaseCheck.run(storage.open(id), clock, random, progress, findings);
            }
        } catch (StoreException | SqlException e) {
            throw new ControlFailure("the check could not go on: " + e.getMessage(), e);
        }
    }

    /** What was given up when the data were opened to be recovered. */
    static List<String> losses(Storage storage) {
        return storage instanceof DurableStorage durable ? durable.losses() : List.of();
    }
}
