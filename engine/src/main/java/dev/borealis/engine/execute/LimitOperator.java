package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.Row;
import dev.borealis.engine.plan.Plan;
import dev.borealis.types.Carrier;
import dev.borealis.types.error.ExecutionErrors;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** OFFSET and LIMIT, also WITH TIES. */
final class LimitOperator extends Operator {
    private final Plan.Limit plan;
    private final Operator input;
    private final Frame frame;
    private final Execution execution;
    private final List<Plan.SortColumn> ties;
    private final @Nullable Object[] last;
    private long left;
    private boolean skipped;
    private long offset;

    LimitOperator(Plan.Limit plan, Operator input, Frame frame, Execution execution) {
        this.plan = plan;
        this.input = input;
        this.frame = frame;
        this.execution = execution;
        ties = plan.ties() == null ? List.of() : plan.ties();
        last = new Object[ties.size()];
    }

    /** How many rows LIMIT and OFFSET together can want; Long.MAX_VALUE without a limit. */
    static long rowsWanted(@Nullable Expression limit, @Nullable Expression offset, Frame frame) {
        if (limit == null) {
            return Long.MAX_VALUE;
        }
        long count = limit.evaluateLong(frame);
        if (frame.isNull) {
            return Long.MAX_VALUE;
        }
        if (count < 0) {
            throw ExecutionErrors.negativeLimit();
        }
        long skip = offset(offset, frame);
        long sum = count + skip;
        return sum < 0 ? Long.MAX_VALUE : count == 0 ? 0 : sum;
    }

    private static long offset(@Nullable Expression offset, Frame frame) {
        if (offset == null) {
            return 0;
        }
        long skip = offset.evaluateLong(frame);
        if (frame.isNull) {
            return 0;
        }
        if (skip < 0) {
            throw ExecutionErrors.negativeOffset();
        }
        return skip;
    }

    @Override
    void open() {
        offset = offset(plan.offset(), frame);
        left = rowsWanted(plan.limit(), null, frame);
        skipped = false;
        if (left > 0) {
            input.open();
        }
    }

    @Override
    boolean next() {
        if (left == 0 && (ties.isEmpty() || !skipped)) {
            return false;
        }
        if (!skipped) {
            skipped = true;
            for (long i = 0; i < offset; i++) {
                if (!input.next()) {
                    left = 0;
                    skipped = false;
                    return false;
                }
            }
        }
        if (!input.next()) {
            left = 0;
            skipped = false;
            return false;
        }
        if (left > 0) {
            if (left != Long.MAX_VALUE && --left == 0 && !ties.isEmpty()) {
                remember();
            }
            return true;
        }
        if (isTie()) {
            return true;
        }
        skipped = false;
        return false;
    }

    private void remember() {
        Row row = frame.rows[plan.range()];
        for (int i = 0; i < last.length; i++) {
            last[i] = boxed(row, ties.get(i).column(), ties.get(i).order().carrier());
        }
    }

    private boolean isTie() {
        Row row = frame.rows[plan.range()];
        for (int i = 0; i < last.length; i++) {
            Object value = boxed(row, ties.get(i).column(), ties.get(i).order().carrier());
            Object before = last[i];
            if (value == null || before == null) {
                if (value != before) {
                    return false;
                }
            } else if (ties.get(i).order().compare(execution, value, before) != 0) {
                return false;
            }
        }
        return true;
    }

    static @Nullable Object boxed(Row row, int column, Carrier carrier) {
        if (row.isNull(column)) {
            return null;
        }
        return switch (carrier) {
            case LONG -> row.getLong(column);
            case DOUBLE -> row.getDouble(column);
            case OBJECT -> row.getObject(column);
        };
    }

    @Override
    void close() {
        input.close();
    }
}
