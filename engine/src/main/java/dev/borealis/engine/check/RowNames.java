package dev.borealis.engine.check;

import dev.borealis.engine.catalog.CatalogNames;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.RowIds;
import dev.borealis.engine.plan.TableStorage;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeContext;
import dev.borealis.types.format.ValueFormats;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Names rows by their keys, as PostgreSQL's DETAIL does: {@code (id)=(5)}. */
final class RowNames {
    /** Characters of one value that are shown. */
    private static final int SHOWN = 64;

    private RowNames() {}

    /** @param values of all columns */
    static String of(
            TableStorage storage, byte[] key, @Nullable Object[] values, CatalogNames names) {
        if (storage.hasHiddenKey()) {
            return "row " + RowIds.of(key, 0);
        }
        var columns = new ArrayList<Integer>();
        for (int column : storage.keyColumns) {
            columns.add(column);
        }
        return of(storage, columns, values, names);
    }

    /** @param columns numbers, from 1 */
    static String of(
            TableStorage storage,
            List<Integer> columns,
            @Nullable Object[] values,
            CatalogNames names) {
        var heads = new ArrayList<String>();
        var texts = new ArrayList<String>();
        Relation.Table table = storage.table;
        for (int column : columns) {
            heads.add(table.column(column).name());
            texts.add(text(storage.types.get(column - 1), values[column - 1], names));
        }
        return "(" + String.join(", ", heads) + ")=(" + String.join(", ", texts) + ")";
    }

    private static String text(SqlType type, @Nullable Object value, CatalogNames names) {
        if (value == null) {
            return "null";
        }
        String text = ValueFormats.of(type.oid()).text(value, TypeContext.DEFAULT, names);
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    static String hex(byte[] key) {
        return "key " + HexFormat.of().formatHex(key);
    }
}
