package dev.borealis.engine.session;

import dev.borealis.engine.execute.Executor;
import dev.borealis.engine.execute.RowSource;
import dev.borealis.engine.plan.Explain;
import dev.borealis.engine.plan.Plan;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        List<String> lines =
                new ArrayList<>(
                        Explain.lines(
                                plan.plan(),
                                runner.parts.registry(),
                                context.catalog,
                                context.names,
                                new Explain.Options(
                                        options.costs(), options.verbose(), options.timing()),
                                seen));
        if (options.verbose() && options.analyze()) {
            lines.add("Query Identifier: " + identifier(runner.currentQuery()));
        }
        if (options.summary()) {
            lines.add(format("Planning Time: %.3f ms", planNanos / 1e6));
            if (options.analyze()) {
                lines.add(format("Execution Time: %.3f ms", nanos / 1e6));
            }
        }
        if (options.verbose() && seen != null) {
            long read = 0;
            for (Map.Entry<Plan, Explain.Seen> step : seen.entrySet()) {
                if (step.getKey() instanceof Plan.Scan) {
                    read += step.getValue().rows() + step.getValue().filtered();
                }
            }
            double computing = nanos / 1e6 * DPU_PER_MILLISECOND;
            double reading = read * DPU_PER_ROW_READ;
            double writing = written * DPU_PER_ROW_WRITTEN;
            lines.add("Statement DPU Estimate:");
            lines.add(format("  Compute: %.5f DPU", computing));
            lines.add(format("  Read: %.5f DPU", reading));
            lines.add(format("  Write: %.5f DPU", writing));
            lines.add(format("  Total: %.5f DPU", computing + reading + writing));
        }
        return new Rows.Text(lines.stream().map(List::of).toList(), "EXPLAIN");
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
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
