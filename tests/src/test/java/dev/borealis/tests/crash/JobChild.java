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

/** The process that is killed while an index is built: it orders one, says so, and goes on changing rows. */
public final class JobChild {
    static final int ROWS = 15_000;

    private JobChild() {}

    /** @param arguments the data directory, a seed that also names the index */
    public static void main(String[] arguments) {
        JavaChild.endWithParent();
        RocksDbStorage storage = CrashChild.open(Path.of(arguments[0]));
        long seed = Long.parseLong(arguments[1]);
        Database database = TestDatabase.over(storage, Clock.systemUTC(), new Random(seed));
        var random = new Random(seed);
        var sql = new Sql(database);
        sql.run("CREATE INDEX ASYNC i" + seed + " ON t (v, w)");
        while (true) {
            System.out.println("on");
            int id = random.nextInt(ROWS);
            try {
                sql.run("UPDATE t SET v = v + 1, w = 'x' || v WHERE id = " + id);
            } catch (SqlException e) {
                if (e.state() != SqlState.SERIALIZATION_FAILURE) {
                    throw e;
                }
            }
        }
    }
}
