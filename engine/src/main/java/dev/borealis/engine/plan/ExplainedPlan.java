package dev.borealis.engine.plan;

import java.util.ArrayList;
import java.util.List;

/** What EXPLAIN tells of a statement, before any format: the tree of its steps, and what is told below the tree. */
public final class ExplainedPlan {
    private final ExplainNode root;
    private final List<ExplainDetail> summary = new ArrayList<>();

    ExplainedPlan(ExplainNode root) {
        this.root = root;
    }

    ExplainNode root() {
        return root;
    }

    List<ExplainDetail> summary() {
        return summary;
    }

    /** Tells something of the whole statement, in every format. */
    public void add(ExplainProperty property) {
        add(ExplainDetail.of(property));
    }

    /** Tells something of the whole statement. */
    public void add(ExplainDetail detail) {
        summary.add(detail);
    }

    /** Tells the blocks of shared buffers that planning used; not in the text form, for there are none. */
    public void addBuffersOfPlanning() {
        add(ExplainDetail.ofDocument(new ExplainProperty.Group("Planning", ExplainNodes.blocks())));
    }
}
