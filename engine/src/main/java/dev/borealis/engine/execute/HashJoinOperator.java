package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.NullRow;
import dev.borealis.engine.evaluate.SlotRow;
import dev.borealis.engine.evaluate.ValueOrder;
import dev.borealis.engine.plan.Plan;
import dev.borealis.types.Carrier;

import org.jspecify.annotations.Nullable;

import java.util.BitSet;

/** Stores the right side under its keys, then looks the rows of the left side up. */
final class HashJoinOperator extends Operator {
    private final Plan.HashJoin plan;
    private final Operator left;
    private final Operator right;
    private final Frame frame;
    private final Execution execution;
    private final Expression[] leftKeys;
    private final Expression[] rightKeys;
    private final @Nullable Expression condition;
    private final int[] leftRanges;
    private final int[] rightRanges;
    private final RowStore store;
    private final RowHash hash;
    private final StoredRanges stored;
    private final SlotRow key;

    /** Right rows that found a partner: for RIGHT and FULL. */
    private final BitSet partnered = new BitSet();

    private boolean onLeft;
    private boolean matched;
    private boolean leftDone;
    private int entry;
    private int nextUnpartnered;
    private int steps;

    HashJoinOperator(
            Plan.HashJoin plan, Operator left, Operator right, Frame frame, Execution execution) {
        this.plan = plan;
        this.left = left;
        this.right = right;
        this.frame = frame;
        this.execution = execution;
        leftKeys = plan.leftKeys().toArray(Expression[]::new);
        rightKeys = plan.rightKeys().toArray(Expression[]::new);
        condition = plan.condition() == null ? null : plan.condition().code();
        leftRanges = plan.leftRanges().stream().mapToInt(Integer::intValue).toArray();
        rightRanges = plan.rightRanges().stream().mapToInt(Integer::intValue).toArray();
        ValueOrder[] orders = plan.orders().toArray(ValueOrder[]::new);
        Carrier[] keyCarriers = new Carrier[rightKeys.length];
        for (int i = 0; i < keyCarriers.length; i++) {
            keyCarriers[i] = rightKeys[i].carrier();
        }
        store =
                new RowStore(
                        StoredRanges.carriers(plan.rightColumns(), keyCarriers), execution.memory);
        hash = new RowHash(store, orders, execution);
        stored = new StoredRanges(plan.rightColumns(), store, keyCarriers.length);
        key = new SlotRow(keyCarriers.length);
    }

    private boolean keepsRight() {
        return plan.kind() == Plan.JoinKind.FULL || plan.kind() == Plan.JoinKind.RIGHT;
    }

    @Override
    void open() {
        store.clear();
        hash.clear();
        partnered.clear();
        right.open();
        while (right.next()) {
            if ((++steps & 1023) == 0) {
                execution.checkCancelled();
            }
            boolean anyNull = storeKey(rightKeys);
            if (anyNull && !keepsRight()) {
                continue; // equals nothing
            }
            store.begin();
            for (int i = 0; i < rightKeys.length; i++) {
                store.set(i, key, i);
            }
            stored.write(store, frame);
            long address = store.end();
            hash.add(address, hash.hash(key));
        }
        right.close();
        left.open();
        onLeft = false;
        leftDone = false;
        nextUnpartnered = 0;
    }

    private boolean storeKey(Expression[] expressions) {
        boolean anyNull = false;
        for (int i = 0; i < expressions.length; i++) {
            key.store(i, expressions[i], frame);
            anyNull |= key.isNull(i);
        }
        return anyNull;
    }

    @Override
    boolean next() {
        while (!leftDone) {
            if (!onLeft) {
                if (!left.next()) {
                    leftDone = true;
                    left.close();
                    break;
                }
                if ((++steps & 1023) == 0) {
                    execution.checkCancelled();
                }
                matched = false;
                onLeft = true;
                entry = storeKey(leftKeys) ? -1 : hash.find(key, hash.hash(key));
            }
            while (entry >= 0) {
                int current = entry;
                stored.show(hash.address(current), frame);
                entry = hash.findNext(current, key);
                if (condition != null && !condition.test(frame)) {
                    continue;
                }
                matched = true;
                if (keepsRight()) {
                    partnered.set(current);
                }
                switch (plan.kind()) {
                    case INNER, LEFT, RIGHT, FULL -> {
                        return true;
                    }
                    case SEMI -> {
                        onLeft = false;
                        return true;
                    }
                    case ANTI -> entry = -1;
                }
            }
            onLeft = false;
            if (matched) {
                continue;
            }
            switch (plan.kind()) {
                case LEFT, FULL -> {
                    absent(rightRanges);
                    return true;
                }
                case ANTI -> {
                    return true;
                }
                case INNER, RIGHT, SEMI -> {}
            }
        }
        return keepsRight() && nextUnpartnered();
    }

    private boolean nextUnpartnered() {
        nextUnpartnered = partnered.nextClearBit(nextUnpartnered);
        if (nextUnpartnered >= hash.size()) {
            return false;
        }
        stored.show(hash.address(nextUnpartnered++), frame);
        absent(leftRanges);
        return true;
    }

    private void absent(int[] ranges) {
        for (int range : ranges) {
            frame.rows[range] = NullRow.INSTANCE;
        }
    }

    @Override
    void close() {
        left.close();
        right.close();
    }
}
