package dev.borealis.engine.plan;

import java.util.List;

/** The YAML form: a sequence with one mapping for the statement. */
final class ExplainYaml {
    private final ExplainOutput out = new ExplainOutput();

    private ExplainYaml() {}

    static String print(List<ExplainProperty> statement) {
        var yaml = new ExplainYaml();
        yaml.out.append("- ");
        yaml.mapping(statement, 2);
        return yaml.out.toString();
    }

    /** The first member stands where the output is now, the others below it at {@code indent}. */
    private void mapping(List<ExplainProperty> members, int indent) {
        boolean first = true;
        for (ExplainProperty member : members) {
            if (!first) {
                out.line(indent);
            }
            first = false;
            out.append(member.name()).append(": ");
            value(member, indent);
        }
    }

    private void value(ExplainProperty property, int indent) {
        switch (property) {
            case ExplainProperty.Text text -> out.append(ExplainJson.quoted(text.value()));
            case ExplainProperty.Texts texts -> {
                for (String value : texts.values()) {
                    item(indent);
                    out.append(ExplainJson.quoted(value));
                }
            }
            case ExplainProperty.Lists lists -> {
                for (List<String> values : lists.values()) {
                    item(indent);
                    out.append(ExplainJson.list(values));
                }
            }
            case ExplainProperty.Number number -> out.append(number.digits());
            case ExplainProperty.Flag flag -> out.append(Boolean.toString(flag.value()));
            case ExplainProperty.Group group -> {
                if (!group.members().isEmpty()) {
                    out.line(indent + 2);
                    mapping(group.members(), indent + 2);
                }
            }
            case ExplainProperty.Groups groups -> {
                for (List<ExplainProperty> members : groups.items()) {
                    item(indent);
                    mapping(members, indent + 4);
                }
            }
        }
    }

    private void item(int indent) {
        out.line(indent + 2);
        out.append("- ");
    }
}
