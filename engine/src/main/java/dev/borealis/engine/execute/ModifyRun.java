package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.BoxedRow;
import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.Row;
import dev.borealis.engine.plan.CtePlan;
import dev.borealis.engine.plan.ModifyPlan;
import dev.borealis.engine.plan.Plan;
import dev.borealis.engine.plan.TableStorage;
import dev.borealis.types.Bytes;
import dev.borealis.types.Carrier;
import dev.borealis.types.error.ExecutionErrors;
import dev.borealis.types.error.TransactionErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * INSERT, UPDATE or DELETE running: {@link #open} changes all rows and checks foreign keys, then {@link #next} gives the
 * rows of RETURNING. Where the parameters change from row to row, {@link #begin}, {@link #change} for each, and {@link
 * #finish} take the place of {@code open}.
 */
final class ModifyRun {
    private final ModifyPlan plan;
    private final Frame frame;
    private final Execution execution;
    private final Operator source;
    private final ForeignKeys foreignKeys;
    private final RowWriter writer;
    private final TableStorage storage;
    private final BoxedRow target = new BoxedRow(new Object[0]);
    private final BoxedRow proposed = new BoxedRow(new Object[0]);
    private final Expression[] returning;
    private final RowStore returned;
    private final AddressList addresses;
    private final RowStore.View view;

    /** Of the row being inserted, one for each column; nobody keeps it. */
    private final @Nullable Object[] inserted;

    /** Keys of rows this statement made or changed. */
    private final Set<Bytes> written = new HashSet<>();

    private long changed;
    private int at;

    ModifyRun(ModifyPlan plan, @Nullable Frame parent, Execution execution) {
        this.plan = plan;
        this.execution = execution;
        frame = new Frame(execution, parent, plan.ranges());
        source = Operators.build(plan.source(), frame, execution);
        foreignKeys = new ForeignKeys(execution);
        storage = plan.target().storage;
        if (execution.context.transaction().isReadOnly()) {
            throw TransactionErrors.readOnly(plan.kind().name());
        }
        writer = foreignKeys.writer(plan.target());
        inserted = new Object[storage.types.size()];
        returning = plan.returning().toArray(Expression[]::new);
        returned = new RowStore(plan.returningCarriers().toArray(Carrier[]::new), execution.memory);
        addresses = new AddressList(execution.memory);
        view = returned.view();
    }

    /** Rows inserted, updated or deleted: for the command tag. */
    long changed() {
        return changed;
    }

    void open() {
        begin();
        change();
        finish();
    }

    void begin() {
        for (CtePlan cte : plan.ctes()) {
            CteState.start(cte, frame, execution);
        }
    }

    /** For the rows that the source gives now. @return how many rows were inserted, updated or deleted */
    long change() {
        long before = changed;
        source.open();
        while (source.next()) {
            execution.checkCancelled();
            Row row = frame.rows[0];
            switch (plan.kind()) {
                case INSERT -> insert();
                case UPDATE -> update(row);
                case DELETE -> delete(row);
            }
            frame.rows[0] = row; // joins go on reading it
        }
        source.close();
        return changed - before;
    }

    /** What is checked and done when all rows are changed. */
    void finish() {
        for (CtePlan cte : plan.ctes()) {
            if (cte.modification() != null) {
                CteState.of(cte, execution).finish();
            }
        }
        foreignKeys.finish();
    }

    boolean next() {
        if (at == addresses.size()) {
            return false;
        }
        view.moveTo(addresses.get(at++));
        return true;
    }

    Row row() {
        return view;
    }

    void close() {
        source.close();
    }

    // --- insert ---

    private void insert() {
        @Nullable Object[] values = inserted;
        Arrays.fill(values, null);
        assign(values, plan.assignments());
        writer.generate(values);
        writer.check(values);
        byte[] key = writer.rowKey(values);
        ModifyPlan.OnConflict clause = plan.onConflict();
        if (clause != null) {
            RowWriter.Conflict conflict = findConflict(clause, key, values);
            if (conflict != null) {
                if (clause.assignments() != null) {
                    updateInstead(clause, clause.assignments(), conflict, values);
                }
                return;
            }
        }
        writer.insert(key, values);
        checkViews(values);
        foreignKeys.inserted(plan.target(), key, values);
        if (clause != null) {
            written.add(Bytes.of(key));
        }
        changed++;
        giveBack(values);
    }

    private void assign(@Nullable Object[] values, List<ModifyPlan.Assigned> assignments) {
        for (int i = 0; i < assignments.size(); i++) {
            ModifyPlan.Assigned assigned = assignments.get(i);
            values[assigned.column()] = assigned.value().evaluateObject(frame);
        }
    }

    private RowWriter.@Nullable Conflict findConflict(
            ModifyPlan.OnConflict clause, byte[] key, @Nullable Object[] values) {
        List<Integer> arbiters = clause.arbiters();
        if (arbiters.isEmpty()) {
            var all = new ArrayList<Integer>();
            if (!storage.hasHiddenKey()) {
                all.add(-1);
            }
            for (int i = 0; i < storage.indexes.size(); i++) {
                all.add(i);
            }
            arbiters = all;
        }
        for (int arbiter : arbiters) {
            RowWriter.Conflict conflict = writer.findConflict(arbiter, key, values);
            if (conflict != null) {
                return conflict;
            }
        }
        return null;
    }

    private void updateInstead(
            ModifyPlan.OnConflict clause,
            List<ModifyPlan.Assigned> assignments,
            RowWriter.Conflict conflict,
            @Nullable Object[] values) {
        if (!written.add(Bytes.of(conflict.key()))) {
            throw ExecutionErrors.onConflictSecondTime();
        }
        target.set(conflict.values());
        frame.rows[0] = target;
        proposed.set(values);
        frame.rows[2] = proposed;
        Expression where = clause.where();
        if (where != null && !where.test(frame)) {
            return;
        }
        @Nullable Object[] after = conflict.values().clone();
        assign(after, assignments);
        writer.generate(after);
        writer.check(after);
        byte[] newKey = writer.update(conflict.key(), conflict.values(), after);
        written.add(Bytes.of(newKey));
        checkViews(after);
        foreignKeys.updated(plan.target(), newKey, conflict.values(), after);
        changed++;
        giveBack(after);
    }

    // --- update and delete ---

    private @Nullable Object[] read(Row row) {
        @Nullable Object[] values = new Object[storage.types.size()];
        for (int i = 0; i < values.length; i++) {
            Object value = LimitOperator.boxed(row, i, storage.carriers.get(i));
            // texts may share the bytes of a page that moves on
            values[i] = value;
        }
        return values;
    }

    private byte[] keyOf(Row row) {
        return ((Bytes) row.getObject(storage.rowKeyColumn())).toByteArray();
    }

    /** Joins may meet a row more than once; only the first time counts, as in PostgreSQL. */
    private boolean isFirstTime(byte[] key) {
        return plan.source() instanceof Plan.Scan || written.add(Bytes.of(key));
    }

    private void update(Row row) {
        byte[] key = keyOf(row);
        if (!isFirstTime(key)) {
            return;
        }
        @Nullable Object[] before = read(row);
        @Nullable Object[] after = before.clone();
        assign(after, plan.assignments());
        writer.generate(after);
        writer.check(after);
        byte[] newKey = writer.update(key, before, after);
        checkViews(after);
        foreignKeys.updated(plan.target(), newKey, before, after);
        changed++;
        giveBack(after);
    }

    private void delete(Row row) {
        byte[] key = keyOf(row);
        if (!isFirstTime(key)) {
            return;
        }
        @Nullable Object[] before = read(row);
        writer.delete(key, before);
        foreignKeys.deleted(plan.target(), before);
        changed++;
        giveBack(before);
    }

    /** WITH CHECK OPTION, after all other constraints: a condition that is unknown fails too. */
    private void checkViews(@Nullable Object[] values) {
        if (plan.viewChecks().isEmpty()) {
            return;
        }
        target.set(values);
        frame.rows[0] = target;
        for (ModifyPlan.ViewCheck check : plan.viewChecks()) {
            if (!check.condition().test(frame)) {
                throw RowMessages.viewCheck(plan.target(), check.view(), values, execution);
            }
        }
    }

    private void giveBack(@Nullable Object[] values) {
        if (returning.length == 0) {
            return;
        }
        target.set(values);
        frame.rows[0] = target;
        returned.begin();
        for (int i = 0; i < returning.length; i++) {
            returned.set(i, returning[i], frame);
        }
        addresses.add(returned.end());
    }
}
