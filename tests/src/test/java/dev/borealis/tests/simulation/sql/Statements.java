package dev.borealis.tests.simulation.sql;

import dev.borealis.tests.simulation.History;
import dev.borealis.tests.simulation.Use;
import dev.borealis.tests.simulation.sql.Model.Child;
import dev.borealis.tests.simulation.sql.Model.OnDelete;
import dev.borealis.tests.simulation.sql.Model.Parent;
import dev.borealis.tests.simulation.sql.ModelTransaction.Answer;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

/** Statements by chance, each with what the model does for it. */
final class Statements {
    private static final int PARENTS = 5;
    private static final int CHILDREN = 16;

    /** Of these, the ones that half of all writing is about. */
    private static final int HOT_CHILDREN = 3;

    private static final int UNIQUE_VALUES = 12;

    /** A statement and what it should do. */
    record Statement(String sql, Function<ModelTransaction, Answer> meaning) {}

    private record Condition(String sql, Predicate<Child> test) {}

    private final History history;
    private int nextIndex;
    private int nextColumn;

    Statements(History history) {
        this.history = history;
    }

    /** What makes the tables. */
    static List<String> definitions(OnDelete onDelete) {
        return List.of(
                "CREATE TABLE parent (id int PRIMARY KEY, v int NOT NULL)",
                "CREATE TABLE child (id int PRIMARY KEY, u int UNIQUE, v int NOT NULL,"
                        + " p int REFERENCES parent (id) ON DELETE "
                        + onDelete.name().replace('_', ' ')
                        + ")",
                "CREATE SEQUENCE numbers CACHE 1");
    }

    /** What fills them a little. */
    static List<Statement> firstRows() {
        List<Statement> rows = new ArrayList<>();
        for (int id = 0; id < PARENTS; id++) {
            rows.add(insert(new Parent(id, 0)));
        }
        for (int id = 0; id < CHILDREN; id += 2) {
            rows.add(insert(new Child(id, id < UNIQUE_VALUES ? id : null, 0, id % PARENTS)));
        }
        return rows;
    }

    private static Statement insert(Parent parent) {
        return new Statement(
                "INSERT INTO parent VALUES (%d, %d)".formatted(parent.id(), parent.v()),
                transaction -> transaction.insertParent(parent));
    }

    private static Statement insert(Child child) {
        return new Statement(
                "INSERT INTO child (id, u, v, p) " + values(child),
                transaction -> transaction.insertChild(child));
    }

    private int child() {
        return history.dice(CHILDREN);
    }

    private int parent() {
        return history.dice(PARENTS);
    }

    private @Nullable Integer unique() {
        return history.oneIn(4) ? null : Integer.valueOf(history.dice(UNIQUE_VALUES));
    }

    private @Nullable Integer reference() {
        return history.oneIn(3) ? null : Integer.valueOf(parent());
    }

    private Condition condition() {
        int number = child();
        return switch (history.dice(6)) {
            case 0, 1 -> new Condition("id = " + number, child -> child.id() == number);
            case 2 ->
                    new Condition(
                            "id BETWEEN %d AND %d".formatted(number, number + 3),
                            child -> child.id() >= number && child.id() <= number + 3);
            case 3 -> new Condition("u = " + number, child -> Objects.equals(child.u(), number));
            case 4 -> {
                int p = parent();
                yield new Condition("p = " + p, child -> Objects.equals(child.p(), p));
            }
            default -> {
                int v = history.dice(5);
                yield new Condition("v = " + v, child -> child.v() == v);
            }
        };
    }

    Statement reading() {
        return switch (history.dice(8)) {
            case 0 -> new Statement("SELECT count(*), sum(v) FROM child", ModelTransaction::sums);
            case 1 ->
                    new Statement(
                            "SELECT c.id, p.v FROM child c JOIN parent p ON p.id = c.p ORDER BY c.id",
                            ModelTransaction::join);
            case 2 ->
                    new Statement(
                            "SELECT id, v FROM parent ORDER BY id", ModelTransaction::parents);
            case 3 -> everything();
            default -> {
                Condition condition = condition();
                yield new Statement(
                        "SELECT id, u, v, p FROM child WHERE " + condition.sql + " ORDER BY id",
                        transaction -> transaction.select(condition.test));
            }
        };
    }

    Statement everything() {
        return new Statement(
                "SELECT id, u, v, p FROM child ORDER BY id",
                transaction -> transaction.select(_ -> true));
    }

    Statement writing() {
        int id = history.oneIn(2) ? child() : history.dice(HOT_CHILDREN);
        return switch (history.dice(19)) {
            case 0, 1, 2 -> insert(new Child(id, unique(), history.dice(5), reference()));
            case 3 -> {
                var child = new Child(id, unique(), history.dice(5), reference());
                boolean nothing = history.oneIn(3);
                yield new Statement(
                        "INSERT INTO child (id, u, v, p) %s ON CONFLICT (id) DO %s"
                                .formatted(
                                        values(child),
                                        nothing ? "NOTHING" : "UPDATE SET v = child.v + 100"),
                        transaction -> transaction.upsertChild(child, nothing));
            }
            case 4, 5 -> {
                Condition condition = condition();
                int more = history.between(0, 2);
                yield new Statement(
                        "UPDATE child SET v = v + %d WHERE %s".formatted(more, condition.sql),
                        transaction -> transaction.addToChildren(condition.test, more));
            }
            case 6, 14, 15 -> {
                Integer u = unique();
                yield new Statement(
                        "UPDATE child SET u = %s WHERE id = %d".formatted(u, id),
                        transaction -> transaction.setUnique(id, u));
            }
            case 7 -> {
                Integer p = reference();
                yield new Statement(
                        "UPDATE child SET p = %s WHERE id = %d".formatted(p, id),
                        transaction -> transaction.setParent(id, p));
            }
            case 8 -> {
                int to = child();
                yield new Statement(
                        "UPDATE child SET id = %d WHERE id = %d".formatted(to, id),
                        transaction -> transaction.move(id, to));
            }
            case 9 -> {
                Condition condition = condition();
                yield new Statement(
                        "DELETE FROM child WHERE " + condition.sql,
                        transaction -> transaction.deleteChildren(condition.test));
            }
            case 10, 11 -> insert(new Parent(parent(), history.dice(5)));
            case 12 -> {
                int p = parent();
                yield new Statement(
                        "UPDATE parent SET v = v + 1 WHERE id = " + p,
                        transaction -> transaction.addToParent(p));
            }
            case 13 -> {
                int p = parent();
                yield new Statement(
                        "DELETE FROM parent WHERE id = " + p,
                        transaction -> transaction.deleteParent(p));
            }
            default -> {
                boolean exclusive = history.oneIn(2);
                yield new Statement(
                        "SELECT id, u, v, p FROM child WHERE id = %d FOR %s"
                                .formatted(id, exclusive ? "UPDATE" : "KEY SHARE"),
                        transaction -> transaction.lock(id, exclusive ? Use.EXCLUSIVE : Use.SHARE));
            }
        };
    }

    private static String values(Child child) {
        return "VALUES (%d, %s, %d, %s)".formatted(child.id(), child.u(), child.v(), child.p());
    }

    /** A DDL statement that changes no row. */
    String definition() {
        return switch (history.dice(5)) {
            case 0, 1 -> "CREATE INDEX ASYNC i" + nextIndex++ + " ON child (v)";
            case 2 -> "CREATE INDEX ASYNC i" + nextIndex++ + " ON child (p) INCLUDE (v)";
            case 3 -> "DROP INDEX i" + history.dice(nextIndex + 1);
            default -> "ALTER TABLE child ADD COLUMN extra" + nextColumn++ + " int";
        };
    }
}
