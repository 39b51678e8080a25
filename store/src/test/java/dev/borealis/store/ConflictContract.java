package dev.borealis.store;

import static dev.borealis.store.StoreFixture.commit;
import static dev.borealis.store.StoreFixture.commitOn;
import static dev.borealis.store.StoreFixture.key;
import static dev.borealis.store.StoreFixture.newId;
import static dev.borealis.store.StoreFixture.put;
import static dev.borealis.store.StoreFixture.read;
import static dev.borealis.store.StoreFixture.readNow;
import static dev.borealis.store.StoreFixture.set;
import static dev.borealis.store.StoreFixture.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;

/** What every store promises to those who commit beside others: who loses, and what the loser is told. */
interface ConflictContract {
    /** Without entries when a test begins. */
    Store store();

    /** First column: what was done to the key; see the table of lanes in {@link Touch}. */
    enum Kind {
        EXCLUSIVE(Touch::exclusive),
        UPDATE(Touch::update),
        SHARE(Touch::share);

        private final BiFunction<byte[], Label, Touch> touch;

        Kind(BiFunction<byte[], Label, Touch> touch) {
            this.touch = touch;
        }

        Touch on(String key) {
            return touch.apply(key(key), Label.DATA);
        }
    }

    @Test
    default void theNineCellsOfTheConflictMatrixInBothOrders() {
        int row = 0;
        for (Kind first : Kind.values()) {
            for (Kind second : Kind.values()) {
                for (boolean swapped : new boolean[] {false, true}) {
                    String key = "row" + row++;
                    set(store(), key, "0");
                    try (Snapshot a = store().snapshot();
                            Snapshot b = store().snapshot()) {
                        Snapshot early = swapped ? b : a;
                        Snapshot late = swapped ? a : b;
                        var winner =
                                store().commit(
                                                commitOn(
                                                        early,
                                                        List.of(first.on(key)),
                                                        Mutations.NONE))
                                        .join();
                        var other =
                                store().commit(
                                                commitOn(
                                                        late,
                                                        List.of(second.on(key)),
                                                        Mutations.NONE))
                                        .join();
                        boolean conflict =
                                switch (first) {
                                    case EXCLUSIVE -> true;
                                    case UPDATE -> second != Kind.SHARE;
                                    case SHARE -> second == Kind.EXCLUSIVE;
                                };
                        assertThat(winner).isInstanceOf(CommitResult.Committed.class);
                        assertThat(other)
                                .as("%s then %s", first, second)
                                .isInstanceOf(
                                        conflict
                                                ? CommitResult.Conflict.class
                                                : CommitResult.Committed.class);
                    }
                }
            }
        }
    }

    @Test
    default void theLoserIsToldKeyLabelAndWinner() {
        try (Snapshot a = store().snapshot();
                Snapshot b = store().snapshot()) {
            Commit first =
                    commitOn(a, List.of(Touch.update(key("x"), Label.SCHEMA)), put("x", "1"));
            assertThat(store().commit(first).join()).isInstanceOf(CommitResult.Committed.class);
            var touches =
                    List.of(
                            Touch.update(key("y"), Label.DATA),
                            Touch.check(key("x"), Label.SCHEMA));
            CommitResult result = store().commit(commitOn(b, touches, put("y", "1"))).join();
            assertThat(result)
                    .isInstanceOfSatisfying(
                            CommitResult.Conflict.class,
                            conflict -> {
                                assertThat(conflict.label()).isEqualTo(Label.SCHEMA);
                                assertThat(
                                                conflict.winner() == null
                                                        ? first.id()
                                                        : conflict.winner())
                                        .isEqualTo(first.id());
                                assertThat(conflict.key() == null ? "x" : text(conflict.key()))
                                        .isEqualTo("x");
                            });
            assertThat(readNow(store(), "y")).isEqualTo("-");
        }
    }

    @Test
    default void aLoserMarksNothing() {
        try (Snapshot a = store().snapshot();
                Snapshot b = store().snapshot();
                Snapshot c = store().snapshot()) {
            store().commit(commitOn(a, List.of(Touch.update(key("x"), Label.DATA)), put("x", "1")))
                    .join();
            var both =
                    List.of(Touch.update(key("w"), Label.DATA), Touch.update(key("x"), Label.DATA));
            assertThat(store().commit(commitOn(b, both, Mutations.NONE)).join())
                    .isInstanceOf(CommitResult.Conflict.class);
            assertThat(
                            store().commit(
                                            commitOn(
                                                    c,
                                                    List.of(Touch.update(key("w"), Label.DATA)),
                                                    put("w", "1")))
                                    .join())
                    .isInstanceOf(CommitResult.Committed.class);
        }
    }

    @Test
    default void aCommitWithoutDataButWithMarksCounts() {
        set(store(), "x", "1");
        try (Snapshot reader = store().snapshot();
                Snapshot writer = store().snapshot()) {
            assertThat(
                            store().commit(
                                            commitOn(
                                                    reader,
                                                    List.of(Touch.exclusive(key("x"), Label.DATA)),
                                                    Mutations.NONE))
                                    .join())
                    .isInstanceOf(CommitResult.Committed.class);
            assertThat(
                            store().commit(
                                            commitOn(
                                                    writer,
                                                    List.of(Touch.update(key("x"), Label.DATA)),
                                                    put("x", "2")))
                                    .join())
                    .isInstanceOf(CommitResult.Conflict.class);
        }
        assertThat(readNow(store(), "x")).isEqualTo("1");
    }

    @Test
    default void touchesOfOneKeyAreUnited() {
        try (Snapshot a = store().snapshot();
                Snapshot b = store().snapshot()) {
            var own =
                    List.of(
                            Touch.update(key("x"), Label.DATA),
                            Touch.exclusive(key("x"), Label.DATA),
                            Touch.share(key("x"), Label.DATA));
            assertThat(store().commit(commitOn(a, own, put("x", "1"))).join())
                    .isInstanceOf(CommitResult.Committed.class);
            assertThat(
                            store().commit(
                                            commitOn(
                                                    b,
                                                    List.of(Touch.share(key("x"), Label.DATA)),
                                                    Mutations.NONE))
                                    .join())
                    .isInstanceOf(CommitResult.Conflict.class);
        }
    }

    @Test
    default void aTransactionDoesNotConflictWithWhatItSaw() {
        for (int i = 0; i < 100; i++) {
            commit(store(), List.of(Touch.exclusive(key("x"), Label.DATA)), put("x", "v" + i));
        }
        assertThat(readNow(store(), "x")).isEqualTo("v99");
    }

    @Test
    default void anOpenTransactionDelaysNobody() {
        try (Snapshot sleeper = store().snapshot()) {
            commit(store(), List.of(Touch.update(key("x"), Label.DATA)), put("x", "1"));
            commit(store(), List.of(Touch.update(key("x"), Label.DATA)), put("x", "2"));
            assertThat(read(sleeper, "x")).isEqualTo("-");
        }
    }

    @Test
    default void aLoserThatRetriesAtOnceSeesTheWinner() throws Exception {
        set(store(), "n", "0");
        int threads = 8;
        int each = 50;
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Integer>>();
            for (int t = 0; t < threads; t++) {
                tasks.add(() -> incrementUntilDone(each));
            }
            int tries = 0;
            for (Future<Integer> task : pool.invokeAll(tasks)) {
                tries += task.get();
            }
            assertThat(tries).isGreaterThanOrEqualTo(threads * each);
        }
        assertThat(readNow(store(), "n")).isEqualTo(Integer.toString(threads * each));
    }

    private int incrementUntilDone(int times) throws InterruptedException, ExecutionException {
        int tries = 0;
        long atLeast = 0;
        for (int done = 0; done < times; tries++) {
            try (Snapshot snapshot = store().snapshot()) {
                long seen = Long.parseLong(read(snapshot, "n"));
                assertThat(seen).as("a loser sees the winner").isGreaterThanOrEqualTo(atLeast);
                var commit =
                        commitOn(
                                snapshot,
                                List.of(Touch.update(key("n"), Label.DATA)),
                                put("n", Long.toString(seen + 1)));
                switch (store().commit(commit).get()) {
                    case CommitResult.Committed _ -> {
                        done++;
                        atLeast = seen + 1;
                    }
                    case CommitResult.Conflict _ -> atLeast = seen + 1;
                    case CommitResult.Refused refused -> throw new AssertionError(refused);
                    case CommitResult.Unknown unknown -> throw new AssertionError(unknown);
                }
            }
        }
        return tries;
    }

    @Test
    default void manyThreadsMoveMoneyAndTheTotalStays() throws Exception {
        int accounts = 40;
        var start = Mutations.builder();
        for (int i = 0; i < accounts; i++) {
            start.put(key("acc%02d".formatted(i)), key("100"));
        }
        commit(store(), start.build());
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Integer>>();
            for (int t = 0; t < 16; t++) {
                long seed = t;
                tasks.add(() -> new Transfers(store(), seed, accounts).run(60));
            }
            for (Future<Integer> task : pool.invokeAll(tasks)) {
                task.get();
            }
        }
        try (Snapshot snapshot = store().snapshot()) {
            assertThat(Transfers.total(snapshot)).isEqualTo(accounts * 100L);
        }
    }

    @Test
    default void outcomesOfDecidedTransactionsAreKnown() {
        try (Snapshot a = store().snapshot();
                Snapshot b = store().snapshot()) {
            Commit winner = commitOn(a, List.of(Touch.update(key("x"), Label.DATA)), put("x", "1"));
            Commit loser = commitOn(b, List.of(Touch.update(key("x"), Label.DATA)), put("x", "2"));
            store().commit(winner).join();
            store().commit(loser).join();
            assertThat(store().outcome(winner.id())).isInstanceOf(Outcome.Committed.class);
            assertThat(store().outcome(loser.id())).isInstanceOf(Outcome.NotCommitted.class);
            assertThat(store().outcome(newId())).isInstanceOf(Outcome.Forgotten.class);
        }
    }
}
