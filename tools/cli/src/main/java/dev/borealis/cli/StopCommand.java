package dev.borealis.cli;

import dev.borealis.server.DataDirectory;
import dev.borealis.server.RunningServer;
import dev.borealis.server.control.ControlClient;
import dev.borealis.server.control.ControlFailure;
import dev.borealis.server.control.ControlMessage;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** {@code borealis stop}: done when the data directory is free and the process, if it can be seen, has ended. */
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
    public Integer call() {
        Path directory = data.path();
        RunningServer server = RunningServer.find(directory).orElse(null);
        if (server == null) {
            throw new Failure("no server is running on " + directory);
        }
        String refused = tell(directory, server);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (DataDirectory.isInUse(directory)
                || server.process().map(ProcessHandle::isAlive).orElse(false)) {
            if (System.nanoTime() > deadline) {
                throw new Failure(
                        "process %d has not stopped within %d s%s"
                                .formatted(server.pid(), PATIENCE_SECONDS, refused));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        spec.commandLine().getErr().println("Stopped.");
        return Borealis.OK;
    }

    /** Why it could not be told, in parentheses; it may be stopping already. */
    private static String tell(Path directory, RunningServer server) {
        try {
            ControlClient.ask(directory, new ControlMessage.Stop(), _ -> {});
            return "";
        } catch (ControlFailure e) {
            server.process().ifPresent(ProcessHandle::destroy);
            return " (" + e.getMessage() + ")";
        }
    }
}
