package dev.borealis.tests.differential;

import static dev.borealis.tests.differential.ClientMessages.DONE;
import static dev.borealis.tests.differential.ClientMessages.FLUSH;
import static dev.borealis.tests.differential.ClientMessages.SYNC;
import static dev.borealis.tests.differential.ClientMessages.bind;
import static dev.borealis.tests.differential.ClientMessages.data;
import static dev.borealis.tests.differential.ClientMessages.describe;
import static dev.borealis.tests.differential.ClientMessages.execute;
import static dev.borealis.tests.differential.ClientMessages.fail;
import static dev.borealis.tests.differential.ClientMessages.message;
import static dev.borealis.tests.differential.ClientMessages.parse;
import static dev.borealis.tests.differential.ClientMessages.simple;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Stream;

/** COPY in all its formats, byte by byte: the same bytes to PostgreSQL 16 and to Borealis, the same messages back. */
class CopyProtocolTest {
    private static final String TABLE = "CREATE TABLE probe (id int PRIMARY KEY, t text)";
    private static final String TREE =
            "CREATE TABLE tree (id int PRIMARY KEY, up int REFERENCES tree, t text CHECK (t <> 'no'))";
    private static final String TYPED =
            "CREATE TABLE typed (id int PRIMARY KEY, t varchar(5), n numeric(10, 2))";
    private static final String PICKY =
            "CREATE TABLE picky (id int PRIMARY KEY, a int, d int DEFAULT 7 CHECK (d > 0), "
                    + "g int GENERATED ALWAYS AS (a * 2) STORED)";
    private static final String PLAIN = "CREATE TABLE plain (id int, a int DEFAULT 3)";
    private static final byte[] EMPTY = simple("delete from typed");
    private static final byte[] ROWS = simple("select * from typed order by id");
    private static final String IN = "copy typed from stdin (format binary)";
    private static final String SIGNATURE = "PGCOPY\n\u00ff\r\n\0";
    private static final String HEADER = SIGNATURE + "\0\0\0\0\0\0\0\0";
    private static final String END = "\u00ff\u00ff";
    private static final String NULL = "\u00ff\u00ff\u00ff\u00ff";

    @TempDir static Path directory;
    private static BothServers servers;

    @BeforeAll
    static void start() throws Exception {
        servers = new BothServers("differential_copy", directory, TABLE, TREE, TYPED, PICKY, PLAIN);
    }

    @AfterAll
    static void stop() throws IOException {
        servers.close();
    }

    @TestFactory
    Stream<DynamicTest> copy() {
        byte[] empty = simple("delete from probe");
        byte[] in = simple("copy probe from stdin");
        byte[] count = simple("select * from probe order by id");
        return Stream.of(
                same("pieces", empty, in, data("1\t"), data("a\n2"), data("\tb\n"), DONE, count),
                same("an end marker", empty, in, data("1\ta\n\\.\n"), data("x\n"), DONE, count),
                same("a bad row", empty, in, data("x\ta\n"), data("2\tb\n"), DONE, count),
                same("too few fields", in, data("7001\n"), DONE, count),
                same("no UTF-8", in, data("7001\ta\n7002\t\u00ff\n"), DONE),
                same("an open quote", simple("copy probe from stdin csv"), data("1,\"a"), DONE),
                same("a failure of the client", in, fail("no more"), simple("select 1")),
                same("a query inside", in, simple("select 1"), simple("select 2")),
                same("an end of the session inside", in, message('X', "")),
                same(
                        "extended, a Parse inside",
                        parse("", "copy probe from stdin"),
                        bind("", ""),
                        execute("", 0),
                        parse("", "select 1")),
                same(
                        "a failure after a row",
                        in,
                        data("7001\ta\n"),
                        fail("no"),
                        simple("select 1")),
                same("Sync and Flush inside", empty, in, SYNC, FLUSH, data("5\te\n"), DONE, count),
                same("no such table", simple("copy nothing from stdin"), data("1\n"), DONE),
                same(
                        "extended",
                        empty,
                        parse("", "copy probe from stdin"),
                        bind("", ""),
                        describe('P', ""),
                        execute("", 0),
                        data("1\ta\n"),
                        DONE,
                        SYNC,
                        count),
                same(
                        "extended, failed by the client",
                        parse("", "copy probe from stdin"),
                        bind("", ""),
                        execute("", 0),
                        fail("no"),
                        SYNC,
                        simple("select 1")),
                same("two statements", empty, simple("copy probe from stdin; select 9"), DONE),
                same(
                        "a message for each row",
                        simple("copy (values (1), (2)) to stdout csv header")),
                same(
                        "out, extended",
                        parse("", "copy (select 1) to stdout"),
                        bind("", ""),
                        describe('P', ""),
                        execute("", 0)));
    }

    @TestFactory
    Stream<DynamicTest> copyOfTheRowsThatACondition() {
        return Stream.of(
                        "a > 1",
                        "a > 1 or a is null",
                        "d = 7 and picky.id <> 2",
                        "null",
                        "false",
                        "id between 1 and 2 and random() >= 0",
                        "case when id = 1 then true else a <> 0 end",
                        "1 / a > 0",
                        "'x'::text || a collate \"C\" > 'x1'",
                        "nope = 1",
                        "other.a = 1",
                        "picky.nope = 1",
                        "a",
                        "$1",
                        "a > 'x'",
                        "a = 'q'::text",
                        "a > (select 1)",
                        "exists (select 1)",
                        "a > count(*)",
                        "a > row_number() over ()",
                        "a > generate_series(1, 2)",
                        "a > grouping(a)",
                        "g = 1",
                        "picky is not null",
                        "a > 1 and g > 0")
                .map(
                        condition ->
                                same(
                                        condition,
                                        simple("delete from picky"),
                                        simple("copy picky (id, a) from stdin where " + condition),
                                        data("1\t1\n2\t2\n3\t0\n4\t\\N\n"),
                                        DONE,
                                        simple("select * from picky order by id")));
    }

    @TestFactory
    Stream<DynamicTest> conditionsAndOtherClauses() {
        byte[] empty = simple("delete from picky");
        byte[] rows = simple("select * from picky order by id");
        return Stream.of(
                same(
                        "a row left out breaks no rule",
                        empty,
                        simple("copy picky (id, d) from stdin where d > 0 and id = 1"),
                        data("1\t1\n1\t-1\n2\t1\n"),
                        DONE,
                        rows),
                same(
                        "a row let through does",
                        empty,
                        simple("copy picky (id, d) from stdin where d < 9"),
                        data("1\t9\n1\t-1\n"),
                        DONE,
                        rows),
                same(
                        "a row left out must be readable",
                        empty,
                        simple("copy picky (id, a) from stdin where id > 2"),
                        data("1\t1\n2\tx\n"),
                        DONE,
                        rows),
                same(
                        "CSV",
                        empty,
                        simple("copy picky (id, a) from stdin (format csv, header) where a = 2"),
                        data("id,a\n1,1\n2,2\n"),
                        DONE,
                        rows),
                same(
                        "the whole row",
                        simple("copy plain (id) from stdin where plain = row(2, 3)"),
                        data("1\n2\n"),
                        DONE,
                        simple("select * from plain")),
                same("COPY TO", simple("copy picky to stdout where a > 1")),
                same(
                        "before the columns",
                        simple("copy picky (zz) from stdin where nope = 1"),
                        data("1\n"),
                        DONE),
                same(
                        "of nothing",
                        simple("copy nothing from stdin where a = 1"),
                        data("1\n"),
                        DONE));
    }

    @TestFactory
    Stream<DynamicTest> copyIsOneStatement() {
        byte[] empty = simple("delete from tree");
        byte[] in = simple("copy tree from stdin");
        byte[] csv = simple("copy tree (up, id) from stdin csv");
        byte[] rows = simple("select * from tree order by id");
        return Stream.of(
                same(
                        "a later row is referred to",
                        empty,
                        in,
                        data("1\t2\ta\n2\t2\tb\n"),
                        DONE,
                        rows),
                same("no row is referred to", empty, in, data("1\t9\ta\n2\t2\tb\n"), DONE, rows),
                same("a key twice", empty, in, data("1\t1\ta\n2\t2\tb\n1\t1\tc\n"), DONE, rows),
                same("a failed check", empty, in, data("1\t1\ta\n2\t2\tno\n1\t1\tc\n"), DONE, rows),
                same("no key", empty, in, data("1\t1\ta\n\\N\t2\tb\n"), DONE, rows),
                same("csv", empty, csv, data("2,1\n\"2\",2\n,3\n2,\"4\"\n"), DONE, rows),
                same("csv, an empty key", empty, csv, data("2,1\n\"2\",2\n3,\n"), DONE, rows));
    }

    @TestFactory
    Stream<DynamicTest> fitting() {
        byte[] text = simple("copy typed from stdin");
        return Stream.of(
                same("too long", EMPTY, text, data("1\tabcdef\t1\n"), DONE, ROWS),
                same("blanks too many", EMPTY, text, data("1\tabcde  \t1\n"), DONE, ROWS),
                same("rounded", EMPTY, text, data("1\ta\t1.005\n"), DONE, ROWS),
                same("too large", EMPTY, text, data("1\ta\t123456789.1\n"), DONE, ROWS),
                same("no number", EMPTY, text, data("1\ta\tx\n"), DONE, ROWS),
                same(
                        "not fitting the second row",
                        EMPTY,
                        text,
                        data("1\ta\t1\n2\tabcdef\t1\n"),
                        DONE));
    }

    /** Each with the rows it leaves, if any. */
    @TestFactory
    Stream<DynamicTest> binary() {
        String row = "\0\3\0\0\0\4\0\0\0\7\0\0\0\2ab\0\0\0\12\0\1\0\0\0\0\0\0\0\5";
        String nulls = "\0\3\0\0\0\4\0\0\0\10" + NULL + NULL;
        String id = "\0\3\0\0\0\4\0\0\0\11";
        return Stream.of(
                in("nothing", ""),
                in("another signature", "PGCOPY\n\u00ff\r\n\1"),
                in("half a signature", "PGCOPY"),
                in("text", "1\ta\t1\n"),
                in("no flags", SIGNATURE + "\0\0\0"),
                in("with OIDs", SIGNATURE + "\0\1\0\0\0\0\0\0"),
                in("a critical flag", SIGNATURE + "\0\2\0\0\0\0\0\0"),
                in("the sign as a flag", SIGNATURE + "\200\0\0\0\0\0\0\0"),
                in("another flag", SIGNATURE + "\0\0\0\1\0\0\0\0" + row),
                in("no length", SIGNATURE + "\0\0\0\0\0\0"),
                in("a negative length", SIGNATURE + "\0\0\0\0" + NULL),
                in("half an extension", SIGNATURE + "\0\0\0\0\0\0\0\4ab"),
                in("an extension", SIGNATURE + "\0\0\0\0\0\0\0\2ab" + row),
                in("no rows", HEADER),
                in("no rows and an end", HEADER + END),
                in("something after the end", HEADER + row + END + "x"),
                in("rows", HEADER + row + nulls + END),
                in("rows without an end", HEADER + row + nulls),
                in(
                        "rows in pieces",
                        HEADER.split("O")[0] + "O",
                        HEADER.split("O")[1],
                        row,
                        nulls + END),
                in("a row in bytes", (HEADER + row + END).split("")),
                in("a piece without anything", HEADER, "", row),
                in("too few fields", HEADER + row + "\0\2"),
                in("no fields", HEADER + "\0\0"),
                in("a negative number of fields", HEADER + row + "\u00ff\u00fe"),
                in("half a number of fields", HEADER + row + "\0"),
                in("half a field", HEADER + row + "\0\3\0\0\0\4\0\0"),
                in("half a length", HEADER + row + "\0\3\0\0"),
                in("a negative length of a field", HEADER + row + "\0\3\u00ff\u00ff\u00ff\u00fe"),
                in("an integer too short", HEADER + "\0\3\0\0\0\2\0\7" + NULL + NULL),
                in("an integer too long", HEADER + "\0\3\0\0\0\5\0\0\0\7\7" + NULL + NULL),
                in("no UTF-8", HEADER + id + "\0\0\0\1\u00ff" + NULL),
                in("a zero byte", HEADER + id + "\0\0\0\1\0" + NULL),
                in("no number", HEADER + id + NULL + "\0\0\0\1\0"),
                in("a sign that is none", HEADER + id + NULL + "\0\0\0\10\0\0\0\0\0\7\0\0"),
                in("too long for the column", HEADER + id + "\0\0\0\6abcdef" + NULL),
                in("a NULL in the key", HEADER + "\0\3" + NULL + NULL + NULL),
                in("a key twice", HEADER + row + row + nulls),
                same("a failure of the client", simple(IN), data(HEADER), fail("no"), ROWS),
                same("DELIMITER", simple("copy typed from stdin (format binary, delimiter ',')")),
                same("NULL", simple("copy typed from stdin (format binary, null '')")),
                same("HEADER", simple("copy typed from stdin (format binary, header)")),
                same("QUOTE", simple("copy typed to stdout (format binary, quote 'x')")),
                same("FORCE_NULL", simple("copy typed from stdin (format binary, force_null (t))")),
                same(
                        "the old words",
                        simple("copy typed to stdout binary"),
                        simple("copy binary typed to stdout")),
                same(
                        "out",
                        EMPTY,
                        simple("insert into typed values (1, 'a', -1.50), (2, null, 'NaN')"),
                        simple("copy typed (n, id, t) to stdout (format binary)")),
                same(
                        "out, extended",
                        parse("", "copy (select 1) to stdout binary"),
                        bind("", ""),
                        execute("", 0)),
                same(
                        "out, of many types",
                        simple(
                                """
                                copy (select true, 1::int2, 2::int8, 1.5::float4, 2.5::float8, 'a'::bytea, date '2024-02-29',
                                time '01:02:03.4', timestamp '2024-01-02 03:04:05', timestamptz '2024-01-02 03:04:05+01',
                                interval '1 mon 2 days 3 s', '01234567-89ab-cdef-0123-456789abcdef'::uuid, array[1, null],
                                '{"a": 1}'::json, 'x'::varchar(3), 'x'::char(3))
                                to stdout (format binary)
                                """)),
                same(
                        "out, no rows",
                        simple("copy (select 1 where false) to stdout (format binary)")));
    }

    private static DynamicTest in(String name, String... pieces) {
        var messages = new ArrayList<byte[]>();
        messages.add(EMPTY);
        messages.add(simple(IN));
        for (String piece : pieces) {
            messages.add(data(piece));
        }
        messages.add(DONE);
        messages.add(ROWS);
        return same(name, messages.toArray(byte[][]::new));
    }

    private static DynamicTest same(String name, byte[]... messages) {
        return servers.same(name, messages);
    }
}
