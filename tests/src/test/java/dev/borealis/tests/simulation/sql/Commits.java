package dev.borealis.tests.simulation.sql;

import static dev.borealis.tests.simulation.Violation.unless;

import dev.borealis.store.Commit;
import dev.borealis.store.CommitResult;
import dev.borealis.store.Label;
import dev.borealis.store.Outcome;
import dev.borealis.store.Store;
import dev.borealis.store.TransactionId;
import dev.borealis.tests.simulation.History;
import dev.borealis.tests.simulation.Use;
import dev.borealis.tests.simulation.Violation;
import dev.borealis.tests.simulation.disk.SimulatedDisk;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Commits between being handed in and being answered, and which answers are allowed; judged in their order. */
final class Commits {
    /** What became of a commit. */
    enum Fate {
        COMMITTED,
        DATA_CONFLICT,
        SCHEMA_CONFLICT,
        REFUSED
    }

    /** A commit handed in: of a session's transaction, of a DDL statement, or of a job. */
    static final class HandedIn {
        final String who;
        final TransactionId id;
        final CompletableFuture<CommitResult> answer;

        /** Null for DDL and jobs. */
        final @Nullable ModelTransaction transaction;

        final boolean definition;

        /** The event at which its snapshot was taken. */
        final int since;

        final int faults;

        /** Null until it is settled. */
        @Nullable Fate fate;

        HandedIn(
                String who,
                Commit commit,
                CompletableFuture<CommitResult> answer,
                @Nullable Ongoing ongoing,
                int faults) {
            this.who = who;
            this.id = commit.id();
            this.answer = answer;
            this.transaction = ongoing == null ? null : ongoing.transaction;
            this.definition = ongoing != null && ongoing.transaction == null;
            this.since = ongoing == null ? Integer.MAX_VALUE : ongoing.since;
            this.faults = faults;
        }
    }

    /** What runs now: a session's transaction with its model, or its DDL statement without one. */
    static final class Ongoing {
        final @Nullable ModelTransaction transaction;

        /** The event at which its snapshot was taken. */
        final int since;

        /** Its commit, once it is handed in. */
        @Nullable HandedIn commit;

        Ongoing(@Nullable ModelTransaction transaction, int since) {
            this.transaction = transaction;
            this.since = since;
        }
    }

    /** Judged a winner, and then not written: its marks may still cost others their commit. */
    private record Phantom(int event, Map<String, Set<Use>> uses, boolean definition) {}

    private final History history;
    private final Model model;
    private final List<HandedIn> waiting = new ArrayList<>();
    private final List<Phantom> phantoms = new ArrayList<>();
    private int lastDefinition = -1;
    private int committed;
    private int conflicts;

    Commits(History history, Model model) {
        this.history = history;
        this.model = model;
    }

    int committed() {
        return committed;
    }

    int conflicts() {
        return conflicts;
    }

    void add(HandedIn commit) {
        waiting.add(commit);
    }

    /** Judges the answers that have come. */
    void judge(Store store, SimulatedDisk disk, long folds) {
        for (Iterator<HandedIn> all = waiting.iterator(); all.hasNext(); ) {
            HandedIn commit = all.next();
            if (!commit.answer.isDone()) {
                continue;
            }
            CommitResult answer = commit.answer.join();
            if (answer instanceof CommitResult.Unknown && disk.isBroken()) {
                continue; // nobody can know yet
            }
            all.remove();
            commit.fate = settle(commit, answer, store, disk, folds);
            history.note("%s: %s", commit.who, commit.fate);
        }
    }

    private Fate settle(
            HandedIn commit, CommitResult answer, Store store, SimulatedDisk disk, long folds) {
        return switch (answer) {
            case CommitResult.Committed _ -> takesEffect(commit);
            case CommitResult.Conflict conflict -> {
                conflicts++;
                checkConflict(commit, conflict.label(), folds);
                yield conflict.label() == Label.DATA ? Fate.DATA_CONFLICT : Fate.SCHEMA_CONFLICT;
            }
            case CommitResult.Refused(var problem) -> {
                unless(
                        disk.faults() > commit.faults || disk.isBroken(),
                        "%s is refused as %s without reason",
                        commit.who,
                        problem);
                yield didNotHappen(commit);
            }
            case CommitResult.Unknown _ ->
                    switch (store.outcome(commit.id)) {
                        case Outcome.Committed _ -> takesEffect(commit);
                        case Outcome.NotCommitted _ -> didNotHappen(commit);
                        case Outcome.Forgotten _ ->
                                throw new Violation(commit.who + ": its outcome is forgotten");
                    };
        };
    }

    private Fate didNotHappen(HandedIn commit) {
        ModelTransaction transaction = commit.transaction;
        phantoms.add(
                new Phantom(
                        history.event(),
                        transaction == null ? Map.of() : all(transaction),
                        commit.definition));
        return Fate.REFUSED;
    }

    /** What it used, surely and perhaps. */
    private static Map<String, Set<Use>> all(ModelTransaction transaction) {
        var all = new TreeMap<String, Set<Use>>();
        for (var uses : List.of(transaction.uses, transaction.perhaps)) {
            uses.forEach(
                    (key, kinds) ->
                            all.computeIfAbsent(key, _ -> EnumSet.noneOf(Use.class)).addAll(kinds));
        }
        return all;
    }

    private Fate takesEffect(HandedIn commit) {
        ModelTransaction transaction = commit.transaction;
        if (commit.definition) {
            lastDefinition = history.event();
        }
        if (transaction != null) {
            List<String> lost = model.conflicts(transaction.uses, transaction.at);
            unless(lost.isEmpty(), "%s committed after others used %s", commit.who, lost);
            model.commit(transaction);
            committed++;
        }
        return Fate.COMMITTED;
    }

    private void checkConflict(HandedIn commit, Label label, long folds) {
        ModelTransaction transaction = commit.transaction;
        if (folds > 0 || transaction == null) {
            return; // DDL may lose to DDL; a job to anybody
        }
        if (label == Label.SCHEMA) {
            boolean definition =
                    lastDefinition >= commit.since
                            || phantoms.stream()
                                    .anyMatch(
                                            phantom ->
                                                    phantom.definition
                                                            && phantom.event >= commit.since);
            unless(definition, "%s is told of a new schema, and there is none", commit.who);
            return;
        }
        Map<String, Set<Use>> mine = all(transaction);
        boolean lost =
                !model.conflicts(mine, transaction.at).isEmpty()
                        || phantoms.stream()
                                .filter(phantom -> phantom.event >= commit.since)
                                .anyMatch(
                                        phantom -> !Model.conflicts(mine, phantom.uses).isEmpty());
        unless(lost, "%s, which used %s, lost to nobody", commit.who, mine);
    }

    /**
     * The process died: of the commits without an answer each took effect whole or not at all.
     *
     * @param left the tables as the next process finds them
     */
    void afterCrash(Model.State left) {
        List<HandedIn> candidates =
                waiting.stream().filter(commit -> commit.transaction != null).toList();
        for (int chosen = 0; chosen < 1 << candidates.size(); chosen++) {
            List<HandedIn> happened = new ArrayList<>();
            for (int i = 0; i < candidates.size(); i++) {
                if ((chosen & 1 << i) != 0) {
                    happened.add(candidates.get(i));
                }
            }
            if (explains(candidates, happened, left)) {
                for (HandedIn commit : happened) {
                    history.note("%s: survived", commit.who);
                    takesEffect(commit);
                }
                waiting.clear();
                phantoms.clear();
                return;
            }
        }
        throw new Violation(
                "after a crash with %d commits under way: %s %s instead of %s %s"
                        .formatted(
                                candidates.size(),
                                left.parents.values(),
                                left.children.values(),
                                model.at(model.now()).parents.values(),
                                model.at(model.now()).children.values()));
    }

    private boolean explains(List<HandedIn> candidates, List<HandedIn> happened, Model.State left) {
        Model.State state = model.at(model.now());
        List<ModelTransaction> before = new ArrayList<>();
        for (HandedIn commit : candidates) {
            ModelTransaction transaction = commit.transaction;
            if (transaction == null || !happened.contains(commit)) {
                boolean acknowledged =
                        commit.answer.isDone()
                                && commit.answer.join() instanceof CommitResult.Committed;
                if (acknowledged) {
                    return false;
                }
                continue;
            }
            if (!model.conflicts(transaction.uses, transaction.at).isEmpty()
                    || before.stream()
                            .anyMatch(
                                    other ->
                                            !Model.conflicts(transaction.uses, other.uses)
                                                    .isEmpty())) {
                return false;
            }
            before.add(transaction);
            state = Model.with(state, transaction);
        }
        return state.isSame(left);
    }
}
