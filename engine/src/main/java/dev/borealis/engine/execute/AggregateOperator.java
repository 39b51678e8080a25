package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.SlotRow;
import dev.borealis.engine.evaluate.ValueOrder;
import dev.borealis.engine.plan.AggregateSpec;
import dev.borealis.engine.plan.Plan;
import dev.borealis.types.Carrier;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Grouping by hash; without keys a single group. Grouping sets run over one pass of the input: each set has its own
 * groups, keys outside it are null.
 */
final class AggregateOperator extends Operator {
    private final Plan.Aggregate plan;
    private final Operator input;
    private final Frame frame;
    private final Execution execution;
    private final Expression[] keys;
    private final AggregateSpec[] calls;
    private final Expression[] carried;
    private final Groups[] sets;
    private final SlotRow output;
    private int set;
    private int group;

    AggregateOperator(Plan.Aggregate plan, Operator input, Frame frame, Execution execution) {
        this.plan = plan;
        this.input = input;
        this.frame = frame;
        this.execution = execution;
        keys = plan.keys().toArray(Expression[]::new);
        calls = plan.calls().toArray(AggregateSpec[]::new);
        carried = plan.carried().toArray(Expression[]::new);
        sets = new Groups[plan.sets().size()];
        for (int i = 0; i < sets.length; i++) {
            sets[i] = new Groups(plan.sets().get(i));
        }
        output = new SlotRow(keys.length + calls.length + carried.length + plan.groupings().size());
    }

    /** The groups of one grouping set. */
    private final class Groups {
        private final List<Integer> members;
        private final BitSet inSet = new BitSet();
        private final RowStore store;
        private final RowHash hash;
        private final SlotRow key;
        private final int[] keyOfMember;
        private final boolean isOneLong;

        /** The last group found by a single key that travels as a long: rows of a group often follow each other. */
        private GroupState @Nullable [] last;

        private long lastKey;
        private final List<GroupState[]> states = new ArrayList<>();

        Groups(List<Integer> members) {
            this.members = members;
            keyOfMember = members.stream().mapToInt(Integer::intValue).toArray();
            isOneLong = keyOfMember.length == 1 && keys[keyOfMember[0]].carrier() == Carrier.LONG;
            members.forEach(inSet::set);
            Carrier[] carriers = new Carrier[members.size() + carried.length];
            ValueOrder[] orders = new ValueOrder[members.size()];
            for (int i = 0; i < members.size(); i++) {
                orders[i] = plan.orders().get(members.get(i));
                carriers[i] = keys[members.get(i)].carrier();
            }
            for (int i = 0; i < carried.length; i++) {
                carriers[members.size() + i] = carried[i].carrier();
            }
            store = new RowStore(carriers, execution.memory);
            hash = new RowHash(store, orders, execution);
            key = new SlotRow(members.size());
        }

        void clear() {
            store.clear();
            hash.clear();
            states.clear();
            last = null;
        }

        private GroupState[] newStates() {
            GroupState[] made = new GroupState[calls.length];
            for (int i = 0; i < calls.length; i++) {
                made[i] = GroupState.of(calls[i], execution);
            }
            execution.memory.take(64L + 96L * calls.length);
            states.add(made);
            return made;
        }

        private GroupState[] newGroup(int code) {
            store.begin();
            for (int i = 0; i < members.size(); i++) {
                store.set(i, key, i);
            }
            for (int i = 0; i < carried.length; i++) {
                store.set(members.size() + i, carried[i], frame);
            }
            hash.add(store.end(), code);
            return newStates();
        }

        private GroupState[] groupOfLong(long value) {
            boolean isNull = frame.isNull;
            GroupState[] found = last;
            if (found != null && !isNull && value == lastKey) {
                return found;
            }
            if (isNull) {
                key.setNull(0);
            } else {
                key.setLong(0, value);
            }
            int code = hash.hash(key);
            int entry = hash.find(key, code);
            found = entry >= 0 ? states.get(entry) : newGroup(code);
            last = isNull ? null : found;
            lastKey = value;
            return found;
        }

        void addRow() {
            GroupState[] current;
            if (members.isEmpty()) {
                current = states.isEmpty() ? newGroup(0) : states.getFirst();
            } else if (isOneLong) {
                current = groupOfLong(keys[keyOfMember[0]].evaluateLong(frame));
            } else {
                for (int i = 0; i < keyOfMember.length; i++) {
                    key.store(i, keys[keyOfMember[i]], frame);
                }
                int code = hash.hash(key);
                int found = hash.find(key, code);
                current = found >= 0 ? states.get(found) : newGroup(code);
            }
            for (int i = 0; i < current.length; i++) {
                current[i].addRow(frame);
            }
        }
    }

    @Override
    void open() {
        for (Groups groups : sets) {
            groups.clear();
        }
        input.open();
        if (!countPages()) {
            int steps = 0;
            while (input.next()) {
                if ((++steps & 1023) == 0) {
                    execution.checkCancelled();
                }
                for (Groups groups : sets) {
                    groups.addRow();
                }
            }
        }
        input.close();
        set = 0;
        group = 0;
        for (Groups groups : sets) {
            if (groups.members.isEmpty() && groups.states.isEmpty()) {
                groups.newStates(); // no rows at all: one group of none
            }
        }
    }

    /** count(*) alone over a whole scan steps pages, not rows. */
    private boolean countPages() {
        if (sets.length != 1 || keys.length != 0 || carried.length != 0 || calls.length == 0) {
            return false;
        }
        for (AggregateSpec call : calls) {
            if (!call.tree().star() || call.filter() != null || !call.isDirect()) {
                return false;
            }
        }
        long rows = input.skipAll();
        if (rows < 0) {
            return false;
        }
        for (GroupState state : sets[0].newStates()) {
            state.addRows(rows);
        }
        return true;
    }

    @Override
    boolean next() {
        while (set < sets.length && group == sets[set].states.size()) {
            set++;
            group = 0;
        }
        if (set == sets.length) {
            return false;
        }
        show(sets[set], group++);
        return true;
    }

    private void show(Groups groups, int number) {
        boolean hasRow = number < groups.hash.size();
        int column = 0;
        for (int i = 0; i < keys.length; i++, column++) {
            int at = groups.members.indexOf(i);
            if (at < 0 || !hasRow) {
                output.setNull(column);
            } else {
                output.setBoxed(
                        column,
                        keys[i].carrier(),
                        groups.store.getBoxed(groups.hash.address(number), at));
            }
        }
        GroupState[] states = groups.states.get(number);
        for (int i = 0; i < calls.length; i++, column++) {
            output.setBoxed(column, calls[i].result(), states[i].result());
        }
        for (int i = 0; i < carried.length; i++, column++) {
            if (hasRow) {
                output.setBoxed(
                        column,
                        carried[i].carrier(),
                        groups.store.getBoxed(
                                groups.hash.address(number), groups.members.size() + i));
            } else {
                output.setNull(column);
            }
        }
        for (List<Integer> grouping : plan.groupings()) {
            long bits = 0;
            for (int member : grouping) {
                bits = bits << 1 | (groups.inSet.get(member) ? 0 : 1);
            }
            output.setLong(column++, bits);
        }
        frame.rows[plan.range()] = output;
    }

    @Override
    void close() {
        input.close();
    }
}
