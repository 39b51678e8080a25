package dev.borealis.engine.plan;

import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;

import java.util.List;

/** How EXPLAIN prints what it tells. */
public enum ExplainFormat {
    /** For people. */
    TEXT(SqlType.TEXT),
    /** One JSON value. */
    JSON(SqlType.JSON),
    /** One YAML document. */
    YAML(SqlType.TEXT),
    /** One XML document; there are no columns of type xml, but a result may be of that type. */
    XML(SqlType.of(Oid.XML));

    private final SqlType type;

    ExplainFormat(SqlType type) {
        this.type = type;
    }

    /** Of the column {@code QUERY PLAN}. */
    public SqlType type() {
        return type;
    }

    /** The rows of the answer: a line each for {@link #TEXT}, else one. */
    public List<String> rows(ExplainedPlan plan) {
        return switch (this) {
            case TEXT -> ExplainText.lines(plan);
            case JSON -> List.of(ExplainJson.print(ExplainDocument.of(plan)));
            case YAML -> List.of(ExplainYaml.print(ExplainDocument.of(plan)));
            case XML -> List.of(ExplainXml.print(ExplainDocument.of(plan)));
        };
    }
}
