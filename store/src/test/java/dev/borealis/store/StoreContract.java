package dev.borealis.store;

import static dev.borealis.store.StoreFixture.commitOn;
import static dev.borealis.store.StoreFixture.key;
import static dev.borealis.store.StoreFixture.newId;
import static dev.borealis.store.StoreFixture.put;
import static dev.borealis.store.StoreFixture.readNow;
import static dev.borealis.store.StoreFixture.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/**
 * What every store promises, theme by theme, and what a storage with several of them does. Each engine has one subclass that
 * says how to open it.
 */
public abstract class StoreContract implements ReadingContract, ConflictContract, ChangingContract {
    protected static final StoreId ID = new StoreId("test");

    protected Storage storage;
    protected Store store;

    /** A storage without stores. */
    protected abstract Storage open() throws Exception;

    @Override
    public final Store store() {
        return store;
    }

    @BeforeEach
    final void openStore() throws Exception {
        storage = open();
        store = storage.create(ID);
    }

    @AfterEach
    final void closeStore() throws Exception {
        storage.close();
        afterClose();
    }

    /** For checks that nothing is left over. */
    protected void afterClose() throws Exception {}

    @Test
    void storesOfOneStorageAreApart() {
        Store other = storage.create(new StoreId("other"));
        set(store, "a", "1");
        set(other, "a", "2");
        assertThat(readNow(store, "a")).isEqualTo("1");
        assertThat(readNow(other, "a")).isEqualTo("2");
        assertThat(storage.list()).containsExactly(new StoreId("other"), ID);
        assertThat(storage.open(ID)).isSameAs(store);
        assertThatThrownBy(() -> storage.create(ID)).isInstanceOf(IllegalStateException.class);
        try (Snapshot a = store.snapshot();
                Snapshot b = other.snapshot()) {
            var touch = List.of(Touch.exclusive(key("a"), Label.DATA));
            assertThat(store.commit(commitOn(a, touch, Mutations.NONE)).join())
                    .isInstanceOf(CommitResult.Committed.class);
            assertThat(other.commit(commitOn(b, touch, Mutations.NONE)).join())
                    .isInstanceOf(CommitResult.Committed.class);
        }
    }

    @Test
    void aDroppedStoreRefusesAndItsNameIsFree() {
        set(store, "a", "1");
        storage.drop(ID);
        storage.drop(ID);
        assertThat(storage.list()).isEmpty();
        assertThatThrownBy(() -> store.snapshot()).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> storage.open(ID)).isInstanceOf(IllegalStateException.class);
        assertThat(
                        store.commit(
                                        new Commit(
                                                newId(),
                                                new SnapshotToken(1),
                                                List.of(),
                                                put("a", "2")))
                                .join())
                .isEqualTo(new CommitResult.Refused(StoreProblem.DROPPED));
        store = storage.create(ID);
        assertThat(readNow(store, "a")).isEqualTo("-");
    }

    @Test
    void closingRefusesWhatComesLater() throws Exception {
        storage.close();
        storage.close();
        assertThatThrownBy(() -> store.snapshot()).isInstanceOf(StoreException.class);
        assertThat(
                        store.commit(
                                        new Commit(
                                                newId(),
                                                new SnapshotToken(1),
                                                List.of(),
                                                put("a", "2")))
                                .join())
                .isEqualTo(new CommitResult.Refused(StoreProblem.CLOSED));
    }
}
