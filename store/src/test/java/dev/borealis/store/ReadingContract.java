package dev.borealis.store;

import static dev.borealis.store.StoreFixture.commit;
import static dev.borealis.store.StoreFixture.fill;
import static dev.borealis.store.StoreFixture.key;
import static dev.borealis.store.StoreFixture.read;
import static dev.borealis.store.StoreFixture.readNow;
import static dev.borealis.store.StoreFixture.rest;
import static dev.borealis.store.StoreFixture.scan;
import static dev.borealis.store.StoreFixture.set;
import static dev.borealis.store.StoreFixture.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** What every store promises to those who read: snapshots, ranges, cursors, tokens. */
interface ReadingContract {
    /** Without entries when a test begins. */
    Store store();

    @Test
    default void anEmptyStoreHasNothing() {
        try (Snapshot snapshot = store().snapshot()) {
            assertThat(snapshot.get(key("a"))).isNull();
            assertThat(scan(snapshot, KeyRange.all(), ScanOptions.FORWARD)).isEmpty();
            assertThat(scan(snapshot, KeyRange.all(), ScanOptions.REVERSE)).isEmpty();
        }
    }

    @Test
    default void aSnapshotDoesNotSeeWhatWasCommittedAfterIt() {
        set(store(), "a", "old");
        try (Snapshot before = store().snapshot()) {
            set(store(), "a", "new");
            set(store(), "b", "new");
            assertThat(read(before, "a")).isEqualTo("old");
            assertThat(scan(before, KeyRange.all(), ScanOptions.FORWARD)).containsExactly("a=old");
        }
        assertThat(readNow(store(), "a")).isEqualTo("new");
    }

    @Test
    default void anAcknowledgedCommitIsInEveryLaterSnapshot() {
        for (int i = 0; i < 200; i++) {
            SnapshotToken visibleAt = set(store(), "a", "v" + i);
            try (Snapshot snapshot = store().snapshot()) {
                assertThat(snapshot.token()).isGreaterThanOrEqualTo(visibleAt);
                assertThat(read(snapshot, "a")).isEqualTo("v" + i);
            }
        }
    }

    @Test
    default void aCommitIsVisibleAsAWhole() throws Exception {
        var done = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> reader =
                    threads.submit(
                            () -> {
                                while (!done.get()) {
                                    try (Snapshot snapshot = store().snapshot()) {
                                        assertThat(read(snapshot, "a"))
                                                .isEqualTo(read(snapshot, "z"));
                                    }
                                    Thread.yield();
                                }
                            });
            for (int i = 0; i < 300; i++) {
                byte[] value = key("v" + i);
                commit(
                        store(),
                        Mutations.builder().put(key("a"), value).put(key("z"), value).build());
            }
            done.set(true);
            reader.get();
        }
    }

    @Test
    default void deletedKeysAreGone() {
        set(store(), "a", "1");
        set(store(), "b", "2");
        commit(store(), Mutations.builder().delete(key("a")).delete(key("never there")).build());
        try (Snapshot snapshot = store().snapshot()) {
            assertThat(snapshot.get(key("a"))).isNull();
            assertThat(scan(snapshot, KeyRange.all(), ScanOptions.FORWARD)).containsExactly("b=2");
        }
    }

    @Test
    default void emptyKeysAndValuesAreKeysAndValues() {
        set(store(), "", "");
        set(store(), "a", "");
        try (Snapshot snapshot = store().snapshot()) {
            assertThat(read(snapshot, "")).isEmpty();
            assertThat(scan(snapshot, KeyRange.all(), ScanOptions.FORWARD))
                    .containsExactly("=", "a=");
        }
    }

    @Test
    default void keysAreOrderedAsUnsignedBytes() {
        byte[][] keys = {
            {}, {0}, {0, 0}, {1}, {0x7f}, {(byte) 0x80}, {(byte) 0xff}, {(byte) 0xff, (byte) 0xff}
        };
        for (byte[] key : keys) {
            commit(store(), Mutations.builder().put(key, new byte[] {1}).build());
        }
        try (Snapshot snapshot = store().snapshot();
                Cursor cursor = snapshot.scan(KeyRange.all(), ScanOptions.FORWARD)) {
            var found = new ArrayList<byte[]>();
            for (Page page = cursor.next(); page != null; page = cursor.next()) {
                for (int i = 0; i < page.size(); i++) {
                    found.add(page.key(i));
                }
            }
            assertThat(found.toArray(new byte[0][])).isEqualTo(keys);
        }
    }

    @Test
    default void rangesAreHalfOpenInBothDirections() {
        for (String key : List.of("a", "b", "ba", "bb", "c", "d")) {
            set(store(), key, key);
        }
        try (Snapshot snapshot = store().snapshot()) {
            KeyRange range = KeyRange.of(key("b"), key("c"));
            assertThat(scan(snapshot, range, ScanOptions.FORWARD))
                    .containsExactly("b=b", "ba=ba", "bb=bb");
            assertThat(scan(snapshot, range, ScanOptions.REVERSE))
                    .containsExactly("bb=bb", "ba=ba", "b=b");
            assertThat(scan(snapshot, KeyRange.prefix(key("b")), ScanOptions.FORWARD)).hasSize(3);
            assertThat(scan(snapshot, KeyRange.point(key("b")), ScanOptions.FORWARD))
                    .containsExactly("b=b");
            assertThat(scan(snapshot, KeyRange.of(key("c"), null), ScanOptions.REVERSE))
                    .containsExactly("d=d", "c=c");
            assertThat(scan(snapshot, KeyRange.of(null, key("b")), ScanOptions.REVERSE))
                    .containsExactly("a=a");
            assertThat(scan(snapshot, KeyRange.of(key("c"), key("b")), ScanOptions.FORWARD))
                    .isEmpty();
        }
    }

    @Test
    default void getAllAnswersInTheOrderAsked() {
        set(store(), "a", "1");
        set(store(), "c", "3");
        try (Snapshot snapshot = store().snapshot()) {
            var found = snapshot.getAll(List.of(key("c"), key("b"), key("a")));
            assertThat(found)
                    .extracting(entry -> text(entry == null ? null : entry.value()))
                    .containsExactly("3", "-", "1");
        }
    }

    @Test
    default void aCursorOutlivesCommits() {
        fill(store(), 3_000);
        try (Snapshot snapshot = store().snapshot();
                Cursor cursor = snapshot.scan(KeyRange.all(), ScanOptions.FORWARD)) {
            Page first = cursor.next();
            assertThat(first).isNotNull();
            for (int i = 0; i < 3_000; i += 7) {
                set(store(), "k%05d".formatted(i), "changed");
            }
            store().discard(KeyRange.of(key("z"), null));
            assertThat(rest(cursor, false))
                    .hasSize(3_000 - first.size())
                    .noneMatch(entry -> entry.endsWith("changed"));
        }
    }

    @Test
    default void scansMayBeLeftHalfWay() {
        fill(store(), 3_000);
        for (int i = 0; i < 40; i++) {
            var options = new ScanOptions(i % 2 == 0, i % 3 == 0 ? ScanOptions.MANY : 500, null);
            Snapshot snapshot = store().snapshot();
            Cursor cursor = snapshot.scan(KeyRange.all(), options);
            for (int pages = i % 4; pages > 0; pages--) {
                cursor.next();
            }
            set(store(), "k00000", "v" + i); // an older view now
            snapshot.close(); // before the cursor, and perhaps before what it reads ahead
            assertThatThrownBy(cursor::next).isInstanceOf(IllegalStateException.class);
            cursor.close();
        }
    }

    @Test
    default void aTokenGivesTheSameViewAgain() {
        set(store(), "a", "old");
        try (Snapshot snapshot = store().snapshot()) {
            set(store(), "a", "new");
            try (Snapshot again = store().snapshot(snapshot.token())) {
                assertThat(again.token()).isEqualTo(snapshot.token());
                assertThat(read(again, "a")).isEqualTo("old");
            }
        }
    }

    @Test
    default void aTokenOfNoViewIsTooOld() {
        assertThatThrownBy(() -> store().snapshot(new SnapshotToken(-1)))
                .isInstanceOf(SnapshotTooOld.class);
    }

    @Test
    default void aClosedSnapshotRefusesAndMayBeClosedAgain() {
        Snapshot snapshot = store().snapshot();
        snapshot.close();
        snapshot.close();
        assertThatThrownBy(() -> snapshot.get(key("a"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void oldVersionsGoAwayByThemselves() {
        var tokens = new ArrayList<SnapshotToken>();
        try (Snapshot held = store().snapshot()) {
            for (int i = 0; i < 1_000; i++) {
                tokens.add(set(store(), "a", "v" + i));
            }
            assertThat(read(held, "a")).isEqualTo("-");
        }
        int gone = 0;
        for (SnapshotToken token : tokens) {
            try (Snapshot again = store().snapshot(token)) {
                assertThat(again.token()).isEqualTo(token);
            } catch (SnapshotTooOld e) {
                gone++;
            }
        }
        assertThat(gone).isGreaterThan(900);
    }
}
