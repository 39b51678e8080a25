package dev.borealis.tests.simulation.store;

import static dev.borealis.tests.simulation.Violation.unless;

import dev.borealis.store.CommitResult;
import dev.borealis.store.CommitResult.Scope;
import dev.borealis.store.Outcome;
import dev.borealis.store.TransactionId;
import dev.borealis.tests.simulation.History;
import dev.borealis.tests.simulation.Use;
import dev.borealis.tests.simulation.Violation;
import dev.borealis.tests.simulation.disk.SimulatedDisk;
import dev.borealis.tests.simulation.store.Actor.Waiting;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Says which answers to commits are allowed, and keeps the models up to date with them. Commits are judged in the order in
 * which they were handed in, for that is the order in which they must take effect.
 */
final class Judge {
    /** A commit that was judged a winner and then was not written: its marks may still cost others their commit. */
    private record Phantom(int event, Tenant tenant, Map<String, Set<Use>> uses) {}

    private final History history;
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<Phantom> phantoms = new ArrayList<>();
    private final Map<TransactionId, String> names = new HashMap<>();
    private int committed;
    private int conflicts;

    Judge(History history) {
        this.history = history;
    }

    void handedIn(Waiting commit) {
        waiting.add(commit);
        names.put(commit.id(), commit.transaction());
    }

    int committed() {
        return committed;
    }

    int conflicts() {
        return conflicts;
    }

    /**
     * Judges the answers that have come.
     *
     * @param folds how often conflicts were forgotten so far
     * @param done told of each commit that is settled
     */
    void judge(SimulatedDisk disk, long folds, Consumer<Waiting> done) {
        for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
            Waiting commit = all.next();
            if (!commit.isAnswered()) {
                continue;
            }
            CommitResult answer = commit.answer().join();
            if (answer instanceof CommitResult.Unknown && disk.isBroken()) {
                continue; // nobody can know yet
            }
            all.remove();
            settle(commit, answer, disk, folds);
            done.accept(commit);
        }
    }

    private void settle(Waiting commit, CommitResult answer, SimulatedDisk disk, long folds) {
        switch (answer) {
            case CommitResult.Committed _ -> {
                history.note("%s committed", commit.transaction());
                takesEffect(commit);
            }
            case CommitResult.Conflict conflict -> {
                history.note("%s conflicts on %s", commit.transaction(), text(conflict.key()));
                conflicts++;
                checkConflict(commit, conflict, folds);
                unless(
                        commit.tenant().store.outcome(commit.id()) instanceof Outcome.NotCommitted,
                        "%s lost and its outcome is another",
                        commit.transaction());
            }
            case CommitResult.Refused(var problem) -> {
                history.note("%s refused: %s", commit.transaction(), problem);
                unless(
                        disk.faults() > commit.faults() || disk.isBroken(),
                        "%s is refused without reason",
                        commit.transaction());
                phantoms.add(new Phantom(history.event(), commit.tenant(), commit.uses()));
            }
            case CommitResult.Unknown _ -> {
                Outcome outcome = commit.tenant().store.outcome(commit.id());
                history.note("%s was unknown and is %s", commit.transaction(), outcome);
                switch (outcome) {
                    case Outcome.Committed _ -> takesEffect(commit);
                    case Outcome.NotCommitted _ ->
                            phantoms.add(
                                    new Phantom(history.event(), commit.tenant(), commit.uses()));
                    case Outcome.Forgotten _ ->
                            throw new Violation(commit.transaction() + " is forgotten");
                }
            }
        }
    }

    private static String text(byte @Nullable [] key) {
        return key == null ? "something" : Tenant.text(key);
    }

    private void takesEffect(Waiting commit) {
        StoreModel model = commit.tenant().model;
        commit.uses()
                .forEach(
                        (key, uses) -> {
                            var lost = model.conflicts(key, uses, commit.at());
                            unless(
                                    lost.isEmpty(),
                                    "%s committed and used %s as %s after %s",
                                    commit.transaction(),
                                    key,
                                    uses,
                                    lost);
                        });
        model.commit(commit.transaction(), commit.changes(), commit.uses());
        committed++;
    }

    private void checkConflict(Waiting commit, CommitResult.Conflict conflict, long folds) {
        switch (conflict.scope()) {
            case Scope.Key(byte[] key) -> checkConflict(commit, conflict, Tenant.text(key));
            case Scope.Relation(byte[] prefix) -> {
                unless(
                        folds > 0,
                        "%s lost to nothing: nothing was forgotten",
                        commit.transaction());
                unless(
                        commit.uses().keySet().stream()
                                .anyMatch(
                                        used ->
                                                used.startsWith(Tenant.text(prefix))
                                                        && Actor.label(used) == conflict.label()),
                        "nothing used is %s of %s",
                        conflict.label(),
                        Tenant.text(prefix));
            }
            case Scope.Store _ ->
                    throw new Violation(
                            commit.transaction() + " lost to all, and so many relations are not");
        }
    }

    private void checkConflict(Waiting commit, CommitResult.Conflict conflict, String text) {
        Set<Use> mine = commit.uses().getOrDefault(text, Set.of());
        unless(!mine.isEmpty(), "%s lost on %s unused", commit.transaction(), text);
        unless(conflict.label() == Actor.label(text), "a conflict on %s has another label", text);
        var lost = commit.tenant().model.conflicts(text, mine, commit.at());
        if (lostToAPhantom(commit, text, mine)) {
            return;
        }
        unless(
                !lost.isEmpty(),
                "%s lost on %s, used as %s, to nobody",
                commit.transaction(),
                text,
                mine);
        if (conflict.winner() != null) {
            String winner = names.get(conflict.winner());
            unless(
                    lost.stream().anyMatch(used -> used.transaction().equals(winner)),
                    "%s lost to %s and not to %s",
                    commit.transaction(),
                    lost,
                    winner);
        }
    }

    private boolean lostToAPhantom(Waiting commit, String key, Set<Use> mine) {
        return phantoms.stream()
                .filter(phantom -> phantom.event >= commit.since())
                .filter(phantom -> phantom.tenant == commit.tenant())
                .flatMap(phantom -> phantom.uses.getOrDefault(key, Set.of()).stream())
                .anyMatch(theirs -> mine.stream().anyMatch(use -> use.losesTo(theirs)));
    }

    /**
     * The process died: of the commits without an answer each took effect whole or not at all, in their order.
     *
     * @param present whether a key is there
     * @param folds how often the process had forgotten conflicts
     */
    void afterCrash(Presence present, long folds) {
        Waiting missing = null;
        for (Waiting commit : waiting) {
            String marker = commit.marker();
            if (marker == null) { // changed nothing; if it won, those behind it may have lost to it
                phantoms.add(new Phantom(history.event(), commit.tenant(), commit.uses()));
                continue;
            }
            if (present.test(commit.tenant(), marker)) {
                history.note("%s survived", commit.transaction());
                unless(
                        missing == null || folds > 0,
                        "%s survived and %s, which was before it, did not",
                        commit.transaction(),
                        missing == null ? "" : missing.transaction());
                takesEffect(commit);
            } else if (commit.isAnswered()
                    && commit.answer().join() instanceof CommitResult.Committed) {
                throw new Violation(commit.transaction() + " was acknowledged and is gone");
            } else if (!mayLose(commit)) {
                missing = commit;
            }
        }
        waiting.clear();
        phantoms.clear();
    }

    private boolean mayLose(Waiting commit) {
        return commit.uses().entrySet().stream()
                .anyMatch(
                        entry ->
                                lostToAPhantom(commit, entry.getKey(), entry.getValue())
                                        || !commit.tenant()
                                                .model
                                                .conflicts(
                                                        entry.getKey(),
                                                        entry.getValue(),
                                                        commit.at())
                                                .isEmpty());
    }

    /** Whether a key is in a store now. */
    @FunctionalInterface
    interface Presence {
        boolean test(Tenant tenant, String key);
    }
}
