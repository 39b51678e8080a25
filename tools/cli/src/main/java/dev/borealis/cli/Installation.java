package dev.borealis.cli;

import dev.borealis.server.DataDirectory;
import dev.borealis.server.Maintenance;
import dev.borealis.server.RunningServer;
import dev.borealis.server.StartFailure;
import dev.borealis.server.control.ControlClient;
import dev.borealis.server.control.ControlFailure;
import dev.borealis.server.control.ControlMessage;
import dev.borealis.store.Finding;
import dev.borealis.store.Progress;
import dev.borealis.store.StorageException;
import dev.borealis.store.rocksdb.RocksDbStorage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A data directory that something is done with as a whole: by its server when one runs, else by this process. */
final class Installation {
    private final Path data;

    Installation(Path data) {
        this.data = data.toAbsolutePath().normalize();
        if (!Files.isDirectory(data)) {
            throw new Failure(
                    "there is no data directory "
                            + data
                            + "; borealis start makes one, --data names another");
        }
        if (!Files.exists(data.resolve("format"))) {
            throw new Failure(
                    data
                            + " is no data directory: it has no file `format`, which a backup writes last");
        }
    }

    boolean isServed() {
        return RunningServer.find(data).isPresent();
    }

    /** See {@link Maintenance#backup}. */
    void backup(Path target, Progress progress) {
        run(
                new ControlMessage.Backup(target.toAbsolutePath().normalize().toString()),
                progress,
                _ -> {},
                maintenance -> maintenance.backup(target, progress));
    }

    /** See {@link Maintenance#check}. */
    void check(Progress progress, Consumer<Finding> findings) {
        run(
                new ControlMessage.Check(),
                progress,
                findings,
                maintenance -> maintenance.check(progress, findings));
    }

    private interface Work {
        void on(Maintenance maintenance) throws ControlFailure;
    }

    private void run(
            ControlMessage request, Progress progress, Consumer<Finding> findings, Work otherwise) {
        try {
            if (isServed()) {
                ControlClient.ask(data, request, answer -> tell(answer, progress, findings));
                return;
            }
            if (!Files.isDirectory(data.resolve("store"))) {
                throw new Failure("the data are missing: there is no " + data.resolve("store"));
            }
            var random = new SecureRandom();
            try (DataDirectory directory = DataDirectory.open(data);
                    RocksDbStorage storage =
                            RocksDbStorage.open(
                                    directory.store(),
                                    RocksDbStorage.Options.forHeap(
                                            Assembly.RELATION,
                                            Runtime.getRuntime().maxMemory(),
                                            random.nextLong()))) {
                var maintenance = new Maintenance(directory, storage, Clock.systemUTC(), random);
                stoppedByCtrlC(maintenance, otherwise);
            }
        } catch (ControlFailure | StartFailure e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
    }

    /** Of a copy that is cut off nothing shall be left. */
    private static void stoppedByCtrlC(Maintenance maintenance, Work work) throws ControlFailure {
        var ended = new CountDownLatch(1);
        Thread stop =
                Thread.ofPlatform()
                        .name("stop")
                        .unstarted(
                                () -> {
                                    maintenance.stop();
                                    try {
                                        ended.await();
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            work.on(maintenance);
        } finally {
            ended.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(stop);
            } catch (IllegalStateException _) {
                // it runs
            }
        }
    }

    /** Opening found damage: the finding of a check, the end of anything else. */
    static boolean isDamage(StorageException e) {
        return e.reason() == StorageException.Reason.DAMAGED;
    }

    private static void tell(ControlMessage answer, Progress progress, Consumer<Finding> findings) {
        switch (answer) {
            case ControlMessage.Progressed(String what, long done, long total) ->
                    progress.report(what, done, total);
            case ControlMessage.Found(Finding finding) -> findings.accept(finding);
            case ControlMessage.Backup _,
                    ControlMessage.Check _,
                    ControlMessage.AdvanceClock _,
                    ControlMessage.Stop _,
                    ControlMessage.Done _,
                    ControlMessage.Failed _ -> {
                // not said here
            }
        }
    }
}
