package dev.borealis.tests.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.engine.session.Database;
import dev.borealis.store.Cursor;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Page;
import dev.borealis.store.ScanOptions;
import dev.borealis.store.Snapshot;
import dev.borealis.store.StoreId;
import dev.borealis.store.rocksdb.RocksDbStorage;
import dev.borealis.tests.support.ManualClock;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Old versions go away by themselves. A hundred rows are changed for five minutes of virtual time, every row every second,
 * beside a transaction that looks at the first versions all the while: memory holds what the two views need, a scan reads as
 * many pages as before, and when the age limit ends the sleeper nothing is left of it.
 */
class VersionCleanupTest {
    private static final int ROWS = 100;
    private static final int VALUE_BYTES = 1_000;
    private static final int SECONDS = 299;

    /** Two views, and pages with changes not packed yet. */
    private static final double WITH_A_SLEEPER = 3.0;

    private static final double WITHOUT = 1.5;

    /** What one reading of all data may grow by while all of it is changed again and again. */
    private static final double PAGES_OF_A_SCAN = 2.0;

    /** Tables on disk, once written anew, beside the data in them. */
    private static final double ON_DISK = 4.0;

    @TempDir Path directory;
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));

    private RocksDbStorage open() {
        return RocksDbStorage.open(
                directory.resolve("data"),
                RocksDbStorage.Options.forHeap(TestDatabase.RELATION, 256 << 20, 1)
                        .withSyncs(false));
    }

    /** Exact bytes of pages in memory. */
    private static long pageBytes(RocksDbStorage storage) {
        storage.sweep();
        return storage.metrics().pageBytes();
    }

    private static int pagesOfAScan(RocksDbStorage storage) {
        int pages = 0;
        try (Snapshot snapshot = storage.open(new StoreId("test")).snapshot();
                Cursor cursor = snapshot.scan(KeyRange.all(), ScanOptions.FORWARD)) {
            for (Page page = cursor.next(); page != null; page = cursor.next()) {
                pages++;
            }
        }
        return pages;
    }

    private static String update(int second) {
        return "UPDATE few SET v = repeat('%c', %d)".formatted('a' + second % 26, VALUE_BYTES);
    }

    @Test
    void oldVersionsGoWithWhoeverCouldSeeThem() {
        try (RocksDbStorage storage = open();
                Database database = TestDatabase.over(storage, clock);
                var sql = new Sql(database);
                var sleeper = new Sql(database)) {
            sql.run("CREATE TABLE few (id int PRIMARY KEY, v text NOT NULL)");
            sql.run(
                    "INSERT INTO few SELECT g, repeat('z', %d) FROM generate_series(1, %d) g"
                            .formatted(VALUE_BYTES, ROWS));
            sql.run(update(0));
            int scanned = pagesOfAScan(storage);
            long before = pageBytes(storage);
            int views = storage.metrics().openViews();

            sleeper.run("BEGIN");
            String first = sleeper.run("SELECT min(v), max(v) FROM few").getFirst();
            for (int second = 1; second <= SECONDS; second++) {
                clock.advance(Duration.ofSeconds(1));
                sql.run(update(second));
            }
            assertThat(sleeper.run("SELECT min(v), max(v) FROM few")).containsExactly(first);
            long beside = pageBytes(storage);
            int scannedBeside = pagesOfAScan(storage);

            clock.advance(Duration.ofSeconds(2));
            sleeper.session().giveUpOverdueTransaction(); // the server does it once a second
            assertThat(storage.metrics().openViews()).as("views").isEqualTo(views);
            sql.run(update(0));
            long after = pageBytes(storage);
            System.out.printf(
                    "pages of %d rows: %d KiB; changed %d times beside a sleeper: %d KiB; without it: %d KiB;"
                            + " a scan reads %d, %d, %d pages%n",
                    ROWS,
                    before >> 10,
                    SECONDS,
                    beside >> 10,
                    after >> 10,
                    scanned,
                    scannedBeside,
                    pagesOfAScan(storage));
            assertThat((double) beside).isLessThan(WITH_A_SLEEPER * before);
            assertThat((double) after).isLessThan(WITHOUT * before);
            assertThat((double) scannedBeside).isLessThanOrEqualTo(PAGES_OF_A_SCAN * scanned);
            assertThatThrownBy(() -> sleeper.run("SELECT 1"))
                    .hasMessageContaining("transaction age limit of 300s exceeded");
        }
        theDiskHoldsOneVersion();
    }

    private void theDiskHoldsOneVersion() {
        open().close(); // what was in the log is written into tables
        long tables = bytesOfTables();
        System.out.printf("on disk: %d KiB%n", tables >> 10);
        assertThat((double) tables).isLessThan(ON_DISK * (bytesOfData() + (1 << 20)));
    }

    private static long bytesOfData() {
        return (long) ROWS * VALUE_BYTES;
    }

    private long bytesOfTables() {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".sst"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
