package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A dotted name, outermost part first: {@code name}, {@code schema.name}, {@code catalog.schema.name}. Parts are folded,
 * unquoted and cut to 63 bytes.
 */
public record QualifiedName(List<String> parts, int position) {
    public QualifiedName {
        parts = List.copyOf(parts);
    }

    /** Without a schema. @param position in characters, from 1 */
    public static QualifiedName of(String name, int position) {
        return new QualifiedName(List.of(name), position);
    }

    /** The innermost part. */
    public String last() {
        return parts.getLast();
    }

    /** The part before the last, or null. */
    public @Nullable String schema() {
        return parts.size() < 2 ? null : parts.get(parts.size() - 2);
    }

    /** The part before the schema, or null. */
    public @Nullable String catalog() {
        return parts.size() < 3 ? null : parts.get(parts.size() - 3);
    }

    /** The parts joined by dots, unquoted, as messages show them. */
    public String dotted() {
        return parts.size() == 1 ? parts.getFirst() : String.join(".", parts);
    }
}
