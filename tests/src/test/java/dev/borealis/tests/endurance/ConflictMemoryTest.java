package dev.borealis.tests.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.store.CommitResult;
import dev.borealis.store.Label;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.Touch;
import dev.borealis.store.Touches;
import dev.borealis.store.commit.Adjudicator;
import dev.borealis.store.commit.Adjudicator.Verdict;
import dev.borealis.store.commit.RecentMarks;
import dev.borealis.store.paged.PagedOptions;
import dev.borealis.types.Limits;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The memory of conflicts stays within its budget: in a month of load, and beside a transaction that sleeps for as long as it
 * may while others change 100,000 rows a second. Virtual time; the adjudicator itself knows none.
 *
 * <p>{@code -Dborealis.long=true}: the sleeper sleeps for its five minutes (299 s; with the month 16 s of one core) instead of for
 * thirty seconds.
 */
class ConflictMemoryTest {
    private static final boolean LONG = Boolean.getBoolean("borealis.long");
    private static final int STORE = 1;
    private static final int KEY_BYTES = 12;
    private static final long BUDGET = PagedOptions.MIN_MARKS_BYTES;
    private static final long SEED = 6;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final RecentMarks marks =
            new RecentMarks(RelationPrefix.fixed(Integer.BYTES), BUDGET, SEED);
    private final Adjudicator adjudicator = new Adjudicator(marks);
    private long number = 10;

    private static byte[] key(int relation, long row) {
        return ByteBuffer.allocate(KEY_BYTES).putInt(relation).putLong(row).array();
    }

    private static Touch write(int relation, long row) {
        return Touch.exclusive(key(relation, row), Label.DATA);
    }

    private Verdict commit(long snapshot, List<Touch> touches) {
        Verdict verdict = adjudicator.adjudicate(STORE, snapshot, Touches.of(touches), number + 1);
        number++;
        return verdict;
    }

    /**
     * Thirty days, looked at every ten seconds: short transactions on a thousand tables, and at all times one that is nearly
     * five minutes old.
     */
    @Test
    void aMonthOfLoadStaysWithinTheBudget() {
        record Open(long second, long snapshot) {}
        int tables = 1_000;
        long month = 30L * 24 * 3_600;
        var sleepers = new ArrayDeque<Open>();
        long most = 0;
        long lostForNothing = 0;
        long judged = 0;
        for (long second = 0; second < month; second += 10) {
            sleepers.addLast(new Open(second, number));
            for (int i = 0; i < 10; i++) {
                int table = random.nextInt(tables);
                long snapshot = number - random.nextInt(3);
                var touches = new ArrayList<Touch>();
                for (int row = 0; row < 3; row++) {
                    touches.add(write(table, random.nextLong()));
                }
                if (commit(snapshot, touches) instanceof Verdict.Loses) {
                    lostForNothing++;
                }
                judged++;
            }
            while (sleepers.getFirst().second <= second - Limits.TRANSACTION_AGE_SECONDS) {
                long snapshot = sleepers.removeFirst().snapshot; // its last chance to commit
                if (commit(snapshot, List.of(write(random.nextInt(tables), random.nextLong())))
                        instanceof Verdict.Loses) {
                    lostForNothing++;
                }
            }
            marks.oldestOpen(sleepers.getFirst().snapshot);
            most = Math.max(most, marks.bytes());
        }
        System.out.printf(
                "a month: %d commits judged, at most %d KiB of marks (budget %d KiB), %d folds%n",
                judged, most >> 10, BUDGET >> 10, marks.folds());
        assertThat(most).isLessThanOrEqualTo(BUDGET);
        assertThat(lostForNothing).as("lost to nobody").isZero();
    }

    @Test
    void besideASleeperTheMemoryIsBoundedAndOnlyWhoeverSleptOnABusyTableLoses() {
        int seconds = LONG ? Limits.TRANSACTION_AGE_SECONDS - 1 : 30;
        int rowsPerSecond = 100_000;
        int rowsPerCommit = Limits.ROWS_PER_TRANSACTION;
        int busy = 1;
        int quiet = 2;
        long asleep = number;
        long row = 0;
        long most = 0;
        for (long left = (long) seconds * rowsPerSecond; left > 0; left -= rowsPerCommit) {
            var touches = new ArrayList<Touch>(rowsPerCommit);
            for (int i = 0; i < rowsPerCommit; i++) {
                touches.add(write(busy, row++));
            }
            assertThat(commit(number, touches)).isInstanceOf(Verdict.Wins.class);
            marks.oldestOpen(asleep);
            most = Math.max(most, marks.bytes());
        }
        System.out.printf(
                "%d rows beside a sleeper of %d s: at most %d KiB of marks (budget %d KiB), %d folds%n",
                row, seconds, most >> 10, BUDGET >> 10, marks.folds());
        assertThat(most).isLessThanOrEqualTo(BUDGET);
        assertThat(marks.folds()).as("or it shows nothing").isPositive();

        assertThat(commit(asleep, List.of(write(quiet, 1)))).isInstanceOf(Verdict.Wins.class);
        assertThat(commit(asleep, List.of(write(busy, row + 1))))
                .as("of the busy table it is no longer known which rows")
                .isInstanceOfSatisfying(
                        Verdict.Loses.class,
                        loses ->
                                assertThat(loses.scope())
                                        .isInstanceOfSatisfying(
                                                CommitResult.Scope.Relation.class,
                                                scope ->
                                                        assertThat(
                                                                        ByteBuffer.wrap(
                                                                                        scope
                                                                                                .prefix())
                                                                                .getInt())
                                                                .isEqualTo(busy)));
        assertThat(commit(number, List.of(write(busy, row + 1))))
                .as("its retry")
                .isInstanceOf(Verdict.Wins.class);
        marks.oldestOpen(number);
        assertThat(marks.bytes()).as("when it is gone").isLessThanOrEqualTo(BUDGET / 8);
    }
}
