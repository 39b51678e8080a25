package dev.borealis.store.paged;

import static dev.borealis.store.StoreFixture.commitOn;
import static dev.borealis.store.StoreFixture.key;
import static dev.borealis.store.StoreFixture.put;
import static dev.borealis.store.StoreFixture.readNow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Groups, and what is answered when a write fails. */
class CommitterTest {
    private static final StoreId ID = new StoreId("c");

    /** Writes nothing, and fails as told. */
    private static final class FailingBacking implements Backing {
        private enum Next {
            WRITE,
            FAIL_CERTAINLY,
            FAIL_BUT_WRITE,
            FAIL_AND_LOSE
        }

        private Next next = Next.WRITE;
        private int failedReopenings;
        private int groups;
        private long durable;

        @Override
        public boolean canRead() {
            return false;
        }

        @Override
        public Contents contents() {
            return NONE.contents();
        }

        @Override
        public GroupWriter begin() {
            GroupWriter nothing = NONE.begin();
            return new GroupWriter() {
                @Override
                public void putLeaf(int store, byte[] low, byte[] record, int bytes) {}

                @Override
                public void appendToLeaf(int store, byte[] low, byte[] part) {}

                @Override
                public void removeLeaf(int store, byte[] low) {}

                @Override
                public void removeLeaves(int store, KeyRange lows) {}

                @Override
                public void createStore(int store, StoreId id) {}

                @Override
                public void dropStore(int store, StoreId id) {}

                @Override
                public void write(long number) throws BackingException {
                    Next now = next;
                    next = Next.WRITE;
                    groups++;
                    switch (now) {
                        case WRITE -> durable = number;
                        case FAIL_CERTAINLY ->
                                throw new BackingException(
                                        StoreProblem.DISK_FULL, true, "full", null);
                        case FAIL_BUT_WRITE -> {
                            durable = number;
                            throw new BackingException(
                                    StoreProblem.UNAVAILABLE, false, "sync", null);
                        }
                        case FAIL_AND_LOSE ->
                                throw new BackingException(
                                        StoreProblem.DISK_FULL, false, "sync", null);
                    }
                }

                @Override
                public void close() {
                    nothing.close();
                }
            };
        }

        @Override
        public BackingView view() {
            return NONE.view();
        }

        @Override
        public long reopen() throws BackingException {
            if (failedReopenings-- > 0) {
                throw new BackingException(StoreProblem.UNAVAILABLE, false, "still broken", null);
            }
            return durable;
        }

        @Override
        public void close() {}
    }

    private final FailingBacking backing = new FailingBacking();
    private final PagedStorage storage =
            new PagedStorage(
                    backing,
                    PagedOptions.forHeap(
                            RelationPrefix.fixed(1), 64 << 20, 1, PagedOptions.Drive.STEPS));
    private final Store store = storage.create(ID);

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
        var done = submit("a", "1");
        storage.step();
        assertThat(done.join()).isInstanceOf(CommitResult.Committed.class);
        assertThat(readNow(store, "a")).isEqualTo("1");
        backing.next = FailingBacking.Next.FAIL_AND_LOSE;
        var lost = submit("a", "2");
        storage.step();
        assertThat(lost.join()).isEqualTo(new CommitResult.Refused(StoreProblem.DISK_FULL));
        assertThat(readNow(store, "a")).isEqualTo("1");
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
