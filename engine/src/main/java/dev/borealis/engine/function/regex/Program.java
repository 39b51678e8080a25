package dev.borealis.engine.function.regex;

import dev.borealis.engine.function.regex.Node.Assertion;
import dev.borealis.types.error.RegexErrors;
import dev.borealis.types.error.RegexErrors.Problem;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/**
 * A node as a non-deterministic automaton, forwards or backwards. Groups leave no trace in it, a back reference stands
 * for anything its group could match: captures are found afterwards by taking the match apart.
 */
final class Program {
    /** States one automaton may have. */
    private static final int MAX_STATES = 50_000;

    enum Operation {
        CHARACTER,
        SPLIT,
        JUMP,
        ASSERT,
        LOOK,
        MATCH
    }

    private final boolean backwards;
    private Operation[] operations = new Operation[16];
    private int[] first = new int[16];
    private int[] second = new int[16];
    private @Nullable Object[] details = new @Nullable Object[16];
    private int size;

    Program(Node node, boolean backwards) {
        this.backwards = backwards;
        emit(node);
        add(Operation.MATCH, 0, 0, null);
    }

    boolean isBackwards() {
        return backwards;
    }

    int size() {
        return size;
    }

    Operation operation(int state) {
        return operations[state];
    }

    /** Target of a jump; the preferred one of a split. */
    int first(int state) {
        return first[state];
    }

    int second(int state) {
        return second[state];
    }

    CharacterSet set(int state) {
        return (CharacterSet) detail(state);
    }

    Assertion.Kind assertion(int state) {
        return (Assertion.Kind) detail(state);
    }

    Node.Look look(int state) {
        return (Node.Look) detail(state);
    }

    private Object detail(int state) {
        Object detail = details[state];
        if (detail == null) {
            throw new IllegalStateException("state " + state + " has no detail");
        }
        return detail;
    }

    private int add(Operation operation, int to, int other, @Nullable Object detail) {
        if (size == MAX_STATES) {
            throw RegexErrors.invalid(Problem.TOO_COMPLEX);
        }
        if (size == operations.length) {
            operations = Arrays.copyOf(operations, 2 * size);
            first = Arrays.copyOf(first, 2 * size);
            second = Arrays.copyOf(second, 2 * size);
            details = Arrays.copyOf(details, 2 * size);
        }
        operations[size] = operation;
        first[size] = to;
        second[size] = other;
        details[size] = detail;
        return size++;
    }

    private void emit(Node node) {
        switch (node) {
            case Node.Empty _ -> {}
            case Node.Characters characters ->
                    add(Operation.CHARACTER, size + 1, 0, characters.set());
            case Assertion assertion -> add(Operation.ASSERT, size + 1, 0, assertion.kind());
            case Node.Look look -> add(Operation.LOOK, size + 1, 0, look);
            case Node.Concatenation concatenation -> {
                List<Node> parts = concatenation.parts();
                for (int i = 0; i < parts.size(); i++) {
                    emit(parts.get(backwards ? parts.size() - 1 - i : i));
                }
            }
            case Node.Alternation alternation -> alternatives(alternation.branches());
            case Node.Group group -> emit(group.inner());
            case Node.BackReference reference -> emit(reference.group());
            case Node.Repetition repetition -> repetition(repetition);
        }
    }

    private void alternatives(List<Node> branches) {
        int[] jumps = new int[branches.size()];
        for (int i = 0; i < branches.size(); i++) {
            boolean last = i == branches.size() - 1;
            int split = last ? -1 : add(Operation.SPLIT, size + 1, 0, null);
            emit(branches.get(i));
            jumps[i] = last ? -1 : add(Operation.JUMP, 0, 0, null);
            if (!last) {
                second[split] = size;
            }
        }
        for (int jump : jumps) {
            if (jump >= 0) {
                first[jump] = size;
            }
        }
    }

    private void repetition(Node.Repetition repetition) {
        for (int i = 0; i < repetition.min(); i++) {
            emit(repetition.inner());
        }
        if (repetition.max() < 0) {
            int split = add(Operation.SPLIT, size + 1, 0, null);
            emit(repetition.inner());
            add(Operation.JUMP, split, 0, null);
            second[split] = size;
            return;
        }
        int[] splits = new int[repetition.max() - repetition.min()];
        for (int i = 0; i < splits.length; i++) {
            splits[i] = add(Operation.SPLIT, size + 1, 0, null);
            emit(repetition.inner());
        }
        for (int split : splits) {
            second[split] = size;
        }
    }
}
