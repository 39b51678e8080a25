package dev.borealis.engine.bind;

import dev.borealis.types.Bytes;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.SqlException;

/** Reads the text of untyped literals once their type is known. */
final class Literals {
    private final BindContext context;

    Literals(BindContext context) {
        this.context = context;
    }

    /** @param position of the literal, for the error of a text that is none of this type */
    Object read(SqlType type, Bytes text, int position) {
        try {
            return context.literals().read(type, text, context.typeContext(), context.names());
        } catch (SqlException e) {
            throw e.orPosition(position);
        }
    }
}
