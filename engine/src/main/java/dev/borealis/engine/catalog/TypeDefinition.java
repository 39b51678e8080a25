package dev.borealis.engine.catalog;

import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A type that users made: domains, and the row type of each table and view. */
public sealed interface TypeDefinition {
    int oid();

    int schema();

    String name();

    int owner();

    /**
     * CREATE DOMAIN.
     *
     * @param base what its values are stored as
     * @param defaultValue null when there is none
     */
    record Domain(
            int oid,
            int schema,
            String name,
            int owner,
            SqlType base,
            boolean notNull,
            @Nullable Scalar defaultValue,
            List<ConstraintDefinition.Check> checks)
            implements TypeDefinition, Definition {
        public Domain {
            checks = List.copyOf(checks);
        }
    }

    /** The row type of a relation, derived from it. */
    record RowType(int oid, int schema, String name, int owner, int relation)
            implements TypeDefinition {}
}
