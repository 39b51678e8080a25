package dev.borealis.tests.differential;

import static dev.borealis.tests.differential.ClientMessages.BINARY;
import static dev.borealis.tests.differential.ClientMessages.DONE;
import static dev.borealis.tests.differential.ClientMessages.SYNC;
import static dev.borealis.tests.differential.ClientMessages.bind;
import static dev.borealis.tests.differential.ClientMessages.bytes;
import static dev.borealis.tests.differential.ClientMessages.close;
import static dev.borealis.tests.differential.ClientMessages.data;
import static dev.borealis.tests.differential.ClientMessages.describe;
import static dev.borealis.tests.differential.ClientMessages.execute;
import static dev.borealis.tests.differential.ClientMessages.fail;
import static dev.borealis.tests.differential.ClientMessages.message;
import static dev.borealis.tests.differential.ClientMessages.parse;
import static dev.borealis.tests.differential.ClientMessages.simple;
import static dev.borealis.tests.differential.ClientMessages.text;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The same bytes to PostgreSQL 16 and to Borealis, mostly such as no driver would send: the same messages must come back
 * in the same order, down to each field of an error. COPY: {@link CopyProtocolTest}.
 */
class ProtocolTest {
    private static final String TABLE = "CREATE TABLE probe (id int PRIMARY KEY, t text)";
    private static final int NO_TYPE = 99_999;
    private static final int[] TWO_FORMATS = {0, 0};

    @TempDir static Path directory;
    private static BothServers servers;

    @BeforeAll
    static void start() throws Exception {
        servers = new BothServers("differential_protocol", directory, TABLE);
    }

    @AfterAll
    static void stop() throws IOException {
        servers.close();
    }

    @TestFactory
    Stream<DynamicTest> prepared() {
        return Stream.of(
                same("a missing portal or statement closes", close('P', "p"), close('S', "s")),
                same("a missing portal is not executed", execute("p", 0)),
                same("a missing statement is not bound", bind("", "s"), SYNC, bind("", "")),
                same("a missing one is not described", describe('S', "s"), SYNC, describe('P', "")),
                same("a name is taken", parse("s", "select 1"), parse("s", "select 2")),
                same(
                        "a portal's name is taken",
                        simple("begin"),
                        parse("", "select 1"),
                        bind("p", ""),
                        bind("p", "")),
                same(
                        "a portal ends with its transaction",
                        parse("", "select 1"),
                        bind("p", ""),
                        SYNC,
                        execute("p", 0)),
                same(
                        "a simple query ends the unnamed statement",
                        parse("", "select 1"),
                        simple("select 2"),
                        bind("", "")),
                same("several statements", parse("", "select 1; select 2")),
                same(
                        "no statement",
                        parse("", " ; "),
                        bind("", ""),
                        describe('S', ""),
                        describe('P', ""),
                        execute("", 0)),
                same("a type nobody can infer", parse("", "select $2::int"), describe('S', "")),
                same("a type that does not exist", parse("", "select $1", NO_TYPE)),
                same(
                        "columns and parameters",
                        parse("", "select id, t, 1 + 1, t || $1 as x from probe"),
                        describe('S', "")),
                same(
                        "everything up to Sync is passed over",
                        parse("", "select nothing"),
                        bind("", ""),
                        simple("select 1"),
                        SYNC,
                        simple("select 2")));
    }

    /** What fails in planning is an answer to Bind, so that drivers can prepare it and ask for its columns. */
    @TestFactory
    Stream<DynamicTest> constantsThatFail() {
        return Stream.of(
                same("alone", whole("select 1/0")),
                same("in a condition", whole("select id from probe where id = 1/0")),
                same("beside a parameter", parse("", "select 1/0 + $1"), bind("", "", text("1"))),
                same("in a value", whole("insert into probe values (990, 'a' || (1/0)::text)")),
                same("in a change", whole("update probe set id = 1/0 where id = 990")),
                same("of a branch not taken", whole("select case when true then 1 else 1/0 end")),
                same("behind false", whole("select id from probe where false and id = 1/0")),
                same("in a WITH nobody reads", whole("with x as (select 1/0) select 1")),
                same("in a WITH", whole("with x as (select 1/0 as a) select a from x")),
                same("twice", whole("select 1/0"), SYNC, bind("", ""), SYNC, describe('S', "")),
                same("explained", whole("explain select 1/0")),
                same("of a join", whole("select 1 from probe a full join probe b on a.id < b.id")),
                same("a text that is no number", whole("select 'x'::int")));
    }

    /** Parameters are constants of the plan made for them: the first plans of a statement are always such. */
    @TestFactory
    Stream<DynamicTest> parametersThatFail() {
        return Stream.of(
                same("alone", whole("select 1/$1", "0")),
                same(
                        "a good one after it",
                        whole("select 1/$1", "0"),
                        SYNC,
                        bind("", "", text("1"))),
                same("after a good one", whole("select 1/$1", "1"), bind("", "", text("0"))),
                same("in a key", whole("select id from probe where id = 1/$1", "0")),
                same("no row asks", whole("select id from probe where t = (1/$1)::text", "0")),
                same("beside a column", whole("select id/$1 from probe", "0")),
                same("in a change", whole("update probe set id = 1/$1 where id = 990", "0")),
                same("in a removal", whole("delete from probe where id = 1/$1", "0")),
                same("in a limit", whole("select 1 limit 1/$1", "0")),
                same("in an aggregate", whole("select sum(1/$1) from probe", "0")),
                same("in a sub-query", whole("select (select 1/$1)", "0")),
                same("of a function", whole("select substr('abc', 1, $1)", "-1")),
                same("in a WITH nobody reads", whole("with x as (select 1/$1) select 1", "0")),
                same(
                        "a branch not taken",
                        whole("select case when $1 = 0 then 1 else 1/$1 end", "0")),
                same("behind false", whole("select 1 from probe where $1 and 1/$2 = 1", "f", "0")),
                same("behind a value", whole("select coalesce($1, 1/$2)", "1", "0")),
                same("large", whole("select length(repeat('x', $1))", "100000")));
    }

    private static byte[] whole(String sql, String... values) {
        byte[][] texts = Arrays.stream(values).map(ClientMessages::text).toArray(byte[][]::new);
        var all = new ByteArrayOutputStream();
        for (byte[] one :
                List.of(parse("", sql), describe('S', ""), bind("", "", texts), execute("", 0))) {
            all.writeBytes(one);
        }
        return all.toByteArray();
    }

    @TestFactory
    Stream<DynamicTest> parameters() {
        byte[] statement = parse("", "select $1::int");
        byte[] named = parse("s", "select $1::int");
        return Stream.of(
                same("too many", parse("", "select 1"), bind("", "", text("1"))),
                same("too few", named, bind("", "s")),
                same("too many formats", statement, bind("", "", TWO_FORMATS, text("1"))),
                same("no such format", statement, bind("", "", new int[] {2}, text("1"))),
                same("no integer", statement, bind("", "", text("abc"))),
                same("no integer, empty", statement, bind("", "", text(""))),
                same("no integer, named portal", named, bind("p", "s", text("x"))),
                same("binary, too short", statement, bind("", "", BINARY, text("12"))),
                same("binary, too long", statement, bind("", "", BINARY, text("123456"))),
                same(
                        "binary, of no such sign",
                        parse("", "select $1::numeric(10, 2)"),
                        bind("", "", BINARY, bytes(0, 0, 0, 0, 0, 7, 0, 0))),
                same("no UTF-8", parse("", "select $1::text"), bind("", "", bytes(0xff, 0xfe))),
                same("a zero byte", parse("", "select $1::text"), bind("", "", bytes('a', 0))),
                same(
                        "less than the message",
                        named,
                        message('B', "\0s\0\0\0\0\1\0\0\0\0011\0\0xyz")));
    }

    @TestFactory
    Stream<DynamicTest> rowLimits() {
        byte[] rows = parse("", "select g from generate_series(1, 4) g");
        byte[] insert = parse("", "insert into probe values (901), (902), (903) returning id");
        return Stream.of(
                same("a rest", rows, bind("", ""), execute("", 3), execute("", 3)),
                same("no rest", rows, bind("", ""), execute("", 4), execute("", 4)),
                same("again after the end", rows, bind("", ""), execute("", 0), execute("", 0)),
                same("less than nothing", rows, bind("", ""), execute("", -1)),
                same(
                        "returned rows",
                        simple("begin"),
                        insert,
                        bind("", ""),
                        execute("", 2),
                        execute("", 2),
                        execute("", 0)),
                same(
                        "no rows twice",
                        parse("", "delete from probe"),
                        bind("", ""),
                        execute("", 0),
                        execute("", 0)));
    }

    @TestFactory
    Stream<DynamicTest> frames() {
        return Stream.of(
                same("Sync with a body", message('S', "abc")),
                same("Flush with a body", message('H', "abc")),
                same("Describe of nothing known", message('D', "X\0")),
                same("Close of nothing known", message('C', "X\0")),
                same("no end of a text", message('Q', "select 1")),
                same("a text after the text", message('Q', "select 1\0select 2\0")),
                same("no UTF-8", message('Q', "select '\u00c3'\0")),
                same("no such message", message('z', "abc")),
                same(
                        "COPY messages without COPY",
                        data("1\n"),
                        DONE,
                        fail("x"),
                        simple("select 1")),
                same("a password in the session", message('p', "abc\0")),
                same("no text", simple(""), simple(" "), simple(";"), simple("-- c")));
    }

    @TestFactory
    Stream<DynamicTest> settings() {
        return Stream.of(
                same("one change", simple("set timezone = 'Europe/Berlin'")),
                same("told once", simple("set datestyle = 'sql'; set datestyle = 'german'")),
                same(
                        "extended",
                        parse("", "set intervalstyle = 'iso_8601'"),
                        bind("", ""),
                        execute("", 0)),
                same(
                        "rolled back",
                        simple("begin"),
                        simple("set timezone = 'Asia/Tokyo'"),
                        simple("rollback")));
    }

    @TestFactory
    Stream<DynamicTest> transactions() {
        return Stream.of(
                same("an error ends the message", simple("select 1; select 1/0; select 2")),
                same("twice begun", simple("begin"), simple("begin"), simple("commit")),
                same("nothing to end", simple("commit"), simple("rollback")),
                same(
                        "failed",
                        parse("s", "select 1"),
                        SYNC,
                        simple("begin"),
                        simple("selec"),
                        bind("", "s"),
                        SYNC,
                        describe('S', "s"),
                        SYNC,
                        close('S', "s"),
                        SYNC,
                        parse("", "rollback"),
                        bind("", ""),
                        execute("", 0)),
                same("positions count characters", simple("select 'ä', nothing")));
    }

    private static DynamicTest same(String name, byte[]... messages) {
        return servers.same(name, messages);
    }
}
