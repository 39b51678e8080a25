package dev.borealis.store.paged;

import static dev.borealis.store.StoreFixture.commitOn;
import static dev.borealis.store.StoreFixture.key;
import static dev.borealis.store.StoreFixture.put;
import static dev.borealis.store.StoreFixture.readNow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.borealis.store.Commit;
import dev.borealis.store.CommitResult;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Label;
import dev.borealis.store.Outcome;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.Snapshot;
import dev.borealis.store.Store;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreId;
import dev.borealis.store.StoreProblem;
import dev.borealis.store.Touch;
import dev.borealis.store.paged.PagedOptions.Drive;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Groups, and what is answered when a write fails. */
class CommitterTest {
    private static final StoreId ID = new StoreId("c");

    private final FailingBacking backing = new FailingBacking();
    private final PagedStorage storage = new PagedStorage(backing, options(Drive.STEPS));
    private final Store store = storage.create(ID);

    private static PagedOptions options(Drive drive) {
        return PagedOptions.forHeap(RelationPrefix.fixed(1), 64 << 20, 1, drive);
    }

    private CompletableFuture<CommitResult> submit(String key, String value) {
        try (Snapshot snapshot = store.snapshot()) {
            return store.commit(
                    commitOn(
                            snapshot,
                            List.of(Touch.update(key(key), Label.DATA)),
                            put(key, value)));
        }
    }

    @Test
    void whatWaitsIsWrittenAsOneGroupAndDecidedInOrder() {
        int before = backing.groups;
        var first = submit("a", "1");
        var second = submit("a", "2");
        var other = submit("b", "3");
        assertThat(first).isNotDone();
        assertThat(readNow(store, "a")).isEqualTo("-");
        assertThat(storage.step()).isTrue();
        assertThat(backing.groups).isEqualTo(before + 1);
        assertThat(first.join()).isInstanceOf(CommitResult.Committed.class);
        assertThat(second.join()).isInstanceOf(CommitResult.Conflict.class);
        assertThat(other.join()).isInstanceOf(CommitResult.Committed.class);
        assertThat(readNow(store, "a")).isEqualTo("1");
        assertThat(storage.step()).isFalse();
    }

    @Test
    void aCertainFailureIsRefusedAndTheNextCommitWorks() {
        backing.next = FailingBacking.Next.FAIL_CERTAINLY;
        var refused = submit("a", "1");
        storage.step();
        assertThat(refused.join()).isEqualTo(new CommitResult.Refused(StoreProblem.DISK_FULL));
        assertThat(readNow(store, "a")).isEqualTo("-");
        var later = submit("a", "2");
        storage.step();
        assertThat(later.join()).isInstanceOf(CommitResult.Committed.class);
    }

    @Test
    void anUncertainWriteIsSettledByReopeningAtOnceWhenThatWorks() {
        backing.next = FailingBacking.Next.FAIL_BUT_WRITE;
        assertThat(outcome(submit("a", "1"))).isInstanceOf(Outcome.Committed.class);
        assertThat(readNow(store, "a")).isEqualTo("1");
        backing.next = FailingBacking.Next.FAIL_BUT_WRITE;
        assertThat(store.update(key("n"), _ -> key("1"))).isEqualTo(key("1"));
        backing.next = FailingBacking.Next.FAIL_AND_LOSE;
        assertThat(outcome(submit("a", "2")))
                .isEqualTo(new Outcome.NotCommitted(StoreProblem.DISK_FULL));
        assertThat(readNow(store, "a")).isEqualTo("1");
        assertThat(backing.reopenings).isEqualTo(3);
    }

    private Outcome outcome(CompletableFuture<CommitResult> answer) {
        storage.step();
        return store.outcome(((CommitResult.Unknown) answer.join()).id());
    }

    @Test
    void whoCommittedIsToldBeforeTheBackingIsOpenedAgain() {
        backing.next = FailingBacking.Next.FAIL_BUT_WRITE;
        var unknown = submit("a", "1");
        backing.beforeReopening = () -> assertThat(unknown).isDone();
        assertThat(outcome(unknown)).isInstanceOf(Outcome.Committed.class);
        assertThat(backing.reopenings).isEqualTo(1);
    }

    @Test
    void nobodyWaitsForADiskThatDoesNotComeBack() {
        backing.next = FailingBacking.Next.FAIL_AND_LOSE;
        backing.failedReopenings = Integer.MAX_VALUE;
        var unknown = submit("a", "1");
        var loser = submit("a", "2");
        assertThatThrownBy(() -> store.update(key("n"), _ -> key("1")))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.problem()).isEqualTo(StoreProblem.DISK_FULL));
        assertThat(loser.join()).isEqualTo(new CommitResult.Refused(StoreProblem.DISK_FULL));
        assertThat(storage.refusing()).contains(StoreProblem.DISK_FULL);
        for (Runnable call :
                List.<Runnable>of(
                        () -> store.discard(KeyRange.all()),
                        () -> storage.create(new StoreId("other")),
                        () -> storage.drop(ID))) {
            assertThatThrownBy(call::run).isInstanceOf(StoreException.class);
        }
        storage.close();
        assertThat(outcome(unknown)).isInstanceOf(Outcome.Forgotten.class);
    }

    @Test
    void whatIsNoCommitIsAnsweredWhenTheDiskIsGone() {
        for (Runnable call :
                List.<Runnable>of(
                        () -> store.discard(KeyRange.all()),
                        () -> storage.create(new StoreId("other")),
                        () -> storage.drop(ID))) {
            backing.next = FailingBacking.Next.FAIL_AND_LOSE;
            backing.failedReopenings = 2;
            assertThatThrownBy(call::run).isInstanceOf(StoreException.class);
            storage.step();
        }
        assertThat(storage.list()).containsExactly(ID, FailingBacking.FULL);
    }

    @Test
    void whoLostToACommitThatNeverHappenedIsRefused() {
        backing.next = FailingBacking.Next.FAIL_AND_LOSE;
        var winner = submit("a", "1");
        var loser = submit("a", "2");
        assertThat(outcome(winner)).isInstanceOf(Outcome.NotCommitted.class);
        assertThat(loser.join()).isEqualTo(new CommitResult.Refused(StoreProblem.DISK_FULL));
        var again = submit("a", "3");
        storage.step();
        assertThat(again.join()).isInstanceOf(CommitResult.Committed.class);
    }

    @Test
    void aGroupThatTurnsOutToBeWrittenIsAGroupLikeAnyOther() {
        Store dropped = storage.create(new StoreId("dropped"));
        long groups = storage.metrics().groups();
        backing.next = FailingBacking.Next.FAIL_BUT_WRITE;
        storage.drop(dropped.id());
        assertThat(storage.metrics().groups()).isEqualTo(groups + 1);
        storage.reclaim();
        assertThat(backing.reclaims).isEqualTo(1);
        long pageBytes = storage.metrics().pageBytes();
        backing.next = FailingBacking.Next.FAIL_BUT_WRITE;
        outcome(submit("a", "x".repeat(1_000)));
        assertThat(storage.metrics().pageBytes()).isGreaterThan(pageBytes);
    }

    @Test
    void theBackingIsNotOpenedAgainAllTheTime() {
        var now = new AtomicLong();
        try (var slow = new PagedStorage(backing, options(Drive.CALLER), now::get)) {
            Store full = slow.open(FailingBacking.FULL);
            backing.next = FailingBacking.Next.FAIL_AND_LOSE;
            backing.failedReopenings = 2;
            for (int i = 0; i < 10; i++) {
                assertThatThrownBy(() -> full.update(key("a"), _ -> key("1")))
                        .isInstanceOf(StoreException.class);
            }
            assertThat(backing.reopenings).isEqualTo(1);
            now.addAndGet(MILLISECONDS.toNanos(Committer.REOPEN_MILLIS));
            assertThatThrownBy(() -> full.update(key("a"), _ -> key("1")))
                    .isInstanceOf(StoreException.class);
            assertThat(backing.reopenings).isEqualTo(2);
            now.addAndGet(MILLISECONDS.toNanos(Committer.REOPEN_MILLIS));
            assertThat(full.update(key("a"), _ -> key("1"))).isEqualTo(key("1"));
        }
    }

    @Test
    void openingAgainMayFailInUnexpectedWays() {
        backing.next = FailingBacking.Next.FAIL_BUT_WRITE;
        backing.whenReopening = new IllegalStateException("for a test");
        var unknown = submit("a", "1");
        storage.step();
        storage.step();
        backing.whenReopening = null;
        assertThat(outcome(unknown)).isInstanceOf(Outcome.Committed.class);
    }

    @Test
    void anErrorOfAFunctionIsTheCallersAlone() {
        try (var threaded = new PagedStorage(backing, options(Drive.THREAD))) {
            Store full = threaded.open(FailingBacking.FULL);
            for (Error error : List.of(new OutOfMemoryError("test"), new AssertionError("test"))) {
                assertThatThrownBy(
                                () ->
                                        full.update(
                                                key("a"),
                                                _ -> {
                                                    throw error;
                                                }))
                        .isSameAs(error);
            }
            assertThat(full.update(key("a"), _ -> key("1"))).isEqualTo(key("1"));
        }
    }

    @Test
    void withoutMemoryForAGroupItIsRefusedAndTheNextOneWorks() {
        try (var threaded = new PagedStorage(backing, options(Drive.THREAD))) {
            Store full = threaded.open(FailingBacking.FULL);
            backing.whenReading =
                    () -> {
                        throw new OutOfMemoryError("test");
                    };
            assertThat(commitLarge(full, "n").join())
                    .isEqualTo(new CommitResult.Refused(StoreProblem.UNAVAILABLE));
            backing.whenReading = () -> {};
            assertThat(commitLarge(full, "n").join()).isInstanceOf(CommitResult.Committed.class);
        }
    }

    @Test
    void aDamagedLeafIsTheTroubleOfWhoWritesIntoItAlone() {
        backing.whenReading =
                () -> {
                    throw new StoreException(StoreProblem.DAMAGED, "for a test");
                };
        Store full = storage.open(FailingBacking.FULL);
        var before = commitLarge(full, "a");
        var spoiler = commitLarge(full, "n");
        var loser = commitLarge(full, "n");
        var conflict = commitLarge(full, "a");
        var stranger = submit("a", "1");
        assertThat(store.update(key("counter"), _ -> key("1"))).isEqualTo(key("1"));
        assertThat(before.join()).isInstanceOf(CommitResult.Committed.class);
        assertThat(spoiler.join()).isEqualTo(new CommitResult.Refused(StoreProblem.DAMAGED));
        assertThat(loser.join()).isEqualTo(new CommitResult.Refused(StoreProblem.UNAVAILABLE));
        assertThat(conflict.join()).isInstanceOf(CommitResult.Conflict.class);
        assertThat(stranger.join()).isInstanceOf(CommitResult.Committed.class);
        assertThat(readNow(full, "a")).hasSize(10_000);
        assertThat(readNow(store, "counter")).isEqualTo("1");
        var again = commitLarge(full, "n"); // no conflict with itself
        storage.step();
        assertThat(again.join()).isEqualTo(new CommitResult.Refused(StoreProblem.DAMAGED));
        assertThat(storage.refusing()).isEmpty();
    }

    @Test
    void anUpdateInADamagedLeafIsToldOfTheDamage() {
        backing.whenReading =
                () -> {
                    throw new StoreException(StoreProblem.DAMAGED, "for a test");
                };
        Store full = storage.open(FailingBacking.FULL);
        assertThatThrownBy(() -> full.update(key("n"), _ -> key("1")))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.problem()).isEqualTo(StoreProblem.DAMAGED));
        assertThat(storage.refusing()).isEmpty();
    }

    /** A value for which its leaf must be divided. */
    private static CompletableFuture<CommitResult> commitLarge(Store store, String key) {
        try (Snapshot snapshot = store.snapshot()) {
            return store.commit(
                    commitOn(
                            snapshot,
                            List.of(Touch.update(key(key), Label.DATA)),
                            put(key, "x".repeat(10_000))));
        }
    }

    @Test
    void untilItIsSettledTheAnswerIsUnknownAndOthersAreRefused() {
        for (boolean written : new boolean[] {true, false}) {
            String key = "key" + written;
            backing.next =
                    written
                            ? FailingBacking.Next.FAIL_BUT_WRITE
                            : FailingBacking.Next.FAIL_AND_LOSE;
            backing.failedReopenings = 2;
            Commit commit;
            CompletableFuture<CommitResult> unknown;
            try (Snapshot snapshot = store.snapshot()) {
                commit = commitOn(snapshot, List.of(), put(key, "1"));
                unknown = store.commit(commit);
            }
            storage.step();
            assertThat(unknown.join()).isEqualTo(new CommitResult.Unknown(commit.id()));
            assertThat(readNow(store, key)).isEqualTo("-");
            var meanwhile = submit("other", "1");
            storage.step();
            StoreProblem cause = written ? StoreProblem.UNAVAILABLE : StoreProblem.DISK_FULL;
            assertThat(meanwhile.join()).isEqualTo(new CommitResult.Refused(cause));
            storage.step();
            assertThat(store.outcome(commit.id()) instanceof Outcome.Committed).isEqualTo(written);
            assertThat(readNow(store, key)).isEqualTo(written ? "1" : "-");
        }
    }

    @Test
    void anUpdateWhoseWriteIsLostFails() {
        backing.next = FailingBacking.Next.FAIL_AND_LOSE;
        assertThatThrownBy(() -> store.update(key("n"), _ -> key("1")))
                .isInstanceOf(StoreException.class);
        assertThat(readNow(store, "n")).isEqualTo("-");
        assertThat(store.update(key("n"), _ -> key("2"))).isEqualTo(key("2"));
        assertThat(readNow(store, "n")).isEqualTo("2");
    }

    @Test
    void idleStoresAreGivenAViewOfToday() {
        Store idle = storage.create(new StoreId("idle"));
        for (int i = 0; i < 600; i++) {
            CompletableFuture<CommitResult> done = submit("a", "v" + i);
            storage.step();
            done.join();
        }
        try (Snapshot here = store.snapshot();
                Snapshot there = idle.snapshot()) {
            assertThat(here.token().value() - there.token().value()).isLessThan(300);
        }
    }
}
