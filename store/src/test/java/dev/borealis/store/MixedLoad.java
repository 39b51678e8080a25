package dev.borealis.store;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * What a writer commits, one after the other: ordered runs of new neighbours, runs overwritten, thinned and removed, gaps
 * filled, single changes here and there, hot rows. The n-th commit is a pure function of seed, writer and n, so that another
 * process knows what it was. Old rows are removed, so that the data stay at about one size.
 *
 * <p>Each commit n has a <em>span</em> of keys of its own, in which its run lies; later commits change what is in the spans
 * before theirs. Writers have different first bytes.
 *
 * @param seed of everything
 * @param writer first byte of all its keys
 * @param window spans that hold rows; older ones are removed
 * @param longestRun rows that a commit appends, at most
 */
public record MixedLoad(long seed, byte writer, int window, int longestRun) {
    /** Numbers behind a run that single inserts may take. */
    private static final int SLACK = 20;

    /** Every so many commits the oldest as many spans are removed. */
    private static final int REMOVED_TOGETHER = 4;

    private static final int HOT_ROWS = 10;

    /** Rows put into one gap, less than this. */
    private static final int LARGEST_GAP = 120;

    /** Bytes, less than this: more than a page. */
    private static final int LARGEST_VALUE = 40_000;

    /** What a commit does, and in how many of 100 commits. */
    private enum Kind {
        RUN(28),
        RUN_AGAIN(5),
        OVERWRITE(7),
        THIN(7),
        FILL_GAP(8),
        SINGLE(25),
        SCATTERED(10),
        HOT(10);

        private final int percent;

        Kind(int percent) {
            this.percent = percent;
        }

        static Kind of(int percent) {
            int left = percent;
            for (Kind kind : values()) {
                left -= kind.percent;
                if (left < 0) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(percent + " of 100");
        }
    }

    /** The key that holds the number of the last commit, when {@link #counted} made it. */
    public byte[] counter() {
        return new byte[] {writer};
    }

    /** All keys of this writer. */
    public KeyRange range() {
        return KeyRange.prefix(counter());
    }

    /** The keys of the span of a commit. */
    public KeyRange span(int number) {
        return KeyRange.of(key(number, 0), key(number + 1, 0));
    }

    /** A key of a span that may exist, or nearly. */
    public byte[] someKey(int number, SplittableRandom random) {
        return key(number, random.nextInt(places(number)));
    }

    /**
     * The changes of a commit.
     *
     * @param number from 1
     */
    public Mutations commit(int number) {
        return changes(number).build();
    }

    /** The same, and the number in {@link #counter}. */
    public Mutations counted(int number) {
        return changes(number)
                .put(counter(), ByteBuffer.allocate(4).putInt(number).array())
                .build();
    }

    private Mutations.Builder changes(int number) {
        SplittableRandom random = random(number, 1);
        var changes = Mutations.builder();
        switch (kind(number)) {
            case RUN -> put(changes, number, 0, runLength(number), random);
            case RUN_AGAIN -> {
                int span = liveSpan(number, random);
                put(changes, span, 0, runLength(span), random);
            }
            case OVERWRITE -> {
                int span = liveSpan(number, random);
                int from = random.nextInt(places(span));
                int to = Math.min(places(span), from + random.nextInt(1, longestRun));
                put(changes, span, from, to, random);
            }
            case THIN -> thin(changes, liveSpan(number, random), random);
            case FILL_GAP -> fillGap(changes, liveSpan(number, random), random);
            case SINGLE -> {
                int span = liveSpan(number, random);
                int place = random.nextInt(places(span));
                for (int left = random.nextInt(1, 4); left > 0; left--) {
                    change(changes, key(span, place + random.nextInt(4)), random);
                }
            }
            case SCATTERED -> {
                for (int left = random.nextInt(5, 80); left > 0; left--) {
                    change(changes, someKey(liveSpan(number, random), random), random);
                }
            }
            case HOT -> changes.put(key(0, random.nextInt(HOT_ROWS)), value(random));
        }
        if (number % REMOVED_TOGETHER == 0) {
            for (int span = number - window - REMOVED_TOGETHER; span < number - window; span++) {
                remove(changes, span);
            }
        }
        return changes;
    }

    private void put(
            Mutations.Builder changes, int span, int from, int to, SplittableRandom random) {
        for (int place = from; place < to; place++) {
            changes.put(key(span, place), value(random));
        }
    }

    /** Leaves one row in some. */
    private void thin(Mutations.Builder changes, int span, SplittableRandom random) {
        int kept = random.nextInt(2, 40);
        for (int place = 0; place < places(span); place++) {
            if (place % kept != 0) {
                changes.delete(key(span, place));
            }
        }
    }

    /** New neighbours between two neighbours. */
    private void fillGap(Mutations.Builder changes, int span, SplittableRandom random) {
        byte[] before = key(span, random.nextInt(places(span)));
        for (int i = random.nextInt(1, LARGEST_GAP); i > 0; i--) {
            changes.put(gapKey(before, i), value(random));
        }
    }

    private static byte[] gapKey(byte[] before, int i) {
        return ByteBuffer.allocate(before.length + 1).put(before).put((byte) i).array();
    }

    private void change(Mutations.Builder changes, byte[] key, SplittableRandom random) {
        if (random.nextInt(3) == 0) {
            changes.delete(key);
        } else {
            changes.put(key, value(random));
        }
    }

    /** Whatever may be in a span: places, and gaps that commits of the window have filled. */
    private void remove(Mutations.Builder changes, int span) {
        if (span < 1) {
            return;
        }
        for (int place = 0; place < places(span) + 4; place++) {
            changes.delete(key(span, place));
        }
        for (int number = span; number <= span + window; number++) {
            if (kind(number) == Kind.FILL_GAP) {
                SplittableRandom random = random(number, 1);
                if (liveSpan(number, random) == span) {
                    byte[] before = key(span, random.nextInt(places(span)));
                    for (int i = random.nextInt(1, LARGEST_GAP); i > 0; i--) {
                        changes.delete(gapKey(before, i));
                    }
                }
            }
        }
    }

    private Kind kind(int number) {
        return number <= 3 ? Kind.RUN : Kind.of(random(number, 0).nextInt(100));
    }

    /** A span that is not removed when the commit comes. */
    private int liveSpan(int number, SplittableRandom random) {
        return random.nextInt(Math.max(1, number - window + REMOVED_TOGETHER), number + 1);
    }

    private int runLength(int span) {
        return kind(span) == Kind.RUN ? random(span, 2).nextInt(longestRun / 4, longestRun + 1) : 0;
    }

    /** Places of a span that may be taken. */
    private int places(int span) {
        return runLength(span) + SLACK;
    }

    private byte[] key(int span, int place) {
        int more = place % 11 == 0 ? 24 : 0; // of different lengths
        return ByteBuffer.allocate(9 + more).put(writer).putInt(span).putInt(place).array();
    }

    private static byte[] value(SplittableRandom random) {
        int kind = random.nextInt(400);
        int most = kind == 0 ? LARGEST_VALUE : kind < 12 ? 3_000 : 160;
        byte[] value = new byte[random.nextInt(most)];
        random.nextBytes(value);
        return value;
    }

    private SplittableRandom random(int number, int use) {
        return new SplittableRandom(((seed * 31 + writer) * 1_000_003 + number) * 7 + use);
    }
}
