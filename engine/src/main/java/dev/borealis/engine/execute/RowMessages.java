package dev.borealis.engine.execute;

import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.plan.IndexStorage;
import dev.borealis.engine.plan.TargetTable;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.ConstraintErrors;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.format.ValueFormats;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Errors of constraints with the values in them. */
final class RowMessages {
    /** Bytes of one value that a failing row shows. Source: PostgreSQL 16. */
    private static final int SHOWN_BYTES = 64;

    private RowMessages() {}

    static SqlException notNull(
            TargetTable target, int column, @Nullable Object[] values, Execution execution) {
        return ConstraintErrors.notNull(
                target.schema,
                target.storage.table.name(),
                target.storage.table.columns().get(column).name(),
                row(target, values, execution));
    }

    static SqlException check(
            TargetTable target, String name, @Nullable Object[] values, Execution execution) {
        return ConstraintErrors.check(
                target.schema, target.storage.table.name(), name, row(target, values, execution));
    }

    static SqlException viewCheck(
            TargetTable target, String view, @Nullable Object[] values, Execution execution) {
        return ConstraintErrors.viewCheck(view, row(target, values, execution));
    }

    static SqlException uniquePrimary(
            TargetTable target, @Nullable Object[] values, Execution execution) {
        Relation.Table table = target.storage.table;
        String name = execution.context.catalog().index(table.primaryKey()).name();
        var columns = new ArrayList<Integer>();
        for (int column : target.storage.keyColumns) {
            columns.add(column);
        }
        return ConstraintErrors.unique(
                target.schema,
                table.name(),
                name,
                names(target, columns),
                texts(target, columns, values, execution));
    }

    static SqlException unique(
            TargetTable target, IndexStorage index, @Nullable Object[] keys, Execution execution) {
        var names = new ArrayList<String>();
        var texts = new ArrayList<String>();
        for (int i = 0; i < keys.length; i++) {
            Relation.IndexKey key = index.index().keys().get(i);
            names.add(
                    key.column() == 0
                            ? Expressions.print(
                                    java.util.Objects.requireNonNull(key.expression()),
                                    target,
                                    execution)
                            : target.storage.table.column(key.column()).name());
            texts.add(text(keys[i], key.type(), execution));
        }
        return ConstraintErrors.unique(
                target.schema,
                target.storage.table.name(),
                index.index().name(),
                String.join(", ", names),
                String.join(", ", texts));
    }

    /** @param keyValues of the foreign key's columns, in its order */
    static SqlException foreignKeyMissing(
            TargetTable.Reference reference, @Nullable Object[] keyValues, Execution execution) {
        ConstraintDefinition.ForeignKey key = reference.key();
        return ConstraintErrors.foreignKeyMissing(
                reference.child().schema,
                reference.child().storage.table.name(),
                key.name(),
                names(reference.child(), key.columns()),
                keyTexts(reference.child(), key.columns(), keyValues, execution),
                reference.parent().storage.table.name());
    }

    static SqlException foreignKeyStillReferenced(
            TargetTable.Reference reference, @Nullable Object[] keyValues, Execution execution) {
        ConstraintDefinition.ForeignKey key = reference.key();
        return ConstraintErrors.foreignKeyStillReferenced(
                reference.parent().schema,
                reference.parent().storage.table.name(),
                key.name(),
                names(reference.parent(), key.referencedColumns()),
                keyTexts(reference.parent(), key.referencedColumns(), keyValues, execution),
                reference.child().storage.table.name());
    }

    private static String names(TargetTable target, List<Integer> columns) {
        return String.join(
                ", ",
                columns.stream()
                        .map(column -> target.storage.table.column(column).name())
                        .toList());
    }

    private static String texts(
            TargetTable target,
            List<Integer> columns,
            @Nullable Object[] values,
            Execution execution) {
        var texts = new ArrayList<String>();
        for (int column : columns) {
            texts.add(text(values[column - 1], target.storage.types.get(column - 1), execution));
        }
        return String.join(", ", texts);
    }

    private static String keyTexts(
            TargetTable target,
            List<Integer> columns,
            @Nullable Object[] keyValues,
            Execution execution) {
        var texts = new ArrayList<String>();
        for (int i = 0; i < keyValues.length; i++) {
            texts.add(text(keyValues[i], target.storage.types.get(columns.get(i) - 1), execution));
        }
        return String.join(", ", texts);
    }

    private static String text(@Nullable Object value, SqlType type, Execution execution) {
        return value == null
                ? "null"
                : ValueFormats.of(
                                execution.context.catalog().baseType(type).oid(), execution.names())
                        .text(value, execution.context(), execution.names());
    }

    /** The row as PostgreSQL shows a failing one: {@code (1, null, abc)}. */
    private static String row(TargetTable target, @Nullable Object[] values, Execution execution) {
        var shown = new ArrayList<String>();
        for (int i = 0; i < values.length; i++) {
            ColumnDefinition column = target.storage.table.columns().get(i);
            if (!column.dropped()) {
                shown.add(cut(text(values[i], target.storage.types.get(i), execution)));
            }
        }
        return "(" + String.join(", ", shown) + ")";
    }

    private static String cut(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= SHOWN_BYTES) {
            return text;
        }
        int end = SHOWN_BYTES;
        while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8) + "...";
    }
}
