package dev.borealis.store;

import static dev.borealis.store.StoreFixture.commitOn;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * Random commits, snapshots held for long, look-ups, ranges in both directions, cursors left half-way over commits and
 * discarded ranges; the judge is a sorted map, copied for each snapshot. {@code -Dborealis.long=true}: more seeds, twenty
 * times as long.
 */
public abstract class ModelContract {
    private static final boolean LONG = Boolean.getBoolean("borealis.long");
    private static final int STEPS = LONG ? 30_000 : 1_500;

    /** A storage without stores. */
    protected abstract Storage open(long seed) throws Exception;

    /** Something that must not change any answer: an eviction, another opening. Returns the storage to go on with. */
    protected Storage disturb(Storage storage, SplittableRandom random) throws Exception {
        return storage;
    }

    /** Whether {@link #disturb} may close the storage, so that no snapshot may stay open over it. */
    protected boolean closesSnapshots() {
        return false;
    }

    protected void afterClose() throws Exception {}

    static LongStream seeds() {
        return LongStream.rangeClosed(1, LONG ? 30 : 6);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void behavesAsASortedMapOfVersions(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        Storage storage = open(seed);
        Store store = storage.create(new StoreId("model"));
        NavigableMap<byte[], byte[]> now = JudgedSnapshot.emptyModel();
        var held = new ArrayList<JudgedSnapshot>();
        var walks = new ArrayList<JudgedSnapshot.Scan>();
        int keys = 50 + random.nextInt(4_000);
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(14)) {
                case 0, 1, 2, 3 -> {
                    int size =
                            random.nextInt(10) == 0 ? random.nextInt(400) : 1 + random.nextInt(6);
                    change(store, now, random, keys, size);
                }
                case 4 -> append(store, now, random);
                case 5 -> {
                    if (held.size() < 12) {
                        held.add(new JudgedSnapshot(store.snapshot(), now));
                    }
                }
                case 6 -> {
                    if (!held.isEmpty()) {
                        JudgedSnapshot gone = held.remove(random.nextInt(held.size()));
                        walks.removeIf(walk -> walk.of() == gone);
                        gone.close();
                    }
                }
                case 7, 8 -> pick(held, random, one -> lookUp(one, random, keys));
                case 9, 10 ->
                        pick(
                                held,
                                random,
                                one -> walks.add(one.scan(range(random, keys), options(random))));
                case 11 -> walks.removeIf(walk -> !walk.step());
                case 12 -> {
                    if (random.nextInt(40) == 0) {
                        KeyRange range = range(random, keys);
                        held.forEach(JudgedSnapshot::close); // nobody may read it any more
                        held.clear();
                        walks.clear();
                        store.discard(range);
                        now.keySet().removeIf(range::contains);
                    }
                }
                default -> {
                    if (closesSnapshots()) {
                        if (random.nextInt(20) != 0) {
                            continue;
                        }
                        held.forEach(JudgedSnapshot::close);
                        held.clear();
                        walks.clear();
                    }
                    storage = disturb(storage, random);
                    store = storage.open(new StoreId("model"));
                }
            }
        }
        held.add(new JudgedSnapshot(store.snapshot(), now));
        for (JudgedSnapshot one : held) {
            one.everything(random);
            one.close();
        }
        storage.close();
        afterClose();
    }

    private static void pick(
            List<JudgedSnapshot> held, SplittableRandom random, Consumer<JudgedSnapshot> use) {
        if (!held.isEmpty()) {
            use.accept(held.get(random.nextInt(held.size())));
        }
    }

    private static void change(
            Store store,
            NavigableMap<byte[], byte[]> now,
            SplittableRandom random,
            int keys,
            int size) {
        var mutations = Mutations.builder();
        boolean deleting = random.nextInt(3) == 0;
        for (int i = 0; i < size; i++) {
            byte[] key = key(random, keys);
            if (deleting && random.nextInt(4) != 0) {
                mutations.delete(key);
                now.remove(key);
            } else {
                byte[] value = value(random);
                mutations.put(key, value);
                now.put(key, value);
            }
        }
        commit(store, mutations.build());
    }

    private static void append(
            Store store, NavigableMap<byte[], byte[]> now, SplittableRandom random) {
        var mutations = Mutations.builder();
        byte[] last = now.isEmpty() ? new byte[] {1} : now.lastKey();
        for (int i = 0; i < 1 + random.nextInt(60); i++) {
            byte[] next = last.clone();
            int at = next.length - 1;
            while (at >= 0 && next[at] == (byte) 0xff) {
                next[at--] = 0;
            }
            if (at < 0) {
                break;
            }
            next[at]++;
            if (Arrays.compareUnsigned(next, last) <= 0) {
                break;
            }
            byte[] value = value(random);
            mutations.put(next, value);
            now.put(next, value);
            last = next;
        }
        commit(store, mutations.build());
    }

    private static void commit(Store store, Mutations mutations) {
        try (Snapshot snapshot = store.snapshot()) {
            CommitResult result = store.commit(commitOn(snapshot, List.of(), mutations)).join();
            assertThat(result).isInstanceOf(CommitResult.Committed.class);
        }
    }

    private static void lookUp(JudgedSnapshot held, SplittableRandom random, int keys) {
        var asked = new ArrayList<byte[]>();
        for (int i = 0; i < 20; i++) {
            asked.add(key(random, keys));
        }
        held.lookUp(asked);
    }

    private static byte[] key(SplittableRandom random, int keys) {
        int n = random.nextInt(keys);
        byte[] key = new byte[2 + n % 5];
        key[0] = (byte) (n >> 8);
        key[1] = (byte) n;
        return key;
    }

    private static byte[] value(SplittableRandom random) {
        byte[] value =
                new byte[random.nextInt(20) == 0 ? random.nextInt(3_000) : random.nextInt(120)];
        random.nextBytes(value);
        return value;
    }

    private static KeyRange range(SplittableRandom random, int keys) {
        byte @Nullable [] from = random.nextInt(4) == 0 ? null : key(random, keys);
        byte @Nullable [] to = random.nextInt(4) == 0 ? null : key(random, keys);
        boolean swap = from != null && to != null && Arrays.compareUnsigned(from, to) > 0;
        return swap ? KeyRange.of(to, from) : KeyRange.of(from, to);
    }

    private static ScanOptions options(SplittableRandom random) {
        return new ScanOptions(random.nextBoolean(), 1 + random.nextInt(20_000), null);
    }
}
