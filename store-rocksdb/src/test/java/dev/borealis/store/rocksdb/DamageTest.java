package dev.borealis.store.rocksdb;

import static dev.borealis.store.StoreFixture.commit;
import static dev.borealis.store.StoreFixture.key;
import static dev.borealis.store.StoreFixture.read;
import static dev.borealis.store.StoreFixture.readNow;
import static dev.borealis.store.StoreFixture.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.store.KeyRange;
import dev.borealis.store.Mutations;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.ScanOptions;
import dev.borealis.store.Snapshot;
import dev.borealis.store.StorageException;
import dev.borealis.store.StorageException.Reason;
import dev.borealis.store.Store;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreFixture;
import dev.borealis.store.StoreId;
import dev.borealis.store.StoreProblem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.FlushOptions;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** Torn tails, flipped bits. */
class DamageTest {
    private static final StoreId ID = new StoreId("d");
    private static final int ROWS = 3_000;

    @TempDir Path directory;

    private static RocksDbStorage open(Path where, boolean recover) {
        RocksDbStorage.Options options =
                RocksDbStorage.Options.forHeap(RelationPrefix.fixed(1), 64 << 20, 1);
        return RocksDbStorage.open(where, options.withRecover(recover));
    }

    private static Store filled(RocksDbStorage storage) {
        Store store = storage.create(ID);
        for (int i = 0; i < ROWS; i += 100) {
            var mutations = Mutations.builder();
            for (int k = i; k < i + 100; k++) {
                mutations.put(
                        key("k%05d".formatted(k)),
                        key("value %d %s".formatted(k, "x".repeat(k % 50))));
            }
            commit(store, mutations.build());
        }
        return store;
    }

    /** The largest file of a kind. */
    private static Path file(Path where, String ending) throws IOException {
        try (var files = Files.list(where.resolve("rocksdb"))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    private static void overwrite(Path file, long at, byte... bytes) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), at);
        }
    }

    private static void flip(Path file, long at) throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            one.put(0, (byte) (one.get(0) ^ 0x10)).rewind();
            channel.write(one, at);
        }
    }

    @Test
    void aTornTailOfTheLogIsCut() throws Exception {
        Path data = directory.resolve("data");
        try (RocksDbStorage storage = open(data, false)) {
            set(storage.create(ID), "a", "1");
        }
        Path log = file(data, ".log");
        try (RocksDbStorage storage = open(data, false)) {
            set(storage.open(ID), "b", "2");
            log = file(data, ".log");
        }
        try (var channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 3);
        }
        try (RocksDbStorage storage = open(data, false)) {
            assertThat(readNow(storage.open(ID), "a")).isEqualTo("1");
            assertThat(readNow(storage.open(ID), "b")).isEqualTo("-");
        }
    }

    @Test
    void aFlippedBitInTheMiddleOfTheLogIsRefusedAndRecoveredWhenAsked() throws Exception {
        Path data = directory.resolve("data");
        try (RocksDbStorage storage = open(data, false)) {
            filled(storage);
        }
        Path log = file(data, ".log");
        flip(log, Files.size(log) / 2);
        assertThatThrownBy(() -> open(data, false))
                .isInstanceOfSatisfying(
                        StorageException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED));
        try (RocksDbStorage storage = open(data, true)) {
            Store store = storage.open(ID);
            assertThat(readNow(store, "k00000")).startsWith("value 0");
            assertThat(storage.check()).isEmpty();
            try (Snapshot snapshot = store.snapshot()) {
                int rows = StoreFixture.scan(snapshot, KeyRange.all(), ScanOptions.FORWARD).size();
                assertThat(rows).isBetween(100, ROWS - 100);
                assertThat(rows % 100).as("whole commits").isZero();
            }
        }
    }

    /** It then reaches beyond the end of the file, as a record does that was being written. */
    @Test
    void aRecordOfDamagedLengthNearTheEndIsNotTakenForATornTail() throws Exception {
        Path data = directory.resolve("data");
        try (RocksDbStorage storage = open(data, false)) {
            Store store = storage.create(ID);
            for (int i = 0; i < 8; i++) {
                set(store, "k" + i, "v");
            }
        }
        Path log = file(data, ".log");
        var records = new ArrayList<Long>();
        RecordLog.read(
                log,
                (offset, _) -> {
                    records.add(offset);
                    return null;
                });
        long damaged = records.get(records.size() - 4);
        overwrite(log, damaged + 4, (byte) 0xFF, (byte) 0x7F);
        assertThatThrownBy(() -> open(data, false))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(log + " at offset " + damaged);
        try (RocksDbStorage storage = open(data, true)) {
            assertThat(readNow(storage.open(ID), "k3")).isEqualTo("v");
            assertThat(readNow(storage.open(ID), "k4")).isEqualTo("-");
            assertThat(storage.losses().getFirst()).contains("at least 3 groups");
        }
    }

    @Test
    void whatWasLostIsSaidUntilSomebodyWasTold() throws Exception {
        Path data = directory.resolve("data");
        try (RocksDbStorage storage = open(data, false)) {
            filled(storage);
            assertThat(storage.losses()).isEmpty();
        }
        Path log = file(data, ".log");
        flip(log, Files.size(log) / 2);
        byte[] damaged = Files.readAllBytes(log);
        open(data, true).close(); // killed before it said anything
        assertThat(data.resolve("damaged").resolve(log.getFileName())).hasBinaryContent(damaged);
        try (RocksDbStorage storage = open(data, false)) {
            assertThat(storage.losses())
                    .hasSize(2)
                    .first()
                    .asString()
                    .startsWith(log + ": cut at offset ")
                    .contains(" bytes lost, with at least ");
            storage.lossesTold();
        }
        try (RocksDbStorage storage = open(data, true)) {
            assertThat(storage.losses()).isEmpty();
        }
        assertThat(data.resolve("damaged/losses.txt")).content().contains(": cut at offset ");
    }

    @Test
    void aFlippedBitInATableIsFoundByTheCheck() throws Exception {
        Path data = directory.resolve("data");
        try (RocksDbStorage storage = open(data, false)) {
            filled(storage);
        }
        open(data, false).close(); // replays the log into a table
        Path table = file(data, ".sst");
        flip(table, Files.size(table) / 3);
        try (RocksDbStorage storage = open(data, false)) {
            assertThat(storage.check())
                    .anyMatch(
                            finding ->
                                    table.toString().equals(finding.file())
                                            && finding.problem().contains("checksum"));
        }
    }

    @Test
    void aTableCutUnderTheOpenStoreIsNamedAndWhatLiesElsewhereIsRead() throws Exception {
        Path data = directory.resolve("data");
        var options = RocksDbStorage.Options.forHeap(RelationPrefix.fixed(1), 64 << 20, 1);
        var tiny = options.pages().withPageBytes(1_000).withPageBudget(4_000);
        try (RocksDbStorage storage = RocksDbStorage.open(data, options.withPages(tiny))) {
            Store store = storage.create(ID);
            put(store, "between"); // so that no page has rows of both others
            put(store, "whole");
            flush(storage);
            put(store, "a cut");
            flush(storage);
            storage.sweep(); // nearly everything is cold now
            Path table = // the newer one
                    storage.database().db.getLiveFilesMetaData().stream()
                            .map(file -> Path.of(file.path() + file.fileName()))
                            .filter(file -> file.toString().endsWith(".sst"))
                            .max(Comparator.naturalOrder())
                            .orElseThrow();
            try (var channel = FileChannel.open(table, StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() / 10);
            }
            int damaged = 0;
            try (Snapshot snapshot = store.snapshot()) {
                for (int i = 0; i < ROWS; i++) {
                    assertThat(read(snapshot, "whole" + i)).isEqualTo(value(i));
                    try {
                        assertThat(read(snapshot, "a cut" + i)).isEqualTo(value(i));
                    } catch (StoreException e) {
                        assertThat(e.problem()).isEqualTo(StoreProblem.DAMAGED);
                        assertThat(e.getMessage()).contains(table.getFileName().toString());
                        damaged++;
                    }
                }
            }
            assertThat(damaged).isBetween(ROWS / 2, ROWS);
            set(store, "whole later", "1");
            assertThat(readNow(store, "whole later")).isEqualTo("1");
        }
    }

    @Test
    void aRecordThatIsGoneIsMissedByReadersAndNamedByTheCheck() throws Exception {
        Path data = directory.resolve("data");
        byte[] gone;
        try (RocksDbStorage storage = open(data, false)) {
            filled(storage);
        }
        try (RocksDbStorage storage = open(data, false)) { // all is cold
            Database database = storage.database();
            try (var iterator = database.db.newIterator(database.data)) {
                iterator.seekToLast();
                gone = iterator.key();
            }
            database.db.delete(database.data, gone);
            Store store = storage.open(ID);
            set(store, "j", "1"); // a view of now
            assertThatThrownBy(() -> readNow(store, "k02999"))
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.problem()).isEqualTo(StoreProblem.DAMAGED));
            assertThatThrownBy(() -> rows(store)).isInstanceOf(StoreException.class);
            assertThat(storage.check())
                    .anySatisfy(
                            finding -> {
                                assertThat(finding.key())
                                        .isEqualTo(
                                                HexFormat.of().formatHex(Keys.withoutPrefix(gone)));
                                assertThat(finding.problem())
                                        .isEqualTo("the record of a leaf is missing");
                            })
                    .hasSize(1);
        }
    }

    private static int rows(Store store) {
        try (Snapshot snapshot = store.snapshot()) {
            return StoreFixture.scan(snapshot, KeyRange.all(), ScanOptions.FORWARD).size();
        }
    }

    private static String value(int i) {
        return i + " " + Long.toHexString(new SplittableRandom(i).nextLong());
    }

    private static void put(Store store, String prefix) {
        var rows = Mutations.builder();
        for (int i = 0; i < ROWS; i++) {
            rows.put(key(prefix + i), key(value(i)));
        }
        commit(store, rows.build());
    }

    private static void flush(RocksDbStorage storage) throws Exception {
        try (var wait = new FlushOptions().setWaitForFlush(true)) {
            storage.database().db.flush(wait, storage.database().data);
        }
    }
}
