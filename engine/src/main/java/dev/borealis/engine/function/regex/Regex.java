package dev.borealis.engine.function.regex;

import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.regex.Node.Preference;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.BitSet;

/** A compiled regular expression. For one thread: it keeps automata that it builds on demand. */
final class Regex {
    private final RegexParser.Result parsed;
    private final Automata automata = new Automata();

    Regex(int[] pattern, RegexOptions options) {
        parsed = RegexParser.parse(pattern, options);
    }

    /** Number of capturing parentheses. */
    int groups() {
        return parsed.groups();
    }

    boolean matches(Call call, int[] text) {
        return parsed.hasBackReference()
                ? find(call, text, 0) != null
                : new Matcher(call, text, automata).search(parsed.node(), 0, false) != null;
    }

    /**
     * The first match at or after a position. Entries 2 × i and 2 × i + 1 are start and end of group i, the whole being
     * group 0; −1 for a group that took no part.
     */
    int @Nullable [] find(Call call, int[] text, int from) {
        var matcher = new Matcher(call, text, automata);
        boolean longest = parsed.node().preference() != Preference.SHORTEST;
        int start = from;
        while (start <= text.length) {
            int[] span = matcher.search(parsed.node(), start, longest);
            if (span == null) {
                return null;
            }
            int[] groups = new int[2 * parsed.groups() + 2];
            if (!parsed.hasBackReference()) {
                Arrays.fill(groups, -1);
                new Dissection(matcher, groups, false).dissect(parsed.node(), span[0], span[1]);
                groups[0] = span[0];
                groups[1] = span[1];
                return groups;
            }
            if (findFrom(matcher, groups, span[0], longest)) {
                return groups;
            }
            start = span[0] + 1;
        }
        return null;
    }

    /** With back references an end that the automaton likes may still be wrong: all are tried. */
    private boolean findFrom(Matcher matcher, int[] groups, int start, boolean longest) {
        BitSet ends = matcher.ends(parsed.node(), start, matcher.text().length);
        int end = longest ? ends.length() - 1 : ends.nextSetBit(0);
        while (end >= 0) {
            Arrays.fill(groups, -1);
            if (new Dissection(matcher, groups, true).dissect(parsed.node(), start, end)) {
                groups[0] = start;
                groups[1] = end;
                return true;
            }
            end =
                    longest
                            ? (end == 0 ? -1 : ends.previousSetBit(end - 1))
                            : ends.nextSetBit(end + 1);
        }
        return false;
    }
}
