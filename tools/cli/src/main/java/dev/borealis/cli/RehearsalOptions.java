package dev.borealis.cli;

import dev.borealis.server.rehearsal.Chaos;
import dev.borealis.server.rehearsal.Durations;
import dev.borealis.server.rehearsal.Rehearsal;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is different on purpose from a real cluster: for people who test their programs. */
final class RehearsalOptions {
    @Option(
            names = "--chaos",
            paramLabel = "FAULTS",
            description =
                    "Inject faults by chance: any of conflicts=20%%, schema-conflicts=5%%,"
                            + " latency=5ms..50ms, expired-tokens=1%%, disconnects=1%%, and seed=42"
                            + " to have the same ones again, separated by commas.")
    private @Nullable String chaos;

    @Option(
            names = "--clock-offset",
            paramLabel = "DURATION",
            description =
                    "Let the server's clock be that much ahead (0s, 1h30m, -10m); `borealis clock`"
                            + " can then move it.")
    private @Nullable String clockOffset;

    @Option(
            names = "--eager-oc001",
            description =
                    "Tell sessions OC001 after every definition of another one, as the service may.")
    private boolean eagerConflicts;

    @Option(
            names = "--manual-analyze",
            description =
                    "Analyze tables by command alone, so that plans do not change by themselves.")
    private boolean manualAnalyze;

    /** @throws ParameterException with what is wrong */
    Rehearsal parse(CommandLine line) {
        return new Rehearsal(parseChaos(line), parseOffset(line), eagerConflicts, manualAnalyze);
    }

    private Chaos.@Nullable Settings parseChaos(CommandLine line) {
        try {
            return chaos == null ? null : Chaos.parse(chaos, new SecureRandom());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line, "--chaos: " + e.getMessage(), e);
        }
    }

    private @Nullable Duration parseOffset(CommandLine line) {
        try {
            return clockOffset == null ? null : Durations.parse(clockOffset);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line, "--clock-offset: " + e.getMessage(), e);
        }
    }

    /** As they are written on the command line. */
    static List<String> arguments(Rehearsal rehearsal) {
        List<String> arguments = new ArrayList<>();
        if (rehearsal.chaos() != null) {
            arguments.add("--chaos=" + rehearsal.chaos());
        }
        if (rehearsal.clockOffset() != null) {
            arguments.add("--clock-offset=" + Durations.text(rehearsal.clockOffset()));
        }
        if (rehearsal.eagerConflicts()) {
            arguments.add("--eager-oc001");
        }
        if (rehearsal.manualAnalyze()) {
            arguments.add("--manual-analyze");
        }
        return arguments;
    }
}
