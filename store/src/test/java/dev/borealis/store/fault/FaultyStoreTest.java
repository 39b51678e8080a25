package dev.borealis.store.fault;

import static dev.borealis.store.StoreFixture.commitOn;
import static dev.borealis.store.StoreFixture.key;
import static dev.borealis.store.StoreFixture.put;
import static dev.borealis.store.StoreFixture.read;
import static dev.borealis.store.StoreFixture.readNow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.store.Commit;
import dev.borealis.store.CommitResult;
import dev.borealis.store.Label;
import dev.borealis.store.ModelContract;
import dev.borealis.store.Outcome;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.Snapshot;
import dev.borealis.store.SnapshotTooOld;
import dev.borealis.store.Storage;
import dev.borealis.store.Store;
import dev.borealis.store.StoreContract;
import dev.borealis.store.StoreId;
import dev.borealis.store.Touch;
import dev.borealis.store.memory.MemoryStorage;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

class FaultyStoreTest {
    private static MemoryStorage memory() {
        return new MemoryStorage(RelationPrefix.fixed(1));
    }

    @Nested
    class ShapesKeepTheContract extends StoreContract {
        @Override
        protected Storage open() {
            return new FaultyStorage(memory(), Faults.SHAPES, 1);
        }
    }

    @Nested
    class ShapesKeepTheModel extends ModelContract {
        @Override
        protected Storage open(long seed) {
            return new FaultyStorage(memory(), Faults.SHAPES_WITHOUT_DELAY, seed);
        }
    }

    private enum Seen {
        COMMITTED,
        CONFLICT,
        REFUSED,
        UNKNOWN_AND_DONE,
        UNKNOWN_AND_NOT,
        TOO_OLD
    }

    /** A caller that handles every answer never counts one increment twice and never loses one. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void everyAnswerIsGivenAndNoneLies(long seed) {
        Map<Seen, Integer> seen = new EnumMap<>(Seen.class);
        try (var storage = new FaultyStorage(memory(), Faults.ALL_WITHOUT_DELAY, seed)) {
            Store store = storage.create(new StoreId("f"));
            int done = 0;
            for (int i = 0; i < 3_000; i++) {
                Seen what = increment(store);
                seen.merge(what, 1, Integer::sum);
                if (what == Seen.COMMITTED || what == Seen.UNKNOWN_AND_DONE) {
                    done++;
                }
            }
            storage.faults(Faults.NONE);
            assertThat(readNow(store, "n")).isEqualTo(Integer.toString(done));
        }
        assertThat(seen.keySet()).as("seed %d", seed).containsExactlyInAnyOrder(Seen.values());
    }

    private static Seen increment(Store store) {
        try (Snapshot snapshot = store.snapshot()) {
            String before = read(snapshot, "n");
            int next = before.equals("-") ? 1 : Integer.parseInt(before) + 1;
            Commit commit =
                    commitOn(
                            snapshot,
                            List.of(Touch.update(key("n"), Label.DATA)),
                            put("n", Integer.toString(next)));
            return switch (store.commit(commit).join()) {
                case CommitResult.Committed _ -> Seen.COMMITTED;
                case CommitResult.Conflict _ -> Seen.CONFLICT;
                case CommitResult.Refused _ -> Seen.REFUSED;
                case CommitResult.Unknown(var id) ->
                        switch (store.outcome(id)) {
                            case Outcome.Committed _ -> Seen.UNKNOWN_AND_DONE;
                            case Outcome.NotCommitted _ -> Seen.UNKNOWN_AND_NOT;
                            case Outcome.Forgotten _ ->
                                    throw new AssertionError("forgotten at once");
                        };
            };
        } catch (SnapshotTooOld e) {
            return Seen.TOO_OLD;
        }
    }
}
