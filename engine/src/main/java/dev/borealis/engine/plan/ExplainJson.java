package dev.borealis.engine.plan;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The JSON form: an array with one object for the statement; each property on a line. */
final class ExplainJson {
    private final ExplainOutput out = new ExplainOutput();

    private ExplainJson() {}

    static String print(List<ExplainProperty> statement) {
        var json = new ExplainJson();
        json.out.append("[\n  ");
        json.object(statement, 2);
        return json.out.append("\n]").toString();
    }

    private void object(List<ExplainProperty> members, int indent) {
        out.append("{");
        String separator = "";
        for (ExplainProperty member : members) {
            out.append(separator);
            out.line(indent + 2);
            out.append(quoted(member.name())).append(": ");
            value(member, indent + 2);
            separator = ",";
        }
        out.line(indent);
        out.append("}");
    }

    private void value(ExplainProperty property, int indent) {
        switch (property) {
            case ExplainProperty.Text text -> out.append(quoted(text.value()));
            case ExplainProperty.Texts texts -> out.append(list(texts.values()));
            case ExplainProperty.Lists lists -> {
                out.append("[");
                String separator = "";
                for (List<String> values : lists.values()) {
                    out.append(separator);
                    out.line(indent + 2);
                    out.append(list(values));
                    separator = ",";
                }
                out.line(indent);
                out.append("]");
            }
            case ExplainProperty.Number number -> out.append(number.digits());
            case ExplainProperty.Flag flag -> out.append(Boolean.toString(flag.value()));
            case ExplainProperty.Group group -> object(group.members(), indent);
            case ExplainProperty.Groups groups -> {
                out.append("[");
                String separator = "";
                for (List<ExplainProperty> item : groups.items()) {
                    out.append(separator);
                    out.line(indent + 2);
                    object(item, indent + 2);
                    separator = ",";
                }
                out.line(indent);
                out.append("]");
            }
        }
    }

    /** A list of texts on one line; YAML prints lists inside lists the same way. */
    static String list(List<String> values) {
        return values.stream().map(ExplainJson::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A text in quotes, as JSON and YAML both have it. */
    static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\b' -> quoted.append("\\b");
                case '\f' -> quoted.append("\\f");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ') {
                        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
