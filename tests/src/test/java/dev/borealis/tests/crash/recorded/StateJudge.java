package dev.borealis.tests.crash.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.tests.crash.recorded.RecordedDisk.Effect;
import dev.borealis.tests.crash.recorded.Recordings.State;
import dev.borealis.tests.support.Directories;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** Opens the states of a recording, several at a time, and says which are not as they must be. */
final class StateJudge {
    /** Copies that are opened at a time. */
    private static final int THREADS = 2;

    private final List<List<String>> expected;
    private final Opening opening;

    /**
     * What is found in a directory.
     *
     * @param everything as {@link Script#everything} tells it
     * @param findings of a check
     */
    record Found(List<String> everything, List<?> findings) {
        Found {
            everything = List.copyOf(everything);
            findings = List.copyOf(findings);
        }
    }

    /** Opens a copy, looks at everything, closes it. */
    interface Opening {
        Found open(Path copy) throws Exception;
    }

    /** @param expected what must be found before anything was done, after the first thing, after the second, … */
    StateJudge(List<List<String>> expected, Opening opening) {
        this.expected = List.copyOf(expected);
        this.opening = opening;
    }

    /** All states, or one in so many of them, with the same loss. */
    static IntFunction<Optional<Loss>> oneIn(int many, Loss loss) {
        return number -> number % many == 0 ? Optional.of(loss) : Optional.empty();
    }

    /** One in so many of the states, with what is lost of them by chance. */
    static IntFunction<Optional<Loss>> oneIn(int many, long seed) {
        return number ->
                number % many == seed % many
                        ? Optional.of(Loss.some(new SplittableRandom(seed << 32 | number)))
                        : Optional.empty();
    }

    /**
     * Returns the states in which something is wrong, and what.
     *
     * @param copies a folder that does not exist; left in it is what is wrong
     * @param least fewer states would mean that too little was recorded
     */
    List<String> wrong(
            Path copies,
            Recordings recordings,
            Predicate<Effect> wanted,
            IntFunction<Optional<Loss>> losses,
            int least)
            throws Exception {
        Files.createDirectory(copies);
        var judgements = new ArrayDeque<Future<Optional<String>>>();
        var wrong = new ArrayList<String>();
        var judged = new ArrayList<State>();
        try (var judges = Executors.newFixedThreadPool(THREADS)) {
            recordings.play(
                    wanted,
                    losses,
                    copies,
                    state -> {
                        judged.add(state);
                        judgements.add(judges.submit(() -> judge(state)));
                        if (judgements.size()
                                > 2 * THREADS) { // so that few copies are there at a time
                            judgements.remove().get().ifPresent(wrong::add);
                        }
                    });
            for (Future<Optional<String>> judgement : judgements) {
                judgement.get().ifPresent(wrong::add);
            }
        }
        System.out.println(judged.size() + " states judged: " + copies.getFileName());
        assertThat(judged).hasSizeGreaterThanOrEqualTo(least);
        return wrong;
    }

    private Optional<String> judge(State state) {
        Optional<String> wrong;
        try {
            wrong = compare(state, opening.open(state.copy()));
        } catch (Exception | AssertionError e) {
            wrong = Optional.of(e.toString());
        }
        if (wrong.isEmpty()) {
            Directories.delete(state.copy());
        }
        return wrong.map(what -> state + ": " + what);
    }

    private Optional<String> compare(State state, Found found) {
        int end = Math.min(state.most() + 1, expected.size());
        if (!expected.subList(state.least(), end).contains(found.everything)) {
            int step = expected.indexOf(found.everything);
            return Optional.of(
                    step < 0
                            ? "a state that never was: " + abridged(found.everything)
                            : "the state after step " + step);
        }
        return found.findings.isEmpty() ? Optional.empty() : Optional.of(found.findings.toString());
    }

    private static List<String> abridged(List<String> rows) {
        return rows.stream().map(row -> row.substring(0, Math.min(row.length(), 30))).toList();
    }
}
