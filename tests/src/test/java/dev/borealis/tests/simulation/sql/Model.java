package dev.borealis.tests.simulation.sql;

import dev.borealis.tests.simulation.Use;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The database as it should be: its tables after every commit, and who used which row or unique key in which commit. A
 * snapshot is the number of the last commit it sees.
 */
final class Model {
    /** What deleting a parent does to its children. */
    enum OnDelete {
        NO_ACTION,
        CASCADE,
        SET_NULL
    }

    record Parent(int id, int v) {}

    record Child(int id, @Nullable Integer u, int v, @Nullable Integer p) {
        @Override
        public String toString() {
            return id + "|" + text(u) + "|" + v + "|" + text(p);
        }

        private static String text(@Nullable Integer number) {
            return number == null ? "NULL" : number.toString();
        }
    }

    /** The rows of both tables. */
    static final class State {
        final TreeMap<Integer, Parent> parents;
        final TreeMap<Integer, Child> children;

        State(Map<Integer, Parent> parents, Map<Integer, Child> children) {
            this.parents = new TreeMap<>(parents);
            this.children = new TreeMap<>(children);
        }

        State copy() {
            return new State(parents, children);
        }

        @Nullable Child withUnique(@Nullable Integer u) {
            return u == null
                    ? null
                    : children.values().stream()
                            .filter(child -> u.equals(child.u))
                            .findFirst()
                            .orElse(null);
        }

        boolean isSame(State other) {
            return parents.equals(other.parents) && children.equals(other.children);
        }
    }

    private record Commit(int number, Map<String, Set<Use>> uses) {}

    final OnDelete onDelete;
    private final List<State> states = new ArrayList<>(List.of(new State(Map.of(), Map.of())));
    private final List<Commit> commits = new ArrayList<>();

    Model(OnDelete onDelete) {
        this.onDelete = onDelete;
    }

    /** The snapshot of this moment. */
    int now() {
        return states.size() - 1;
    }

    State at(int snapshot) {
        return states.get(snapshot);
    }

    /** The keys on which a transaction with these uses loses to a commit after its snapshot. */
    List<String> conflicts(Map<String, Set<Use>> uses, int snapshot) {
        List<String> found = new ArrayList<>();
        for (Commit commit : commits) {
            if (commit.number > snapshot) {
                found.addAll(conflicts(uses, commit.uses));
            }
        }
        return found;
    }

    /** The keys on which somebody loses to somebody before. */
    static List<String> conflicts(Map<String, Set<Use>> mine, Map<String, Set<Use>> theirs) {
        return mine.entrySet().stream()
                .filter(
                        entry ->
                                theirs.getOrDefault(entry.getKey(), Set.of()).stream()
                                        .anyMatch(
                                                earlier ->
                                                        entry.getValue().stream()
                                                                .anyMatch(
                                                                        use ->
                                                                                use.losesTo(
                                                                                        earlier))))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A transaction takes effect. */
    void commit(ModelTransaction transaction) {
        states.add(with(at(now()), transaction));
        commits.add(new Commit(now(), Map.copyOf(transaction.uses)));
    }

    /** A state with the writes of a transaction. */
    static State with(State before, ModelTransaction transaction) {
        State after = before.copy();
        transaction.parents.forEach((id, row) -> put(after.parents, id, row));
        transaction.children.forEach((id, row) -> put(after.children, id, row));
        return after;
    }

    private static <R> void put(TreeMap<Integer, R> table, Integer id, @Nullable R row) {
        if (row == null) {
            table.remove(id);
        } else {
            table.put(id, Objects.requireNonNull(row));
        }
    }

    /** No snapshot is left. */
    void forgetUses() {
        commits.clear();
    }
}
