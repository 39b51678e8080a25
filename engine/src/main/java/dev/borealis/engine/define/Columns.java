package dev.borealis.engine.define;

import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.tree.Scalar;

import org.jspecify.annotations.Nullable;

/** Changed copies of columns. */
final class Columns {
    private Columns() {}

    static ColumnDefinition named(ColumnDefinition column, String name) {
        return new ColumnDefinition(
                column.number(),
                name,
                column.type(),
                column.notNull(),
                column.defaultValue(),
                column.generated(),
                column.identity(),
                column.identitySequence(),
                column.storage(),
                column.dropped());
    }

    static ColumnDefinition notNull(ColumnDefinition column, boolean notNull) {
        return new ColumnDefinition(
                column.number(),
                column.name(),
                column.type(),
                notNull,
                column.defaultValue(),
                column.generated(),
                column.identity(),
                column.identitySequence(),
                column.storage(),
                column.dropped());
    }

    static ColumnDefinition value(
            ColumnDefinition column, @Nullable Scalar value, boolean generated) {
        return new ColumnDefinition(
                column.number(),
                column.name(),
                column.type(),
                column.notNull(),
                value,
                generated,
                column.identity(),
                column.identitySequence(),
                column.storage(),
                column.dropped());
    }

    static ColumnDefinition identity(
            ColumnDefinition column, ColumnDefinition.Identity identity, int sequence) {
        return new ColumnDefinition(
                column.number(),
                column.name(),
                column.type(),
                identity != ColumnDefinition.Identity.NONE || column.notNull(),
                column.defaultValue(),
                column.generated(),
                identity,
                sequence,
                column.storage(),
                column.dropped());
    }

    static ColumnDefinition storage(ColumnDefinition column, char storage) {
        return new ColumnDefinition(
                column.number(),
                column.name(),
                column.type(),
                column.notNull(),
                column.defaultValue(),
                column.generated(),
                column.identity(),
                column.identitySequence(),
                storage,
                column.dropped());
    }

    /** What is left of a dropped column: its place and width. */
    static ColumnDefinition dropped(ColumnDefinition column, dev.borealis.types.SqlType base) {
        return new ColumnDefinition(
                column.number(),
                "........pg.dropped." + column.number() + "........",
                base,
                false,
                null,
                false,
                ColumnDefinition.Identity.NONE,
                0,
                column.storage(),
                true);
    }
}
