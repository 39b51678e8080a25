package dev.borealis.engine.plan;

import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.tree.Query;
import dev.borealis.types.Carrier;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The plan of INSERT, UPDATE or DELETE. It runs in one frame: range 0 is the target's row.
 *
 * @param source makes rows current: of range 1 for INSERT, of range 0 and those joined for the others
 * @param assignments of INSERT: all columns given; of UPDATE: those named by SET
 * @param generated stored generated columns, over range 0 = the new row
 * @param ranges size of the frame
 * @param returning over range 0 (and others); empty without RETURNING
 * @param outputRange range of the row of RETURNING
 */
public record ModifyPlan(
        Kind kind,
        TargetTable target,
        Plan source,
        List<Assigned> assignments,
        List<Assigned> generated,
        @Nullable OnConflict onConflict,
        List<ViewCheck> viewChecks,
        List<Expression> returning,
        List<Query.Target> returningTargets,
        List<Carrier> returningCarriers,
        int ranges,
        int outputRange,
        List<CtePlan> ctes,
        List<dev.borealis.engine.tree.RangeEntry> entries) {
    /** What is done to rows. */
    public enum Kind {
        INSERT,
        UPDATE,
        DELETE
    }

    /** WITH CHECK OPTION of a view: over range 0 = the new row; it must be true. */
    public record ViewCheck(String view, Expression condition) {}

    /** @param column from 0 */
    public record Assigned(int column, Expression value) {}

    /**
     * @param arbiters positions in the storage's indexes, −1 for the primary key; empty: any unique index
     * @param assignments null for DO NOTHING; over range 0 = the existing row, range 2 = the proposed one
     */
    public record OnConflict(
            List<Integer> arbiters,
            @Nullable List<Assigned> assignments,
            List<Assigned> generated,
            @Nullable Expression where) {}

    public ModifyPlan {
        assignments = List.copyOf(assignments);
        generated = List.copyOf(generated);
        viewChecks = List.copyOf(viewChecks);
        returning = List.copyOf(returning);
        returningTargets = List.copyOf(returningTargets);
        returningCarriers = List.copyOf(returningCarriers);
        ctes = List.copyOf(ctes);
        entries = List.copyOf(entries);
    }
}
