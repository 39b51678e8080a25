package dev.borealis.tests.simulation.store;

import static dev.borealis.tests.simulation.Violation.unless;

import dev.borealis.store.Commit;
import dev.borealis.store.CommitResult;
import dev.borealis.store.Entry;
import dev.borealis.store.Label;
import dev.borealis.store.Mutations;
import dev.borealis.store.ScanOptions;
import dev.borealis.store.Snapshot;
import dev.borealis.store.Touch;
import dev.borealis.store.TransactionId;
import dev.borealis.tests.simulation.History;
import dev.borealis.tests.simulation.Use;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * One session: opens a snapshot, reads and compares, gathers changes and uses of keys, hands in a commit, and gets its
 * answer whenever the world lets the Committer work.
 */
final class Actor {
    /** Relations whose keys are used, the last of them as fences are. */
    private static final String RELATIONS = "abf";

    /** Holds a row of every transaction that changes something: so a crash leaves no doubt who took effect. */
    private static final char MARKERS = 'm';

    /** Keys that nobody declares: as entries of a plain index. */
    private static final char UNDECLARED = 'x';

    private final History history;
    private final String name;
    private final int keys;
    private final int restlessness; // one action in so many ends the transaction
    private int transactions;

    private @Nullable Open open;
    private @Nullable Waiting waiting;

    /** A transaction before its commit. */
    private static final class Open {
        final Tenant tenant;
        final Snapshot snapshot;
        final int at;
        final int since;
        final Map<String, Set<Use>> uses = new TreeMap<>();
        final Map<String, @Nullable String> changes = new TreeMap<>();
        @Nullable Walk walk;

        Open(Tenant tenant, Snapshot snapshot, int at, int since) {
            this.tenant = tenant;
            this.snapshot = snapshot;
            this.at = at;
            this.since = since;
        }
    }

    /**
     * A commit handed in.
     *
     * @param at its snapshot, in numbers of the model
     * @param since the event at which its snapshot was taken
     * @param faults failures of the disk before it was handed in
     */
    record Waiting(
            String transaction,
            TransactionId id,
            Tenant tenant,
            int at,
            int since,
            int faults,
            Map<String, Set<Use>> uses,
            Map<String, @Nullable String> changes,
            CompletableFuture<CommitResult> answer) {
        /** Whether an answer lies there, certain or not. */
        boolean isAnswered() {
            return answer.isDone();
        }

        /** The key that only this transaction writes; null when it changes nothing. */
        @Nullable String marker() {
            return changes.isEmpty() ? null : MARKERS + transaction;
        }
    }

    Actor(History history, String name, int keys) {
        this.history = history;
        this.name = name;
        this.keys = keys;
        this.restlessness = history.oneIn(4) ? 80 : history.between(2, 7);
    }

    boolean isOpen() {
        return open != null;
    }

    boolean isWaiting() {
        return waiting != null;
    }

    /** The event at which its snapshot was taken. */
    int since() {
        return open == null ? Integer.MAX_VALUE : open.since;
    }

    boolean uses(Tenant tenant) {
        return open != null && open.tenant == tenant;
    }

    void begin(Tenant tenant) {
        Snapshot snapshot = tenant.store.snapshot();
        open = new Open(tenant, snapshot, tenant.model.now(), history.event());
        history.note("%s opens %s at %d", name, tenant.id, snapshot.token().value());
    }

    /** Opens the view of another actor by its token. */
    void beginLike(Actor other) {
        Open theirs = other.open;
        if (theirs != null) {
            Snapshot snapshot = theirs.tenant.store.snapshot(theirs.snapshot.token());
            open = new Open(theirs.tenant, snapshot, theirs.at, theirs.since);
            history.note("%s opens what %s sees", name, other.name);
        }
    }

    /** Does something in its transaction. Returns the commit when it was that. */
    @Nullable Waiting act(int faults) {
        Open transaction = open;
        if (transaction == null) {
            return null;
        }
        if (history.oneIn(restlessness)) {
            if (history.oneIn(5)) {
                rollBack();
                return null;
            }
            return commit(transaction, faults);
        }
        switch (history.dice(14)) {
            case 0, 1 -> get(transaction);
            case 2 -> getAll(transaction);
            case 3, 4 -> walk(transaction);
            case 5 -> fill(transaction);
            default -> use(transaction);
        }
        return null;
    }

    void rollBack() {
        if (open != null) {
            open.snapshot.close();
            open = null;
            history.note("%s rolls back", name);
        }
    }

    /** The process is gone, or the answer came. */
    void forget() {
        open = null;
        waiting = null;
    }

    /** The answer came. */
    void answered() {
        Open ended = open;
        forget();
        if (ended != null) {
            ended.snapshot.close();
        }
    }

    private String key() {
        char relation = RELATIONS.charAt(history.dice(RELATIONS.length()));
        int number = history.dice(relation == 'f' ? 3 : keys);
        return key(relation, number);
    }

    /** Of equal lengths, so that numbers are in order. */
    private static String key(char relation, int number) {
        return relation + (number < 10 ? "00" : number < 100 ? "0" : "") + number;
    }

    private String anyKey() {
        return switch (history.dice(4)) {
            case 0 -> key(UNDECLARED, history.dice(10 * keys));
            case 1 -> MARKERS + "s" + history.dice(4) + "." + history.dice(20);
            default -> key();
        };
    }

    private void get(Open transaction) {
        String key = anyKey();
        Entry entry = transaction.snapshot.get(Tenant.bytes(key));
        compare(transaction, key, entry);
        history.note("%s gets %s: %s", name, key, entry != null);
    }

    private void getAll(Open transaction) {
        var asked = new ArrayList<String>();
        for (int i = history.between(1, 6); i > 0; i--) {
            asked.add(anyKey());
        }
        List<@Nullable Entry> entries =
                transaction.snapshot.getAll(asked.stream().map(Tenant::bytes).toList());
        unless(entries.size() == asked.size(), "%d entries for %s", entries.size(), asked);
        for (int i = 0; i < asked.size(); i++) {
            compare(transaction, asked.get(i), entries.get(i));
        }
        history.note("%s gets %s", name, asked);
    }

    private void compare(Open transaction, String key, @Nullable Entry entry) {
        String expected = transaction.tenant.model.get(key, transaction.at);
        String found = entry == null ? null : Tenant.text(entry.value());
        unless(
                java.util.Objects.equals(expected, found),
                "%s reads %s = %s instead of %s",
                name,
                key,
                found,
                expected);
        unless(entry == null || Tenant.text(entry.key()).equals(key), "another key than %s", key);
    }

    /** Begins a scan, or takes it a page further. */
    private void walk(Open transaction) {
        Walk walk = transaction.walk;
        if (walk == null) {
            String one = anyKey();
            String other = anyKey();
            String from = history.oneIn(3) ? null : one.compareTo(other) < 0 ? one : other;
            String to = history.oneIn(3) ? null : one.compareTo(other) < 0 ? other : one;
            var options = new ScanOptions(history.oneIn(2), history.between(1, 20_000), null);
            walk =
                    new Walk(
                            transaction.snapshot,
                            transaction.tenant.model,
                            transaction.at,
                            from,
                            to,
                            options);
            transaction.walk = walk;
            history.note("%s scans from %s to %s", name, from, to);
        }
        for (int pages = history.between(1, 4); pages > 0; pages--) {
            if (!walk.step()) {
                transaction.walk = null;
                history.note("%s has found %d", name, walk.found());
                return;
            }
        }
    }

    /** Many keys that nobody declares: leaves split and empty. */
    private void fill(Open transaction) {
        if (!history.oneIn(3)) {
            return;
        }
        int first = history.dice(10 * keys);
        int count = history.between(1, 30);
        boolean deletes = history.oneIn(2);
        for (int i = first; i < first + count; i++) {
            transaction.changes.put(key(UNDECLARED, i), deletes ? null : value());
        }
        history.note("%s %s %d from %d", name, deletes ? "empties" : "fills", count, first);
    }

    private String value() {
        return name + "." + transactions + " " + "-".repeat(history.dice(40));
    }

    /** Uses a key, or as many in a row as an UPDATE without a condition. */
    private void use(Open transaction) {
        String first = key();
        Use wanted =
                switch (history.dice(8)) {
                    case 0 -> Use.SHARE;
                    case 1 -> Use.CHECK;
                    case 2, 3, 4 -> Use.UPDATE;
                    default -> Use.EXCLUSIVE;
                };
        int count = history.oneIn(6) ? history.between(2, 25) : 1;
        int from = Integer.parseInt(first, 1, first.length(), 10);
        for (int number = from; number < from + count; number++) {
            use(transaction, key(first.charAt(0), number), wanted);
        }
        history.note("%s uses %d from %s: %s", name, count, first, wanted);
    }

    private void use(Open transaction, String key, Use wanted) {
        boolean exists = transaction.tenant.model.get(key, transaction.at) != null;
        Use use = wanted == Use.UPDATE && !exists ? Use.EXCLUSIVE : wanted;
        transaction.uses.computeIfAbsent(key, _ -> EnumSet.noneOf(Use.class)).add(use);
        if (use == Use.UPDATE) {
            transaction.changes.put(key, value());
        } else if (use == Use.EXCLUSIVE && !history.oneIn(4)) { // else as FOR UPDATE
            transaction.changes.put(key, exists && history.oneIn(2) ? null : value());
        }
    }

    private @Nullable Waiting commit(Open transaction, int faults) {
        transactions++;
        String transactionName = name + "." + transactions;
        if (!transaction.changes.isEmpty()) {
            transaction.changes.put(MARKERS + transactionName, name);
            transaction.changes.put(MARKERS + name + "." + (transactions - 10), null);
        }
        var touches = new ArrayList<Touch>();
        transaction.uses.forEach(
                (key, uses) ->
                        uses.forEach(use -> touches.add(use.touch(Tenant.bytes(key), label(key)))));
        var mutations = Mutations.builder();
        transaction.changes.forEach(
                (key, value) -> {
                    if (value == null) {
                        mutations.delete(Tenant.bytes(key));
                    } else {
                        mutations.put(Tenant.bytes(key), Tenant.bytes(value));
                    }
                });
        var id = new TransactionId(history.number(), history.number());
        history.note(
                "%s commits %s: %d changes, %d keys",
                name, transactionName, transaction.changes.size(), transaction.uses.size());
        CompletableFuture<CommitResult> answer =
                transaction.tenant.store.commit(
                        new Commit(id, transaction.snapshot.token(), touches, mutations.build()));
        waiting =
                new Waiting(
                        transactionName,
                        id,
                        transaction.tenant,
                        transaction.at,
                        transaction.since,
                        faults,
                        transaction.uses,
                        transaction.changes,
                        answer);
        return waiting;
    }

    /** What a conflict on a key is called. */
    static Label label(String key) {
        return key.startsWith("f") ? Label.SCHEMA : Label.DATA;
    }

    /** Whether this is its commit. */
    boolean waitsFor(Waiting commit) {
        return waiting == commit;
    }
}
