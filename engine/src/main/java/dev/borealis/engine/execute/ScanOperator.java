package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.key.KeyFormat;
import dev.borealis.engine.plan.Plan;
import dev.borealis.engine.transaction.EntryCursor;
import dev.borealis.engine.transaction.EntryView;
import dev.borealis.engine.transaction.Transaction;
import dev.borealis.store.KeyRange;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Rows of a table, by its primary key or in whole. */
final class ScanOperator extends Operator {
    private final Plan.Scan scan;
    private final Frame frame;
    private final Execution execution;
    private final Transaction transaction;
    private final EntryRow row;
    private final @Nullable Expression filter;
    private final boolean point;
    private List<KeyRange> ranges = List.of();
    private int nextRange;
    private @Nullable EntryCursor cursor;
    private int steps;

    ScanOperator(Plan.Scan scan, Frame frame, Execution execution) {
        this.scan = scan;
        this.frame = frame;
        this.execution = execution;
        transaction = execution.context.transaction();
        row = new EntryRow(scan.table().rowFormat, scan.table().rowKeyColumn());
        filter = scan.filter() == null ? null : scan.filter().code();
        point = scan.atMostOne();
        execution.closeAtEnd(this::close);
    }

    @Override
    void open() {
        close();
        execution.checkCancelled();
        KeyFormat format = scan.table().keyFormat;
        ranges = KeyRanges.of(scan.access(), format, frame);
        nextRange = scan.reverse() ? ranges.size() - 1 : 0;
    }

    @Override
    boolean next() {
        if (point) {
            return nextPoint();
        }
        while (true) {
            EntryCursor current = cursor;
            if (current == null) {
                if (nextRange < 0 || nextRange >= ranges.size()) {
                    return false;
                }
                KeyRange range = ranges.get(nextRange);
                nextRange += scan.reverse() ? -1 : 1;
                current =
                        transaction.scan(
                                range, scan.reverse(), (int) Math.min(scan.rows(), 1_000_000));
                cursor = current;
            }
            while (current.next()) {
                if ((++steps & 1023) == 0) {
                    execution.checkCancelled();
                }
                row.show(current);
                frame.rows[scan.range()] = row;
                if (filter == null || filter.evaluateLong(frame) != 0) {
                    return true;
                }
                filtered++;
            }
            current.close();
            cursor = null;
        }
    }

    private boolean nextPoint() {
        if (nextRange != 0 || ranges.isEmpty()) {
            return false;
        }
        nextRange = -1;
        byte[] key = ranges.getFirst().from();
        if (key == null) {
            throw new IllegalStateException("a point without a key");
        }
        EntryView entry = transaction.get(key);
        if (entry == null) {
            return false;
        }
        row.show(entry);
        frame.rows[scan.range()] = row;
        return filter == null || filter.evaluateLong(frame) != 0;
    }

    @Override
    long skipAll() {
        if (filter != null || point) {
            return -1;
        }
        long total = 0;
        for (KeyRange range : ranges) {
            try (EntryCursor all = transaction.scan(range, false, 1_000_000)) {
                for (long some = all.skip(); some > 0; some = all.skip()) {
                    total += some;
                    execution.checkCancelled();
                }
            }
        }
        ranges = List.of();
        return total;
    }

    @Override
    void close() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }
}
