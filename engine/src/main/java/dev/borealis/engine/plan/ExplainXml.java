package dev.borealis.engine.plan;

import java.util.List;

/** The XML form, in PostgreSQL's namespace. */
final class ExplainXml {
    private static final String NAMESPACE = "http://www.postgresql.org/2009/explain";

    private final ExplainOutput out = new ExplainOutput();

    private ExplainXml() {}

    static String print(List<ExplainProperty> statement) {
        var xml = new ExplainXml();
        xml.out.append("<explain xmlns=\"").append(NAMESPACE).append("\">");
        xml.element("Query", statement, 2);
        return xml.out.append("\n</explain>").toString();
    }

    private void element(String name, List<ExplainProperty> members, int indent) {
        open(name, indent);
        members.forEach(member -> property(member, indent + 2));
        close(name, indent);
    }

    private void open(String name, int indent) {
        out.line(indent);
        out.append("<").append(tag(name)).append(">");
    }

    private void close(String name, int indent) {
        out.line(indent);
        out.append("</").append(tag(name)).append(">");
    }

    private void property(ExplainProperty property, int indent) {
        String name = property.name();
        switch (property) {
            case ExplainProperty.Text text -> leaf(name, text.value(), indent);
            case ExplainProperty.Texts texts -> texts(name, texts.values(), indent);
            case ExplainProperty.Lists lists -> {
                open(name, indent);
                lists.values().forEach(values -> texts(lists.itemName(), values, indent + 2));
                close(name, indent);
            }
            case ExplainProperty.Number number -> leaf(name, number.digits(), indent);
            case ExplainProperty.Flag flag -> leaf(name, Boolean.toString(flag.value()), indent);
            case ExplainProperty.Group group -> element(name, group.members(), indent);
            case ExplainProperty.Groups groups -> {
                open(name, indent);
                groups.items().forEach(item -> element(groups.itemName(), item, indent + 2));
                close(name, indent);
            }
        }
    }

    private void texts(String name, List<String> values, int indent) {
        open(name, indent);
        values.forEach(value -> leaf("Item", value, indent + 2));
        close(name, indent);
    }

    private void leaf(String name, String value, int indent) {
        out.line(indent);
        out.append("<").append(tag(name)).append(">");
        out.append(
                value.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\r", "&#x0d;"));
        out.append("</").append(tag(name)).append(">");
    }

    /** A name as it may stand in a tag. */
    private static String tag(String name) {
        var tag = new StringBuilder(name);
        for (int i = 0; i < tag.length(); i++) {
            char c = tag.charAt(i);
            boolean fits =
                    c >= 'a' && c <= 'z'
                            || c >= 'A' && c <= 'Z'
                            || c >= '0' && c <= '9'
                            || c == '-'
                            || c == '_'
                            || c == '.';
            if (!fits) {
                tag.setCharAt(i, '-');
            }
        }
        return tag.toString();
    }
}
