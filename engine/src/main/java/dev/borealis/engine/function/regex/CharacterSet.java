package dev.borealis.engine.function.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An immutable set of characters: sorted, disjoint ranges, and a bit map of the first 128. */
final class CharacterSet {
    private static final int LAST = 0x10FFFF;

    private final int[] bounds; // pairs of first and last
    private final long low;
    private final long high;

    private CharacterSet(int[] bounds) {
        this.bounds = bounds;
        long lowBits = 0;
        long highBits = 0;
        for (int c = 0; c < 128; c++) {
            if (search(bounds, c)) {
                if (c < 64) {
                    lowBits |= 1L << c;
                } else {
                    highBits |= 1L << c;
                }
            }
        }
        low = lowBits;
        high = highBits;
    }

    boolean contains(int character) {
        if (character < 64) {
            return (low >>> character & 1) != 0;
        }
        if (character < 128) {
            return (high >>> character & 1) != 0;
        }
        return search(bounds, character);
    }

    private static boolean search(int[] bounds, int character) {
        for (int i = 0; i < bounds.length; i += 2) {
            if (character < bounds[i]) {
                return false;
            }
            if (character <= bounds[i + 1]) {
                return true;
            }
        }
        return false;
    }

    static CharacterSet of(int character) {
        return new CharacterSet(new int[] {character, character});
    }

    static CharacterSet range(int first, int last) {
        return new CharacterSet(new int[] {first, last});
    }

    static final CharacterSet ALL = range(0, LAST);
    static final CharacterSet NONE = new CharacterSet(new int[0]);

    /** Every character but these. */
    CharacterSet complement() {
        var result = new ArrayList<int[]>();
        int next = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            if (bounds[i] > next) {
                result.add(new int[] {next, bounds[i] - 1});
            }
            next = bounds[i + 1] + 1;
        }
        if (next <= LAST) {
            result.add(new int[] {next, LAST});
        }
        return union(result);
    }

    CharacterSet or(CharacterSet other) {
        var ranges = ranges();
        ranges.addAll(other.ranges());
        return union(ranges);
    }

    CharacterSet without(CharacterSet other) {
        return complement().or(other).complement();
    }

    private List<int[]> ranges() {
        var ranges = new ArrayList<int[]>();
        for (int i = 0; i < bounds.length; i += 2) {
            ranges.add(new int[] {bounds[i], bounds[i + 1]});
        }
        return ranges;
    }

    private static CharacterSet union(List<int[]> ranges) {
        ranges.sort((a, b) -> Integer.compare(a[0], b[0]));
        int[] bounds = new int[2 * ranges.size()];
        int count = 0;
        for (int[] range : ranges) {
            if (count > 0 && range[0] <= bounds[count - 1] + 1) {
                bounds[count - 1] = Math.max(bounds[count - 1], range[1]);
            } else {
                bounds[count++] = range[0];
                bounds[count++] = range[1];
            }
        }
        return new CharacterSet(Arrays.copyOf(bounds, count));
    }

    /** With the other case of its ASCII letters: the C collation knows no others. */
    CharacterSet ignoringCase() {
        var ranges = ranges();
        for (int c = 'a'; c <= 'z'; c++) {
            if (contains(c)) {
                ranges.add(new int[] {c - 32, c - 32});
            }
            if (contains(c - 32)) {
                ranges.add(new int[] {c, c});
            }
        }
        return union(ranges);
    }
}
