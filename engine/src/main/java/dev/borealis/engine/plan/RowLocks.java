package dev.borealis.engine.plan;

import dev.borealis.engine.tree.FromItem;
import dev.borealis.engine.tree.Query;
import dev.borealis.types.error.ExecutionErrors;

import java.util.BitSet;

/** Which rows FOR UPDATE and FOR KEY SHARE may name. */
final class RowLocks {
    private RowLocks() {}

    /** Ranges whose rows an outer join may fill with nulls. */
    private static void addNullable(FromItem item, boolean nullable, BitSet to) {
        switch (item) {
            case FromItem.Range range -> to.set(range.range(), nullable);
            case FromItem.Join join -> {
                boolean left =
                        join.kind() == FromItem.Join.Kind.RIGHT
                                || join.kind() == FromItem.Join.Kind.FULL;
                boolean right =
                        join.kind() == FromItem.Join.Kind.LEFT
                                || join.kind() == FromItem.Join.Kind.FULL;
                addNullable(join.left(), nullable || left, to);
                addNullable(join.right(), nullable || right, to);
            }
        }
    }

    /** Throws 0A000 for a lock on the nullable side of an outer join. */
    static void check(Query query, Query.Select select) {
        if (query.locks().isEmpty()) {
            return;
        }
        var nullable = new BitSet();
        select.from().forEach(item -> addNullable(item, false, nullable));
        for (Query.RowLock lock : query.locks()) {
            if (nullable.get(lock.range())) {
                throw ExecutionErrors.lockOfNullableSide(lock.keyShare());
            }
        }
    }
}
