package dev.borealis.store;

import static dev.borealis.store.StoreFixture.commitOn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.LongStream;

/**
 * Everything that happens to rows between being written and being read again, mixed by chance: {@link MixedLoad}s in two
 * stores, discarded relations and spans, dropped stores, evictions, another opening, a crash; snapshots held over all of it
 * and read by key, by keys and by cursors in both directions. The judge is a sorted map for each snapshot.
 *
 * <p>{@code -Dborealis.long=true}: more seeds, ten times as long. {@code -Dborealis.firstSeed=N -Dborealis.seeds=1}: that
 * one alone.
 */
public abstract class MixedLoadContract {
    private static final boolean LONG = Boolean.getBoolean("borealis.long");
    private static final int STEPS = LONG ? 3_000 : 300;
    private static final int SEEDS = LONG ? 200 : 6;
    private static final int RELATIONS = 3;

    /** Spans of a writer, rows of a run: small enough that a run of the test reads everything many times. */
    private static final int WINDOW = 12;

    private static final int LONGEST_RUN = 600;

    /** Snapshots of a store held at once. */
    private static final int MOST_HELD = 6;

    private static final int READERS = 3;

    /** A storage without stores. */
    protected abstract Storage open(long seed) throws Exception;

    /** Whether there is another opening after this one. */
    protected boolean outlivesItsProcess() {
        return false;
    }

    /** Closes the storage, or lets its process die, and opens what is left. */
    protected Storage openAgain(Storage storage, SplittableRandom random) throws Exception {
        throw new UnsupportedOperationException();
    }

    /** Something that must not change any answer: an eviction, a check. */
    protected void disturb(Storage storage, SplittableRandom random) {}

    protected void afterClose() throws Exception {}

    static LongStream seeds() {
        long first = Long.getLong("borealis.firstSeed", 1);
        return LongStream.range(first, first + Long.getLong("borealis.seeds", SEEDS));
    }

    /** A store and what must be in it. */
    private static final class Judged {
        final StoreId id;
        final SplittableRandom random;
        final MixedLoad[] loads = new MixedLoad[RELATIONS];
        final int[] commits = new int[RELATIONS];
        final List<JudgedSnapshot> held = new ArrayList<>();
        final List<JudgedSnapshot.Scan> scans = new ArrayList<>();
        NavigableMap<byte[], byte[]> now = JudgedSnapshot.emptyModel();
        Store store;

        Judged(Storage storage, StoreId id, SplittableRandom random) {
            this.id = id;
            this.random = random;
            this.store = storage.create(id);
            for (int i = 0; i < RELATIONS; i++) {
                loads[i] = new MixedLoad(random.nextLong(), (byte) (i + 1), WINDOW, LONGEST_RUN);
            }
        }

        /** A commit of one relation, or one of each, handed in together. */
        void commit(boolean together) {
            int first = random.nextInt(RELATIONS);
            var answers = new ArrayList<CompletableFuture<CommitResult>>();
            try (Snapshot snapshot = store.snapshot()) {
                for (int i = first; i < (together ? RELATIONS : first + 1); i++) {
                    Mutations mutations = loads[i].commit(++commits[i]);
                    answers.add(store.commit(commitOn(snapshot, List.of(), mutations)));
                    JudgedSnapshot.apply(mutations, now);
                }
                for (CompletableFuture<CommitResult> answer : answers) {
                    assertThat(answer.join()).isInstanceOf(CommitResult.Committed.class);
                }
            }
        }

        /** A counter as sequences have them, on a row among the others. */
        void update() {
            byte[] key = someKey();
            byte[] value = new byte[random.nextInt(30)];
            random.nextBytes(value);
            store.update(
                    key,
                    was -> {
                        assertThat(was).isEqualTo(now.get(key));
                        return value;
                    });
            now.put(key, value);
        }

        byte[] someKey() {
            int i = random.nextInt(RELATIONS);
            return loads[i].someKey(someSpan(i), random);
        }

        int someSpan(int relation) {
            int last = Math.max(1, commits[relation]);
            return random.nextInt(Math.max(1, last - WINDOW), last + 1);
        }

        KeyRange someRange() {
            if (random.nextInt(4) == 0) {
                return KeyRange.all();
            }
            int i = random.nextInt(RELATIONS);
            if (random.nextInt(3) == 0) {
                return loads[i].range();
            }
            byte[] one = someKey();
            byte[] other = random.nextBoolean() ? someKey() : KeyRange.afterPrefix(one);
            return Arrays.compareUnsigned(one, other) <= 0
                    ? KeyRange.of(one, other)
                    : KeyRange.of(other, one);
        }

        void hold() {
            if (held.size() < MOST_HELD) {
                held.add(new JudgedSnapshot(store.snapshot(), now));
            }
        }

        void letGo(JudgedSnapshot one) {
            scans.removeIf(scan -> closed(scan, scan.of() == one));
            held.remove(one);
            one.close();
        }

        void letAllGo() {
            while (!held.isEmpty()) {
                letGo(held.getLast());
            }
        }

        private static boolean closed(JudgedSnapshot.Scan scan, boolean over) {
            if (over) {
                scan.close();
            }
            return over;
        }

        /** A scan that will be read in later steps. */
        void beginScan(JudgedSnapshot one) {
            KeyRange range = someRange();
            if (one.mayRead(range)) {
                int expected = random.nextBoolean() ? ScanOptions.MANY : random.nextInt(1, 2_000);
                scans.add(one.scan(range, new ScanOptions(random.nextBoolean(), expected, null)));
            }
        }

        void stepScans() {
            int pages = random.nextInt(1, 20);
            scans.removeIf(
                    scan -> {
                        for (int i = 0; i < pages; i++) {
                            if (!scan.step()) {
                                return closed(scan, true);
                            }
                        }
                        return false;
                    });
        }

        void lookUp(JudgedSnapshot one) {
            var keys = new ArrayList<byte[]>();
            for (int i = random.nextInt(1, 40); i > 0; i--) {
                keys.add(someKey());
            }
            one.lookUp(keys);
        }

        /** What a DROP TABLE or a partition's end does. */
        void discard() {
            int i = random.nextInt(RELATIONS);
            KeyRange range = random.nextInt(3) == 0 ? loads[i].range() : loads[i].span(someSpan(i));
            scans.removeIf(scan -> closed(scan, !scan.range().intersect(range).isEmpty()));
            held.forEach(one -> one.discarded(range));
            store.discard(range);
            now.keySet().removeIf(range::contains);
        }

        void pieces() {
            KeyRange range = someRange();
            byte[] expected = range.from();
            try (var snapshot = new JudgedSnapshot(store.snapshot(), now)) {
                for (Piece piece : store.pieces(range, random.nextInt(1, 10))) {
                    assertThat(piece.range().from()).isEqualTo(expected);
                    expected = piece.range().to();
                    try (JudgedSnapshot.Scan scan =
                            snapshot.scan(piece.range(), ScanOptions.FORWARD)) {
                        scan.finish();
                    }
                }
            }
            assertThat(expected).isEqualTo(range.to());
        }

        void drop(Storage storage) {
            boolean before = random.nextBoolean();
            if (before) {
                letAllGo();
            }
            storage.drop(id);
            letAllGo();
            store = storage.create(id);
            now = JudgedSnapshot.emptyModel();
        }

        void everything() {
            try (var snapshot = new JudgedSnapshot(store.snapshot(), now)) {
                snapshot.everything(random);
            }
            held.forEach(one -> one.everything(random));
        }

        JudgedSnapshot someHeld() {
            if (held.isEmpty()) {
                hold();
            }
            return held.get(random.nextInt(held.size()));
        }

        /** One thing of those that change nothing but this store. */
        void act() {
            int dice = random.nextInt(100);
            if (dice < 45) {
                commit(dice < 5);
            } else if (dice < 47) {
                update();
            } else if (dice < 54) {
                hold();
            } else if (dice < 58) {
                letGo(someHeld());
            } else if (dice < 70) {
                lookUp(someHeld());
            } else if (dice < 80) {
                beginScan(someHeld());
            } else if (dice < 93) {
                stepScans();
            } else if (dice < 95) {
                someHeld().everything(random);
            } else if (dice < 97) {
                try (JudgedSnapshot again = someHeld().again(store)) {
                    lookUp(again);
                }
            } else if (dice < 99) {
                pieces();
            } else {
                discard();
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isReadAsItWasWritten(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        Storage storage = open(seed);
        List<Judged> stores =
                List.of(
                        new Judged(storage, new StoreId("one"), random.split()),
                        new Judged(storage, new StoreId("two"), random.split()));
        int step = 0;
        try {
            for (; step < STEPS; step++) {
                Judged judged = stores.get(random.nextInt(3) == 0 ? 1 : 0);
                int dice = random.nextInt(200);
                if (dice < 12) {
                    disturb(storage, random);
                } else if (dice < 16 && outlivesItsProcess()) {
                    stores.forEach(Judged::letAllGo);
                    storage = openAgain(storage, random);
                    for (Judged one : stores) {
                        one.store = storage.open(one.id);
                    }
                } else if (dice == 16) {
                    stores.get(1).drop(storage);
                } else {
                    judged.act();
                }
            }
            disturb(storage, random);
            stores.forEach(Judged::everything);
            stores.forEach(Judged::letAllGo);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ", step " + step + ": " + e.getMessage(), e);
        } finally {
            storage.close();
        }
        afterClose();
    }

    /** Readers hold snapshots of their own and read them again and again, while one writes and others evict. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isReadAsItWasWrittenWhileItIsWritten(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        var lock = new ReentrantLock(); // so that a snapshot and its judge are of one instant
        try (Storage storage = open(seed);
                var threads = Executors.newFixedThreadPool(READERS)) {
            var judged = new Judged(storage, new StoreId("read"), random.split());
            var readers = new ArrayList<Future<?>>();
            for (int i = 0; i < READERS; i++) {
                SplittableRandom own = random.split();
                readers.add(
                        threads.submit(
                                () -> {
                                    for (int times = STEPS / 100; times > 0; times--) {
                                        read(judged, lock, own);
                                    }
                                }));
            }
            while (!readers.stream().allMatch(Future::isDone)) {
                lock.lock();
                try {
                    judged.commit(random.nextInt(4) == 0);
                } finally {
                    lock.unlock();
                }
                if (random.nextInt(10) == 0) {
                    disturb(storage, random);
                }
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
        }
        afterClose();
    }

    private static void read(Judged judged, ReentrantLock lock, SplittableRandom random) {
        JudgedSnapshot mine;
        lock.lock();
        try {
            mine = new JudgedSnapshot(judged.store.snapshot(), judged.now);
        } finally {
            lock.unlock();
        }
        try (mine) {
            for (int times = random.nextInt(1, 4); times > 0; times--) {
                mine.everything(random);
            }
        }
    }
}
