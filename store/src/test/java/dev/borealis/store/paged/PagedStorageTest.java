package dev.borealis.store.paged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.store.KeyRange;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.Snapshot;
import dev.borealis.store.Store;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreId;
import dev.borealis.store.StoreProblem;
import dev.borealis.store.paged.PagedOptions.Drive;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;

/** Stores that are dropped while somebody uses them, space that comes back, and the end. */
class PagedStorageTest {
    private final FailingBacking backing = new FailingBacking();

    private PagedStorage open(Drive drive) {
        return new PagedStorage(
                backing, PagedOptions.forHeap(RelationPrefix.fixed(1), 64 << 20, 1, drive));
    }

    @Test
    void aDroppedStoreCountsAsLongAsSomebodyReadsIt() {
        try (PagedStorage storage = open(Drive.CALLER)) {
            Snapshot snapshot = storage.open(FailingBacking.FULL).snapshot();
            storage.drop(FailingBacking.FULL);
            assertThat(storage.metrics().openViews()).isEqualTo(1);
            storage.reclaim();
            assertThat(backing.reclaims).isZero();
            snapshot.get(FailingBacking.SECOND_LEAF);
            storage.sweep();
            assertThat(storage.metrics().pageBytes()).isPositive();
            snapshot.close();
            assertThat(storage.metrics().openViews()).isZero();
            storage.reclaim();
            assertThat(backing.reclaims).isEqualTo(1);
            storage.sweep();
            assertThat(storage.metrics().pageBytes()).isZero();
        }
    }

    @Test
    void aStoreDroppedWhileAllAreCheckedIsPassedOver() {
        try (PagedStorage storage = open(Drive.CALLER)) {
            Store first = storage.create(new StoreId("a"));
            var checked = new ArrayList<String>();
            storage.check(
                    (what, _, _) -> {
                        checked.add(what);
                        storage.drop(FailingBacking.FULL);
                    },
                    finding -> assertThat(finding).isNull());
            assertThat(checked).containsExactly("pages of " + first);
        }
    }

    @Test
    void spaceThatCannotBeGivenBackNowIsGivenBackLater() {
        try (PagedStorage storage = open(Drive.CALLER)) {
            Store store = storage.open(FailingBacking.FULL);
            store.discard(KeyRange.all());
            backing.whenReclaiming = new IllegalStateException("for a test");
            storage.reclaim();
            assertThat(backing.reclaims).isEqualTo(1);
            assertThat(storage.metrics().lastFailure()).contains("for a test");
            backing.whenReclaiming = null;
            storage.reclaim();
            storage.reclaim();
            assertThat(backing.reclaims).isEqualTo(2);
        }
    }

    @Test
    void whatShouldNotHappenEndsEverythingAndClosesTheBacking() {
        PagedStorage storage = open(Drive.THREAD);
        storage.drop(FailingBacking.FULL);
        backing.whenViewing = new AssertionError("for a test");
        assertThatThrownBy(() -> storage.create(new StoreId("a")))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.problem()).isEqualTo(StoreProblem.CLOSED));
        assertThat(storage.refusing()).contains(StoreProblem.CLOSED);
        storage.close();
        storage.close();
        assertThat(backing.closings).isEqualTo(1);
    }
}
