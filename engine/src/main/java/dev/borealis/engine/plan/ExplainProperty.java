package dev.borealis.engine.plan;

import java.util.List;
import java.util.Locale;

/** One thing EXPLAIN tells, with its name: of a step of a plan or of the whole statement. */
public sealed interface ExplainProperty {
    /** As PostgreSQL spells it: words with capitals and spaces. */
    String name();

    /** A text: an expression, the name of something. */
    record Text(String name, String value) implements ExplainProperty {}

    /** Several texts: columns, keys. */
    record Texts(String name, List<String> values) implements ExplainProperty {
        public Texts {
            values = List.copyOf(values);
        }
    }

    /** Several lists of texts: keys of grouping sets. */
    record Lists(String name, String itemName, List<List<String>> values)
            implements ExplainProperty {
        public Lists {
            values = values.stream().map(List::copyOf).toList();
        }
    }

    /**
     * A number.
     *
     * @param digits as it is printed
     * @param unit said in the text form only; empty for a mere count
     */
    record Number(String name, String digits, String unit) implements ExplainProperty {}

    /** True or false. */
    record Flag(String name, boolean value) implements ExplainProperty {}

    /** Properties that belong together. */
    record Group(String name, List<ExplainProperty> members) implements ExplainProperty {
        public Group {
            members = List.copyOf(members);
        }
    }

    /** Groups of the same kind, one after the other. @param itemName what each of them is called where it has a name */
    record Groups(String name, String itemName, List<List<ExplainProperty>> items)
            implements ExplainProperty {
        public Groups {
            items = items.stream().map(List::copyOf).toList();
        }
    }

    /** A count. */
    static ExplainProperty count(String name, long count) {
        return new Number(name, Long.toString(count), "");
    }

    /** A number with so many decimals. */
    static ExplainProperty number(String name, double value, int decimals, String unit) {
        return new Number(name, String.format(Locale.ROOT, "%." + decimals + "f", value), unit);
    }
}
