package dev.borealis.engine.bind;

import dev.borealis.engine.function.CastSignature.Context;
import dev.borealis.types.Oid;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Chooses among functions or operators of one name by the types of the arguments. */
final class CandidateSelection {
    private final TypeFacts types;
    private final Coercions coercions;

    CandidateSelection(TypeFacts types, Coercions coercions) {
        this.types = types;
        this.coercions = coercions;
    }

    /** Something with parameter types, as many as there are arguments. */
    interface Candidate {
        List<Integer> parameterTypes();
    }

    /** Those whose parameters the arguments convert to implicitly. */
    <C extends Candidate> List<C> matching(List<C> candidates, List<Integer> arguments) {
        return candidates.stream()
                .filter(c -> coercions.canCoerce(arguments, c.parameterTypes(), Context.IMPLICIT))
                .toList();
    }

    /** The best of several that match, null when none is best. */
    <C extends Candidate> @Nullable C best(List<C> matching, List<Integer> arguments) {
        int count = arguments.size();
        int[] base = new int[count];
        char[] category = new char[count];
        int unknowns = 0;
        for (int i = 0; i < count; i++) {
            boolean unknown = arguments.get(i) == Oid.UNKNOWN;
            base[i] = unknown ? Oid.UNKNOWN : types.base(arguments.get(i));
            category[i] = types.category(base[i]);
            unknowns += unknown ? 1 : 0;
        }
        List<C> left = most(matching, c -> exactMatches(c, base));
        if (left.size() == 1) {
            return left.getFirst();
        }
        left = most(left, c -> exactOrPreferredMatches(c, base, category));
        if (left.size() == 1) {
            return left.getFirst();
        }
        if (unknowns == 0) {
            return null;
        }
        left = byCategoryOfUnknowns(left, base);
        if (left.size() == 1) {
            return left.getFirst();
        }
        return unknowns < count ? byKnownType(left, base) : null;
    }

    private static <C> List<C> most(List<C> candidates, ToIntFunction<C> score) {
        int best = candidates.stream().mapToInt(score).max().orElse(0);
        return candidates.stream().filter(c -> score.applyAsInt(c) == best).toList();
    }

    private static int exactMatches(Candidate candidate, int[] base) {
        int matches = 0;
        for (int i = 0; i < base.length; i++) {
            if (base[i] != Oid.UNKNOWN && candidate.parameterTypes().get(i) == base[i]) {
                matches++;
            }
        }
        return matches;
    }

    private int exactOrPreferredMatches(Candidate candidate, int[] base, char[] category) {
        int matches = 0;
        for (int i = 0; i < base.length; i++) {
            int parameter = candidate.parameterTypes().get(i);
            if (base[i] != Oid.UNKNOWN
                    && (parameter == base[i]
                            || types.category(parameter) == category[i]
                                    && types.isPreferred(parameter))) {
                matches++;
            }
        }
        return matches;
    }

    /** Guesses the category of each unknown argument: string if any candidate takes one, else what all agree on. */
    private <C extends Candidate> List<C> byCategoryOfUnknowns(List<C> candidates, int[] base) {
        var left = candidates;
        char[] guess = new char[base.length];
        boolean[] preferred = new boolean[base.length];
        for (int i = 0; i < base.length; i++) {
            if (base[i] != Oid.UNKNOWN) {
                continue;
            }
            boolean conflict = false;
            guess[i] = TypeFacts.INVALID;
            for (C candidate : candidates) {
                int parameter = candidate.parameterTypes().get(i);
                char category = types.category(parameter);
                boolean isPreferred = types.isPreferred(parameter);
                if (guess[i] == TypeFacts.INVALID) {
                    guess[i] = category;
                    preferred[i] = isPreferred;
                } else if (category == guess[i]) {
                    preferred[i] |= isPreferred;
                } else if (category == TypeFacts.STRING) {
                    guess[i] = category;
                    preferred[i] = isPreferred;
                } else {
                    conflict = true;
                }
            }
            if (conflict && guess[i] != TypeFacts.STRING) {
                return candidates;
            }
        }
        var kept = new ArrayList<C>();
        for (C candidate : left) {
            boolean keep = true;
            for (int i = 0; i < base.length && keep; i++) {
                if (base[i] == Oid.UNKNOWN) {
                    int parameter = candidate.parameterTypes().get(i);
                    keep =
                            types.category(parameter) == guess[i]
                                    && (!preferred[i] || types.isPreferred(parameter));
                }
            }
            if (keep) {
                kept.add(candidate);
            }
        }
        return kept.isEmpty() ? candidates : kept;
    }

    /** When all known arguments have one type, takes the unknown ones for it too. */
    private <C extends Candidate> @Nullable C byKnownType(List<C> candidates, int[] base) {
        int known = Oid.UNKNOWN;
        for (int type : base) {
            if (type != Oid.UNKNOWN) {
                if (known != Oid.UNKNOWN && known != type) {
                    return null;
                }
                known = type;
            }
        }
        var assumed = new ArrayList<Integer>();
        for (int i = 0; i < base.length; i++) {
            assumed.add(known);
        }
        C found = null;
        for (C candidate : candidates) {
            if (coercions.canCoerce(assumed, candidate.parameterTypes(), Context.IMPLICIT)) {
                if (found != null) {
                    return null;
                }
                found = candidate;
            }
        }
        return found;
    }
}
