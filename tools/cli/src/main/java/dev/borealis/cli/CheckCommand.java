package dev.borealis.cli;

import dev.borealis.server.DataDirectory;
import dev.borealis.server.StartFailure;
import dev.borealis.store.StorageException;
import dev.borealis.store.rocksdb.RocksDbStorage;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code borealis check}. */
@Command(
        name = "check",
        description =
                "Read all data of a stopped server: checksums of the files, pages against the data, leaves without"
                        + " gap or overlap. Exit code 1 when something is wrong.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  borealis stop && borealis check", "  borealis check --data /srv/borealis"})
final class CheckCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private DataOption data;

    @SuppressWarnings("NullAway.Init") // picocli sets what is annotated
    CheckCommand() {}

    @Override
    public Integer call() {
        if (!Files.isDirectory(data.path())) {
            throw new Failure(
                    "there is no data directory "
                            + data.path()
                            + "; borealis start makes one, --data names another");
        }
        PrintWriter out = spec.commandLine().getOut();
        List<String> problems;
        try (DataDirectory directory = DataDirectory.open(data.path());
                RocksDbStorage storage =
                        RocksDbStorage.open(
                                directory.store(),
                                RocksDbStorage.Options.forHeap(
                                        Assembly.RELATION,
                                        Runtime.getRuntime().maxMemory(),
                                        new SecureRandom().nextLong()))) {
            problems = storage.check();
        } catch (StartFailure | StorageException e) {
            throw new Failure(e.getMessage());
        }
        problems.forEach(out::println);
        out.println(problems.isEmpty() ? "All is well." : problems.size() + " problems.");
        out.flush();
        return problems.isEmpty() ? Borealis.OK : Borealis.FAILED;
    }
}
