package dev.borealis.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.borealis.engine.session.Database;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How many rows EXPLAIN expects, on PostgreSQL 16 and on Borealis, of tables that both have analyzed and that are in the
 * sample as a whole. They agree to three rows or five parts in a hundred.
 */
class EstimatesTest {
    private static final double ROWS = 3;
    private static final double PART = 0.05;

    private static final Pattern EXPECTED = Pattern.compile("rows=(\\d+)");

    private static final int SIZE = 12_000;
    private static final int AT_ONCE = 3_000;

    private static PostgresServer server;
    private static WireClient postgres;
    private static Database database;
    private static Sql borealis;

    @BeforeAll
    static void start() throws IOException {
        server = PostgresServer.start();
        postgres = server.connect("estimates");
        postgres.query("SET max_parallel_workers_per_gather = 0");
        database = TestDatabase.inMemory();
        borealis = new Sql(database);
        both(
                "CREATE TABLE t (id int PRIMARY KEY, few int, skew int, even int, d date, n"
                        + " numeric(10,2), b bool, gaps text, ts timestamp, f float8, name text, one"
                        + " int, code varchar(20), big bigint)");
        both("CREATE TABLE small (id int PRIMARY KEY, skew int, label text)");
        both("CREATE TABLE many (id int PRIMARY KEY, t int, v int)");
        for (int first = 1; first <= SIZE; first += AT_ONCE) {
            String series = "generate_series(" + first + ", " + (first + AT_ONCE - 1) + ") i";
            both(
                    "INSERT INTO t SELECT i, i % 5, CASE WHEN i % 10 < 7 THEN 1 ELSE i % 3000 END,"
                            + " i * 7919 % 1000, date '2024-01-01' + (i * 31 % 400), (i * 13 % 7777)"
                            + " / 4.0, i % 10 = 0, CASE WHEN i % 3 = 0 THEN NULL ELSE 'g' || i % 50"
                            + " END, timestamp '2024-01-01' + (i * 17 % 20000) * interval '1"
                            + " minute', sqrt(i % 4000), 'name ' || i * 7919 % 5000, 7, CASE WHEN i"
                            + " % 4 = 0 THEN 'common' ELSE 'c' || i % 700 END, i * 1000007::bigint"
                            + " FROM "
                            + series);
            both("INSERT INTO many SELECT i, i * 7919 % 6000, i % 100 FROM " + series);
        }
        both("INSERT INTO small SELECT i, i * 10, 'l' || i % 7 FROM generate_series(1, 300) i");
        both("ANALYZE t");
        both("ANALYZE small");
        both("ANALYZE many");
    }

    @AfterAll
    static void stop() throws IOException {
        borealis.close();
        database.close();
        postgres.close();
        server.close();
    }

    private static void both(String sql) {
        assertThat(postgres.query(sql).error()).as(sql).isNull();
        borealis.run(sql);
    }

    @TestFactory
    Stream<DynamicTest> conditions() {
        return Stream.of(
                        "id = 77",
                        "few = 3",
                        "few = 99",
                        "few <> 3",
                        "skew = 1",
                        "skew = 9",
                        "skew = -5",
                        "skew <> 1",
                        "even = 500",
                        "even < 100",
                        "even <= 100",
                        "even > 900",
                        "even >= 900",
                        "100 > even",
                        "even < 0",
                        "even > 2000",
                        "even BETWEEN 100 AND 200",
                        "even > 300 AND even < 310",
                        "even > 500 AND even < 300",
                        "id BETWEEN 1000 AND 2000",
                        "id < 6000 AND few = 2",
                        "d = '2024-02-01'",
                        "d < '2024-02-01'",
                        "d >= '2024-02-01' AND d < '2024-03-01'",
                        "n > 1000.5",
                        "n BETWEEN 10 AND 20",
                        "n = 12.5",
                        "b",
                        "NOT b",
                        "b = false",
                        "b IS TRUE",
                        "b IS NOT TRUE",
                        "gaps IS NULL",
                        "gaps IS NOT NULL",
                        "gaps = 'g7'",
                        "gaps <> 'g7'",
                        "gaps < 'g3'",
                        "gaps IN ('g1', 'g2', 'g4')",
                        "gaps NOT IN ('g1', 'g2')",
                        "few = ANY ('{1,2}')",
                        "few = 1 OR few = 2",
                        "few = 1 OR skew = 1",
                        "ts < '2024-01-03 12:00'",
                        "ts BETWEEN '2024-01-03' AND '2024-01-04'",
                        "f < 10",
                        "f > 60.5",
                        "name LIKE 'name 1%'",
                        "name LIKE '%99'",
                        "name LIKE 'name 77'",
                        "name NOT LIKE 'name 1%'",
                        "name > 'name 3'",
                        "name ~ '^name 4'",
                        "code = 'common'",
                        "code = 'c5'",
                        "code LIKE 'c%'",
                        "one = 7",
                        "one = 8",
                        "one > 7",
                        "big > 6000000000",
                        "big < 5",
                        "ts < now()",
                        "ts > now() - interval '1 day'",
                        "ts > timestamp '2024-01-10' - interval '1 day'",
                        "ts >= now() - (now() - '2024-01-05')",
                        "d >= current_date",
                        "d < date_trunc('year', now())",
                        "d < timestamp '2024-02-01 12:00'",
                        "id < random() * 100",
                        "few = even",
                        "few IS DISTINCT FROM 3",
                        "even + 1 = 5",
                        "upper(name) = 'X'",
                        "(even, few) < (100, 3)",
                        "few = NULL",
                        "even IN (" + numbers(0, 150) + ")",
                        "even NOT IN (" + numbers(0, 150) + ")",
                        "even IN (" + numbers(0, 600) + ")")
                .map(condition -> same("SELECT * FROM t WHERE " + condition));
    }

    private static String numbers(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(", "));
    }

    @TestFactory
    Stream<DynamicTest> joinsAndGroups() {
        return Stream.of(
                        "SELECT * FROM t JOIN small ON t.skew = small.skew",
                        "SELECT * FROM t JOIN many ON many.t = t.id",
                        "SELECT * FROM t JOIN many ON many.v = t.few",
                        "SELECT * FROM t JOIN many ON many.t = t.id WHERE t.few = 2",
                        "SELECT * FROM t JOIN small ON t.few = small.id WHERE small.label = 'l3'",
                        "SELECT * FROM t LEFT JOIN small ON t.skew = small.skew",
                        "SELECT * FROM small WHERE EXISTS (SELECT FROM t WHERE t.id = small.id)",
                        "SELECT * FROM t WHERE EXISTS (SELECT FROM small WHERE t.id = small.id)",
                        "SELECT few FROM t GROUP BY few",
                        "SELECT even FROM t GROUP BY even",
                        "SELECT few, b FROM t GROUP BY few, b",
                        "SELECT skew, even FROM t GROUP BY skew, even",
                        "SELECT even FROM t WHERE few = 1 GROUP BY even",
                        "SELECT even FROM t WHERE id < 100 GROUP BY even",
                        "SELECT DISTINCT gaps FROM t",
                        "SELECT DISTINCT id FROM t",
                        "SELECT DISTINCT few, skew FROM t",
                        "SELECT DISTINCT label FROM t JOIN small ON t.skew = small.skew")
                .map(EstimatesTest::same);
    }

    private static DynamicTest same(String query) {
        return dynamicTest(
                query,
                () -> {
                    String sql = "EXPLAIN " + query;
                    double theirs = rows(String.valueOf(postgres.query(sql).rows()));
                    List<String> plan = borealis.run(sql);
                    assertThat(rows(plan.getFirst()))
                            .as(String.join("\n", plan))
                            .isCloseTo(theirs, within(Math.max(ROWS, theirs * PART)));
                });
    }

    private static double rows(String plan) {
        Matcher found = EXPECTED.matcher(plan);
        assertThat(found.find()).as(plan).isTrue();
        return Double.parseDouble(found.group(1));
    }
}
