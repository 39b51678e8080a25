package dev.borealis.engine.plan;

import dev.borealis.engine.plan.ExplainNode.Actual;
import dev.borealis.engine.plan.ExplainNode.Estimate;
import dev.borealis.engine.plan.ExplainNode.Heading;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Makes nodes with their figures: what the planner expected, what an execution showed, what was used. */
final class ExplainNodes {
    /** Blocks by where they are and what happened to them. Source: PostgreSQL 16. */
    private static final List<String> BLOCKS =
            List.of(
                    "Shared Hit Blocks",
                    "Shared Read Blocks",
                    "Shared Dirtied Blocks",
                    "Shared Written Blocks",
                    "Local Hit Blocks",
                    "Local Read Blocks",
                    "Local Dirtied Blocks",
                    "Local Written Blocks",
                    "Temp Read Blocks",
                    "Temp Written Blocks");

    private static final List<String> LOG = List.of("WAL Records", "WAL FPI", "WAL Bytes");

    private static final double NANOS_PER_MILLI = 1e6;

    private final Explain.Options options;
    private final Map<Plan, Explain.Seen> seen;
    private final boolean analyzed;
    private final List<ExplainProperty> usage;

    /** @param seen by identity of the plan's steps; null without ANALYZE */
    ExplainNodes(Explain.Options options, @Nullable Map<Plan, Explain.Seen> seen) {
        this.options = options;
        this.seen = seen == null ? new IdentityHashMap<>() : seen;
        analyzed = seen != null;
        usage = new ArrayList<>();
        if (options.buffers()) {
            usage.addAll(blocks());
        }
        if (options.wal()) {
            LOG.forEach(name -> usage.add(ExplainProperty.count(name, 0)));
        }
    }

    /** Blocks of a buffer pool. There is none here, so none is used. */
    static List<ExplainProperty> blocks() {
        return BLOCKS.stream().map(name -> ExplainProperty.count(name, 0)).toList();
    }

    Explain.@Nullable Seen seen(Plan plan) {
        return seen.get(plan);
    }

    private @Nullable Estimate estimate(double startup, double total, double rows, int width) {
        return options.costs() ? new Estimate(startup, total, rows, width) : null;
    }

    private @Nullable Actual actual(Explain.@Nullable Seen what) {
        if (what == null || what.loops() == 0) {
            return what == null ? null : new Actual(0, 0, 0, 0, options.timing());
        }
        return new Actual(
                what.firstRowNanos() / NANOS_PER_MILLI,
                what.nanos() / NANOS_PER_MILLI / what.loops(),
                perLoop(what.rows(), what.loops()),
                what.loops(),
                options.timing());
    }

    private static long perLoop(long rows, long loops) {
        return (long) Math.rint((double) rows / Math.max(1, loops));
    }

    /** A step that gives its first row at once. */
    ExplainNode usual(Heading heading, Plan plan, int width) {
        return node(heading, plan, 0, plan.cost() / 100, plan.rows(), width);
    }

    ExplainNode node(
            Heading heading, Plan plan, double startup, double total, double rows, int width) {
        return node(heading, plan, startup, total, rows, width, actual(seen.get(plan)));
    }

    private ExplainNode node(
            Heading heading,
            Plan plan,
            double startup,
            double total,
            double rows,
            int width,
            @Nullable Actual actual) {
        boolean sums = ShownCosts.hasInputs(plan) && total > 0;
        return new ExplainNode(
                heading,
                false,
                estimate(
                        sums ? ShownCosts.startup(plan) : startup,
                        sums ? ShownCosts.total(plan) : total,
                        rows,
                        width),
                actual,
                usage);
    }

    /** The change itself. Without RETURNING the rows changed are not given to anybody. */
    ExplainNode change(Heading heading, ModifyPlan plan) {
        Explain.Seen source = seen.get(plan.source());
        Explain.Seen what =
                source == null || !plan.returning().isEmpty()
                        ? source
                        : new Explain.Seen(
                                0,
                                source.loops(),
                                source.nanos(),
                                source.nanos(),
                                source.filtered());
        return node(heading, plan.source(), 0, ShownCosts.total(plan.source()), 0, 0, actual(what));
    }

    /** What happens to all rows of a step before the next sees the first, and is no step of its own here. */
    ExplainNode above(Heading heading, ExplainNode below) {
        Estimate estimate = below.estimate;
        Actual actual = below.actual;
        return new ExplainNode(
                heading,
                false,
                estimate == null
                        ? null
                        : estimate(
                                estimate.total(),
                                estimate.total(),
                                estimate.rows(),
                                estimate.width()),
                actual == null
                        ? null
                        : new Actual(
                                actual.totalMillis(),
                                actual.totalMillis(),
                                actual.rows(),
                                actual.loops(),
                                actual.timed()),
                usage);
    }

    /** The rows of several steps, one after the other. */
    ExplainNode sum(Heading heading, List<ExplainNode> members) {
        Estimate estimate = members.getFirst().estimate;
        Actual actual = members.getFirst().actual;
        for (ExplainNode member : members.subList(1, members.size())) {
            Estimate its = member.estimate;
            if (estimate != null && its != null) {
                estimate =
                        new Estimate(
                                estimate.startup(),
                                estimate.total() + its.total(),
                                estimate.rows() + its.rows(),
                                estimate.width());
            }
            Actual seenThere = member.actual;
            if (actual != null && seenThere != null) {
                actual =
                        new Actual(
                                actual.startupMillis(),
                                actual.totalMillis() + seenThere.totalMillis(),
                                actual.rows() + seenThere.rows(),
                                actual.loops(),
                                actual.timed());
            }
        }
        return new ExplainNode(heading, false, estimate, actual, usage);
    }

    /** What storage does for a table access, whose figures it repeats. @param isPhysical it reads: before the filter */
    ExplainNode storage(Heading heading, Plan.Scan scan, boolean isPhysical, int width) {
        Explain.Seen what = seen.get(scan);
        Actual actual = null;
        if (what != null) {
            long loops = Math.max(1, what.loops());
            long rows = what.rows() + (isPhysical ? what.filtered() : 0);
            actual = new Actual(0, 0, Math.round((double) rows / loops), loops, false);
        }
        return new ExplainNode(
                heading,
                true,
                estimate(ShownCosts.startup(scan), ShownCosts.total(scan), scan.rows(), width),
                actual,
                usage);
    }

    /** A condition on rows, and how many it removed when an execution showed that. */
    void filter(ExplainNode node, String name, String condition, Plan plan) {
        node.add(new ExplainProperty.Text(name, condition));
        if (!analyzed) {
            return;
        }
        Explain.Seen what = seen.get(plan);
        long removed = what == null ? 0 : perLoop(what.filtered(), what.loops());
        node.add(
                new ExplainDetail(
                        ExplainProperty.count("Rows Removed by " + name, removed),
                        what != null && what.filtered() > 0,
                        true));
    }
}
