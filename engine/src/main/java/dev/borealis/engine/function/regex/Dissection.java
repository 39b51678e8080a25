package dev.borealis.engine.function.regex;

import dev.borealis.engine.function.regex.Node.Preference;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Takes a match apart to find what each group matched: earlier parts choose first, each the longest or shortest text it
 * likes that lets the rest match. Without back references no choice is ever taken back.
 */
final class Dissection {
    private final Matcher matcher;
    private final int[] groups;
    private final boolean backReferences;

    /** @param groups pairs of start and end, filled in */
    Dissection(Matcher matcher, int[] groups, boolean backReferences) {
        this.matcher = matcher;
        this.groups = groups;
        this.backReferences = backReferences;
    }

    /** Whether the node matches exactly this part of the text; the automaton has already said so but for references. */
    boolean dissect(Node node, int begin, int end) {
        matcher.step();
        if (!node.isCapturing()) {
            return true;
        }
        return switch (node) {
            case Node.Empty _, Node.Characters _, Node.Assertion _, Node.Look _ -> true;
            case Node.Group group -> {
                if (!dissect(group.inner(), begin, end)) {
                    yield false;
                }
                groups[2 * group.number()] = begin;
                groups[2 * group.number() + 1] = end;
                yield true;
            }
            case Node.BackReference reference -> repeats(reference.number(), begin, end);
            case Node.Alternation alternation -> alternatives(alternation, begin, end);
            case Node.Concatenation concatenation -> sequence(concatenation, 0, begin, end);
            case Node.Repetition repetition -> iterations(repetition, begin, end);
        };
    }

    private boolean repeats(int number, int begin, int end) {
        int start = groups[2 * number];
        if (start < 0) {
            return false;
        }
        int[] text = matcher.text();
        return Arrays.equals(text, start, groups[2 * number + 1], text, begin, end);
    }

    private boolean alternatives(Node.Alternation alternation, int begin, int end) {
        for (Node branch : alternation.branches()) {
            if (matcher.ends(branch, begin, end).get(end)) {
                int[] saved = save();
                if (dissect(branch, begin, end)) {
                    return true;
                }
                restore(saved);
            }
        }
        return false;
    }

    private int[] save() {
        return backReferences ? groups.clone() : groups;
    }

    private void restore(int[] saved) {
        if (backReferences) {
            System.arraycopy(saved, 0, groups, 0, groups.length);
        }
    }

    private boolean sequence(Node.Concatenation whole, int from, int begin, int end) {
        Node left = whole.parts().get(from);
        if (from == whole.parts().size() - 1) {
            return dissect(left, begin, end);
        }
        BitSet middles = matcher.ends(left, begin, end);
        middles.and(matcher.starts(matcher.suffix(whole, from + 1), end, begin));
        boolean shortest = left.preference() == Preference.SHORTEST;
        int middle = shortest ? middles.nextSetBit(begin) : middles.previousSetBit(end);
        while (middle >= 0) {
            int[] saved = save();
            if (dissect(left, begin, middle) && sequence(whole, from + 1, middle, end)) {
                return true;
            }
            restore(saved);
            if (!backReferences) {
                return false;
            }
            middle =
                    shortest
                            ? middles.nextSetBit(middle + 1)
                            : middle == 0 ? -1 : middles.previousSetBit(middle - 1);
        }
        return false;
    }

    /** Divides a part of the text into repetitions; empty ones only where the least number demands them. */
    private boolean iterations(Node.Repetition repetition, int begin, int end) {
        int least = repetition.min();
        if (least == 0) {
            if (begin == end) {
                // an operand that can be empty is taken once, so that its groups are empty rather
                // than missing
                return !matcher.ends(repetition.inner(), begin, end).get(end)
                        || dissect(repetition.inner(), begin, end);
            }
            least = 1;
        }
        int most = end - begin;
        if (repetition.max() >= 0) {
            most = Math.min(most, repetition.max());
        }
        most = Math.max(most, least);
        boolean shortest = repetition.inner().preference() == Preference.SHORTEST;
        int[] ends = new int[most + 1];
        ends[0] = begin;
        BitSet[] candidates = new BitSet[most + 1];
        Set<Long> failed = new HashSet<>();
        int k = 1;
        candidates[1] = matcher.ends(repetition.inner(), begin, end);
        ends[1] = -1;
        while (k > 0) {
            matcher.step();
            int next = nextEnd(candidates[k], ends[k], shortest, ends[k - 1], end);
            if (next < 0) {
                if (k > 1 && !backReferences) {
                    failed.add((long) (k - 1) << 32 | ends[k - 1]);
                }
                k--;
                continue;
            }
            ends[k] = next;
            if (next == end && k >= least) {
                if (verify(repetition.inner(), ends, k)) {
                    return true;
                }
                continue;
            }
            boolean needless = next == ends[k - 1] && (k >= least || least - k < end - next);
            if (k >= most || needless || failed.contains((long) k << 32 | next)) {
                continue;
            }
            k++;
            candidates[k] = matcher.ends(repetition.inner(), next, end);
            ends[k] = -1;
        }
        return false;
    }

    private static int nextEnd(
            BitSet candidates, int previous, boolean shortest, int begin, int end) {
        if (shortest) {
            return candidates.nextSetBit(previous < 0 ? begin : previous + 1);
        }
        int from = previous < 0 ? end : previous - 1;
        return from < 0 ? -1 : candidates.previousSetBit(from);
    }

    private boolean verify(Node inner, int[] ends, int count) {
        int[] saved = save();
        for (int i = 1; i <= count; i++) {
            if (i < count && !backReferences) {
                continue; // only the last repetition leaves captures
            }
            if (!dissect(inner, ends[i - 1], ends[i])) {
                restore(saved);
                return false;
            }
        }
        return true;
    }
}
