package dev.borealis.store.rocksdb;

import static dev.borealis.store.StoreFixture.commit;
import static dev.borealis.store.StoreFixture.key;
import static dev.borealis.store.StoreFixture.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.store.Finding;
import dev.borealis.store.Mutations;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.Snapshot;
import dev.borealis.store.StorageException;
import dev.borealis.store.StorageException.Reason;
import dev.borealis.store.Store;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreId;
import dev.borealis.store.StoreProblem;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * One file of a database is damaged, by chance: a bit, a cut, a zeroed block, a missing file, two files swapped. It is found
 * and named, or nothing is missing; and never is anything read that was not written.
 */
class FileDamageTest {
    private static final StoreId ID = new StoreId("d");
    private static final int COMMITS = 400;
    private static final int SEEDS = Boolean.getBoolean("borealis.long") ? 2_000 : 150;

    @TempDir static Path directory;

    private enum Fault {
        FLIPPED_BIT,
        CUT,
        ZEROED_BLOCK,
        MISSING,
        SWAPPED
    }

    /** What came of it. */
    private enum End {
        REFUSED,
        FOUND_BY_CHECK,
        NOTHING_MISSING,
        /** The newest log was cut or taken away: nobody can tell this from a log that was not written yet. */
        LATER_COMMITS_MISSING
    }

    private static RocksDbStorage open(Path where, boolean recover) {
        var options = RocksDbStorage.Options.forHeap(RelationPrefix.fixed(1), 64 << 20, 1);
        return RocksDbStorage.open(
                where,
                new RocksDbStorage.Options(
                        options.pages().withPageBytes(1_000),
                        options.cacheBytes(),
                        32 << 10,
                        2,
                        false,
                        recover));
    }

    @BeforeAll
    static void fill() {
        for (int from = 1; from <= COMMITS; from += COMMITS / 4) { // several openings: several logs
            try (RocksDbStorage storage = open(directory.resolve("whole"), false)) {
                Store store = from == 1 ? storage.create(ID) : storage.open(ID);
                for (int i = from; i < from + COMMITS / 4; i++) {
                    commit(
                            store,
                            Mutations.builder()
                                    .put(key("last"), key(Integer.toString(i)))
                                    .put(key("row" + i), key(value(i)))
                                    .build());
                }
            }
        }
    }

    private static String value(int i) {
        return i + " " + Long.toHexString(new SplittableRandom(i).nextLong()).repeat(20);
    }

    /** Every cut of the manifest: refused, or nothing is missing. */
    @Test
    void aCutManifestIsNoticed() throws IOException {
        Path manifest;
        try (Stream<Path> files = Files.list(directory.resolve("whole/rocksdb"))) {
            manifest =
                    files.filter(file -> file.toString().contains("MANIFEST"))
                            .findFirst()
                            .orElseThrow();
        }
        var failed = new ArrayList<String>();
        for (long at = Files.size(manifest) - 1; at >= 0; at -= 16) {
            Path copy = directory.resolve("cut" + at);
            copy(directory.resolve("whole"), copy);
            Path file = copy.resolve("rocksdb").resolve(manifest.getFileName());
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(at);
            }
            try {
                judge(copy, Fault.CUT, file, "cut at " + at);
            } catch (AssertionError e) {
                failed.add(at + ": " + e.getMessage());
            }
            remove(copy);
        }
        assertThat(failed).isEmpty();
    }

    @Test
    void damageIsFoundAndNamedAndNothingWrongIsRead() throws IOException {
        Map<Fault, Map<End, Integer>> ends = new EnumMap<>(Fault.class);
        for (long seed = 1; seed <= SEEDS; seed++) {
            Path copy = directory.resolve("copy");
            copy(directory.resolve("whole"), copy);
            var random = new SplittableRandom(seed);
            Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
            Path file = damage(copy.resolve("rocksdb"), fault, random);
            String what = "seed %d: %s of %s".formatted(seed, fault, file.getFileName());
            End end = judge(copy, fault, file, what);
            if (end == End.LATER_COMMITS_MISSING) {
                assertThat(file).as(what).isEqualTo(newestLog());
                assertThat(fault).as(what).isIn(Fault.CUT, Fault.MISSING);
            }
            ends.computeIfAbsent(fault, _ -> new EnumMap<>(End.class)).merge(end, 1, Integer::sum);
            remove(copy);
        }
        assertThat(ends).as("every fault was found at least once").hasSize(Fault.values().length);
        System.out.println("damage: " + ends);
    }

    private static End judge(Path copy, Fault fault, Path file, String what) {
        try (RocksDbStorage storage = open(copy, false)) {
            Store store = storage.open(ID);
            int last = readable(store, what);
            List<Finding> findings = storage.check();
            if (!findings.isEmpty()) {
                assertThat(findings.toString()).as(what).contains(file.getFileName().toString());
                return End.FOUND_BY_CHECK;
            }
            assertThat(last)
                    .as("%s: every page could be read, as the check says", what)
                    .isPositive();
            return last == COMMITS ? End.NOTHING_MISSING : End.LATER_COMMITS_MISSING;
        } catch (StorageException e) {
            assertThat(e.reason()).as(what + ": " + e.getMessage()).isEqualTo(Reason.DAMAGED);
            assertThat(e.getMessage()).as(what).contains(copy.resolve("rocksdb").toString());
            // what names others is noticed when one of these is missing
            if (fault == Fault.FLIPPED_BIT && !file.endsWith("CURRENT")) {
                assertThat(e.getMessage()).as(what).contains(file.toString());
            }
            if (fault == Fault.FLIPPED_BIT && file.toString().endsWith(".log")) {
                assertThat(e.getMessage()).as(what).containsPattern("at offset \\d+");
            }
            recover(copy, file, what);
            return End.REFUSED;
        }
    }

    /** Reads all that can be read; the number of the last commit, 0 when something cannot be read. */
    private static int readable(Store store, String what) {
        int last = 0;
        boolean all = true;
        try (Snapshot snapshot = store.snapshot()) {
            try {
                last = Integer.parseInt(read(snapshot, "last"));
            } catch (StoreException e) {
                all = isDamaged(e, what);
            }
            for (int i = 1; i <= COMMITS; i++) {
                try {
                    String row = read(snapshot, "row" + i);
                    if (last > 0) {
                        assertThat(row).as(what).isEqualTo(i <= last ? value(i) : "-");
                    } else {
                        assertThat(row).as(what).isIn(value(i), "-");
                    }
                } catch (StoreException e) {
                    all = isDamaged(e, what);
                }
            }
        }
        return all ? last : 0;
    }

    private static boolean isDamaged(StoreException e, String what) {
        assertThat(e.problem()).as(what + ": " + e.getMessage()).isEqualTo(StoreProblem.DAMAGED);
        return false;
    }

    /** Recovering either says what is lost and gives whole commits, or refuses as well. */
    private static void recover(Path copy, Path file, String what) {
        try (RocksDbStorage storage = open(copy, true)) {
            assertThat(storage.losses()).as(what).isNotEmpty();
            assertThat(storage.losses().getFirst()).as(what).contains(".log");
            if (storage.list().isEmpty()) {
                return; // the log was damaged before the store was made
            }
            assertThat(readable(storage.open(ID), what)).as(what).isPositive();
            assertThat(storage.check()).as(what).isEmpty();
        } catch (StorageException e) {
            assertThat(e.reason()).as(what).isEqualTo(Reason.DAMAGED);
            assertThat(file.toString()).as(what + ": " + e.getMessage()).doesNotEndWith(".log");
        }
    }

    private static Path damage(Path database, Fault fault, SplittableRandom random)
            throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(database)) {
            files =
                    list.filter(
                                    file ->
                                            file.toString()
                                                            .matches(
                                                                    ".*(\\.log|\\.sst|CURRENT|/MANIFEST-.*)")
                                                    && file.toFile().length() > 0)
                            .sorted()
                            .toList();
        }
        Path file = files.get(random.nextInt(files.size()));
        long size = Files.size(file);
        long at = random.nextLong(size);
        switch (fault) {
            case FLIPPED_BIT -> {
                byte[] bytes = Files.readAllBytes(file);
                bytes[(int) at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, bytes);
            }
            case CUT -> {
                try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(at);
                }
            }
            case ZEROED_BLOCK -> {
                try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    int bytes = (int) Math.min(4_096, size - at);
                    channel.write(ByteBuffer.allocate(bytes), at);
                }
            }
            case MISSING -> Files.delete(file);
            case SWAPPED -> {
                String ending = file.toString().substring(file.toString().length() - 4);
                Path other =
                        files.stream()
                                .filter(one -> !one.equals(file) && one.toString().endsWith(ending))
                                .findFirst()
                                .orElse(file);
                Path aside = file.resolveSibling("aside");
                Files.move(file, aside);
                if (!other.equals(file)) {
                    Files.move(other, file);
                }
                Files.move(aside, other);
            }
        }
        return file;
    }

    private static Path newestLog() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("whole/rocksdb"))) {
            Path newest =
                    files.filter(file -> file.toString().endsWith(".log"))
                            .max(Comparator.naturalOrder())
                            .orElseThrow();
            return directory.resolve("copy/rocksdb").resolve(newest.getFileName());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file)),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
