package dev.borealis.engine.plan;

import dev.borealis.engine.plan.ExplainNode.Heading;
import dev.borealis.engine.plan.ExplainProperty.Text;
import dev.borealis.types.Identifiers;

import java.util.List;

/** What steps of several kinds are called. Source: PostgreSQL 16. */
final class ExplainHeadings {
    private ExplainHeadings() {}

    static Heading subquery(String alias) {
        return new Heading(
                "Subquery Scan on " + Identifiers.quote(alias),
                "Subquery Scan",
                List.of(),
                List.of(new Text("Alias", alias)));
    }

    static Heading join(String type, Plan.JoinKind kind) {
        String word =
                switch (kind) {
                    case INNER -> "Inner";
                    case LEFT -> "Left";
                    case RIGHT -> "Right";
                    case FULL -> "Full";
                    case SEMI -> "Semi";
                    case ANTI -> "Anti";
                };
        String label =
                kind == Plan.JoinKind.INNER
                        ? type
                        : type.replace(" Join", "") + " " + word + " Join";
        return new Heading(label, type, List.of(), List.of(new Text("Join Type", word)));
    }

    static Heading aggregate(String label, String strategy) {
        return new Heading(
                label,
                "Aggregate",
                List.of(new Text("Strategy", strategy), new Text("Partial Mode", "Simple")),
                List.of());
    }
}
