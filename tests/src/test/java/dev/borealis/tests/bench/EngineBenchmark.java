package dev.borealis.tests.bench;

import dev.borealis.engine.session.Database;
import dev.borealis.engine.session.Session;
import dev.borealis.tests.support.TestDatabase;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Statements through a session over the in-memory store, answers encoded as for the wire: what a statement costs apart
 * from sockets and the disk. A change of more than 30 % needs a reason in its commit.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EngineBenchmark {
    /** Rows of the table; those of a bulk insert are the most that a transaction may change. */
    static final int ROWS = 30_000;

    private static final int BULK = 3_000;
    private static final List<Integer> BINARY = List.of(1);
    private static final List<Integer> TEXT = List.of();

    private final SplittableRandom random = new SplittableRandom(1);
    private final EncodingSink sink = new EncodingSink();
    private Database database;
    private Session session;
    private int next;

    public EngineBenchmark() {}

    @Setup
    public void load() {
        database = TestDatabase.inMemory();
        session = database.connect("admin", "postgres", List.of());
        run("CREATE TABLE accounts (aid int PRIMARY KEY, bid int, abalance int, filler char(84))");
        run("CREATE TABLE bulk (id bigint PRIMARY KEY, bid int, abalance int, filler char(84))");
        for (int from = 1; from < ROWS; from += BULK) {
            run(
                    "INSERT INTO accounts SELECT g, g %% 10, 0, '' FROM generate_series(%d, %d) g"
                            .formatted(from, from + BULK - 1));
        }
        prepare("read", "SELECT abalance FROM accounts WHERE aid = $1");
        prepare("update", "UPDATE accounts SET abalance = abalance + 1 WHERE aid = $1");
        prepare("range", "SELECT * FROM accounts WHERE aid BETWEEN $1 AND $1 + 99");
    }

    @TearDown
    public void close() {
        session.close();
        database.close();
    }

    private int run(String sql) {
        session.simpleQuery(sql, sink);
        return sink.take();
    }

    private void prepare(String name, String sql) {
        session.parse(name, sql, new int[0], sink);
        session.sync(sink);
    }

    private int execute(String name, int key) {
        byte[] parameter = ByteBuffer.allocate(Integer.BYTES).putInt(key).array();
        session.bind("", name, BINARY, List.of(parameter), TEXT);
        session.execute("", 0, sink);
        session.sync(sink);
        return sink.take();
    }

    private int anyKey() {
        return random.nextInt(1, ROWS - 100);
    }

    /** A prepared point read. */
    @Benchmark
    public int pointRead() {
        return execute("read", anyKey());
    }

    /** A point read whose key stands in the text. */
    @Benchmark
    public int pointReadByText() {
        return run("SELECT abalance FROM accounts WHERE aid = " + anyKey());
    }

    /** A point read of a text that nobody has seen: parsed, bound, planned. */
    @Benchmark
    public int newPointRead() {
        return run("SELECT abalance AS a" + next++ + " FROM accounts WHERE aid = 5");
    }

    /** A prepared update of one row, with its commit. */
    @Benchmark
    public int updateRow() {
        return execute("update", anyKey());
    }

    /** 100 rows of four columns. */
    @Benchmark
    public int range() {
        return execute("range", anyKey());
    }

    /** For each row scanned. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int sum() {
        return run("SELECT sum(abalance) FROM accounts");
    }

    /** For each row inserted; rolled back. */
    @Benchmark
    @OperationsPerInvocation(BULK)
    public int bulkInsert() {
        run("BEGIN");
        run("INSERT INTO bulk SELECT g, 1, 0, '' FROM generate_series(1, 3000) g");
        return run("ROLLBACK");
    }

    /** As above, with keys in no order. */
    @Benchmark
    @OperationsPerInvocation(BULK)
    public int bulkInsertUnordered() {
        run("BEGIN");
        run(
                "INSERT INTO bulk SELECT g::bigint * 2654435761 % 4294967296, 1, 0, ''"
                        + " FROM generate_series(1, 3000) g");
        return run("ROLLBACK");
    }
}
