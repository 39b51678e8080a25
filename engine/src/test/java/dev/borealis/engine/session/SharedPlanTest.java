package dev.borealis.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.engine.key.KeyFormat;
import dev.borealis.engine.transaction.MemoryPool;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.StoreId;
import dev.borealis.store.memory.MemoryStorage;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.error.Notice;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Which statements share a plan; that they answer as if alone is seen beside PostgreSQL (differential/literals.sql). */
class SharedPlanTest {
    private LocalDatabase database;
    private Session session;

    @BeforeEach
    void open() {
        var storage = new MemoryStorage(RelationPrefix.fixed(KeyFormat.PREFIX_BYTES));
        database =
                LocalDatabase.open(
                        storage.create(new StoreId("test")),
                        new LocalDatabase.Options(
                                Clock.systemUTC(),
                                new Random(1),
                                new MemoryPool(64L << 20),
                                LongStatements.HERE,
                                Throwable::toString));
        session = database.connect("admin", "postgres", List.of());
        run("CREATE TABLE t (id int PRIMARY KEY, big bigint, name varchar(9), day date)");
    }

    @AfterEach
    void close() {
        session.close();
        database.close();
    }

    private List<String> run(String sql) {
        var sink = new Tags();
        session.simpleQuery(sql, sink);
        return sink.tags;
    }

    /** Runs a statement with the literals 1 to 4. */
    private void runSome(String sql) {
        for (int i = 1; i <= 4; i++) {
            run(sql.replace("#", Integer.toString(i)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT name FROM t WHERE id = #",
                "SELECT name, #, 'x#' FROM t WHERE id = -#",
                "SELECT name FROM t WHERE id = # AND name = 'n#' LIMIT #",
                "SELECT name FROM t WHERE id IN (#, 1, '2')",
                "UPDATE t SET big = big + #, name = 'n#' WHERE id = #",
                "INSERT INTO t VALUES (#, 5, 'n#', '2024-01-0#') ON CONFLICT (id) DO NOTHING",
                "INSERT INTO t (id, name) VALUES (1#, 'a'), (2#, 'b')",
                "DELETE FROM t WHERE id = # AND day < date '2024-01-0#' + #",
                "INSERT INTO t SELECT g, (g - 1) / 10 + #, 'n#' FROM generate_series(#00, #50) g",
                "INSERT INTO t (id, name) SELECT generate_series(#1, #4), 'n#'",
                "SELECT g + # FROM generate_series(#, 9) g WHERE g > # LIMIT #",
            })
    void onePlanServesAll(String sql) {
        runSome(sql);
        assertThat(database.plans().sharedPlans()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT id, name, big, day FROM t WHERE id = 1 ORDER BY #",
                "SELECT id FROM t WHERE # = 1 OR id = 1",
                "SELECT CASE WHEN # = 1 THEN 'a' ELSE 'b' END FROM t WHERE id = 1",
                "SELECT name::varchar(#) FROM t WHERE id = 1",
                "SELECT id + # FROM t WHERE id = 1 GROUP BY id + #",
                "SELECT count(*) FROM t WHERE big > #",
                "SELECT (SELECT count(*) FROM t) + #",
                "SELECT count(*) FROM generate_series(#, 9) g",
                "SELECT 1 FROM generate_series(#, 9) g, generate_series(#, 3) h",
            })
    void eachHasItsOwn(String sql) {
        runSome(sql);
        assertThat(database.plans().sharedPlans()).isZero();
    }

    @Test
    void noPlanServesBothRareAndCommonValues() {
        run("CREATE TABLE s (v int, id int, PRIMARY KEY (v, id))");
        run(
                "INSERT INTO s SELECT CASE WHEN i < 500 THEN i ELSE 0 END, i FROM generate_series(1, 2500) i");
        runSome("SELECT id FROM s WHERE v = #");
        assertThat(database.plans().sharedPlans()).isEqualTo(1);
        run("ANALYZE s");
        runSome("SELECT v FROM s WHERE v = #");
        assertThat(database.plans().sharedPlans()).isEqualTo(1); // no other one
    }

    @Test
    void aPlanDoesNotOutliveTheTable() {
        runSome("INSERT INTO t (id) VALUES (#)");
        run("DROP TABLE t");
        run("CREATE TABLE t (id text PRIMARY KEY)");
        assertThat(run("INSERT INTO t (id) VALUES (5)")).containsExactly("INSERT 0 1");
        assertThat(run("SELECT id FROM t WHERE id = '5'")).containsExactly("SELECT 1");
    }

    /** Keeps the tags. */
    private static final class Tags implements ResultSink {
        private final List<String> tags = new ArrayList<>();

        @Override
        public void columns(List<ResultColumn> columns) {}

        @Override
        public ByteAppender startRow(int fieldCount) {
            return new ByteAppender();
        }

        @Override
        public void endRow() {}

        @Override
        public void complete(String tag) {
            tags.add(tag);
        }

        @Override
        public void emptyQuery() {}

        @Override
        public void suspended() {}

        @Override
        public void notice(Notice notice) {}

        @Override
        public void parameterStatus(String name, String value) {}

        @Override
        public void copyOut(int columnCount, boolean binary) {}

        @Override
        public void copyData(ByteAppender data) {}

        @Override
        public void copyOutDone() {}

        @Override
        public CopySource copyIn(int columnCount, boolean binary) {
            return () -> null;
        }
    }
}
