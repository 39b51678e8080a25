package dev.borealis.server;

import dev.borealis.auth.AtomicFile;
import dev.borealis.engine.check.DatabaseCheck;
import dev.borealis.server.control.ControlFailure;
import dev.borealis.server.control.ControlMessage;
import dev.borealis.store.DiskErrors;
import dev.borealis.store.DurableStorage;
import dev.borealis.store.Finding;
import dev.borealis.store.Folders;
import dev.borealis.store.Progress;
import dev.borealis.store.Storage;
import dev.borealis.store.StorageException;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreId;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
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
    private volatile boolean stopping;

    /** A command is to end, because the process does. */
    private static final class Stopping extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopping() {
            super("stopped before the end", null, false, false);
        }
    }

    /** @param storage of this directory, open */
    public Maintenance(
            DataDirectory directory, Storage storage, Clock clock, RandomGenerator random) {
        this.directory = directory;
        this.storage = storage;
        this.clock = clock;
        this.random = random;
    }

    /** What a command asks for. */
    void handle(
            ControlMessage request,
            ClockControl clockControl,
            Runnable stop,
            Consumer<ControlMessage> answers)
            throws ControlFailure {
        Progress progress =
                (what, done, total) ->
                        answers.accept(new ControlMessage.Progressed(what, done, total));
        switch (request) {
            case ControlMessage.Backup(String target) -> backup(Path.of(target), progress);
            case ControlMessage.Check _ ->
                    check(progress, finding -> answers.accept(new ControlMessage.Found(finding)));
            case ControlMessage.AdvanceClock(Duration by) -> clockControl.advance(by);
            case ControlMessage.Stop _ -> stop.run();
            case ControlMessage.Progressed _,
                    ControlMessage.Found _,
                    ControlMessage.Done _,
                    ControlMessage.Failed _ ->
                    throw new ControlFailure("this is an answer, not a command");
        }
    }

    /** What is being done ends soon, and nothing is left of a copy. */
    public void stop() {
        stopping = true;
    }

    private Progress untilStopped(Progress progress) {
        return (what, done, total) -> {
            if (stopping) {
                throw new Stopping();
            }
            progress.report(what, done, total);
        };
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
        boolean isNew = prepare(target);
        boolean complete = false;
        try {
            durable.backup(target.resolve("store"), untilStopped(progress));
            copyOthers(target);
            complete = true;
        } catch (Stopping e) {
            throw new ControlFailure(e.getMessage() + ": nothing is left of the copy", e);
        } catch (StorageException | StoreException e) {
            throw new ControlFailure(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw cannotWrite(target, e);
        } finally {
            if (!complete) {
                remove(target, isNew);
            }
        }
    }

    /** Whether it was made here. */
    private boolean prepare(Path target) throws ControlFailure {
        try {
            if (real(target).startsWith(directory.path().toRealPath())) {
                throw new ControlFailure(
                        target + " is within the data directory; choose a place outside");
            }
            boolean isNew = !Files.exists(target);
            if (!isNew && !Files.isDirectory(target)) {
                throw new ControlFailure(target + " is not a directory; choose another place");
            }
            if (!isNew && !isEmpty(target)) {
                throw new ControlFailure(
                        target
                                + " is not empty; a backup is made into a new or an empty directory");
            }
            DataDirectory.makeDirectory(target);
            return isNew;
        } catch (StartFailure e) {
            throw new ControlFailure(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw cannotWrite(target, e);
        }
    }

    /** Without symbolic links, also when the last names of it do not exist yet. */
    private static Path real(Path path) throws IOException {
        Path existing = path;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return existing.toRealPath().resolve(existing.relativize(path));
    }

    private static ControlFailure cannotWrite(Path target, IOException e) {
        return new ControlFailure(
                String.valueOf(DiskErrors.explain(target, e).getMessage())
                        + "; choose another place",
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
                        if (attributes.isRegularFile()
                                && !NOT_COPIED.contains(name.toString())
                                && !AtomicFile.isUnfinished(file)) {
                            copy(file, target.resolve(name));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure)
                            throws IOException {
                        if (failure instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE; // was renamed or removed meanwhile
                        }
                        throw failure;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path folder, @Nullable IOException failure) throws IOException {
                        Folders.sync(target.resolve(from.relativize(folder)));
                        return super.postVisitDirectory(folder, failure);
                    }
                });
        // whole or not there
        AtomicFile.write(target.resolve("format"), Files.readString(from.resolve("format")), false);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        Folders.force(to);
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /** Takes an incomplete copy away again. */
    private static void remove(Path target, boolean isNew) {
        try {
            if (isNew) {
                Folders.delete(target);
                return;
            }
            try (Stream<Path> files = Files.list(target)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    Folders.delete(file);
                }
            }
        } catch (IOException e) {
            // it has no file `format`, so no server takes it for a whole one
        }
    }

    /** Reads everything; see {@link DurableStorage#check} and {@link DatabaseCheck}. May run beside sessions. */
    public void check(Progress given, Consumer<Finding> findings) throws ControlFailure {
        Progress progress = untilStopped(given);
        try {
            if (storage instanceof DurableStorage durable) {
                durable.check(progress, findings);
            }
            for (StoreId id : storage.list()) {
                check(id, progress, findings);
            }
        } catch (StoreException | SqlException | Stopping e) {
            throw new ControlFailure("the check could not go on: " + e.getMessage(), e);
        }
    }

    /** One that is dropped meanwhile has nothing to be checked any more. */
    private void check(StoreId id, Progress progress, Consumer<Finding> findings) {
        try {
            DatabaseCheck.run(storage.open(id), clock, random, progress, findings);
        } catch (StoreException | IllegalStateException e) {
            if (storage.list().contains(id)) {
                throw e;
            }
        }
    }
}
