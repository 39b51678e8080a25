package dev.borealis.store.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.store.Entry;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Page;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** How many leaves a scan reads at a time. Each leaf here holds one entry and is said to hold a hundred. */
class ReadAheadTest {
    private static final int LEAVES = 1_000;
    private static final int ENTRIES_EACH = 100;
    private static final int EVERYTHING = Integer.MAX_VALUE;

    private PageTree tree = coldTree();
    private final List<Integer> visits = new ArrayList<>(); // leaves read by each
    private long room = Long.MAX_VALUE;
    private long held;
    private long mostHeld;
    private int hits;
    private int cancelled; // runs that nobody asked for their pages
    private final List<AtomicBoolean> open = new ArrayList<>(); // runs, whether they were asked
    private Runnable beside = () -> {}; // what others do meanwhile
    private final Cold disk =
            new Cold() {
                @Override
                public Page read(Leaf leaf, byte[] low, boolean once) {
                    visits.add(1);
                    return page(low);
                }

                @Override
                public Reading readRun(ColdRun run, boolean once) {
                    visits.add(run.leaves().size());
                    var asked = new AtomicBoolean();
                    open.add(asked);
                    beside.run();
                    return new Reading() {
                        @Override
                        public List<Page> pages() {
                            asked.set(true);
                            mostHeld = Math.max(held, mostHeld);
                            return run.lows().stream().map(ReadAheadTest::page).toList();
                        }

                        @Override
                        public void cancel() {
                            open.remove(asked);
                            cancelled += asked.get() ? 0 : 1;
                        }
                    };
                }

                @Override
                public boolean reserveAhead(long bytes) {
                    beside.run();
                    boolean fits = held + bytes <= room;
                    held += fits ? bytes : 0;
                    return fits;
                }

                @Override
                public void countAhead(long bytes) {
                    held += bytes;
                }

                @Override
                public void countHit() {
                    hits++;
                }

                @Override
                public void countPacked(int heapBytes) {}

                @Override
                public @Nullable Entry get(PageTree of, Leaf leaf, byte[] key) {
                    throw new IllegalStateException("a scan looks nothing up");
                }
            };

    private static PageTree coldTree() {
        return coldTree(ENTRIES_EACH * 100);
    }

    private static PageTree coldTree(int leafBytes) {
        List<byte[]> lows = IntStream.range(1, LEAVES).mapToObj(ReadAheadTest::low).toList();
        return PageTree.cold(lows, Collections.nCopies(LEAVES, leafBytes), PageTree.PAGE_BYTES);
    }

    private static void forEachLeaf(PageTree tree, Consumer<Leaf> consumer) {
        tree.forEachInterval((leaf, _, _) -> consumer.accept(leaf));
    }

    private static byte[] low(int leaf) {
        return ByteBuffer.allocate(4).putInt(leaf).array();
    }

    /** One entry; the leaf that begins at the lowest key has the key 0. */
    private static Page page(byte[] low) {
        return Page.single(low.length == 0 ? low(0) : low, new byte[0]);
    }

    /** Keys of a scan over all leaves, as numbers. */
    private List<Integer> scan(boolean reverse, int expectedEntries, int most) {
        TreeCursor cursor = tree.scan(KeyRange.all(), reverse, expectedEntries, true);
        var keys = new ArrayList<Integer>();
        while (keys.size() < most) {
            Page page = cursor.next(disk);
            if (page == null) {
                break;
            }
            assertThat(held).isGreaterThanOrEqualTo(0);
            keys.add(ByteBuffer.wrap(page.key(0)).getInt());
        }
        cursor.close(disk);
        assertThat(held).as("given back").isZero();
        assertThat(open).as("runs not ended").isEmpty();
        assertThat(cursor.next(disk)).as("after closing").isNull();
        assertThat(held).as("after closing").isZero();
        return keys;
    }

    private static List<Integer> numbers(int most, boolean reverse) {
        List<Integer> all = IntStream.range(0, LEAVES).boxed().toList();
        return (reverse ? all.reversed() : all).subList(0, most);
    }

    @Test
    void aScanOfEverythingReadsManyAtATime() {
        assertThat(scan(false, EVERYTHING, LEAVES)).isEqualTo(numbers(LEAVES, false));
        assertThat(visits).hasSizeLessThan(70).startsWith(4, 8, 16);
        visits.clear();
        assertThat(scan(true, EVERYTHING, LEAVES)).isEqualTo(numbers(LEAVES, true));
        assertThat(visits).hasSizeLessThan(70);
    }

    @Test
    void leavesInMemoryBetweenColdOnesDoNotEndARun() {
        var random = new Random(1);
        var warm = new ArrayList<Leaf>();
        var at = new int[1];
        forEachLeaf(
                tree,
                leaf -> {
                    if (random.nextBoolean()) {
                        leaf.install(page(low(at[0])));
                        warm.add(leaf);
                    }
                    at[0]++;
                });
        for (boolean reverse : new boolean[] {false, true}) {
            visits.clear();
            assertThat(scan(reverse, EVERYTHING, LEAVES)).isEqualTo(numbers(LEAVES, reverse));
            assertThat(visits.stream().mapToInt(Integer::intValue).sum())
                    .isEqualTo(LEAVES - warm.size());
            assertThat(visits).hasSizeLessThan(40);
        }
    }

    @Test
    void noMoreIsReadThanIsExpected() {
        // the first leaf counts half: on average a range begins in its middle
        assertThat(scan(false, 250, 3)).isEqualTo(numbers(3, false));
        assertThat(visits).containsExactly(3);
        visits.clear();
        assertThat(scan(false, 1, 1)).isEqualTo(numbers(1, false));
        assertThat(visits).containsExactly(1);
    }

    @Test
    void aScanThatGoesOnBeyondWhatWasExpectedReadsManyAgain() {
        assertThat(scan(false, 1_000, LEAVES)).isEqualTo(numbers(LEAVES, false));
        assertThat(visits).hasSizeLessThan(90);
        visits.clear();
        assertThat(scan(false, 1, LEAVES)).isEqualTo(numbers(LEAVES, false));
        assertThat(visits).hasSizeLessThan(90).startsWith(1, 1);
    }

    @Test
    void littleIsHeldWhereThereIsNoRoom() {
        assertThat(scan(false, EVERYTHING, 500)).isEqualTo(numbers(500, false));
        assertThat(mostHeld).isBetween(48L * ENTRIES_EACH * 100, 64L * ENTRIES_EACH * 100);
        mostHeld = 0;
        room = -1;
        visits.clear();
        assertThat(scan(true, EVERYTHING, 500)).isEqualTo(numbers(500, true));
        assertThat(mostHeld).as("one leaf").isEqualTo(ENTRIES_EACH * 100L);
        assertThat(visits).hasSize(500);
    }

    /** Other scans bring any leaf into memory at any time, and the sweeper puts any out. */
    @Test
    void everyLeafIsReadWhateverOthersDoMeanwhile() {
        var leaves = new ArrayList<Leaf>();
        forEachLeaf(tree, leaves::add);
        for (long seed = 1; seed <= 20; seed++) {
            var random = new Random(seed);
            beside =
                    () -> {
                        for (int i = 0; i < 200; i++) {
                            int at = random.nextInt(LEAVES);
                            if (random.nextBoolean()) {
                                leaves.get(at).install(page(low(at)));
                            } else {
                                leaves.get(at).evict();
                            }
                        }
                    };
            visits.clear();
            boolean reverse = random.nextBoolean();
            assertThat(scan(reverse, EVERYTHING, LEAVES))
                    .as("seed %d", seed)
                    .isEqualTo(numbers(LEAVES, reverse));
            assertThat(visits.stream().mapToInt(Integer::intValue).sum())
                    .as("seed %d: leaves read", seed)
                    .isLessThan(LEAVES + 100);
        }
    }

    @Test
    void aLeafThatOthersBringIntoMemoryJustNowIsReadOnce() {
        var leaves = new ArrayList<Leaf>();
        forEachLeaf(tree, leaves::add);
        beside = () -> leaves.getFirst().install(page(low(0)));
        assertThat(scan(false, 250, 3)).isEqualTo(numbers(3, false));
        assertThat(visits).as("one visit, that leaf included").hasSize(1);
    }

    /** A row of two megabytes is a leaf of its own. */
    @Test
    void leavesOfLongRowsAreBoundedByTheirBytes() {
        int leafBytes = 100_000;
        tree = coldTree(leafBytes);
        assertThat(scan(false, EVERYTHING, 100)).isEqualTo(numbers(100, false));
        assertThat(mostHeld).isLessThan(5 * (256L << 10)).isGreaterThan(4L * leafBytes);
        assertThat(visits).startsWith(1, 1, 2).allMatch(leaves -> leaves <= 2);
        int longRow = 2 << 20;
        tree = coldTree(longRow);
        mostHeld = 0;
        assertThat(scan(true, EVERYTHING, 100)).isEqualTo(numbers(100, true));
        assertThat(mostHeld).as("the one that is wanted").isEqualTo(longRow);
    }

    @Test
    void whatIsReadAheadAndNotTakenIsCancelled() {
        assertThat(scan(false, EVERYTHING, 30)).isEqualTo(numbers(30, false));
        assertThat(cancelled).isEqualTo(3);
    }

    @Test
    void aHitIsALeafThatWasInMemory() {
        var leaves = new ArrayList<Leaf>();
        forEachLeaf(tree, leaves::add);
        for (int i = 0; i < LEAVES; i += 3) {
            leaves.get(i).install(page(low(i)));
        }
        scan(false, EVERYTHING, 60);
        assertThat(hits).isEqualTo(20);
    }
}
