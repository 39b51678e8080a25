package dev.borealis.cli;

import dev.borealis.server.RunningServer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** {@code borealis stop}: done when the process has ended. */
@Command(
        name = "stop",
        description = "Stop the server of a data directory; returns when it has ended.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  borealis stop", "  borealis stop --data /srv/borealis"})
final class StopCommand implements Callable<Integer> {
    private static final int PATIENCE_SECONDS = 30;

    @Spec private CommandSpec spec;
    @Mixin private DataOption data;

    @SuppressWarnings("NullAway.Init") // picocli sets what is annotated
    StopCommand() {}

    @Override
    public Integer call() throws Exception {
        Path directory = data.path();
        Optional<RunningServer> server = RunningServer.find(directory);
        if (server.isEmpty()) {
            throw new Failure("no server is running on " + directory);
        }
        Optional<ProcessHandle> process = ProcessHandle.of(server.get().pid());
        if (process.isPresent()) {
            if (!process.get().destroy()) {
                throw new Failure("process " + server.get().pid() + " could not be told to stop");
            }
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (process.get()
                    .isAlive()) { // onExit() looks only now and then at what is no child
                if (System.nanoTime() > deadline) {
                    throw new Failure(
                            "process %d has not stopped within %d s"
                                    .formatted(server.get().pid(), PATIENCE_SECONDS));
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        }
        spec.commandLine().getErr().println("Stopped.");
        return Borealis.OK;
    }
}
