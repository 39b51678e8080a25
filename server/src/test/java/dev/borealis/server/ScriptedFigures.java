package dev.borealis.server;

import dev.borealis.engine.observe.DatabaseFigures;
import dev.borealis.engine.observe.Figure;
import dev.borealis.engine.observe.Histogram;

import java.util.List;

/** Three commits, one of them lost, one read-only transaction. */
final class ScriptedFigures implements DatabaseFigures {
    private static Figure counter(String name, String unit, double value) {
        return new Figure(name, Figure.Kind.COUNTER, unit, value, "As its name says");
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure("sessions", Figure.Kind.GAUGE, "", 2, "Sessions connected"),
                counter("transactions_committed", "", 2),
                counter("transactions_read_only", "", 1),
                counter("conflicts_data", "", 1),
                counter("bytes_written", "bytes", 640),
                counter("commit_time", "seconds", 0.003));
    }

    @Override
    public List<Figure> storageFigures() {
        return List.of(counter("storage_sync_time", "seconds", 0.5));
    }

    @Override
    public Histogram.Counted commitTimes() {
        return new Histogram.Counted(new long[] {1, 0, 2}, 0.003);
    }

    @Override
    public List<OpenTransaction> transactions() {
        return List.of();
    }

    @Override
    public List<RelationConflicts> conflicts() {
        return List.of();
    }

    @Override
    public List<KeyConflicts> conflictKeys() {
        return List.of();
    }
}
