package dev.borealis.engine.plan;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The lines of a printed plan, with their costs and what an execution showed. */
final class ExplainLines {
    private final Explain.Options options;
    private final Map<Plan, Explain.Seen> seen;
    private final List<String> lines = new ArrayList<>();

    /** @param seen by identity of the plan's steps; null without ANALYZE */
    ExplainLines(Explain.Options options, @Nullable Map<Plan, Explain.Seen> seen) {
        this.options = options;
        this.seen = seen == null ? new IdentityHashMap<>() : seen;
    }

    List<String> lines() {
        return lines;
    }

    int size() {
        return lines.size();
    }

    /** Puts a detail before the line {@code at}. */
    void insert(int at, int indent, String text) {
        lines.add(at, " ".repeat(indent) + text);
    }

    Explain.@Nullable Seen seen(Plan plan) {
        return seen.get(plan);
    }

    /** Runs {@code print} as if something else had been seen of a step. */
    void pretending(Plan plan, Explain.Seen pretended, Runnable print) {
        Explain.Seen before = seen.put(plan, pretended);
        print.run();
        if (before == null) {
            seen.remove(plan);
        } else {
            seen.put(plan, before);
        }
    }

    /** The line of a step, in PostgreSQL's form. */
    void node(
            int indent,
            String arrow,
            String label,
            Plan plan,
            double startup,
            double total,
            double rows,
            int width) {
        var line = new StringBuilder(" ".repeat(indent)).append(arrow).append(label);
        if (options.costs()) {
            boolean sums = ShownCosts.hasInputs(plan) && total > 0;
            line.append(
                    String.format(
                            Locale.ROOT,
                            "  (cost=%.2f..%.2f rows=%d width=%d)",
                            sums ? ShownCosts.startup(plan) : startup,
                            sums ? ShownCosts.total(plan) : total,
                            Math.round(rows),
                            width));
        }
        Explain.Seen what = seen.get(plan);
        if (what != null) {
            long loops = Math.max(1, what.loops());
            if (what.loops() == 0) {
                line.append(" (never executed)");
            } else if (!options.timing()) {
                line.append(
                        String.format(
                                Locale.ROOT,
                                " (actual rows=%d loops=%d)",
                                Math.round((double) what.rows() / loops),
                                loops));
            } else {
                line.append(
                        String.format(
                                Locale.ROOT,
                                " (actual time=%.3f..%.3f rows=%d loops=%d)",
                                what.firstRowNanos() / 1e6,
                                what.nanos() / 1e6 / loops,
                                Math.round((double) what.rows() / loops),
                                loops));
            }
        }
        lines.add(line.toString());
    }

    void detail(int indent, String text) {
        lines.add(" ".repeat(indent) + text);
    }

    /** The line of a step below a table access, in DSQL's form. */
    void storage(
            int indent, String label, double startup, double total, Plan.Scan scan, int width) {
        boolean physical = label.startsWith("B-Tree Scan"); // before the filter
        var line = new StringBuilder(" ".repeat(indent)).append("-> ").append(label);
        if (options.costs()) {
            line.append(
                    String.format(
                            Locale.ROOT,
                            " (cost=%.2f..%.2f rows=%d width=%d)",
                            startup,
                            total,
                            Math.round(scan.rows()),
                            width));
        }
        Explain.Seen what = seen.get(scan);
        if (what != null) {
            long loops = Math.max(1, what.loops());
            line.append(
                    String.format(
                            Locale.ROOT,
                            " (actual rows=%d loops=%d)",
                            Math.round(
                                    (double) (what.rows() + (physical ? what.filtered() : 0))
                                            / loops),
                            loops));
        }
        lines.add(line.toString());
    }

    /** How many rows a filter removed, when an execution showed any. */
    void removed(int indent, String label, Plan plan) {
        Explain.Seen what = seen.get(plan);
        if (what != null && what.filtered() > 0) {
            detail(indent, "Rows Removed by " + label + ": " + what.filtered());
        }
    }

    /** Prints something before the first child of the node whose line is {@code node}. */
    void before(int node, int indent, Runnable print) {
        int end = lines.size();
        print.run();
        var printed = new ArrayList<>(lines.subList(end, lines.size()));
        lines.subList(end, lines.size()).clear();
        String child = " ".repeat(indent) + "->";
        int at = node + 1;
        while (at < lines.size() && !lines.get(at).startsWith(child)) {
            at++;
        }
        lines.addAll(at, printed);
    }
}
