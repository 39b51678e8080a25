package dev.borealis.cli;

import dev.borealis.server.DataDirectory;
import dev.borealis.store.StorageException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code borealis backup}. */
@Command(
        name = "backup",
        description =
                "Copy everything to a directory from which a server can be started: data, identities, certificates."
                        + " Works while the server serves, and without one. The copy holds every commit that was"
                        + " acknowledged before the command began. It shares files with the original where both lie"
                        + " on one disk; take it to another one against the loss of the disk.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  borealis backup /backup/today",
            "  borealis start --data /backup/today --port 0     # serves the copy"
        })
final class BackupCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private DataOption data;

    @Parameters(paramLabel = "DIR", description = "Where to; must be empty or not exist.")
    private Path target;

    @SuppressWarnings("NullAway.Init") // picocli sets what is annotated
    BackupCommand() {}

    @Override
    public Integer call() {
        var installation = new Installation(data.path());
        try (var progress = new ProgressLine(spec.commandLine().getErr())) {
            installation.backup(target, progress);
        } catch (StorageException e) {
            throw new Failure(
                    Installation.isDamage(e)
                            ? e.getMessage() + "; " + DataDirectory.DAMAGE_ADVICE
                            : e.getMessage());
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(target.toAbsolutePath().normalize());
        out.flush();
        spec.commandLine()
                .getErr()
                .printf(
                        "The backup is complete. Serve it: %s start --data %s --port 0%n",
                        Program.name(), target);
        return Borealis.OK;
    }
}
