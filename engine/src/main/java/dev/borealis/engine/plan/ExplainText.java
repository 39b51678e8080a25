package dev.borealis.engine.plan;

import java.util.List;
import java.util.Locale;

/** The text form: a line for each step and each thing told of it, deeper steps further to the right. */
final class ExplainText {
    private final ExplainOutput out = new ExplainOutput();

    private ExplainText() {}

    static List<String> lines(ExplainedPlan plan) {
        var text = new ExplainText();
        text.node(plan.root(), 0, "");
        for (ExplainDetail detail : plan.summary()) {
            text.detail(detail, 0);
        }
        String printed = text.out.toString().substring(1); // each line begins with a line break
        return List.of(printed.split("\n", -1)); // so does each line inside a constant
    }

    private void line(int indent, String text) {
        out.line(indent).append(text);
    }

    private void node(ExplainNode node, int indent, String arrow) {
        line(indent, arrow + node.heading.label() + figures(node));
        // below an arrow of PostgreSQL's a step's details stand under its name, below one of DSQL's
        // further right
        int inner = node.isStorage ? indent + 4 : arrow.isEmpty() ? indent + 2 : indent + 6;
        for (ExplainDetail detail : node.details()) {
            detail(detail, inner);
        }
        for (ExplainNode.Branch branch : node.branches()) {
            String name = branch.name();
            if (name != null) {
                line(inner, name);
                node(branch.node(), inner + 2, "->  ");
            } else {
                node(branch.node(), inner, branch.node().isStorage ? "-> " : "->  ");
            }
        }
    }

    private static String figures(ExplainNode node) {
        String gap = node.isStorage ? " " : "  ";
        var text = new StringBuilder();
        ExplainNode.Estimate estimate = node.estimate;
        if (estimate != null) {
            text.append(gap)
                    .append(
                            String.format(
                                    Locale.ROOT,
                                    "(cost=%.2f..%.2f rows=%d width=%d)",
                                    estimate.startup(),
                                    estimate.total(),
                                    Math.round(estimate.rows()),
                                    estimate.width()));
        }
        ExplainNode.Actual actual = node.actual;
        if (actual == null) {
            return text.toString();
        }
        if (actual.loops() == 0) {
            return text.append(" (never executed)").toString();
        }
        text.append(" (actual ");
        if (actual.timed()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "time=%.3f..%.3f ",
                            actual.startupMillis(),
                            actual.totalMillis()));
        }
        return text.append("rows=")
                .append(actual.rows())
                .append(" loops=")
                .append(actual.loops())
                .append(')')
                .toString();
    }

    private void detail(ExplainDetail detail, int indent) {
        if (detail.inText()) {
            property(detail.property(), indent);
        }
    }

    private void property(ExplainProperty property, int indent) {
        String name = property.name() + ":";
        switch (property) {
            case ExplainProperty.Text text -> line(indent, name + " " + text.value());
            case ExplainProperty.Texts texts ->
                    line(indent, name + " " + String.join(", ", texts.values()));
            case ExplainProperty.Lists lists -> {
                for (List<String> values : lists.values()) {
                    line(
                            indent,
                            lists.itemName()
                                    + ": "
                                    + (values.isEmpty() ? "()" : String.join(", ", values)));
                }
            }
            case ExplainProperty.Number number ->
                    line(
                            indent,
                            name
                                    + " "
                                    + number.digits()
                                    + (number.unit().isEmpty() ? "" : " " + number.unit()));
            case ExplainProperty.Flag flag -> line(indent, name + " " + flag.value());
            case ExplainProperty.Group group -> {
                line(indent, name);
                group.members().forEach(member -> property(member, indent + 2));
            }
            case ExplainProperty.Groups groups ->
                    groups.items()
                            .forEach(item -> item.forEach(member -> property(member, indent)));
        }
    }
}
