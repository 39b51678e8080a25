package dev.borealis.tests.crash;

import dev.borealis.engine.session.Database;
import dev.borealis.store.rocksdb.RocksDbStorage;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;
import dev.borealis.types.error.SqlException;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/**
 * A database whose disk is made to fail. Answers each line {@code insert N} with {@code ok}, or the SQLSTATE and message of
 * the failure, and {@code count} with the number of rows or the failure.
 */
public final class DiskChild {
    /** Bytes of a row, so that a small disk is soon full; they do not compress. */
    private static final String ROW =
            "(SELECT string_agg(md5(g::text || %d), '') FROM generate_series(1, 250) g)";

    private DiskChild() {}

    /** @param arguments the data directory */
    public static void main(String[] arguments) throws Exception {
        RocksDbStorage storage = CrashChild.open(Path.of(arguments[0]));
        Database database = TestDatabase.over(storage, Clock.systemUTC());
        var sql = new Sql(database);
        System.out.println("ready");
        var commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            System.out.println(answer(sql, line));
        }
    }

    private static String answer(Sql sql, String line) {
        try {
            if (line.equals("count")) {
                return sql.run("SELECT count(*), sum(length(v)) FROM t").getFirst();
            }
            int id = Integer.parseInt(line.substring("insert ".length()));
            sql.run("INSERT INTO t VALUES (" + id + ", " + ROW.formatted(id) + ")");
            return "ok";
        } catch (SqlException e) {
            return e.state().code() + " " + e.getMessage();
        }
    }
}
