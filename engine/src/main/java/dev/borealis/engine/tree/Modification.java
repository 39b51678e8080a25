package dev.borealis.engine.tree;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * INSERT, UPDATE or DELETE. Range 0 is always the target table; constraints, indexes and foreign keys are not part of
 * the tree: the planner reads them from the catalog.
 */
public sealed interface Modification extends Statement {
    /** Its WITH queries. */
    List<CommonTable> with();

    /** Range 0 is the target. */
    List<RangeEntry> ranges();

    /** OID of the target table. */
    int relation();

    /** Over the row after the change (before it, for DELETE); empty without RETURNING. */
    List<Query.Target> returning();

    /**
     * @param source gives the rows; range 1 (lateral to nothing) are its columns
     * @param values for every live, not generated column of the table one assignment over range 1: what was given, the
     *     default, or NULL, converted to the column's type (length coercion included)
     * @param generated stored generated columns, over range 0 = the new row
     */
    record Insert(
            List<CommonTable> with,
            List<RangeEntry> ranges,
            int relation,
            Query source,
            List<Assignment> values,
            List<Assignment> generated,
            @Nullable OnConflict onConflict,
            List<ViewCheck> viewChecks,
            List<Query.Target> returning)
            implements Modification {
        public Insert {
            viewChecks = List.copyOf(viewChecks);
            with = List.copyOf(with);
            ranges = List.copyOf(ranges);
            values = List.copyOf(values);
            generated = List.copyOf(generated);
            returning = List.copyOf(returning);
        }
    }

    /**
     * @param assignments the columns that SET names, over all ranges; range 0 is the old row
     * @param generated stored generated columns, over range 0 = the new row
     * @param from further ranges joined with the target
     */
    record Update(
            List<CommonTable> with,
            List<RangeEntry> ranges,
            int relation,
            List<FromItem> from,
            @Nullable Scalar where,
            List<Assignment> assignments,
            List<Assignment> generated,
            List<ViewCheck> viewChecks,
            List<Query.Target> returning)
            implements Modification {
        public Update {
            viewChecks = List.copyOf(viewChecks);
            with = List.copyOf(with);
            ranges = List.copyOf(ranges);
            from = List.copyOf(from);
            assignments = List.copyOf(assignments);
            generated = List.copyOf(generated);
            returning = List.copyOf(returning);
        }
    }

    /**
     * DELETE.
     *
     * @param from what USING adds, joined
     * @param where null for every row
     */
    record Delete(
            List<CommonTable> with,
            List<RangeEntry> ranges,
            int relation,
            List<FromItem> from,
            @Nullable Scalar where,
            List<Query.Target> returning)
            implements Modification {
        public Delete {
            with = List.copyOf(with);
            ranges = List.copyOf(ranges);
            from = List.copyOf(from);
            returning = List.copyOf(returning);
        }
    }

    /** WITH CHECK OPTION of a view that the statement names or that lies below it: over range 0 = the new row. */
    record ViewCheck(String view, Scalar condition) {}

    /** {@code column} is the column number. */
    record Assignment(int column, Scalar value) {}

    /**
     * ON CONFLICT. Range 0 is the existing row, range 2 the row proposed (EXCLUDED).
     *
     * @param arbiters OIDs of the unique indexes that decide; empty: any (DO NOTHING without target)
     * @param assignments null for DO NOTHING
     */
    record OnConflict(
            List<Integer> arbiters,
            @Nullable List<Assignment> assignments,
            List<Assignment> generated,
            @Nullable Scalar where) {
        public OnConflict {
            arbiters = List.copyOf(arbiters);
            assignments = assignments == null ? null : List.copyOf(assignments);
            generated = List.copyOf(generated);
        }
    }
}
