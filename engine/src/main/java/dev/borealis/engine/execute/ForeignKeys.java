package dev.borealis.engine.execute;

import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.evaluate.BoxedRow;
import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.key.KeyFormat;
import dev.borealis.engine.plan.IndexStorage;
import dev.borealis.engine.plan.TableStorage;
import dev.borealis.engine.plan.TargetTable;
import dev.borealis.engine.transaction.EntryCursor;
import dev.borealis.engine.transaction.EntryView;
import dev.borealis.engine.transaction.Transaction;
import dev.borealis.store.Label;
import dev.borealis.store.Touch;
import dev.borealis.types.Zone;
import dev.borealis.types.error.ConstraintErrors;
import dev.borealis.types.value.ValueMemory;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Foreign keys of one statement: collects what its changes ask for and does it at the end of the statement, actions
 * first. Actions change rows, which asks for more; a queue, not recursion. The parent row of a check is touched like FOR
 * KEY SHARE, however it was found.
 */
final class ForeignKeys {
    private final Execution execution;
    private final Transaction transaction;
    private final Deque<Runnable> actions = new ArrayDeque<>();
    private final Deque<Runnable> checks = new ArrayDeque<>();
    private final Map<Integer, RowWriter> writers = new HashMap<>();
    private final Map<TargetTable.Reference, ForeignKeyMatch> matches = new IdentityHashMap<>();

    ForeignKeys(Execution execution) {
        this.execution = execution;
        transaction = execution.context.transaction();
    }

    RowWriter writer(TargetTable target) {
        return writers.computeIfAbsent(
                target.storage.table.oid(), _ -> new RowWriter(target, execution));
    }

    private ForeignKeyMatch match(TargetTable.Reference reference) {
        return matches.computeIfAbsent(reference, ForeignKeyMatch::of);
    }

    private Zone zone() {
        return execution.context().timeZone();
    }

    /** Does everything collected. */
    void finish() {
        while (true) {
            Runnable next = actions.poll();
            if (next == null) {
                next = checks.poll();
            }
            if (next == null) {
                return;
            }
            execution.checkCancelled();
            next.run();
        }
    }

    // --- what changes ask for ---

    void inserted(TargetTable target, byte[] key, @Nullable Object[] values) {
        List<TargetTable.Reference> references = target.references();
        for (int i = 0; i < references.size(); i++) { // for each row of a load: without an iterator
            checkReference(references.get(i), key, values);
        }
    }

    void updated(
            TargetTable target, byte[] key, @Nullable Object[] before, @Nullable Object[] after) {
        for (TargetTable.Reference reference : target.references()) {
            if (differs(before, after, reference.key().columns())) {
                checkReference(reference, key, after);
            }
        }
        for (TargetTable.Reference reference : target.referencing()) {
            if (differs(before, after, reference.key().referencedColumns())) {
                parentGone(reference, before, after, reference.key().onUpdate());
            }
        }
    }

    void deleted(TargetTable target, @Nullable Object[] before) {
        for (TargetTable.Reference reference : target.referencing()) {
            parentGone(reference, before, null, reference.key().onDelete());
        }
    }

    private static boolean differs(
            @Nullable Object[] before, @Nullable Object[] after, List<Integer> columns) {
        for (int column : columns) {
            if (!Objects.equals(before[column - 1], after[column - 1])) {
                return true;
            }
        }
        return false;
    }

    private boolean isDeferred(ConstraintDefinition.ForeignKey key) {
        return key.deferrable()
                && execution
                        .context
                        .deferredChecks()
                        .isDeferred(key.oid(), key.initiallyDeferred());
    }

    // --- the referencing side ---

    private void checkReference(
            TargetTable.Reference reference, byte[] childKey, @Nullable Object[] values) {
        ForeignKeyMatch match = match(reference);
        switch (match.demand(values)) {
            case NOTHING -> {
                return;
            }
            case REFUSED ->
                    throw ConstraintErrors.foreignKeyMixedNulls(
                            reference.child().schema,
                            reference.child().storage.table.name(),
                            reference.key().name());
            case PARENT -> {}
        }
        @Nullable Object[] keyValues = match.keyValues(values);
        if (isDeferred(reference.key())) {
            execution
                    .context
                    .deferredChecks()
                    .add(
                            reference.key().oid(),
                            () -> checkIfStillThere(reference, childKey, keyValues));
        } else {
            checks.add(() -> checkIfStillThere(reference, childKey, keyValues));
        }
    }

    private void checkIfStillThere(
            TargetTable.Reference reference, byte[] childKey, @Nullable Object[] keyValues) {
        EntryView child = transaction.getCurrent(childKey);
        if (child == null) {
            return;
        }
        @Nullable Object[] now = match(reference).keyValues(read(reference.child().storage, child));
        if (!Arrays.equals(now, keyValues)) {
            return; // changed again since; that change has a check of its own
        }
        byte[] parent = findParent(reference, keyValues);
        if (parent == null) {
            throw RowMessages.foreignKeyMissing(reference, keyValues, execution);
        }
        RowWriter.touchFence(transaction, reference.parent().storage.table.oid());
        transaction.touch(parent, Touch.KEY, Touch.SHARE, Label.DATA);
    }

    /** The key of the row that these values refer to, or null. */
    private byte @Nullable [] findParent(
            TargetTable.Reference reference, @Nullable Object[] keyValues) {
        ForeignKeyMatch match = match(reference);
        for (int i = 0; i < match.candidates(); i++) {
            byte[] key = match.parentKey(keyValues, zone(), i);
            EntryView entry = key == null ? null : transaction.getCurrent(key);
            if (key != null && entry != null) {
                IndexStorage index = reference.parentIndex();
                return index == null
                        ? key
                        : index.format().rowKey(entry.bytes(), entry.keyEnd(), entry.valueEnd());
            }
        }
        return null;
    }

    // --- the referenced side ---

    private void parentGone(
            TargetTable.Reference reference,
            @Nullable Object[] before,
            @Nullable Object @Nullable [] after,
            ConstraintDefinition.Action action) {
        @Nullable Object[] keyValues = match(reference).parentValues(before);
        if (isAnyNull(keyValues)) {
            return;
        }
        switch (action) {
            case NO_ACTION -> {
                if (isDeferred(reference.key())) {
                    execution
                            .context
                            .deferredChecks()
                            .add(
                                    reference.key().oid(),
                                    () -> refuseIfReferenced(reference, keyValues, true));
                } else {
                    checks.add(() -> refuseIfReferenced(reference, keyValues, true));
                }
            }
            case RESTRICT -> actions.add(() -> refuseIfReferenced(reference, keyValues, false));
            case CASCADE, SET_NULL, SET_DEFAULT ->
                    actions.add(() -> act(reference, keyValues, after, action));
        }
    }

    private void refuseIfReferenced(
            TargetTable.Reference reference, @Nullable Object[] keyValues, boolean unlessReplaced) {
        if (unlessReplaced
                && transaction.getCurrent(match(reference).parentKey(keyValues)) != null) {
            return;
        }
        RowWriter.touchFence(transaction, reference.child().storage.table.oid());
        if (!findChildren(reference, keyValues, 1).isEmpty()) {
            throw RowMessages.foreignKeyStillReferenced(reference, keyValues, execution);
        }
    }

    private record Child(byte[] key, @Nullable Object[] values) {}

    private void act(
            TargetTable.Reference reference,
            @Nullable Object[] keyValues,
            @Nullable Object @Nullable [] parentAfter,
            ConstraintDefinition.Action action) {
        RowWriter writer = writer(reference.child());
        for (Child child : findChildren(reference, keyValues, Integer.MAX_VALUE)) {
            if (action == ConstraintDefinition.Action.CASCADE && parentAfter == null) {
                writer.delete(child.key, child.values);
                deleted(reference.child(), child.values);
                continue;
            }
            @Nullable Object[] changed = child.values.clone();
            ConstraintDefinition.ForeignKey key = reference.key();
            for (int i = 0; i < key.columns().size(); i++) {
                int column = key.columns().get(i) - 1;
                if (action == ConstraintDefinition.Action.CASCADE) {
                    changed[column] = cascaded(reference, i, Objects.requireNonNull(parentAfter));
                } else if (parentAfter != null
                        || key.setColumns().isEmpty()
                        || key.setColumns().contains(column + 1)) {
                    changed[column] =
                            action == ConstraintDefinition.Action.SET_NULL
                                    ? null
                                    : defaultOf(reference.child(), column);
                }
            }
            writer.generate(changed);
            writer.check(changed);
            byte[] newKey = writer.update(child.key, child.values, changed);
            updated(reference.child(), newKey, child.values, changed);
        }
        if (action == ConstraintDefinition.Action.SET_DEFAULT) {
            // the default may be the value that is gone
            checks.add(() -> refuseIfReferenced(reference, keyValues, true));
        }
    }

    /** @param column of the foreign key, from 0 */
    private @Nullable Object cascaded(
            TargetTable.Reference reference, int column, @Nullable Object[] parentAfter) {
        Expression conversion = reference.cascaded()[column];
        if (conversion == null) {
            return parentAfter[reference.key().referencedColumns().get(column) - 1];
        }
        var frame = new Frame(execution, null, 1);
        frame.rows[0] = new BoxedRow(parentAfter);
        return conversion.evaluateObject(frame);
    }

    private @Nullable Object defaultOf(TargetTable target, int column) {
        Expression expression = target.defaults[column];
        return expression == null ? null : expression.evaluateObject(new Frame(execution, null, 1));
    }

    /** Rows that refer to a key. Read whole before anything is changed. */
    private List<Child> findChildren(
            TargetTable.Reference reference, @Nullable Object[] keyValues, int most) {
        TableStorage child = reference.child().storage;
        var found = new ArrayList<Child>();
        ForeignKeyMatch match = match(reference);
        IndexStorage index = reference.childIndex();
        KeyFormat keyFormat = index == null ? child.keyFormat : index.format().keys();
        int[] order = reference.childKeyOrder();
        ForeignKeyMatch.Children children =
                order.length == 0
                        ? new ForeignKeyMatch.Children(keyFormat.all(), false)
                        : match.children(keyFormat, order, keyValues, zone());
        if (children == null) {
            return found;
        }
        byte[] wanted = children.exact() ? null : match.parentKey(keyValues);
        var keys = new ArrayList<byte[]>();
        try (EntryCursor cursor =
                transaction.scanCurrent(
                        children.range(), false, order.length == 0 ? 1_000_000 : 10)) {
            int enough = index == null || wanted == null ? most : Integer.MAX_VALUE;
            while (found.size() + keys.size() < enough && cursor.next()) {
                execution.checkCancelled();
                if (index != null) {
                    keys.add(
                            index.format()
                                    .rowKey(cursor.bytes(), cursor.keyEnd(), cursor.valueEnd()));
                    continue;
                }
                @Nullable Object[] values = read(child, cursor);
                if (wanted != null && !match.refers(values, wanted, zone())) {
                    continue;
                }
                byte[] key = Arrays.copyOfRange(cursor.bytes(), cursor.keyStart(), cursor.keyEnd());
                long bytes = 64 + key.length;
                for (Object value : values) {
                    bytes += 8 + ValueMemory.bytes(value);
                }
                execution.memory.take(bytes);
                found.add(new Child(key, values));
            }
        }
        for (int i = 0; i < keys.size() && found.size() < most; i++) {
            EntryView entry = transaction.getCurrent(keys.get(i));
            if (entry == null) {
                throw new IllegalStateException("an index names a row that is not there");
            }
            @Nullable Object[] values = read(child, entry);
            if (wanted == null || match.refers(values, wanted, zone())) {
                found.add(new Child(keys.get(i), values));
            }
        }
        return found;
    }

    private static @Nullable Object[] read(TableStorage storage, EntryView entry) {
        return storage.rowFormat.readAll(entry.bytes(), entry.valueStart(), entry.valueEnd());
    }

    private static boolean isAnyNull(@Nullable Object[] values) {
        for (Object value : values) {
            if (value == null) {
                return true;
            }
        }
        return false;
    }
}
