package dev.borealis.store.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.store.CommitResult.Scope;
import dev.borealis.store.Label;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.Touch;
import dev.borealis.store.Touches;
import dev.borealis.store.commit.Adjudicator.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

class AdjudicatorTest {
    private static final int STORE = 1;

    private final RecentMarks marks = new RecentMarks(RelationPrefix.fixed(1), 1 << 20, 42);
    private final Adjudicator adjudicator = new Adjudicator(marks);

    private static byte[] key(int relation, int number) {
        return ByteBuffer.allocate(5).put((byte) relation).putInt(number).array();
    }

    private static Touches one(Touch touch) {
        return Touches.of(List.of(touch));
    }

    private static Touches update(int relation, int number) {
        return one(Touch.update(key(relation, number), Label.DATA));
    }

    @Test
    void firstCommitterWinsAndTheSecondIsToldWhichKeyItLost() {
        assertThat(adjudicator.adjudicate(STORE, 10, update(1, 7), 11))
                .isInstanceOf(Verdict.Wins.class);
        assertThat(adjudicator.adjudicate(STORE, 10, update(1, 7), 12))
                .usingRecursiveComparison()
                .isEqualTo(new Verdict.Loses(update(1, 7).get(0), new Scope.Key(key(1, 7)), 11));
        assertThat(adjudicator.adjudicate(STORE, 11, update(1, 7), 12))
                .isInstanceOf(Verdict.Wins.class);
    }

    @Test
    void equalKeysOfTwoStoresHaveNothingToDoWithEachOther() {
        adjudicator.adjudicate(1, 10, update(1, 7), 11);
        assertThat(adjudicator.adjudicate(2, 10, update(1, 7), 12))
                .isInstanceOf(Verdict.Wins.class);
    }

    @Test
    void aLanePicksWhatItConflictsWith() {
        byte[] key = key(1, 7);
        adjudicator.adjudicate(STORE, 10, one(Touch.share(key, Label.DATA)), 11);
        assertThat(adjudicator.adjudicate(STORE, 10, one(Touch.update(key, Label.DATA)), 12))
                .isInstanceOf(Verdict.Wins.class);
        assertThat(adjudicator.adjudicate(STORE, 10, one(Touch.exclusive(key, Label.DATA)), 13))
                .isInstanceOf(Verdict.Loses.class);
    }

    @Test
    void pastTheBudgetOldTransactionsLoseInTheFoldedRelationOnly() {
        var small = new RecentMarks(RelationPrefix.fixed(1), 64 << 10, 42);
        var judge = new Adjudicator(small);
        for (int i = 0; i < 10_000; i++) {
            judge.adjudicate(STORE, 10 + i, update(1, i), 11 + i);
        }
        assertThat(small.bytes()).isLessThanOrEqualTo(64 << 10);
        assertThat(small.folds()).isPositive();
        assertThat(judge.adjudicate(STORE, 10, update(1, 99_999), 20_000))
                .isInstanceOfSatisfying(
                        Verdict.Loses.class,
                        loses ->
                                assertThat(loses.scope())
                                        .as("which keys is forgotten")
                                        .isInstanceOfSatisfying(
                                                Scope.Relation.class,
                                                scope ->
                                                        assertThat(scope.prefix())
                                                                .containsExactly(1)));
        assertThat(judge.adjudicate(STORE, 10, update(2, 99_999), 20_001))
                .isInstanceOf(Verdict.Wins.class);
        assertThat(judge.adjudicate(STORE, 20_001, update(1, 99_999), 20_002))
                .isInstanceOf(Verdict.Wins.class);
    }

    @Test
    void nothingIsFoldedWhenNobodyIsOldEnoughToCare() {
        var small = new RecentMarks(RelationPrefix.fixed(1), 64 << 10, 42);
        var judge = new Adjudicator(small);
        for (int i = 0; i < 10_000; i++) {
            judge.adjudicate(STORE, 10 + i, update(1, i), 11 + i);
            small.oldestOpen(10 + i);
        }
        assertThat(small.folds()).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void withinTheBudgetItDecidesExactlyAsAMap(long seed) {
        var random = new SplittableRandom(seed);
        Map<Integer, long[]> model = new HashMap<>(); // key -> number of each lane
        for (long number = 100; number < 5_100; number++) {
            long snapshot = number - 1 - random.nextInt(40);
            int row = random.nextInt(60);
            byte[] key = key(1, row);
            Touch touch =
                    switch (random.nextInt(4)) {
                        case 0 -> Touch.exclusive(key, Label.DATA);
                        case 1 -> Touch.update(key, Label.DATA);
                        case 2 -> Touch.share(key, Label.DATA);
                        default -> Touch.check(key, Label.DATA);
                    };
            long[] lanes = model.computeIfAbsent(row, _ -> new long[3]);
            boolean loses = false;
            for (int lane = 0; lane < 3; lane++) {
                loses |= (touch.checks() & 1 << lane) != 0 && lanes[lane] > snapshot;
            }
            Verdict verdict = adjudicator.adjudicate(STORE, snapshot, one(touch), number);
            assertThat(verdict instanceof Verdict.Loses).as("number %d", number).isEqualTo(loses);
            for (int lane = 0; lane < 3 && !loses; lane++) {
                if ((touch.marks() & 1 << lane) != 0) {
                    lanes[lane] = number;
                }
            }
        }
    }

    /** Several stores and relations, keys of any length, tables of twelve marks that are reused, dropped and folded. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverIsForgottenNobodyWinsWhoMustLose(long seed) {
        var random = new SplittableRandom(seed);
        var small = new RecentMarks(RelationPrefix.fixed(1), 2_048, seed);
        var judge = new Adjudicator(small);
        Map<String, Long> model = new HashMap<>(); // store, key and lane -> number
        long open = 0;
        long exact = 0;
        for (long number = 100; number < 20_100; number++) {
            boolean quiet = number / 1_000 % 2 == 0; // nobody is old: nothing need be folded
            int store = random.nextInt(2);
            var touches = new ArrayList<Touch>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                byte[] key = new byte[random.nextInt(3)];
                for (int at = 0; at < key.length; at++) {
                    key[at] = (byte) random.nextInt(at == 0 ? 3 : 40);
                }
                touches.add(new Touch(key, random.nextInt(8), random.nextInt(8), Label.DATA, null));
            }
            long snapshot = Math.max(open, number - 1 - random.nextInt(quiet ? 3 : 60));
            boolean mustLose =
                    touches.stream()
                            .anyMatch(
                                    touch ->
                                            lanes(store, touch.key(), touch.checks()).stream()
                                                    .anyMatch(
                                                            lane ->
                                                                    model.getOrDefault(lane, 0L)
                                                                            > snapshot));
            Verdict verdict = judge.adjudicate(store, snapshot, Touches.of(touches), number);
            if (mustLose) {
                assertThat(verdict).as("number %d", number).isInstanceOf(Verdict.Loses.class);
            } else if (quiet && number % 1_000 > 100) {
                assertThat(verdict).as("number %d", number).isInstanceOf(Verdict.Wins.class);
                exact++;
            }
            if (verdict instanceof Verdict.Wins) {
                long now = number;
                touches.forEach(
                        touch ->
                                lanes(store, touch.key(), touch.marks())
                                        .forEach(lane -> model.put(lane, now)));
            }
            if (quiet) {
                open = number - 3;
                small.oldestOpen(open);
            }
        }
        assertThat(small.folds()).isPositive();
        assertThat(exact).isPositive();
    }

    private static List<String> lanes(int store, byte[] key, int lanes) {
        return IntStream.range(0, 3)
                .filter(lane -> (lanes & 1 << lane) != 0)
                .mapToObj(lane -> store + Arrays.toString(key) + lane)
                .toList();
    }

    @Test
    void keysInARowAreToldApartWhileTheTableGrows() {
        var large = new Adjudicator(new RecentMarks(RelationPrefix.fixed(1), 64 << 20, 42));
        int keys = 100_000;
        for (int i = 0; i < keys; i++) {
            large.adjudicate(STORE, 10 + i, update(1, 2 * i), 11 + i);
        }
        long number = 11 + keys;
        for (int i = 0; i < keys; i += 7) {
            long marked = 11 + i;
            assertThat(large.adjudicate(STORE, 10 + i, update(1, 2 * i), number++))
                    .isInstanceOfSatisfying(
                            Verdict.Loses.class, loses -> assertThat(loses.to()).isEqualTo(marked));
            assertThat(large.adjudicate(STORE, 10, update(1, 2 * i + 1), number++))
                    .isInstanceOf(Verdict.Wins.class);
        }
    }

    @Test
    void moreCommitsThanASlotCanCountAreRememberedAllTheSame() {
        var judge = new Adjudicator(new RecentMarks(RelationPrefix.fixed(1), 64 << 20, 42));
        int commits = 5_000_000;
        Touches hot = update(1, 1);
        judge.adjudicate(STORE, 10, update(1, 2), 11);
        for (int i = 1; i < commits; i++) {
            judge.adjudicate(STORE, 10 + i, hot, 11 + i);
        }
        assertThat(judge.adjudicate(STORE, 10, update(1, 2), 11 + commits))
                .isInstanceOfSatisfying(
                        Verdict.Loses.class, loses -> assertThat(loses.to()).isEqualTo(11));
        assertThat(judge.adjudicate(STORE, 9 + commits, hot, 11 + commits))
                .isInstanceOfSatisfying(
                        Verdict.Loses.class,
                        loses -> assertThat(loses.to()).isEqualTo(10 + commits));
        assertThat(judge.adjudicate(STORE, 10 + commits, hot, 11 + commits))
                .isInstanceOf(Verdict.Wins.class);
    }
}
