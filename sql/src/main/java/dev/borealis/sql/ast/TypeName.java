package dev.borealis.sql.ast;

import java.util.List;

/**
 * A type as written. SQL's own names are already PostgreSQL's: {@code int} is {@code pg_catalog.int4}, {@code char} is
 * {@code pg_catalog.bpchar} with modifier 1.
 *
 * @param names dotted name; for {@code percentType} the column whose type is meant
 * @param modifiers as the type's modifier input function takes them; for {@code interval} the mask of fields and then
 *     the precision, as PostgreSQL's {@code intervaltypmodin}
 * @param arrayBounds one entry per dimension, -1 where none was written; empty when not an array
 * @param setOf {@code SETOF type}
 * @param percentType {@code table.column%TYPE}
 */
public record TypeName(
        List<String> names,
        List<Expression> modifiers,
        List<Integer> arrayBounds,
        boolean setOf,
        boolean percentType,
        int position) {
    public TypeName {
        names = List.copyOf(names);
        modifiers = List.copyOf(modifiers);
        arrayBounds = List.copyOf(arrayBounds);
    }

    /** The names joined by dots, unquoted. */
    public String dotted() {
        return String.join(".", names);
    }

    /** As messages show it without looking it up. */
    public String shown() {
        return dotted() + (percentType ? "%TYPE" : "") + (isArray() ? "[]" : "");
    }

    public boolean isArray() {
        return !arrayBounds.isEmpty();
    }
}
