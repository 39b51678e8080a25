package dev.borealis.engine.execute;

import dev.borealis.engine.plan.Plan;

import java.util.List;

/** Compares stored rows by sort columns. */
final class SortOrder implements AddressList.Order {
    private final RowStore store;
    private final Plan.SortColumn[] keys;
    private final Execution execution;
    private final int offset;

    /** @param offset added to the column of each key */
    SortOrder(RowStore store, List<Plan.SortColumn> keys, int offset, Execution execution) {
        this.store = store;
        this.keys = keys.toArray(Plan.SortColumn[]::new);
        this.offset = offset;
        this.execution = execution;
    }

    @Override
    public int compare(long a, long b) {
        for (Plan.SortColumn key : keys) {
            int column = key.column() + offset;
            boolean nullA = store.isNull(a, column);
            boolean nullB = store.isNull(b, column);
            if (nullA || nullB) {
                if (nullA != nullB) {
                    return nullA == key.nullsFirst() ? -1 : 1;
                }
                continue;
            }
            int comparison = store.compare(execution, key.order(), a, b, column);
            if (comparison != 0) {
                return key.descending() ? -comparison : comparison;
            }
        }
        return 0;
    }
}
