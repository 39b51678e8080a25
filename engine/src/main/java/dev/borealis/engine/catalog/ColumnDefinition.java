package dev.borealis.engine.catalog;

import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param number from 1, never used again after a drop (pg_attribute.attnum)
 * @param defaultValue of a stored generated column: the expression, over range 0 = the row
 * @param identitySequence OID of the identity's sequence, 0 without identity
 * @param storage pg_attribute.attstorage: p, e, m or x
 */
public record ColumnDefinition(
        int number,
        String name,
        SqlType type,
        boolean notNull,
        @Nullable Scalar defaultValue,
        boolean generated,
        Identity identity,
        int identitySequence,
        char storage,
        boolean dropped) {
    /** How an identity column treats a value given by the user. */
    public enum Identity {
        NONE,
        ALWAYS,
        BY_DEFAULT
    }
}
