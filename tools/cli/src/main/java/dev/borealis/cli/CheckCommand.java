package dev.borealis.cli;

import dev.borealis.server.DataDirectory;
import dev.borealis.server.http.JsonText;
import dev.borealis.store.Finding;
import dev.borealis.store.StorageException;
import dev.borealis.store.StoreId;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** {@code borealis check}. */
@Command(
        name = "check",
        description =
                "Read everything and report what is wrong: checksums of the files, pages against the data, leaves"
                        + " without gap or overlap, indexes against tables, foreign keys against parents, the catalog."
                        + " When a server runs on the directory it does the work, beside its sessions. Exit code 1"
                        + " when something is wrong.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  borealis check",
            "  borealis check --data /backup/today",
            "  borealis check --output json | jq .findings"
        })
final class CheckCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private DataOption data;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json (default: text).")
    private StatusCommand.Output output;

    @SuppressWarnings("NullAway.Init") // picocli sets what is annotated
    CheckCommand() {}

    @Override
    public Integer call() {
        var installation = new Installation(data.path());
        if (installation.isServed()) {
            spec.commandLine()
                    .getErr()
                    .println("A server runs on " + data.path() + ": it checks itself.");
        }
        List<Finding> findings = new ArrayList<>();
        boolean refused = false;
        try (var progress = new ProgressLine(spec.commandLine().getErr())) {
            installation.check(progress, findings::add);
        } catch (StorageException e) {
            if (!Installation.isDamage(e)) {
                throw new Failure(e.getMessage());
            }
            findings.add(Finding.ofFile(null, String.valueOf(e.getMessage())));
            refused = true;
        }
        print(findings);
        if (refused) {
            spec.commandLine().getErr().println(DataDirectory.DAMAGE_ADVICE + ".");
        }
        return findings.isEmpty() ? Borealis.OK : Borealis.FAILED;
    }

    private void print(List<Finding> findings) {
        PrintWriter out = spec.commandLine().getOut();
        switch (output) {
            case text -> {
                findings.forEach(out::println);
                out.println(
                        switch (findings.size()) {
                            case 0 -> "All is well.";
                            case 1 -> "1 problem.";
                            default -> findings.size() + " problems.";
                        });
            }
            case json ->
                    out.println(
                            findings.stream()
                                    .map(CheckCommand::json)
                                    .collect(
                                            Collectors.joining(
                                                    ", ",
                                                    "{\"ok\": "
                                                            + findings.isEmpty()
                                                            + ", \"findings\": [",
                                                    "]}")));
        }
        out.flush();
    }

    private static String json(Finding finding) {
        StoreId store = finding.store();
        return "{\"cluster\": %s, \"relation\": %s, \"key\": %s, \"file\": %s, \"problem\": %s}"
                .formatted(
                        JsonText.stringOrNull(store == null ? null : store.value()),
                        JsonText.stringOrNull(finding.relation()),
                        JsonText.stringOrNull(finding.key()),
                        JsonText.stringOrNull(finding.file()),
                        JsonText.string(finding.problem()));
    }
}
