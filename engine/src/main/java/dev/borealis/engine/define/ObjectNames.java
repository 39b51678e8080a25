package dev.borealis.engine.define;

import dev.borealis.engine.bind.ColumnNames;
import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.sql.ast.IndexElement;
import dev.borealis.types.Limits;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The names PostgreSQL gives where the user gives none: {@code t_a_b_key}, {@code t_check1}, {@code t_lower_idx}. */
final class ObjectNames {
    private ObjectNames() {}

    /** A name for an index, a sequence: free among the relations of the schema and not among {@code taken}. */
    static String relation(
            Catalog catalog,
            int schema,
            String first,
            @Nullable String second,
            String label,
            Set<String> taken) {
        return choose(
                first,
                second,
                label,
                name -> catalog.relation(schema, name) != null || taken.contains(name));
    }

    /** A name for a constraint: free among the constraints of the schema and not among {@code taken}. */
    static String constraint(
            Catalog catalog,
            int schema,
            String first,
            @Nullable String second,
            String label,
            Set<String> taken) {
        return choose(
                first,
                second,
                label,
                name -> {
                    if (taken.contains(name)) {
                        return true;
                    }
                    for (Relation relation : catalog.relations()) {
                        if (relation instanceof Relation.Table table && table.schema() == schema) {
                            for (ConstraintDefinition constraint : table.constraints()) {
                                if (constraint.name().equals(name)) {
                                    return true;
                                }
                            }
                        }
                    }
                    return false;
                });
    }

    static String choose(
            String first, @Nullable String second, String label, Predicate<String> taken) {
        String name = make(first, second, label);
        for (int pass = 1; taken.test(name); pass++) {
            name = make(first, second, label + pass);
        }
        return name;
    }

    /** {@code first_second_label}, the longer of the first two shortened until it fits 63 bytes. */
    private static String make(String first, @Nullable String second, String label) {
        int overhead = label.length() + 1 + (second == null ? 0 : 1);
        int room = Limits.NAME_BYTES - overhead;
        int firstLength = bytes(first);
        int secondLength = second == null ? 0 : bytes(second);
        while (firstLength + secondLength > room) {
            if (firstLength > secondLength) {
                firstLength--;
            } else {
                secondLength--;
            }
        }
        return clip(first, firstLength)
                + (second == null ? "" : "_" + clip(second, secondLength))
                + "_"
                + label;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** At most so many bytes, no character cut in two. */
    static String clip(String text, int length) {
        int end = text.length();
        while (bytes(text.substring(0, end)) > length) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end);
    }

    /** The names joined by underscores, as far as they fit. */
    static String addition(List<String> names) {
        var joined = new StringBuilder();
        for (String name : names) {
            if (!joined.isEmpty()) {
                joined.append('_');
            }
            joined.append(name);
            if (bytes(joined.toString()) >= Limits.NAME_BYTES) {
                break;
            }
        }
        return joined.toString();
    }

    /** What the keys of an index are called: columns by name, expressions by their function or {@code expr}. */
    static List<String> indexColumns(List<IndexElement> keys) {
        var names = new ArrayList<String>();
        for (IndexElement key : keys) {
            String wanted = key.column();
            if (wanted == null) {
                String figured =
                        key.expression() == null ? null : ColumnNames.find(key.expression());
                wanted = figured == null ? "expr" : figured;
            }
            String name = wanted;
            for (int i = 1; names.contains(name); i++) {
                name = clip(wanted, Limits.NAME_BYTES - String.valueOf(i).length()) + i;
            }
            names.add(name);
        }
        return names;
    }
}
