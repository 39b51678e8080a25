package dev.borealis.engine.plan;

import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.key.IndexEntryFormat;
import dev.borealis.types.Carrier;
import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * How a secondary index is stored and computed.
 *
 * @param keys values of the index keys, over range 0 = the row
 * @param keyTypes base types of the keys
 * @param included column numbers, from 1
 * @param predicate of a partial index, over range 0
 * @param readColumns numbers of all columns that an entry is computed of, but for those of the row's key
 * @param entryColumns for each table column (from 0) its column in an entry's value, −1 where it has none
 */
public record IndexStorage(
        Relation.Index index,
        IndexEntryFormat format,
        List<Expression> keys,
        List<SqlType> keyTypes,
        List<Carrier> keyCarriers,
        int[] included,
        @Nullable Expression predicate,
        int[] readColumns,
        int[] entryColumns) {
    /** Whether two rows with equal keys are refused. */
    public boolean isUnique() {
        return index.unique();
    }

    /** Whether a query may read it. */
    public boolean isReadable() {
        return index.state() == Relation.IndexState.VALID;
    }
}
