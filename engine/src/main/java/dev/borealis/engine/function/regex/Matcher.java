package dev.borealis.engine.function.regex;

import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.regex.Node.Assertion;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Runs automata over one text. Time is bounded by text × states for a search; look-ahead may cost that at each
 * position.
 */
final class Matcher {
    private final Call call;
    private final int[] text;
    private final Map<Node.Look, Map<Integer, Boolean>> looks = new IdentityHashMap<>();
    private final Automata automata;
    private int steps;

    Matcher(Call call, int[] text, Automata automata) {
        this.call = call;
        this.text = text;
        this.automata = automata;
    }

    /** The parts of a concatenation from one on. */
    Node suffix(Node.Concatenation whole, int from) {
        return automata.suffix(whole, from);
    }

    int[] text() {
        return text;
    }

    void step() {
        if ((++steps & 0x3FF) == 0) {
            call.checkCancelled();
        }
    }

    /** The threads alive at one position, each state once, earliest start first. */
    private static final class Threads {
        final int[] states;
        final int[] starts;
        final boolean[] present;
        int count;

        Threads(int size) {
            states = new int[size];
            starts = new int[size];
            present = new boolean[size];
        }

        void clear() {
            for (int i = 0; i < count; i++) {
                present[states[i]] = false;
            }
            Arrays.fill(present, false);
            count = 0;
        }
    }

    /** The leftmost match at or after a position: first and one past last, or null. */
    int @Nullable [] search(Node node, int from, boolean longest) {
        Program program = automata.forward(node);
        var current = new Threads(program.size());
        var next = new Threads(program.size());
        int[] stack = new int[program.size() + 1];
        int bestStart = -1;
        int bestEnd = -1;
        for (int position = from; position <= text.length; position++) {
            if (bestStart < 0) {
                follow(program, current, 0, position, position, stack);
            } else if (current.count == 0) {
                break;
            }
            step();
            next.clear();
            for (int i = 0; i < current.count; i++) {
                int start = current.starts[i];
                if (bestStart >= 0 && (longest ? start > bestStart : start >= bestStart)) {
                    break;
                }
                int state = current.states[i];
                if (program.operation(state) == Program.Operation.MATCH) {
                    bestStart = start;
                    bestEnd = position;
                } else if (position < text.length && program.set(state).contains(text[position])) {
                    follow(program, next, program.first(state), start, position + 1, stack);
                }
            }
            var swap = current;
            current = next;
            next = swap;
            if (bestStart >= 0) {
                drop(current, bestStart, longest);
            }
        }
        return bestStart < 0 ? null : new int[] {bestStart, bestEnd};
    }

    /** Threads that start after the best match so far cannot win any more. */
    private static void drop(Threads threads, int bestStart, boolean longest) {
        int kept = 0;
        for (int i = 0; i < threads.count; i++) {
            int start = threads.starts[i];
            if (longest ? start <= bestStart : start < bestStart) {
                threads.states[kept] = threads.states[i];
                threads.starts[kept++] = start;
            } else {
                threads.present[threads.states[i]] = false;
            }
        }
        threads.count = kept;
    }

    /** Adds a state and all that are reached from it without a character. */
    private void follow(
            Program program, Threads threads, int state, int start, int position, int[] stack) {
        int top = 0;
        stack[top++] = state;
        while (top > 0) {
            int at = stack[--top];
            if (threads.present[at]) {
                continue;
            }
            threads.present[at] = true;
            switch (program.operation(at)) {
                case CHARACTER, MATCH -> {
                    threads.states[threads.count] = at;
                    threads.starts[threads.count++] = start;
                }
                case JUMP -> stack[top++] = program.first(at);
                case SPLIT -> {
                    if (top + 2 > stack.length) {
                        throw new IllegalStateException("closure stack");
                    }
                    stack[top++] = program.second(at);
                    stack[top++] = program.first(at);
                }
                case ASSERT -> {
                    if (holds(program.assertion(at), position)) {
                        stack[top++] = program.first(at);
                    }
                }
                case LOOK -> {
                    if (looks(program.look(at), position)) {
                        stack[top++] = program.first(at);
                    }
                }
            }
        }
    }

    private boolean holds(Assertion.Kind kind, int position) {
        return switch (kind) {
            case TEXT_START -> position == 0;
            case TEXT_END -> position == text.length;
            case LINE_START -> position == 0 || text[position - 1] == '\n';
            case LINE_END -> position == text.length || text[position] == '\n';
            case WORD_START -> !wordBefore(position) && wordAfter(position);
            case WORD_END -> wordBefore(position) && !wordAfter(position);
            case WORD_BOUNDARY -> wordBefore(position) != wordAfter(position);
            case NO_WORD_BOUNDARY -> wordBefore(position) == wordAfter(position);
        };
    }

    private boolean wordBefore(int position) {
        return position > 0 && CharacterClasses.isWord(text[position - 1]);
    }

    private boolean wordAfter(int position) {
        return position < text.length && CharacterClasses.isWord(text[position]);
    }

    private boolean looks(Node.Look look, int position) {
        Map<Integer, Boolean> known = looks.computeIfAbsent(look, _ -> new HashMap<>());
        Boolean found = known.get(position);
        if (found == null) {
            Program program =
                    look.ahead() ? automata.forward(look.inner()) : automata.backward(look.inner());
            int limit = look.ahead() ? text.length : 0;
            found = !reach(program, position, limit, true).isEmpty() != look.negative();
            known.put(position, found);
        }
        return found;
    }

    /** Ends of all matches of a node that start at {@code from} and end no later than {@code limit}. */
    BitSet ends(Node node, int from, int limit) {
        return reach(automata.forward(node), from, limit, false);
    }

    /** Starts of all matches of a node that end at {@code to} and start no earlier than {@code limit}. */
    BitSet starts(Node node, int to, int limit) {
        return reach(automata.backward(node), to, limit, false);
    }

    private BitSet reach(Program program, int from, int limit, boolean any) {
        var found = new BitSet();
        var current = new Threads(program.size());
        var next = new Threads(program.size());
        int[] stack = new int[program.size() + 1];
        int direction = program.isBackwards() ? -1 : 1;
        follow(program, current, 0, from, from, stack);
        for (int position = from; current.count > 0; position += direction) {
            step();
            next.clear();
            for (int i = 0; i < current.count; i++) {
                int state = current.states[i];
                if (program.operation(state) == Program.Operation.MATCH) {
                    found.set(position);
                    if (any) {
                        return found;
                    }
                } else if (position != limit
                        && program.set(state)
                                .contains(text[program.isBackwards() ? position - 1 : position])) {
                    follow(program, next, program.first(state), from, position + direction, stack);
                }
            }
            var swap = current;
            current = next;
            next = swap;
        }
        return found;
    }
}
