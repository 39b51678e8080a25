package dev.borealis.engine.bind;

import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Bytes;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.SqlException;

/** Reads the text of untyped literals once their type is known. */
final class Literals {
    private final BindContext context;

    Literals(BindContext context) {
        this.context = context;
    }

    /** A literal as a value of its type. @param position of the literal */
    Scalar typed(SqlType type, Bytes text, int position) {
        Scalar slot = context.slots().text(text, type, position);
        return slot != null
                ? slot
                : new Scalar.Constant(SqlType.of(type.oid()), read(type, text, position));
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
