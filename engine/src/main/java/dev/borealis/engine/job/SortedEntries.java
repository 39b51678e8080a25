package dev.borealis.engine.job;

import dev.borealis.engine.key.KeyFormat;
import dev.borealis.types.ByteAppender;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Entries of one index, collected in any order and then read in the order of their keys. They lie one behind the other in
 * large arrays, so that what they take is known and sorting moves two numbers for each. Used by one thread.
 *
 * <p>Sorting looks at eight bytes of each key as at one number and deals the numbers out digit by digit, which keeps the
 * order of equal ones; so the entries of equal index keys, which come in the order of their rows, need no more. Where keys
 * that begin alike are out of order, it goes on with the eight bytes behind what all of them have in common.
 */
final class SortedEntries {
    private static final int BLOCK_BYTES = 1 << 20;

    /** Of the two lengths before each entry. */
    private static final int HEADER_BYTES = 2 * Integer.BYTES;

    /** Beside its bytes: place and beginning, both twice while sorting, and the beginning of what else is looked at. */
    private static final int BYTES_PER_ENTRY = HEADER_BYTES + 5 * Long.BYTES;

    /** Fewer than these are merged instead of dealt out. */
    private static final int FEW = 128;

    /** Runs this short are sorted by insertion. */
    private static final int SHORT_RUN = 16;

    private static final int DIGIT_BITS = 8;
    private static final int DIGITS = 1 << DIGIT_BITS;

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final List<byte[]> blocks = new ArrayList<>();
    private int used = BLOCK_BYTES;
    private long bytes;
    private int size;

    /** Number of the block, then offset in it. */
    private long[] places = new long[1_024];

    /** The first eight bytes behind the relation, as a number without sign. */
    private long[] beginnings = new long[1_024];

    void add(ByteAppender key, ByteAppender value) {
        int length = HEADER_BYTES + key.length() + value.length();
        if (used + length > BLOCK_BYTES) {
            blocks.add(new byte[Math.max(BLOCK_BYTES, length)]);
            used = 0;
        }
        byte[] block = blocks.getLast();
        if (size == places.length) {
            places = Arrays.copyOf(places, 2 * size);
            beginnings = Arrays.copyOf(beginnings, 2 * size);
        }
        places[size] = (long) (blocks.size() - 1) << 32 | used;
        beginnings[size] = eightBytes(key.array(), KeyFormat.PREFIX_BYTES, key.length());
        size++;
        INT.set(block, used, key.length());
        INT.set(block, used + Integer.BYTES, value.length());
        used += HEADER_BYTES;
        System.arraycopy(key.array(), 0, block, used, key.length());
        System.arraycopy(value.array(), 0, block, used + key.length(), value.length());
        used += key.length() + value.length();
        bytes += length - HEADER_BYTES + BYTES_PER_ENTRY;
    }

    /** Zeros stand for what is behind the end. */
    private static long eightBytes(byte[] array, int from, int end) {
        if (from + Long.BYTES <= end) {
            return (long) LONG.get(array, from);
        }
        long number = 0;
        for (int i = from; i < from + Long.BYTES; i++) {
            number = number << 8 | (i < end ? array[i] & 0xff : 0);
        }
        return number;
    }

    int size() {
        return size;
    }

    /** What they take in memory, sorting included. */
    long bytes() {
        return bytes;
    }

    /** What key and value of an entry take on average, rounded up. */
    long meanBytes() {
        return size == 0 ? 0 : bytes / size - BYTES_PER_ENTRY + 1;
    }

    /** The array in which an entry lies. */
    byte[] array(int i) {
        return blocks.get((int) (places[i] >>> 32));
    }

    int keyStart(int i) {
        return (int) places[i] + HEADER_BYTES;
    }

    int keyEnd(int i) {
        return keyStart(i) + getInt(array(i), (int) places[i]);
    }

    int valueEnd(int i) {
        return keyEnd(i) + getInt(array(i), (int) places[i] + Integer.BYTES);
    }

    /** Whether the keys of two entries are equal. */
    boolean sameKey(int i, int j) {
        return beginnings[i] == beginnings[j] && compareKeys(places[i], places[j]) == 0;
    }

    private int compareKeys(long one, long other) {
        byte[] oneArray = blocks.get((int) (one >>> 32));
        byte[] otherArray = blocks.get((int) (other >>> 32));
        int oneStart = (int) one + HEADER_BYTES;
        int otherStart = (int) other + HEADER_BYTES;
        return Arrays.compareUnsigned(
                oneArray,
                oneStart,
                oneStart + getInt(oneArray, (int) one),
                otherArray,
                otherStart,
                otherStart + getInt(otherArray, (int) other));
    }

    // --- sorting ---

    /**
     * Entries that stand beside each other and whose keys are equal up to an offset.
     *
     * @param offset from the beginning of the key
     */
    private record Run(int from, int to, int offset) {
        int size() {
            return to - from;
        }
    }

    /** Puts the entries into the order of their keys; equal ones stay in the order in which they came. */
    void sort() {
        var all = new Run(0, size, KeyFormat.PREFIX_BYTES);
        if (isInOrder(all)) {
            return;
        }
        long[] spare = new long[size];
        long[] sparePlaces = new long[size];
        long[] further = {};
        var unsorted = new ArrayDeque<Run>();
        unsorted.add(all);
        for (Run run = unsorted.poll(); run != null; run = unsorted.poll()) {
            int offset = run == all ? run.offset : commonEnd(run);
            if (run.size() < FEW || offset < 0) {
                mergeSort(run.from, run.to, sparePlaces);
                readNumbers(beginnings, run, KeyFormat.PREFIX_BYTES);
                continue;
            }
            long[] numbers = beginnings;
            if (run != all) { // within it all beginnings are the same
                further = further.length == 0 ? new long[size] : further;
                numbers = further;
                readNumbers(numbers, run, offset);
            }
            deal(numbers, run, spare, sparePlaces);
            for (int from = run.from, to; from < run.to; from = to) {
                for (to = from + 1; to < run.to && numbers[to] == numbers[from]; ) {
                    to++;
                }
                var ties = new Run(from, to, offset + Long.BYTES);
                if (!isInOrder(ties)) {
                    unsorted.add(ties);
                }
            }
        }
    }

    /**
     * Takes the entries of another one over. Both are in order, and so is what comes of it; of equal keys its own come first.
     * The other one is of no use afterwards.
     */
    void merge(SortedEntries other) {
        long shift = (long) blocks.size() << 32;
        blocks.addAll(other.blocks);
        used = BLOCK_BYTES; // what is added now goes into a block of its own
        for (int i = 0; i < other.size; i++) {
            other.places[i] += shift;
        }
        var merged = new Merged(new long[size + other.size], new long[size + other.size]);
        int i = 0;
        int j = 0;
        while (i < size && j < other.size) {
            if (comesBefore(this, i, other, j, true)) {
                int end = endBefore(this, i, other, j, true);
                merged.take(this, i, end);
                i = end;
            } else {
                int end = endBefore(other, j, this, i, false);
                merged.take(other, j, end);
                j = end;
            }
        }
        merged.take(this, i, size);
        merged.take(other, j, other.size);
        places = merged.places;
        beginnings = merged.beginnings;
        size = merged.size;
        bytes += other.bytes;
    }

    /** What two of them become. */
    private static final class Merged {
        final long[] places;
        final long[] beginnings;
        int size;

        Merged(long[] places, long[] beginnings) {
            this.places = places;
            this.beginnings = beginnings;
        }

        void take(SortedEntries of, int from, int to) {
            System.arraycopy(of.places, from, places, size, to - from);
            System.arraycopy(of.beginnings, from, beginnings, size, to - from);
            size += to - from;
        }
    }

    /**
     * Up to where the entries of one, from one that does, come before an entry of another. Steps grow: neighbours in the
     * table are often neighbours in the index too.
     *
     * @param orEqual equal keys come before it too
     */
    private int endBefore(
            SortedEntries of, int from, SortedEntries other, int at, boolean orEqual) {
        int low = from; // does
        int step = 1;
        while (low + step < of.size && comesBefore(of, low + step, other, at, orEqual)) {
            low += step;
            step *= 2;
        }
        int high = (int) Math.min(of.size, (long) low + step); // does not
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (comesBefore(of, middle, other, at, orEqual)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private boolean comesBefore(
            SortedEntries of, int i, SortedEntries other, int at, boolean orEqual) {
        int order = Long.compareUnsigned(of.beginnings[i], other.beginnings[at]);
        order = order == 0 ? compareKeys(of.places[i], other.places[at]) : order;
        return order < 0 || orEqual && order == 0;
    }

    private void readNumbers(long[] numbers, Run run, int offset) {
        for (int i = run.from; i < run.to; i++) {
            numbers[i] = eightBytes(array(i), keyStart(i) + offset, keyEnd(i));
        }
    }

    private boolean isInOrder(Run run) {
        for (int i = run.from + 1; i < run.to; i++) {
            int order = Long.compareUnsigned(beginnings[i - 1], beginnings[i]);
            if (order > 0 || order == 0 && compareKeys(places[i - 1], places[i]) > 0) {
                return false;
            }
        }
        return true;
    }

    /** Up to where all keys of a run are equal; negative when one of them ends there. */
    private int commonEnd(Run run) {
        byte[] first = array(run.from);
        int firstStart = keyStart(run.from);
        int shortest = keyEnd(run.from) - firstStart;
        int common = shortest;
        for (int i = run.from + 1; i < run.to; i++) {
            int start = keyStart(i);
            shortest = Math.min(shortest, keyEnd(i) - start);
            common = Math.min(common, shortest);
            int differs =
                    Arrays.mismatch(
                            first,
                            firstStart,
                            firstStart + common,
                            array(i),
                            start,
                            start + common);
            common = differs < 0 ? common : differs;
        }
        return common < shortest ? common : -1;
    }

    /** Sorts a run by numbers without sign, lowest digit first; digits that are the same in all of them are left out. */
    private void deal(long[] numbers, Run run, long[] spare, long[] sparePlaces) {
        long differing = 0;
        for (int i = run.from; i < run.to; i++) {
            differing |= numbers[i] ^ numbers[run.from];
        }
        long[] fromNumbers = numbers;
        long[] fromPlaces = places;
        long[] toNumbers = spare;
        long[] toPlaces = sparePlaces;
        for (int shift = 0; shift < Long.SIZE; shift += DIGIT_BITS) {
            if ((differing >>> shift & DIGITS - 1) == 0) {
                continue;
            }
            int[] next = new int[DIGITS + 1]; // how many are less, then where the next one goes
            for (int i = run.from; i < run.to; i++) {
                next[(int) (fromNumbers[i] >>> shift & DIGITS - 1) + 1]++;
            }
            next[0] = run.from;
            for (int digit = 1; digit < DIGITS; digit++) {
                next[digit] += next[digit - 1];
            }
            for (int i = run.from; i < run.to; i++) {
                long number = fromNumbers[i];
                int to = next[(int) (number >>> shift & DIGITS - 1)]++;
                toNumbers[to] = number;
                toPlaces[to] = fromPlaces[i];
            }
            long[] swap = fromNumbers;
            fromNumbers = toNumbers;
            toNumbers = swap;
            swap = fromPlaces;
            fromPlaces = toPlaces;
            toPlaces = swap;
        }
        if (fromPlaces != places) {
            System.arraycopy(fromNumbers, run.from, numbers, run.from, run.size());
            System.arraycopy(fromPlaces, run.from, places, run.from, run.size());
        }
    }

    /** Sorts by comparing keys; what is in order already is only compared. */
    private void mergeSort(int start, int stop, long[] spare) {
        for (int from = start; from < stop; from += SHORT_RUN) {
            insert(from, Math.min(stop, from + SHORT_RUN));
        }
        for (int width = SHORT_RUN; width < stop - start; width *= 2) {
            for (int left = start; left + width < stop; left += 2 * width) {
                int middle = left + width;
                int end = Math.min(stop, middle + width);
                if (compareKeys(places[middle - 1], places[middle]) <= 0) {
                    continue;
                }
                System.arraycopy(places, left, spare, left, width);
                int i = left;
                int j = middle;
                for (int at = left; i < middle; at++) {
                    boolean fromLeft = j == end || compareKeys(spare[i], places[j]) <= 0;
                    places[at] = fromLeft ? spare[i++] : places[j++];
                }
            }
        }
    }

    private void insert(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            long place = places[i];
            int at = i;
            for (; at > from && compareKeys(places[at - 1], place) > 0; at--) {
                places[at] = places[at - 1];
            }
            places[at] = place;
        }
    }

    // --- bytes ---

    private static int getInt(byte[] array, int at) {
        return (int) INT.get(array, at);
    }
}
