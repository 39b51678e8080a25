package dev.borealis.server.rehearsal;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SplittableRandom;

/**
 * What is different on purpose from a real cluster.
 *
 * @param chaos faults by chance; null for none
 * @param clockOffset how far the clock is ahead at the start; it can then be moved further. Null for the real time
 * @param eagerConflicts whether sessions notice definitions of others as eagerly as the service's do
 * @param manualAnalyze whether tables are analyzed by command alone, so that plans change only then
 */
public record Rehearsal(
        Chaos.@Nullable Settings chaos,
        @Nullable Duration clockOffset,
        boolean eagerConflicts,
        boolean manualAnalyze) {
    /** As in earnest. */
    public static final Rehearsal NONE = new Rehearsal(null, null, false, false);

    /** The same, its clock moved. */
    public Rehearsal withClockOffset(Duration offset) {
        return new Rehearsal(chaos, offset, eagerConflicts, manualAnalyze);
    }

    /** Lines of a properties file; none for what is as in earnest. */
    public String properties() {
        return (chaos == null ? "" : "chaos=" + chaos + "\n")
                + (clockOffset == null ? "" : "clockOffset=" + clockOffset + "\n")
                + (eagerConflicts ? "eagerOc001=true\n" : "")
                + (manualAnalyze ? "manualAnalyze=true\n" : "");
    }

    /** Reads what {@link #properties} wrote. */
    public static Rehearsal from(Properties properties) {
        String chaos = properties.getProperty("chaos");
        String clockOffset = properties.getProperty("clockOffset");
        return new Rehearsal(
                chaos == null ? null : Chaos.parse(chaos, new SplittableRandom(0)),
                clockOffset == null ? null : Duration.parse(clockOffset),
                Boolean.parseBoolean(properties.getProperty("eagerOc001")),
                Boolean.parseBoolean(properties.getProperty("manualAnalyze")));
    }

    /** One line for people for each thing that is not as in earnest. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (chaos != null) {
            lines.add(
                    "--chaos "
                            + chaos
                            + ": faults are injected, clients cannot tell them from real ones.");
        }
        if (clockOffset != null) {
            lines.add(
                    "--clock-offset "
                            + Durations.text(clockOffset)
                            + ": the clock is not the real one and can be moved.");
        }
        if (eagerConflicts) {
            lines.add("--eager-oc001: sessions are told OC001 for every definition of others.");
        }
        if (manualAnalyze) {
            lines.add("--manual-analyze: tables are analyzed by command alone.");
        }
        return lines;
    }
}
