package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.plan.IndexStorage;
import dev.borealis.engine.plan.Plan;
import dev.borealis.engine.transaction.EntryCursor;
import dev.borealis.engine.transaction.EntryView;
import dev.borealis.engine.transaction.Transaction;
import dev.borealis.store.KeyRange;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Rows of a table through a secondary index; an index-only scan does not fetch them. */
final class IndexScanOperator extends Operator {
    /** Rows fetched at once. */
    private static final int BATCH = 64;

    private final Plan.Scan scan;
    private final IndexStorage index;
    private final Frame frame;
    private final Execution execution;
    private final Transaction transaction;
    private final EntryRow row;
    private final IndexEntryRow entryRow;
    private final @Nullable Expression filter;
    private final List<byte[]> keys = new ArrayList<>();
    private List<@Nullable EntryView> fetched = List.of();
    private int nextFetched;
    private int batch;
    private List<KeyRange> ranges = List.of();
    private int nextRange;
    private @Nullable EntryCursor cursor;
    private int steps;

    IndexScanOperator(Plan.Scan scan, Frame frame, Execution execution) {
        this.scan = scan;
        this.frame = frame;
        this.execution = execution;
        index = Objects.requireNonNull(scan.index());
        transaction = execution.context.transaction();
        row = new EntryRow(scan.table().rowFormat, scan.table().rowKeyColumn());
        entryRow = new IndexEntryRow(index);
        filter = scan.filter() == null ? null : scan.filter().code();
        execution.closeAtEnd(this::close);
    }

    @Override
    void open() {
        close();
        execution.checkCancelled();
        ranges = KeyRanges.of(scan.access(), index.format().keys(), frame);
        nextRange = scan.reverse() ? ranges.size() - 1 : 0;
        fetched = List.of();
        nextFetched = 0;
        batch = 1; // a LIMIT often wants few rows, so the batches begin small
    }

    @Override
    boolean next() {
        return scan.indexOnly() ? nextEntry() : nextRow();
    }

    private boolean nextEntry() {
        for (EntryCursor current = step(); current != null; current = step()) {
            entryRow.show(current);
            frame.rows[scan.range()] = entryRow;
            if (filter == null || filter.evaluateLong(frame) != 0) {
                return true;
            }
            filtered++;
        }
        return false;
    }

    private boolean nextRow() {
        while (true) {
            while (nextFetched < fetched.size()) {
                EntryView entry = fetched.get(nextFetched++);
                if (entry == null) {
                    throw new IllegalStateException(
                            "index " + index.index().name() + " names a row that is not there");
                }
                row.show(entry);
                frame.rows[scan.range()] = row;
                if (filter == null || filter.evaluateLong(frame) != 0) {
                    return true;
                }
                filtered++;
            }
            if (!fetch()) {
                return false;
            }
        }
    }

    private boolean fetch() {
        keys.clear();
        while (keys.size() < batch) {
            EntryCursor current = step();
            if (current == null) {
                break;
            }
            keys.add(index.format().rowKey(current.bytes(), current.keyEnd(), current.valueEnd()));
        }
        batch = Math.min(BATCH, batch * 2);
        nextFetched = 0;
        if (keys.isEmpty()) {
            fetched = List.of();
            return false;
        }
        fetched = transaction.getAll(keys);
        return true;
    }

    /** The cursor on the next entry, null at the end. */
    private @Nullable EntryCursor step() {
        while (true) {
            EntryCursor current = cursor;
            if (current == null) {
                if (nextRange < 0 || nextRange >= ranges.size()) {
                    return null;
                }
                KeyRange range = ranges.get(nextRange);
                nextRange += scan.reverse() ? -1 : 1;
                current = transaction.scan(range, scan.reverse(), scan.expectedEntries());
                cursor = current;
            }
            if ((++steps & 1023) == 0) {
                execution.checkCancelled();
            }
            if (current.next()) {
                return current;
            }
            current.close();
            cursor = null;
        }
    }

    @Override
    void close() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }
}
