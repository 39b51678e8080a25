package dev.borealis.engine.bind;

import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;

/**
 * A bound expression and where it begins in the statement.
 *
 * @param position 1-based, in characters; 0 when it stands nowhere
 */
record Value(Scalar scalar, int position) {
    SqlType type() {
        return scalar.type();
    }

    int oid() {
        return scalar.type().oid();
    }

    /** A literal, parameter or NULL whose type is still open. */
    boolean isUnknown() {
        return oid() == Oid.UNKNOWN;
    }

    Value with(Scalar other) {
        return new Value(other, position);
    }
}
