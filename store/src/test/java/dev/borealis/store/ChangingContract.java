package dev.borealis.store;

import static dev.borealis.store.StoreFixture.commit;
import static dev.borealis.store.StoreFixture.commitOn;
import static dev.borealis.store.StoreFixture.fill;
import static dev.borealis.store.StoreFixture.key;
import static dev.borealis.store.StoreFixture.put;
import static dev.borealis.store.StoreFixture.read;
import static dev.borealis.store.StoreFixture.readNow;
import static dev.borealis.store.StoreFixture.scan;
import static dev.borealis.store.StoreFixture.set;
import static dev.borealis.store.StoreFixture.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What every store promises of changes that are no race: updates, discarded ranges, pieces, sizes. */
interface ChangingContract {
    /** Without entries when a test begins. */
    Store store();

    @Test
    default void updatesAreAtomicAndMarkNothing() throws Exception {
        try (Snapshot before = store().snapshot();
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<byte[]>>();
            for (int t = 0; t < 100; t++) {
                tasks.add(
                        () ->
                                store().update(
                                                key("n"),
                                                now ->
                                                        key(
                                                                Integer.toString(
                                                                        now == null
                                                                                ? 1
                                                                                : Integer.parseInt(
                                                                                                text(
                                                                                                        now))
                                                                                        + 1))));
            }
            var given = new ArrayList<Integer>();
            for (Future<byte[]> task : pool.invokeAll(tasks)) {
                given.add(Integer.parseInt(text(task.get())));
            }
            assertThat(given).doesNotHaveDuplicates().contains(1, 100);
            var commit =
                    commitOn(before, List.of(Touch.update(key("n"), Label.DATA)), Mutations.NONE);
            assertThat(store().commit(commit).join()).isInstanceOf(CommitResult.Committed.class);
        }
        assertThat(readNow(store(), "n")).isEqualTo("100");
        assertThat(store().update(key("n"), _ -> null)).isNull();
        assertThat(readNow(store(), "n")).isEqualTo("-");
    }

    @Test
    default void aFailingUpdateChangesNothingAndHarmsNobody() {
        set(store(), "n", "1");
        assertThatThrownBy(
                        () ->
                                store().update(
                                                key("n"),
                                                _ -> {
                                                    throw new UnsupportedOperationException("no");
                                                }))
                .isInstanceOf(UnsupportedOperationException.class);
        set(store(), "m", "2");
        assertThat(readNow(store(), "n")).isEqualTo("1");
    }

    /** Found by the simulation, seeds 1826 and 1870: the second view of one number hid the first. */
    @Test
    default void aFailingUpdateLeavesOpenSnapshotsAlone() {
        set(store(), "n", "1");
        try (Snapshot before = store().snapshot()) {
            assertThatThrownBy(
                            () ->
                                    store().update(
                                                    key("n"),
                                                    _ -> {
                                                        throw new UnsupportedOperationException(
                                                                "no");
                                                    }))
                    .isInstanceOf(UnsupportedOperationException.class);
            for (int i = 0; i < 200; i++) {
                set(store(), "m", Integer.toString(i));
            }
            try (Snapshot again = store().snapshot(before.token())) {
                assertThat(read(again, "m")).isEqualTo("-");
            }
            List<Touch> touches = List.of(Touch.exclusive(key("n"), Label.DATA));
            assertThat(store().commit(commitOn(before, touches, put("n", "2"))).join())
                    .isInstanceOf(CommitResult.Committed.class);
        }
    }

    @Test
    default void aDiscardedRangeIsEmptyAndOlderSnapshotsOfOtherRangesStay() {
        fill(store(), 2_000);
        set(store(), "a", "1");
        set(store(), "z", "1");
        try (Snapshot before = store().snapshot()) {
            store().discard(KeyRange.of(key("k00500"), key("k01500")));
            store().discard(KeyRange.of(key("k00500"), key("k01500")));
            assertThat(read(before, "a")).isEqualTo("1");
        }
        try (Snapshot snapshot = store().snapshot()) {
            assertThat(scan(snapshot, KeyRange.prefix(key("k")), ScanOptions.FORWARD))
                    .hasSize(1_000);
            assertThat(scan(snapshot, KeyRange.prefix(key("k")), ScanOptions.REVERSE))
                    .hasSize(1_000);
            assertThat(read(snapshot, "k00499")).isNotEqualTo("-");
            assertThat(read(snapshot, "k00500")).isEqualTo("-");
            assertThat(read(snapshot, "k01500")).isNotEqualTo("-");
        }
        set(store(), "k00700", "again");
        assertThat(readNow(store(), "k00700")).isEqualTo("again");
    }

    @Test
    default void piecesCoverTheRangeWithoutGapOrOverlap() {
        fill(store(), 5_000);
        KeyRange range = KeyRange.of(key("k00100"), key("k04900"));
        List<Piece> pieces = store().pieces(range, 4);
        byte[] expected = range.from();
        var found = new ArrayList<String>();
        try (Snapshot snapshot = store().snapshot()) {
            for (Piece piece : pieces) {
                assertThat(piece.range().from()).isEqualTo(expected);
                expected = piece.range().to();
                found.addAll(scan(snapshot, piece.range(), ScanOptions.FORWARD));
            }
            assertThat(expected).isEqualTo(range.to());
            assertThat(found).isEqualTo(scan(snapshot, range, ScanOptions.FORWARD)).hasSize(4_800);
        }
        assertThat(pieces.stream().mapToLong(Piece::bytes).sum())
                .isBetween(4_800L * 50, 4_800L * 250);
    }

    @Test
    default void whatIsTooLargeIsRefusedAndChangesNothing() {
        byte[] large = new byte[store().limits().largestKeyBytes() + 1];
        try (Snapshot snapshot = store().snapshot()) {
            var commit =
                    commitOn(
                            snapshot,
                            List.of(),
                            Mutations.builder()
                                    .put(key("a"), key("1"))
                                    .put(large, key("1"))
                                    .build());
            assertThat(store().commit(commit).join())
                    .isEqualTo(new CommitResult.Refused(StoreProblem.KEY_TOO_LARGE));
        }
        assertThat(readNow(store(), "a")).isEqualTo("-");
    }

    @Test
    default void largeValuesComeBackWhole() {
        byte[] value = new byte[1_500_000];
        Arrays.fill(value, (byte) 7);
        fill(store(), 500);
        commit(store(), Mutations.builder().put(key("k00250"), value).build());
        commit(store(), Mutations.builder().put(key("k00251"), value).build());
        set(store(), "k00252", "small");
        try (Snapshot snapshot = store().snapshot()) {
            Entry entry = snapshot.get(key("k00250"));
            assertThat(entry).isNotNull();
            assertThat(entry.value()).isEqualTo(value);
            assertThat(scan(snapshot, KeyRange.all(), ScanOptions.FORWARD)).hasSize(500);
        }
    }
}
