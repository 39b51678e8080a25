package dev.borealis.tests.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.engine.session.Database;
import dev.borealis.store.JavaChild;
import dev.borealis.store.StoreId;
import dev.borealis.store.rocksdb.RocksDbStorage;
import dev.borealis.tests.support.ManualClock;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;
import dev.borealis.types.error.SqlException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * For a minute, statements that scan tables on disk are cancelled, become too old, and have their cluster dropped under
 * them, in a JVM that checks every call into native code. Each ends with an answer, and no native object is left.
 *
 * <p>{@code -Dborealis.long=true}: ten minutes.
 */
class EndedScansTest {
    private static final Duration TIME =
            Duration.ofMinutes(Boolean.getBoolean("borealis.long") ? 10 : 1);
    private static final long SEED = 17;
    private static final int SCANNERS = 4;
    private static final int ROWS = 6_000;
    private static final int STATEMENT_ROWS = 3_000;

    /** A twentieth of the table. */
    private static final long PAGE_BUDGET = 40_000;

    private static final List<String> SCANS =
            List.of(
                    "SELECT count(*), sum(length(content)) FROM t",
                    "SELECT id, content FROM t ORDER BY id DESC",
                    "SELECT count(*) FROM t a JOIN t b ON b.id = a.other",
                    "SELECT other, count(*) FROM t WHERE content LIKE '%7%' GROUP BY other ORDER BY 2 LIMIT 3");

    /** How a scan ends when nothing disturbs it. */
    private static final String WELL = "00000";

    private static final String CANCELLED = "57014";
    private static final String TOO_OLD = "54000";

    /** Of statements and of connections to a cluster that is no more. */
    private static final String GONE = "57P01";

    @TempDir Path directory;

    @Test
    void scansEndWithAnAnswerAndLeaveNothingBehind() throws Exception {
        Path output = directory.resolve("output");
        var command =
                new ArrayList<>(
                        JavaChild.command(
                                EndedScansTest.class,
                                "192m",
                                directory.resolve("data").toString(),
                                Long.toString(TIME.toMillis())));
        command.addAll(1, List.of("-Xcheck:jni", "-ea"));
        Process child =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        boolean ended = child.waitFor(TIME.toSeconds() + 120, TimeUnit.SECONDS);
        child.destroyForcibly();
        String said = Files.readString(output);
        assertThat(ended).as("every scan has an end: %s", said).isTrue();
        assertThat(child.waitFor()).as(said).isZero();
        assertThat(said)
                .contains("0 native objects left", " 0 bytes read ahead")
                .doesNotContain("in native method"); // how the JVM tells of a wrong call
        System.out.println(said.lines().filter(line -> line.contains("scans")).toList());
    }

    /** @param arguments the directory, how many milliseconds */
    public static void main(String[] arguments) throws Exception {
        var random = new SplittableRandom(SEED);
        var clock = new ManualClock(Instant.parse("2026-11-21T12:00:00Z"));
        var ends = new ConcurrentSkipListMap<String, Integer>();
        var options = RocksDbStorage.Options.forHeap(TestDatabase.RELATION, 64 << 20, 1);
        RocksDbStorage storage =
                RocksDbStorage.open(
                        Path.of(arguments[0]),
                        options.withPages(
                                        options.pages()
                                                .withPageBytes(2_000)
                                                .withPageBudget(PAGE_BUDGET))
                                .withSyncs(false));
        try (storage;
                ExecutorService threads = Executors.newFixedThreadPool(SCANNERS)) {
            long end =
                    System.nanoTime() + Duration.ofMillis(Long.parseLong(arguments[1])).toNanos();
            while (System.nanoTime() < end) {
                round(storage, clock, threads, random, ends);
            }
            System.out.println(
                    "after the scans " + storage.metrics().aheadBytes() + " bytes read ahead");
        }
        System.out.println(
                "scans by how they ended: %s; %d native objects left"
                        .formatted(new TreeMap<>(ends), storage.liveHandles()));
        for (String wanted : List.of(WELL, CANCELLED, TOO_OLD, GONE)) {
            if (!ends.containsKey(wanted)) {
                throw new AssertionError("no scan ended with " + wanted);
            }
        }
    }

    /** The life of one cluster. */
    private static void round(
            RocksDbStorage storage,
            ManualClock clock,
            ExecutorService threads,
            SplittableRandom random,
            Map<String, Integer> ends)
            throws Exception {
        Database database = TestDatabase.over(storage, clock);
        try (var sql = new Sql(database)) {
            sql.run("CREATE TABLE t (id int PRIMARY KEY, other int, content text)");
            for (int from = 0; from < ROWS; from += STATEMENT_ROWS) {
                sql.run(
                        "INSERT INTO t SELECT g, mod(g * 7, %d), repeat(md5(g::text), 4) FROM generate_series(%d, %d) g"
                                .formatted(ROWS, from, from + STATEMENT_ROWS - 1));
            }
        }
        storage.sweep();
        var over = new AtomicBoolean();
        List<Sql> sessions = new ArrayList<>();
        List<Future<?>> scanners = new ArrayList<>();
        for (int i = 0; i < SCANNERS; i++) {
            var session = new Sql(database);
            SplittableRandom own = random.split();
            sessions.add(session);
            scanners.add(threads.submit(() -> scan(session, over, own, ends)));
        }
        for (int i = random.nextInt(5, 40); i > 0; i--) {
            LockSupport.parkNanos(random.nextInt(20_000_000)); // somewhere within the scans
            if (random.nextInt(3) == 0) {
                clock.advance(Duration.ofSeconds(301));
            } else {
                sessions.get(random.nextInt(SCANNERS)).session().cancel();
            }
        }
        storage.drop(new StoreId("test"));
        over.set(true);
        for (Future<?> scanner : scanners) {
            scanner.get();
        }
        sessions.forEach(Sql::close);
        database.close();
    }

    /** Until the cluster is gone. */
    private static void scan(
            Sql session, AtomicBoolean over, SplittableRandom random, Map<String, Integer> ends) {
        while (true) {
            String how;
            try {
                session.run(SCANS.get(random.nextInt(SCANS.size())));
                how = WELL;
            } catch (SqlException e) {
                how = e.state().code();
            }
            ends.merge(how, 1, Integer::sum);
            if (!List.of(WELL, CANCELLED, TOO_OLD, GONE).contains(how)) {
                throw new AssertionError("a scan ended with " + how);
            }
            if (how.equals(GONE) || over.get() && how.equals(WELL)) {
                return;
            }
        }
    }
}
