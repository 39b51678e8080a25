package dev.borealis.tests.simulation.sql;

import dev.borealis.tests.simulation.Use;
import dev.borealis.tests.simulation.sql.Model.Child;
import dev.borealis.tests.simulation.sql.Model.OnDelete;
import dev.borealis.tests.simulation.sql.Model.Parent;
import dev.borealis.tests.simulation.sql.Model.State;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A transaction in the model: a snapshot, its own writes over it, and what it used. Each method is what one statement should
 * do, and returns what it should answer.
 */
final class ModelTransaction {
    /**
     * What a statement answers.
     *
     * @param error SQLSTATE; null when it succeeds
     */
    record Answer(String tag, List<String> rows, @Nullable String error) {
        static Answer done(String tag) {
            return new Answer(tag, List.of(), null);
        }

        static Answer rows(List<String> rows) {
            return new Answer("SELECT " + rows.size(), rows, null);
        }

        static Answer fails(String error) {
            return new Answer("", List.of(), error);
        }

        @Override
        public String toString() {
            return error == null ? tag + (rows.isEmpty() ? "" : " " + rows) : "error " + error;
        }
    }

    static final String UNIQUE = "23505";
    static final String FOREIGN_KEY = "23503";

    final int at;
    private final OnDelete onDelete;
    private final State seen;

    /** Own writes; null is a deleted row. */
    final Map<Integer, @Nullable Parent> parents = new TreeMap<>();

    final Map<Integer, @Nullable Child> children = new TreeMap<>();

    /** Rows as "p1" and "c1", unique keys as "u1". */
    final Map<String, Set<Use>> uses = new TreeMap<>();

    /** What may be used as well: where the specification leaves it open. */
    final Map<String, Set<Use>> perhaps = new TreeMap<>();

    ModelTransaction(Model model) {
        at = model.now();
        onDelete = model.onDelete;
        seen = model.at(at).copy();
    }

    /** Whether a commit has anything to tell the store. */
    boolean hasEffect() {
        return !uses.isEmpty();
    }

    private void use(String kind, @Nullable Integer number, Use use) {
        if (number != null) {
            uses.computeIfAbsent(kind + number, _ -> EnumSet.noneOf(Use.class)).add(use);
        }
    }

    private void perhaps(String kind, @Nullable Integer number, Use use) {
        if (number != null) {
            perhaps.computeIfAbsent(kind + number, _ -> EnumSet.noneOf(Use.class)).add(use);
        }
    }

    private void write(Child child) {
        seen.children.put(child.id(), child);
        children.put(child.id(), child);
    }

    private void write(Parent parent) {
        seen.parents.put(parent.id(), parent);
        parents.put(parent.id(), parent);
    }

    private List<Child> matching(Predicate<Child> condition) {
        return seen.children.values().stream().filter(condition).toList();
    }

    Answer select(Predicate<Child> condition) {
        return Answer.rows(matching(condition).stream().map(Child::toString).toList());
    }

    Answer sums() {
        long sum = 0;
        for (Child child : seen.children.values()) {
            sum += child.v();
        }
        String text = seen.children.isEmpty() ? "NULL" : Long.toString(sum);
        return Answer.rows(List.of(seen.children.size() + "|" + text));
    }

    /** Children joined to their parents. */
    Answer join() {
        List<String> rows = new ArrayList<>();
        for (Child child : seen.children.values()) {
            Parent parent = child.p() == null ? null : seen.parents.get(child.p());
            if (parent != null) {
                rows.add(child.id() + "|" + parent.v());
            }
        }
        return Answer.rows(rows);
    }

    Answer parents() {
        return Answer.rows(
                seen.parents.values().stream().map(row -> row.id() + "|" + row.v()).toList());
    }

    Answer lock(int id, Use use) {
        Child child = seen.children.get(id);
        if (child == null) {
            return Answer.rows(List.of());
        }
        use("c", id, use);
        return Answer.rows(List.of(child.toString()));
    }

    Answer insertChild(Child child) {
        if (seen.children.containsKey(child.id()) || seen.withUnique(child.u()) != null) {
            return Answer.fails(UNIQUE);
        }
        if (child.p() != null && !seen.parents.containsKey(child.p())) {
            return Answer.fails(FOREIGN_KEY);
        }
        use("c", child.id(), Use.EXCLUSIVE);
        use("u", child.u(), Use.EXCLUSIVE);
        use("p", child.p(), Use.SHARE);
        write(child);
        return Answer.done("INSERT 0 1");
    }

    /** INSERT ... ON CONFLICT (id), doing nothing or adding 100. */
    Answer upsertChild(Child child, boolean nothing) {
        Child there = seen.children.get(child.id());
        if (there == null) {
            return insertChild(child);
        }
        if (nothing) {
            return Answer.done("INSERT 0 0");
        }
        use("c", child.id(), Use.UPDATE);
        write(new Child(there.id(), there.u(), there.v() + 100, there.p()));
        return Answer.done("INSERT 0 1");
    }

    Answer addToChildren(Predicate<Child> condition, int more) {
        List<Child> found = matching(condition);
        for (Child child : found) {
            use("c", child.id(), Use.UPDATE);
            write(new Child(child.id(), child.u(), child.v() + more, child.p()));
        }
        return Answer.done("UPDATE " + found.size());
    }

    Answer setUnique(int id, @Nullable Integer u) {
        Child child = seen.children.get(id);
        if (child == null) {
            return Answer.done("UPDATE 0");
        }
        Child other = seen.withUnique(u);
        if (other != null && other.id() != id) {
            return Answer.fails(UNIQUE);
        }
        boolean changes = !Objects.equals(u, child.u());
        use("c", id, changes ? Use.EXCLUSIVE : Use.UPDATE);
        if (changes) {
            use("u", child.u(), Use.EXCLUSIVE);
            use("u", u, Use.EXCLUSIVE);
        }
        write(new Child(id, u, child.v(), child.p()));
        return Answer.done("UPDATE 1");
    }

    Answer setParent(int id, @Nullable Integer p) {
        Child child = seen.children.get(id);
        if (child == null) {
            return Answer.done("UPDATE 0");
        }
        if (p != null && !seen.parents.containsKey(p)) {
            return Answer.fails(FOREIGN_KEY);
        }
        use("c", id, Use.UPDATE);
        if (Objects.equals(p, child.p())) {
            perhaps("p", p, Use.SHARE);
        } else {
            use("p", p, Use.SHARE);
        }
        write(new Child(id, child.u(), child.v(), p));
        return Answer.done("UPDATE 1");
    }

    Answer move(int id, int to) {
        Child child = seen.children.get(id);
        if (child == null) {
            return Answer.done("UPDATE 0");
        }
        if (id == to) {
            use("c", id, Use.UPDATE);
            write(child);
            return Answer.done("UPDATE 1");
        }
        if (seen.children.containsKey(to)) {
            return Answer.fails(UNIQUE);
        }
        use("c", id, Use.EXCLUSIVE);
        use("c", to, Use.EXCLUSIVE);
        perhaps("u", child.u(), Use.EXCLUSIVE); // its entry names another row now
        perhaps("p", child.p(), Use.SHARE);
        remove(child);
        write(new Child(to, child.u(), child.v(), child.p()));
        return Answer.done("UPDATE 1");
    }

    private void remove(Child child) {
        seen.children.remove(child.id());
        children.put(child.id(), null);
    }

    private void delete(Child child) {
        use("c", child.id(), Use.EXCLUSIVE);
        use("u", child.u(), Use.EXCLUSIVE);
        remove(child);
    }

    Answer deleteChildren(Predicate<Child> condition) {
        List<Child> found = matching(condition);
        found.forEach(this::delete);
        return Answer.done("DELETE " + found.size());
    }

    Answer insertParent(Parent parent) {
        if (seen.parents.containsKey(parent.id())) {
            return Answer.fails(UNIQUE);
        }
        use("p", parent.id(), Use.EXCLUSIVE);
        write(parent);
        return Answer.done("INSERT 0 1");
    }

    Answer addToParent(int id) {
        Parent parent = seen.parents.get(id);
        if (parent == null) {
            return Answer.done("UPDATE 0");
        }
        use("p", id, Use.UPDATE);
        write(new Parent(id, parent.v() + 1));
        return Answer.done("UPDATE 1");
    }

    Answer deleteParent(int id) {
        if (!seen.parents.containsKey(id)) {
            return Answer.done("DELETE 0");
        }
        List<Child> referencing = matching(child -> Objects.equals(child.p(), id));
        if (onDelete == OnDelete.NO_ACTION && !referencing.isEmpty()) {
            return Answer.fails(FOREIGN_KEY);
        }
        use("p", id, Use.EXCLUSIVE);
        seen.parents.remove(id);
        parents.put(id, null);
        for (Child child : referencing) {
            if (onDelete == OnDelete.CASCADE) {
                delete(child);
            } else {
                use("c", child.id(), Use.UPDATE);
                write(new Child(child.id(), child.u(), child.v(), null));
            }
        }
        return Answer.done("DELETE 1");
    }
}
