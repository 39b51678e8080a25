package dev.borealis.tests.simulation.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.tests.simulation.Violation;
import dev.borealis.tests.simulation.disk.SimulatedDisk.Lie;
import dev.borealis.tests.simulation.mutation.Mutation.Change;
import dev.borealis.tests.simulation.sql.SqlWorld;
import dev.borealis.tests.simulation.store.StoreWorld;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

/** Each way of being wrong is noticed by a simulation within a few seeds; the number is printed. */
class MutationTest {
    /** Seeds that a mutation may survive. */
    private static final int SEEDS = 200;

    private static final String COMMIT = "dev.borealis.store.commit.";
    private static final String PAGED = "dev.borealis.store.paged.";
    private static final String ENGINE = "dev.borealis.engine.";
    private static final String EXECUTE = ENGINE + "execute.";
    private static final String MARKS = COMMIT + "RecentMarks";

    /** Slot of the lanes among the parameters: this, store, bytes, start, end, lanes. */
    private static final int LANES = 5;

    /** Everything but lane ROW, KEY, SHARE. */
    private static final int NO_ROW = ~1;

    private static final int NO_KEY = ~2;
    private static final int NO_SHARE = ~4;

    static List<Mutation> mutations() {
        return List.of(
                new Mutation(
                        "lane ROW is not checked",
                        MARKS,
                        "newest",
                        new Change.Masks(LANES, NO_ROW)),
                new Mutation(
                        "lane KEY is not checked",
                        MARKS,
                        "newest",
                        new Change.Masks(LANES, NO_KEY)),
                new Mutation(
                        "lane SHARE is not checked",
                        MARKS,
                        "newest",
                        new Change.Masks(LANES, NO_SHARE)),
                new Mutation(
                        "lane SHARE is not marked",
                        MARKS,
                        "mark",
                        new Change.Masks(LANES, NO_SHARE)),
                new Mutation(
                        "what is forgotten is not folded", MARKS, "fold", new Change.DoesNothing()),
                new Mutation("folds are not looked at", MARKS, "forgotten", new Change.Returns(0)),
                new Mutation(
                        "everything counts as folded",
                        MARKS,
                        "forgotten",
                        new Change.Returns(Long.MAX_VALUE)),
                new Mutation(
                        "published before it is durable",
                        PAGED + "Committer",
                        "persist",
                        new Change.CallsBefore(
                                "write", "publish", PAGED + "CommitGroup", 1 /* group */)),
                new Mutation(
                        "no new views after a failed write",
                        PAGED + "Committer",
                        "renew",
                        new Change.DoesNothing()),
                new Mutation(
                        "open snapshots do not count",
                        PAGED + "PagedStore",
                        "oldestHeld",
                        new Change.Returns(Long.MAX_VALUE)),
                new Mutation(
                        "views of the disk are kept for ever",
                        PAGED + "SharedBackingView",
                        "release",
                        new Change.DoesNothing()),
                new Mutation(
                        "new leaves are not written",
                        PAGED + "StoredLeaves",
                        "written",
                        new Change.DoesNothing()),
                new Mutation(
                        "changes of leaves are not written",
                        PAGED + "StoredLeaves",
                        "changed",
                        new Change.DoesNothing()),
                new Mutation(
                        "united leaves stay where they were, too",
                        PAGED + "StoredLeaves",
                        "removed",
                        new Change.DoesNothing()),
                new Mutation(
                        "discarded leaves stay",
                        PAGED + "StoredLeaves",
                        "removedAll",
                        new Change.DoesNothing()),
                new Mutation(
                        "what is discarded stays in leaves cut by it",
                        PAGED + "StoredLeaves",
                        "cut",
                        new Change.DoesNothing()));
    }

    static List<Mutation> mutationsOfTheEngine() {
        return List.of(
                new Mutation(
                        "a foreign key does not share its parent row",
                        EXECUTE + "ForeignKeys",
                        "checkIfStillThere",
                        new Change.LeavesOut("touch")),
                new Mutation(
                        "changed key columns count as others",
                        EXECUTE + "RowWriter",
                        "changesKeyColumn",
                        new Change.Answers(false)),
                new Mutation(
                        "inserts and deletes are not adjudicated",
                        EXECUTE + "RowWriter",
                        "touchExclusive",
                        new Change.DoesNothing()),
                new Mutation(
                        "updates are not adjudicated",
                        EXECUTE + "RowWriter",
                        "touchUpdate",
                        new Change.DoesNothing()),
                new Mutation(
                        "writers do not look at the fence",
                        EXECUTE + "RowWriter",
                        "touchFence",
                        new Change.DoesNothing()),
                new Mutation(
                        "own writes are not seen",
                        ENGINE + "transaction.StoreTransaction",
                        "nextCommand",
                        new Change.DoesNothing()),
                new Mutation(
                        "transactions may grow old",
                        ENGINE + "transaction.StoreTransaction",
                        "checkAge",
                        new Change.DoesNothing()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutations")
    void isNoticedInTheStore(Mutation mutation) throws Throwable {
        var program = new MutatedProgram(mutation);
        isNoticed(mutation.what(), seed -> program.run(StoreWorld.class, seed));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutationsOfTheEngine")
    void isNoticedThroughSql(Mutation mutation) throws Throwable {
        var program = new MutatedProgram(mutation);
        isNoticed(mutation.what(), seed -> program.run(SqlWorld.class, seed));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aLyingDiskIsNoticed(Lie lie) throws Throwable {
        isNoticed(lie.name(), seed -> StoreWorld.run(seed, lie));
    }

    private interface Run {
        void seed(long seed) throws Throwable;
    }

    private static void isNoticed(String what, Run run) throws Throwable {
        for (int seed = 1; seed <= SEEDS; seed++) {
            try {
                run.seed(seed);
            } catch (AssertionError violation) {
                assertThat(violation.getClass().getName()).isEqualTo(Violation.class.getName());
                String message = String.valueOf(violation.getMessage());
                System.out.printf(
                        "%s: noticed by seed %d, %s%n",
                        what, seed, message.lines().findFirst().orElse(""));
                return;
            }
        }
        throw new AssertionError(what + ": not noticed by " + SEEDS + " seeds");
    }
}
