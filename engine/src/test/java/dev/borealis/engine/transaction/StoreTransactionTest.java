package dev.borealis.engine.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.store.KeyRange;
import dev.borealis.store.Label;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.Store;
import dev.borealis.store.StoreId;
import dev.borealis.store.Touch;
import dev.borealis.store.memory.MemoryStorage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

class StoreTransactionTest {
    private final Store store =
            new MemoryStorage(RelationPrefix.fixed(4)).create(new StoreId("test"));
    private final TestClock clock = new TestClock();
    private final SplittableRandom random = new SplittableRandom(7);

    private static final class TestClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private StoreTransaction begin() {
        return new StoreTransaction(store, clock, random, false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable String value(@Nullable EntryView view) {
        return view == null
                ? null
                : new String(
                        view.bytes(),
                        view.valueStart(),
                        view.valueEnd() - view.valueStart(),
                        StandardCharsets.UTF_8);
    }

    private static List<String> entries(EntryCursor cursor) {
        var found = new ArrayList<String>();
        while (cursor.next()) {
            found.add(
                    new String(
                                    cursor.bytes(),
                                    cursor.keyStart(),
                                    cursor.keyEnd() - cursor.keyStart(),
                                    StandardCharsets.UTF_8)
                            + "="
                            + value(cursor));
        }
        return found;
    }

    @Test
    void aCommandSeesOnlyWhatEarlierCommandsWrote() {
        try (var transaction = begin()) {
            transaction.put(bytes("a"), bytes("1"));
            assertThat(value(transaction.get(bytes("a")))).isNull();
            assertThat(value(transaction.getCurrent(bytes("a")))).isEqualTo("1");
            transaction.nextCommand();
            assertThat(value(transaction.get(bytes("a")))).isEqualTo("1");
            EntryCursor open = transaction.scan(KeyRange.all(), false, 10);
            transaction.put(bytes("a"), bytes("2"));
            transaction.put(bytes("b"), bytes("3"));
            transaction.nextCommand();
            assertThat(entries(open)).containsExactly("a=1");
            assertThat(entries(transaction.scan(KeyRange.all(), true, 10)))
                    .containsExactly("b=3", "a=2");
        }
    }

    @Test
    void theFirstCommitterWinsAndTheOtherIsToldTheCode() {
        try (var first = begin();
                var second = begin();
                var third = begin()) {
            for (StoreTransaction transaction : List.of(first, second, third)) {
                transaction.get(bytes("k"));
                transaction.put(bytes("k"), bytes("v"));
                Label label = transaction == third ? Label.SCHEMA : Label.DATA;
                transaction.touch(bytes("k"), Touch.ROW, Touch.ROW, label);
            }
            first.commit();
            assertThatThrownBy(second::commit)
                    .hasMessage("change conflicts with another transaction (OC000)");
            assertThatThrownBy(third::commit)
                    .hasMessage("schema has been updated by another transaction (OC001)");
        }
    }

    @Test
    void whatItHoldsIsCounted() {
        var pool = new MemoryPool(1L << 30);
        byte[] row = new byte[1 << 20];
        byte[] key = "one".getBytes(StandardCharsets.UTF_8);
        var transaction =
                new StoreTransaction(store, clock, random, false, pool, TransactionObserver.NONE);
        transaction.put(key, row);
        assertThat(pool.taken()).isBetween(1L << 20, (1L << 20) + 32 * 1024);
        assertThatThrownBy(
                        () -> {
                            while (true) { // the same row: earlier commands keep theirs
                                transaction.nextCommand();
                                transaction.put(key, row);
                            }
                        })
                .hasMessage("query requires more than allowed temp space of 131072 KB to execute");
        transaction.close();
        assertThat(pool.taken()).isZero();
    }

    @Test
    void keysOnlyTouchedAreCountedToo() {
        var pool = new MemoryPool(1 << 20);
        var transaction =
                new StoreTransaction(store, clock, random, false, pool, TransactionObserver.NONE);
        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 100_000; i++) {
                                byte[] key = ("key " + i).getBytes(StandardCharsets.UTF_8);
                                transaction.touch(key, Touch.KEY, Touch.SHARE, Label.DATA);
                            }
                        })
                .hasMessageContaining("temp space");
        transaction.close();
        assertThat(pool.taken()).isZero();
    }

    @Test
    void limitsAreToldInTheirWords() {
        try (var transaction = begin()) {
            transaction.countChangedRows(5, 3_000);
            assertThatThrownBy(() -> transaction.countChangedRows(5, 1))
                    .hasMessage("transaction row limit exceeded");
        }
        try (var transaction = begin()) {
            for (int i = 0; i < 11; i++) {
                transaction.put(bytes("k" + i), new byte[1 << 20]);
            }
            assertThatThrownBy(transaction::commit)
                    .hasMessage("transaction size limit 10mb exceeded")
                    .hasFieldOrPropertyWithValue(
                            "detail", "Current transaction size 11.01mb > 10mb");
        }
        try (var transaction = begin()) {
            transaction.snapshot();
            clock.now = clock.now.plus(Duration.ofSeconds(299));
            transaction.checkAge();
            clock.now = clock.now.plus(Duration.ofSeconds(2));
            assertThatThrownBy(transaction::checkAge)
                    .hasMessage("transaction age limit of 300s exceeded")
                    .hasFieldOrPropertyWithValue(
                            "detail", "Current transaction age 301s exceeds 300s");
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whatIsKnownToBeAbsentIsAbsent(long seed) {
        var choice = new SplittableRandom(seed);
        var there = new HashSet<Integer>();
        var second = new HashSet<Integer>();
        try (StoreTransaction before = begin()) {
            for (int gap = 1; gap < 3_000; gap += choice.nextInt(1, choice.nextInt(2, 300))) {
                there.add(gap);
                before.put(numbered(1, gap), bytes("v"));
                second.add(3 * gap);
                before.put(numbered(2, 3 * gap), bytes("v"));
            }
            before.commit();
        }
        try (StoreTransaction transaction = begin()) {
            int number = 0;
            for (int i = 0; i < 20_000; i++) {
                boolean again = choice.nextInt(400) == 0;
                number = again ? choice.nextInt(3_000) : (number + choice.nextInt(1, 4)) % 4_000;
                check(transaction, numbered(1, number), there.contains(number), seed);
                check(transaction, numbered(2, number), second.contains(number), seed);
                check(transaction, numbered(3, number), false, seed);
                if (choice.nextInt(100) == 0) {
                    int own = number + choice.nextInt(20);
                    there.add(own);
                    transaction.put(numbered(1, own), bytes("own"));
                    second.remove(own);
                    transaction.delete(numbered(2, own));
                }
            }
        }
    }

    private static void check(StoreTransaction transaction, byte[] key, boolean there, long seed) {
        assertThat(transaction.getCurrent(key) != null)
                .as("seed %d, key %s", seed, java.util.HexFormat.of().formatHex(key))
                .isEqualTo(there);
    }

    private static byte[] numbered(int relation, int number) {
        return java.nio.ByteBuffer.allocate(8).putInt(relation).putInt(number).array();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void mergedScansAgreeWithASortedMap(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 60; round++) {
            var model = new TreeMap<byte[], byte[]>(Arrays::compareUnsigned);
            var base = begin();
            int baseSize = random.nextInt(60);
            for (int i = 0; i < baseSize; i++) {
                byte[] key = key(random);
                base.put(key, bytes("b" + i));
                model.put(key, bytes("b" + i));
            }
            base.touch(bytes("seed"), 0, Touch.ROW, Label.DATA);
            base.commit();
            try (var transaction = begin()) {
                var earlier = new TreeMap<>(model); // what commands before this one left
                for (int i = random.nextInt(40); i > 0; i--) {
                    byte[] key = key(random);
                    if (random.nextInt(3) == 0) {
                        transaction.delete(key);
                        model.remove(key);
                    } else {
                        transaction.put(key, bytes("o" + i));
                        model.put(key, bytes("o" + i));
                    }
                    if (random.nextInt(5) == 0) {
                        transaction.nextCommand();
                        earlier = new TreeMap<>(model);
                    }
                    if (random.nextInt(4) == 0) {
                        compare(seed, random, transaction, earlier, false);
                        compare(seed, random, transaction, model, true);
                    }
                }
                boolean current = random.nextBoolean();
                if (!current) {
                    transaction.nextCommand();
                }
                for (int i = 0; i < 20; i++) {
                    compare(seed, random, transaction, model, current);
                }
            }
            var clear = begin();
            clear.scan(KeyRange.all(), false, 1).close();
            model.keySet().forEach(clear::delete);
            try (EntryCursor all = clear.scan(KeyRange.all(), false, 1)) {
                while (all.next()) {
                    clear.delete(Arrays.copyOfRange(all.bytes(), all.keyStart(), all.keyEnd()));
                }
            }
            clear.commit();
        }
    }

    private static byte[] key(SplittableRandom random) {
        return bytes(
                String.valueOf((char) ('a' + random.nextInt(26)))
                        + (char) ('a' + random.nextInt(3)));
    }

    private static void compare(
            long seed,
            SplittableRandom random,
            StoreTransaction transaction,
            TreeMap<byte[], byte[]> model,
            boolean current) {
        byte[] from = random.nextInt(3) == 0 ? null : key(random);
        byte[] to = random.nextInt(3) == 0 ? null : key(random);
        if (from != null && to != null && Arrays.compareUnsigned(from, to) > 0) {
            byte[] swap = from;
            from = to;
            to = swap;
        }
        boolean reverse = random.nextBoolean();
        var expected = new ArrayList<String>();
        Map<byte[], byte[]> part = model;
        if (from != null) {
            part = ((TreeMap<byte[], byte[]>) part).tailMap(from, true);
        }
        for (var entry : part.entrySet()) {
            if (to == null || Arrays.compareUnsigned(entry.getKey(), to) < 0) {
                expected.add(
                        new String(entry.getKey(), StandardCharsets.UTF_8)
                                + "="
                                + new String(entry.getValue(), StandardCharsets.UTF_8));
            }
        }
        if (reverse) {
            java.util.Collections.reverse(expected);
        }
        KeyRange range = KeyRange.of(from, to);
        try (EntryCursor cursor =
                current
                        ? transaction.scanCurrent(range, reverse, 5)
                        : transaction.scan(range, reverse, 5)) {
            assertThat(entries(cursor)).as("seed %d", seed).isEqualTo(expected);
        }
        try (EntryCursor cursor =
                current
                        ? transaction.scanCurrent(range, reverse, 5)
                        : transaction.scan(range, reverse, 5)) {
            long count = 0;
            for (long skipped = cursor.skip(); skipped > 0; skipped = cursor.skip()) {
                count += skipped;
                if (random.nextInt(3) == 0 && cursor.next()) {
                    count++;
                }
            }
            assertThat(count).as("seed %d", seed).isEqualTo(expected.size());
        }
        try (EntryCursor cursor =
                current
                        ? transaction.scanCurrent(range, reverse, 5)
                        : transaction.scan(range, reverse, 5)) {
            var keys = new ArrayList<String>();
            while (cursor.nextRun()) {
                for (int i = cursor.runStart();
                        i != cursor.runEnd();
                        i += cursor.runEnd() > i ? 1 : -1) {
                    keys.add(new String(cursor.page().key(i), StandardCharsets.UTF_8));
                }
                if (random.nextInt(3) == 0 && cursor.next()) {
                    keys.add(
                            new String(
                                    cursor.bytes(),
                                    cursor.keyStart(),
                                    cursor.keyEnd() - cursor.keyStart(),
                                    StandardCharsets.UTF_8));
                }
            }
            assertThat(keys)
                    .as("seed %d", seed)
                    .isEqualTo(
                            expected.stream()
                                    .map(entry -> entry.substring(0, entry.indexOf('=')))
                                    .toList());
        }
    }
}
