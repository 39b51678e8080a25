package dev.borealis.tests.crash;

import dev.borealis.engine.session.Database;
import dev.borealis.store.JavaChild;
import dev.borealis.store.rocksdb.RocksDbStorage;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SqlState;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;

/**
 * The process that is killed. Each writer counts up and, in one transaction, does all of {@link #write}; then it prints
 * its number and the count, which is the acknowledgement.
 */
public final class CrashChild {
    static final int WRITERS = 4;
    static final int ACCOUNTS = 8;

    /** Entries that a writer keeps. */
    static final int KEPT = 50;

    /** After so many later ones an entry's tag changes. */
    static final int FRESH = 5;

    /** Rows of a table that is ten times what may be in memory. */
    static final int PARTS = 2_600;

    private static final int PAGE_BUDGET_BYTES = 256 << 10;

    /** What a part holds: about 1,000 bytes, made of its number and how often it was changed. */
    static final String CONTENT = "md5('a' || id || '.' || n) || repeat(md5(id || '.' || n), 30)";

    private CrashChild() {}

    static RocksDbStorage open(Path where) {
        RocksDbStorage.Options options =
                RocksDbStorage.Options.forHeap(TestDatabase.RELATION, 64 << 20, 1);
        return RocksDbStorage.open(
                where,
                options.withPages(
                        options.pages().withPageBytes(1_000).withPageBudget(PAGE_BUDGET_BYTES)));
    }

    /** The tag of an entry when its writer has counted to {@code count}. */
    static String tag(int number, int count) {
        return (number <= count - FRESH ? "moved" : "fresh") + number % 7;
    }

    /** @param arguments the data directory, a seed */
    public static void main(String[] arguments) {
        JavaChild.endWithParent();
        RocksDbStorage storage = open(Path.of(arguments[0]));
        long seed = Long.parseLong(arguments[1]);
        Database database = TestDatabase.over(storage, Clock.systemUTC(), new Random(seed));
        var random = new SplittableRandom(seed);
        try (var threads = Executors.newFixedThreadPool(WRITERS)) {
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                SplittableRandom own = random.split();
                threads.submit(() -> count(database, writer, own));
            }
        }
    }

    private static void count(Database database, int writer, SplittableRandom random) {
        try (var sql = new Sql(database)) {
            int number =
                    Integer.parseInt(
                            sql.run("SELECT n FROM counter WHERE writer = " + writer).getFirst());
            while (true) {
                try {
                    write(sql, writer, number + 1, random);
                    number++;
                    System.out.println(writer + " " + number + ".");
                } catch (SqlException e) {
                    if (e.state() != SqlState.SERIALIZATION_FAILURE) {
                        throw e;
                    }
                    sql.run("ROLLBACK");
                }
            }
        } catch (RuntimeException e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(3);
        }
    }

    /** An insert, an update of an indexed column, a delete, a transfer between shared accounts. */
    private static void write(Sql sql, int writer, int number, SplittableRandom random) {
        sql.run("BEGIN");
        sql.run("UPDATE counter SET n = " + number + " WHERE writer = " + writer);
        sql.run(
                "INSERT INTO entry (writer, number, tag) VALUES (%d, %d, '%s')"
                        .formatted(writer, number, tag(number, number)));
        sql.run(
                "UPDATE entry SET tag = '%s' WHERE writer = %d AND number = %d"
                        .formatted(tag(number - FRESH, number), writer, number - FRESH));
        sql.run(
                "DELETE FROM entry WHERE writer = %d AND number = %d"
                        .formatted(writer, number - KEPT));
        sql.run("UPDATE account SET balance = balance - 1 WHERE id = " + random.nextInt(ACCOUNTS));
        sql.run("UPDATE account SET balance = balance + 1 WHERE id = " + random.nextInt(ACCOUNTS));
        int part = random.nextInt(PARTS);
        sql.run("UPDATE part SET n = n + 1 WHERE id = " + part);
        sql.run("UPDATE part SET content = " + CONTENT + " WHERE id = " + part);
        sql.run("COMMIT");
    }
}
