package dev.borealis.engine.session;

import dev.borealis.engine.execute.Executor;
import dev.borealis.engine.execute.RowSource;
import dev.borealis.engine.plan.Explain;
import dev.borealis.engine.plan.ExplainDetail;
import dev.borealis.engine.plan.ExplainProperty;
import dev.borealis.engine.plan.ExplainedPlan;
import dev.borealis.engine.plan.Plan;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** EXPLAIN. With ANALYZE the statement runs, all of it, and its rows are dropped. */
final class ExplainRunner {
    /** Letters of query identifiers: as far as seen, digits and lower-case letters. */
    private static final String IDENTIFIER_LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

    private static final int IDENTIFIER_LENGTH = 13;

    /** DPU for a millisecond of work. Source: the one sample there is, 5.299 ms for 0.01607. */
    private static final double DPU_PER_MILLISECOND = 0.003_03;

    /** DPU for a row read. Source: the same sample, 1,000 rows for 0.04312. */
    private static final double DPU_PER_ROW_READ = 0.000_043_12;

    /** DPU for a row written: ours, ten times reading. */
    private static final double DPU_PER_ROW_WRITTEN = 0.000_431_2;

    private static final double NANOS_PER_MILLI = 1e6;

    private final StatementRunner runner;
    private final QueryRunner queries;

    ExplainRunner(StatementRunner runner, QueryRunner queries) {
        this.runner = runner;
        this.queries = queries;
    }

    Rows start(ExplainOptions options, BoundQuery bound, @Nullable Object[] parameters) {
        SessionContext context = runner.context();
        long planStart = System.nanoTime();
        PlannedQuery plan = runner.planning().plan(bound, context);
        long planNanos = System.nanoTime() - planStart;
        Map<Plan, Explain.Seen> seen = null;
        long nanos = 0;
        long written = 0;
        if (options.analyze()) {
            var observation = new Executor.Observation[1];
            long start = System.nanoTime();
            try (RowSource source =
                    queries.openObserved(plan, parameters, o -> observation[0] = o)) {
                while (source.next()) {
                    runner.cancellation(); // the operators ask it
                }
                written = plan.plan().modification() == null ? 0 : source.count();
            }
            nanos = System.nanoTime() - start;
            seen = observation[0].seen();
        }
        ExplainedPlan explained =
                Explain.describe(
                        plan.plan(),
                        runner.parts.registry(),
                        context.catalog,
                        context.names,
                        new Explain.Options(
                                options.costs(),
                                options.verbose(),
                                options.timing(),
                                options.buffers(),
                                options.wal()),
                        seen);
        if (options.settings()) {
            addSettings(explained);
        }
        if (options.verbose() && options.analyze()) {
            explained.add(
                    new ExplainProperty.Text(
                            "Query Identifier", identifier(runner.currentQuery())));
        }
        if (options.buffers()) {
            explained.addBuffersOfPlanning();
        }
        if (options.summary()) {
            explained.add(millis("Planning Time", planNanos));
        }
        if (options.analyze()) {
            explained.add(
                    ExplainDetail.ofDocument(
                            new ExplainProperty.Groups("Triggers", "Trigger", List.of())));
            if (options.summary()) {
                explained.add(millis("Execution Time", nanos));
            }
        }
        if (options.verbose() && seen != null) {
            explained.add(work(seen, nanos, written));
        }
        return new Rows.Text(
                options.format().rows(explained).stream().map(List::of).toList(), "EXPLAIN");
    }

    /** The planner's settings that are not as they start. */
    private void addSettings(ExplainedPlan explained) {
        Map<String, String> changed = runner.settings.changedOfPlanner();
        explained.add(
                ExplainDetail.ofDocument(
                        new ExplainProperty.Group(
                                "Settings",
                                changed.entrySet().stream()
                                        .<ExplainProperty>map(
                                                setting ->
                                                        new ExplainProperty.Text(
                                                                setting.getKey(),
                                                                setting.getValue()))
                                        .toList())));
        if (!changed.isEmpty()) {
            explained.add(
                    ExplainDetail.ofText(
                            new ExplainProperty.Texts(
                                    "Settings",
                                    changed.entrySet().stream()
                                            .map(
                                                    setting ->
                                                            setting.getKey()
                                                                    + " = '"
                                                                    + setting.getValue()
                                                                    + "'")
                                            .toList())));
        }
    }

    private static ExplainProperty millis(String name, long nanos) {
        return ExplainProperty.number(name, nanos / NANOS_PER_MILLI, 3, "ms");
    }

    /** What DSQL would charge for. */
    private static ExplainProperty work(Map<Plan, Explain.Seen> seen, long nanos, long written) {
        long read = 0;
        for (Map.Entry<Plan, Explain.Seen> step : seen.entrySet()) {
            if (step.getKey() instanceof Plan.Scan) {
                read += step.getValue().rows() + step.getValue().filtered();
            }
        }
        double computing = nanos / NANOS_PER_MILLI * DPU_PER_MILLISECOND;
        double reading = read * DPU_PER_ROW_READ;
        double writing = written * DPU_PER_ROW_WRITTEN;
        return new ExplainProperty.Group(
                "Statement DPU Estimate",
                List.of(
                        units("Compute", computing),
                        units("Read", reading),
                        units("Write", writing),
                        units("Total", computing + reading + writing)));
    }

    private static ExplainProperty units(String name, double units) {
        return ExplainProperty.number(name, units, 5, "DPU");
    }

    /** The same for the same text. */
    private static String identifier(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        var letters = new StringBuilder(IDENTIFIER_LENGTH);
        for (int i = 0; i < IDENTIFIER_LENGTH; i++) {
            letters.append(IDENTIFIER_LETTERS.charAt((int) (hash & 31)));
            hash = Long.rotateRight(hash, 5);
        }
        return letters.toString();
    }
}
