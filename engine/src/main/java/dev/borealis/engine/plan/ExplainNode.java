package dev.borealis.engine.plan;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * One step of a plan as EXPLAIN tells it, before any format: {@link Explain} makes the tree, {@link ExplainText} and
 * {@link ExplainDocument} print it. It grows while the tree is made: a condition tested above a step is told as part of the
 * step below, the sub-queries of a level as part of its topmost step.
 */
final class ExplainNode {
    /**
     * What a step is.
     *
     * @param label how the text form calls it, with what it reads: {@code Index Scan using i on t}
     * @param type the same as other formats call it: {@code Index Scan}
     * @param variant which kind of that: strategy, operation; not in the text form, whose label says it
     * @param target what it reads or joins, likewise
     */
    record Heading(
            String label,
            String type,
            List<ExplainProperty> variant,
            List<ExplainProperty> target) {
        Heading {
            variant = List.copyOf(variant);
            target = List.copyOf(target);
        }

        /** Of a step that needs but one word in all formats. */
        static Heading of(String type) {
            return new Heading(type, type, List.of(), List.of());
        }
    }

    /** What the planner expects. Costs in the units of {@link ShownCosts}, width in bytes of a row. */
    record Estimate(double startup, double total, double rows, int width) {}

    /**
     * What an execution showed. Rows of one start.
     *
     * @param startupMillis until the first row
     * @param totalMillis of one start
     * @param timed whether the times are told
     */
    record Actual(double startupMillis, double totalMillis, long rows, long loops, boolean timed) {}

    /** How a step belongs to the one above it. */
    enum Relationship {
        OUTER("Outer"),
        INNER("Inner"),
        MEMBER("Member"),
        SUBQUERY("Subquery"),
        INIT_PLAN("InitPlan"),
        SUB_PLAN("SubPlan");

        final String word;

        Relationship(String word) {
            this.word = word;
        }
    }

    /** A step below another. @param name of a sub-query or common table; null for an input */
    record Branch(Relationship relationship, @Nullable String name, ExplainNode node) {}

    final Heading heading;

    /** Whether it stands for what storage does: DSQL prints such steps in another form than PostgreSQL's. */
    final boolean isStorage;

    final @Nullable Estimate estimate;
    final @Nullable Actual actual;

    /** What the step used, told after everything else; not in the text form. */
    final List<ExplainProperty> usage;

    private final List<ExplainDetail> details = new ArrayList<>();
    private final List<Branch> initPlans = new ArrayList<>();
    private final List<Branch> inputs = new ArrayList<>();
    private final List<Branch> subPlans = new ArrayList<>();

    ExplainNode(
            Heading heading,
            boolean isStorage,
            @Nullable Estimate estimate,
            @Nullable Actual actual,
            List<ExplainProperty> usage) {
        this.heading = heading;
        this.isStorage = isStorage;
        this.estimate = estimate;
        this.actual = actual;
        this.usage = List.copyOf(usage);
    }

    List<ExplainDetail> details() {
        return details;
    }

    void add(ExplainProperty property) {
        details.add(ExplainDetail.of(property));
    }

    void add(ExplainDetail detail) {
        details.add(detail);
    }

    /** Before all that was told of it so far. */
    void addFirst(ExplainProperty property) {
        details.addFirst(ExplainDetail.of(property));
    }

    void input(Relationship relationship, ExplainNode node) {
        inputs.add(new Branch(relationship, null, node));
    }

    void initPlan(String name, ExplainNode node) {
        initPlans.add(new Branch(Relationship.INIT_PLAN, name, node));
    }

    void subPlan(String name, ExplainNode node) {
        subPlans.add(new Branch(Relationship.SUB_PLAN, name, node));
    }

    /** What is computed first, then the inputs, then what is computed for each row. */
    List<Branch> branches() {
        var all = new ArrayList<>(initPlans);
        all.addAll(inputs);
        all.addAll(subPlans);
        return all;
    }
}
