package dev.borealis.store.paged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.store.KeyRange;
import dev.borealis.store.Mutations;
import dev.borealis.store.Page;
import dev.borealis.store.PageBuilder;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreProblem;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What is written is what is read, in whatever parts; a sorted map is the judge. */
class LeafRecordTest {
    private static final byte[] FIRST = new byte[0];

    @RepeatedTest(200)
    void partsAddUp(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        var random = new SplittableRandom(seed);
        var model = new TreeMap<byte[], byte[]>(Arrays::compareUnsigned);
        var record = new ByteArrayOutputStream();
        int behind = 0;
        if (random.nextBoolean()) {
            for (int i = random.nextInt(200); i > 0; i--) {
                model.put(key(random), value(random));
            }
            record.writeBytes(LeafRecord.of(page(model)));
        }
        for (int parts = random.nextInt(6); parts > 0; parts--) {
            byte[] part = random.nextInt(4) == 0 ? cut(random, model) : changes(random, model);
            record.writeBytes(part);
            behind += part.length;
        }
        LeafRecord.Contents contents = LeafRecord.read(FIRST, record.toByteArray());
        assertThat(contents.page().hasSameEntries(page(model))).as("seed %d", seed).isTrue();
        assertThat(contents.behind()).isEqualTo(behind);
        for (int i = 0; i < 100; i++) {
            byte[] key = key(random);
            assertThat(found(record.toByteArray(), key)).isEqualTo(model.get(key));
        }
        model.forEach(
                (key, value) -> assertThat(found(record.toByteArray(), key)).isEqualTo(value));
    }

    /** As a leaf has at whose border a table is made and dropped again and again. */
    @Test
    void manyCutsAreNoMoreWorkThanTheyAre() {
        var random = new SplittableRandom(1);
        var model = new TreeMap<byte[], byte[]>(Arrays::compareUnsigned);
        var record = new ByteArrayOutputStream();
        record.writeBytes(LeafRecord.of(Page.EMPTY));
        for (int i = 0; i < 1_000; i++) {
            record.writeBytes(i % 10 == 0 ? changes(random, model) : cut(random, model));
        }
        Page page = LeafRecord.read(FIRST, record.toByteArray()).page();
        assertThat(page.hasSameEntries(page(model))).isTrue();
    }

    @Test
    void noRecordIsALeafWithoutEntries() {
        assertThat(LeafRecord.read(FIRST, null).page().size()).isZero();
        assertThat(LeafRecord.read(FIRST, LeafRecord.of(Page.EMPTY)).page().size()).isZero();
    }

    @Test
    void longKeysAndValuesKeepTheirLengths() {
        for (int length : new int[] {0, 1, 127, 128, 16_383, 16_384, 3 << 20}) {
            Page page = Page.single(new byte[Math.max(1, length)], new byte[length]);
            assertThat(LeafRecord.read(FIRST, LeafRecord.of(page)).page().hasSameEntries(page))
                    .isTrue();
        }
    }

    @RepeatedTest(100)
    void whatIsCutOffIsNoticedAndNothingElseIsThrown(RepetitionInfo repetition) {
        var random = new SplittableRandom(repetition.getCurrentRepetition());
        var model = new TreeMap<byte[], byte[]>(Arrays::compareUnsigned);
        for (int i = 0; i < 20; i++) {
            model.put(key(random), value(random));
        }
        byte[] whole = LeafRecord.of(page(model));
        assertThatThrownBy(
                        () ->
                                LeafRecord.read(
                                        FIRST,
                                        Arrays.copyOf(whole, 1 + random.nextInt(whole.length - 1))))
                .isInstanceOf(StoreException.class);
        byte[] flipped = whole.clone();
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        try {
            LeafRecord.read(FIRST, flipped);
        } catch (StoreException damaged) {
            assertThat(damaged).hasMessageStartingWith("the record of a leaf cannot be read: ");
        }
    }

    @RepeatedTest(300)
    void whateverIsDamagedNothingButDamageIsThrown(RepetitionInfo repetition) {
        var random = new SplittableRandom(repetition.getCurrentRepetition());
        var model = new TreeMap<byte[], byte[]>(Arrays::compareUnsigned);
        var written = new ByteArrayOutputStream();
        for (int i = random.nextInt(20); i > 0; i--) {
            model.put(key(random), value(random));
        }
        written.writeBytes(LeafRecord.of(page(model)));
        for (int parts = random.nextInt(4); parts > 0; parts--) {
            written.writeBytes(random.nextBoolean() ? cut(random, model) : changes(random, model));
        }
        byte[] record = written.toByteArray();
        for (int damages = 0; damages < 20; damages++) {
            byte[] damaged = record.clone();
            for (int bytes = random.nextInt(4); bytes >= 0; bytes--) {
                int near = random.nextBoolean() ? damaged.length : Math.min(40, damaged.length);
                damaged[random.nextInt(near)] = (byte) random.nextInt(256);
            }
            try {
                LeafRecord.read(FIRST, damaged);
            } catch (StoreException e) {
                assertThat(e.problem()).isEqualTo(StoreProblem.DAMAGED);
            }
            try {
                LeafRecord.find(FIRST, damaged, key(random));
            } catch (StoreException e) {
                assertThat(e.problem()).isEqualTo(StoreProblem.DAMAGED);
            }
        }
    }

    /** Lengths that are negative in 32 bits: they must not be taken for no value, or for a cut without an end. */
    @Test
    void numbersThatAreTooLargeAreDamage() {
        for (byte last : new byte[] {8, 0x0f, 0x7f, (byte) 0x8f}) {
            byte[] changes = {2, 1, 1, -1, -1, -1, -1, last, 'a'};
            byte[] cut = {3, 0, -1, -1, -1, -1, last};
            for (byte[] record : List.of(changes, cut)) {
                assertThatThrownBy(() -> LeafRecord.read(FIRST, record))
                        .isInstanceOf(StoreException.class);
                assertThatThrownBy(() -> LeafRecord.find(FIRST, record, new byte[] {'a'}))
                        .isInstanceOf(StoreException.class);
            }
        }
    }

    @Test
    void everyLeafButTheFirstHasARecordThatBeginsWithAPage() {
        byte[] low = {'m'};
        byte[] changes = LeafRecord.of(Mutations.single(low, new byte[1]));
        for (byte[] record : new byte[] @Nullable [] {null, new byte[0], changes}) {
            assertThatThrownBy(() -> LeafRecord.read(low, record))
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.problem()).isEqualTo(StoreProblem.DAMAGED));
            assertThatThrownBy(() -> LeafRecord.find(low, record, low))
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.problem()).isEqualTo(StoreProblem.DAMAGED));
            LeafRecord.read(FIRST, record);
        }
        assertThat(LeafRecord.read(low, LeafRecord.of(Page.EMPTY)).page().size()).isZero();
    }

    private static byte @Nullable [] found(byte[] record, byte[] key) {
        Page found = LeafRecord.find(FIRST, record, key);
        assertThat(found == null || Arrays.equals(found.key(0), key)).isTrue();
        return found == null ? null : found.value(0);
    }

    private static byte[] changes(SplittableRandom random, TreeMap<byte[], byte[]> model) {
        var changes = new TreeMap<byte[], byte @Nullable []>(Arrays::compareUnsigned);
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            byte[] key = key(random);
            if (random.nextInt(3) == 0) {
                changes.put(key, null);
                model.remove(key);
            } else {
                byte[] value = value(random);
                changes.put(key, value);
                model.put(key, value);
            }
        }
        return LeafRecord.of(Mutations.of(changes));
    }

    private static byte[] cut(SplittableRandom random, TreeMap<byte[], byte[]> model) {
        byte[] from = random.nextInt(4) == 0 ? null : key(random);
        byte[] to = random.nextInt(4) == 0 ? null : key(random);
        var range = new KeyRange(from, to);
        model.keySet().removeIf(range::contains);
        return LeafRecord.cut(range);
    }

    private static Page page(TreeMap<byte[], byte[]> entries) {
        var page = new PageBuilder(1, 64);
        entries.forEach(page::add);
        return page.build();
    }

    private static byte[] key(SplittableRandom random) {
        byte[] key = new byte[1 + random.nextInt(2)];
        random.nextBytes(key);
        return key;
    }

    private static byte[] value(SplittableRandom random) {
        byte[] value = new byte[random.nextInt(300)];
        random.nextBytes(value);
        return value;
    }
}
