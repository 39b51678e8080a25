package dev.borealis.engine.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * What EXPLAIN tells as named properties inside each other, for the formats that programs read. Names and order are
 * PostgreSQL 16's; DSQL's own steps have theirs in the same manner.
 */
final class ExplainDocument {
    private ExplainDocument() {}

    /** The properties of the statement: its plan, and what is told of the whole. */
    static List<ExplainProperty> of(ExplainedPlan plan) {
        var properties = new ArrayList<ExplainProperty>();
        properties.add(new ExplainProperty.Group("Plan", step(plan.root(), List.of())));
        addTold(plan.summary(), properties);
        return properties;
    }

    private static void addTold(List<ExplainDetail> details, List<ExplainProperty> to) {
        for (ExplainDetail detail : details) {
            if (detail.inDocument()) {
                to.add(detail.property());
            }
        }
    }

    private static List<ExplainProperty> step(
            ExplainNode node, List<ExplainProperty> relationship) {
        var properties = new ArrayList<ExplainProperty>();
        ExplainNode.Heading heading = node.heading;
        properties.add(new ExplainProperty.Text("Node Type", heading.type()));
        properties.addAll(heading.variant());
        properties.addAll(relationship);
        properties.add(new ExplainProperty.Flag("Parallel Aware", false));
        properties.add(new ExplainProperty.Flag("Async Capable", false));
        properties.addAll(heading.target());
        addFigures(node, properties);
        addTold(node.details(), properties);
        properties.addAll(node.usage);
        List<ExplainNode.Branch> branches = node.branches();
        if (!branches.isEmpty()) {
            properties.add(
                    new ExplainProperty.Groups(
                            "Plans",
                            "Plan",
                            branches.stream()
                                    .map(branch -> step(branch.node(), relationship(branch)))
                                    .toList()));
        }
        return properties;
    }

    private static List<ExplainProperty> relationship(ExplainNode.Branch branch) {
        var relationship =
                new ExplainProperty.Text("Parent Relationship", branch.relationship().word);
        String name = branch.name();
        return name == null
                ? List.of(relationship)
                : List.of(relationship, new ExplainProperty.Text("Subplan Name", name));
    }

    private static void addFigures(ExplainNode node, List<ExplainProperty> to) {
        ExplainNode.Estimate estimate = node.estimate;
        if (estimate != null) {
            to.add(ExplainProperty.number("Startup Cost", estimate.startup(), 2, ""));
            to.add(ExplainProperty.number("Total Cost", estimate.total(), 2, ""));
            to.add(ExplainProperty.count("Plan Rows", Math.round(estimate.rows())));
            to.add(ExplainProperty.count("Plan Width", estimate.width()));
        }
        ExplainNode.Actual actual = node.actual;
        if (actual != null) {
            if (actual.timed()) {
                to.add(
                        ExplainProperty.number(
                                "Actual Startup Time", actual.startupMillis(), 3, ""));
                to.add(ExplainProperty.number("Actual Total Time", actual.totalMillis(), 3, ""));
            }
            to.add(ExplainProperty.count("Actual Rows", actual.rows()));
            to.add(ExplainProperty.count("Actual Loops", actual.loops()));
        }
    }
}
