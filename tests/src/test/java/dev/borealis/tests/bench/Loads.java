package dev.borealis.tests.bench;

import dev.borealis.engine.session.Database;
import dev.borealis.engine.session.Session;
import dev.borealis.store.rocksdb.RocksDbStorage;
import dev.borealis.tests.support.CollectingSink;
import dev.borealis.tests.support.TestDatabase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What bulk loads and index builds cost by the row, thread by thread: the processor time of a database in this process over
 * RocksDB, which other load on the machine changes least. Reads {@code /proc}, so Linux only; {@code tests/bench/loads.sh}
 * runs it.
 */
public final class Loads {
    /** Rows that one transaction may change. */
    private static final int BATCH = 3_000;

    private static final double NANOS_PER_MILLI = 1e6;

    private final Session session;
    private final int rows;

    private Loads(Session session, int rows) {
        this.session = session;
        this.rows = rows;
    }

    /** @param arguments a directory for the data, rows, rounds */
    public static void main(String[] arguments) {
        long maxHeap = Runtime.getRuntime().maxMemory();
        try (RocksDbStorage storage =
                        RocksDbStorage.open(
                                Path.of(arguments[0]),
                                RocksDbStorage.Options.forHeap(TestDatabase.RELATION, maxHeap, 1));
                Database database = TestDatabase.over(storage);
                Session session = database.connect("admin", "postgres", List.of())) {
            var loads = new Loads(session, Integer.parseInt(arguments[1]));
            for (int round = 1; round <= Integer.parseInt(arguments[2]); round++) {
                System.out.println("round " + round);
                loads.round();
            }
        }
    }

    private void round() {
        String into = "INSERT INTO accounts ";
        load(
                "INSERT ... SELECT",
                (from, to) -> {
                    String series = "generate_series(%d, %d) g".formatted(from, to);
                    String sql = into + "SELECT g, (g - 1) / 100000 + 1, 0, '' FROM " + series;
                    return () -> run(sql);
                });
        load(
                "INSERT ... VALUES",
                (from, to) -> {
                    String sql = into + "VALUES " + lines(from, to, "(%d, %d, 0, '')", ", ");
                    return () -> run(sql);
                });
        load(
                "COPY",
                (from, to) -> {
                    var sink = new CollectingSink();
                    sink.feed(lines(from, to, "%d\t%d\t0\t\n", ""));
                    return () -> session.simpleQuery("COPY accounts FROM STDIN", sink);
                });
        for (String columns : List.of("(abalance)", "(bid)", "(filler, abalance)")) {
            build("INDEX", columns);
            run("DROP INDEX i");
        }
        build("UNIQUE INDEX", "(aid)");
    }

    /** Makes what loads some rows; the making is not measured. */
    private interface Batch {
        Runnable prepare(int from, int to);
    }

    private void load(String name, Batch batch) {
        run("DROP TABLE IF EXISTS accounts");
        run("CREATE TABLE accounts (aid int PRIMARY KEY, bid int, abalance int, filler char(84))");
        var batches = new ArrayList<Runnable>();
        for (int from = 1; from <= rows; from += BATCH) {
            batches.add(batch.prepare(from, Math.min(rows, from + BATCH - 1)));
        }
        measured(name, () -> batches.forEach(Runnable::run));
    }

    private static String lines(int from, int to, String line, String between) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> line.formatted(i, (i - 1) / 100_000 + 1))
                .collect(Collectors.joining(between));
    }

    private void build(String kind, String columns) {
        measured(
                "CREATE " + kind + " " + columns,
                () -> {
                    String sql = "CREATE " + kind + " ASYNC i ON accounts " + columns;
                    String job = run(sql).rows().getFirst().getFirst();
                    run("CALL sys.wait_for_job('" + job + "')");
                });
    }

    private CollectingSink.Result run(String sql) {
        var sink = new CollectingSink();
        session.simpleQuery(sql, sink);
        return sink.results.getLast();
    }

    // --- measuring ---

    private void measured(String name, Runnable work) {
        Map<String, Time> before = times();
        long start = System.nanoTime();
        work.run();
        long wall = System.nanoTime() - start;
        var groups = new TreeMap<String, Long>();
        times().forEach(
                        (thread, time) -> {
                            Time earlier = before.get(thread);
                            long spent = time.nanos - (earlier == null ? 0 : earlier.nanos);
                            groups.merge(time.group, spent, Long::sum);
                        });
        Long compiler = groups.remove("compiler");
        long all = groups.values().stream().mapToLong(Long::longValue).sum();
        String parts =
                groups.entrySet().stream()
                        .filter(group -> group.getValue() > all / 100)
                        .map(group -> group.getKey() + " " + group.getValue() / rows)
                        .collect(Collectors.joining(", "));
        System.out.printf(
                "%-34s %6d ns a row: %s; %.0f ms of wall time, compiler %.0f ms%n",
                name,
                all / rows,
                parts,
                wall / NANOS_PER_MILLI,
                compiler == null ? 0 : compiler / NANOS_PER_MILLI);
    }

    private record Time(String group, long nanos) {}

    /** By thread, the native ones too. */
    private static Map<String, Time> times() {
        var times = new TreeMap<String, Time>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path thread : threads) {
                try {
                    String nanos = Files.readString(thread.resolve("schedstat")).split(" ")[0];
                    String name = Files.readString(thread.resolve("comm")).strip();
                    times.put(thread.toString(), new Time(group(name), Long.parseLong(nanos)));
                } catch (IOException _) {
                    // ended meanwhile
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return times;
    }

    private static String group(String thread) {
        if (thread.matches("C[12] Compiler.*")) {
            return "compiler";
        }
        if (thread.matches("(Z|XDriver|XWorker).*|.*GC.*")) {
            return "collector";
        }
        return switch (thread.split("[-:]")[0]) {
            case "java", "main" -> "session";
            case "jobs" -> "job";
            case "borealis" -> "committer";
            case "rocksdb" -> "RocksDB";
            default -> "other";
        };
    }
}
