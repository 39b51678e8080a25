package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.key.KeyFormat;
import dev.borealis.engine.plan.Plan;
import dev.borealis.engine.transaction.EntryCursor;
import dev.borealis.engine.transaction.EntryView;
import dev.borealis.engine.transaction.Transaction;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Page;
import dev.borealis.store.ScanOptions;

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
    private Page page = Page.EMPTY;
    private int at;
    private int end;
    private int steps;
    private final int range;

    ScanOperator(Plan.Scan scan, Frame frame, Execution execution) {
        this.scan = scan;
        this.frame = frame;
        this.execution = execution;
        transaction = execution.context.transaction();
        row = new EntryRow(scan.table().rowFormat, scan.table().rowKeyColumn());
        filter = scan.filter() == null ? null : scan.filter().code();
        point = scan.atMostOne();
        range = scan.range();
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
            if (at != end && nextOfRun()) {
                return true;
            }
            EntryCursor current = cursor;
            if (current == null) {
                if (nextRange < 0 || nextRange >= ranges.size()) {
                    return false;
                }
                KeyRange stored = ranges.get(nextRange);
                nextRange += scan.reverse() ? -1 : 1;
                current = transaction.scan(stored, scan.reverse(), scan.expectedEntries());
                cursor = current;
            }
            if (!current.nextRun()) {
                current.close();
                cursor = null;
                continue;
            }
            page = current.page();
            at = current.runStart();
            end = current.runEnd();
        }
    }

    /** Shows the next row of the run that fits the filter. */
    private boolean nextOfRun() {
        int step = end > at ? 1 : -1;
        while (at != end) {
            if ((++steps & 1023) == 0) {
                execution.checkCancelled();
            }
            row.show(page, at);
            at += step;
            frame.rows[range] = row;
            if (filter == null || filter.evaluateLong(frame) != 0) {
                return true;
            }
            filtered++;
        }
        return false;
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
        for (KeyRange stored : ranges) {
            try (EntryCursor all = transaction.scan(stored, false, ScanOptions.MANY)) {
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
        at = 0;
        end = 0;
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }
}
