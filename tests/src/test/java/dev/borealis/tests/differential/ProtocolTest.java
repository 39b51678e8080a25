package dev.borealis.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.borealis.tests.support.RealServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The same bytes to PostgreSQL 16 and to Borealis, mostly such as no driver would send: the same messages must come back
 * in the same order, down to each field of an error.
 */
class ProtocolTest {
    private static final String DATABASE = "differential_protocol";
    private static final String TABLE = "CREATE TABLE probe (id int PRIMARY KEY, t text)";
    private static final String TREE =
            "CREATE TABLE tree (id int PRIMARY KEY, up int REFERENCES tree, t text CHECK (t <> 'no'))";
    private static final int NO_TYPE = 99_999;
    private static final int[] BINARY = {1};
    private static final int[] TWO_FORMATS = {0, 0};
    private static final byte[] SYNC = message('S', "");
    private static final byte[] FLUSH = message('H', "");
    private static final byte[] DONE = message('c', "");

    @TempDir static Path directory;
    private static PostgresServer postgres;
    private static RealServer borealis;

    @BeforeAll
    static void start() throws Exception {
        postgres = PostgresServer.start();
        postgres.connect(DATABASE).close();
        borealis = RealServer.insecure(directory);
        for (String table : List.of(TABLE, TREE)) {
            onPostgres(simple(table));
            onBorealis(simple(table));
        }
    }

    @AfterAll
    static void stop() throws IOException {
        borealis.close();
        postgres.close();
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
        byte[][] texts = Arrays.stream(values).map(ProtocolTest::text).toArray(byte[][]::new);
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

    // --- both sides ---

    private static DynamicTest same(String name, byte[]... messages) {
        var all = new ByteArrayOutputStream();
        for (byte[] message : messages) {
            all.writeBytes(message);
        }
        all.writeBytes(SYNC);
        byte[] bytes = all.toByteArray();
        return dynamicTest(name, () -> assertThat(onBorealis(bytes)).isEqualTo(onPostgres(bytes)));
    }

    private static List<String> onPostgres(byte[] messages) throws IOException {
        return talk(postgres.host(), postgres.port(), "postgres", DATABASE, messages);
    }

    private static List<String> onBorealis(byte[] messages) throws IOException {
        return talk("localhost", borealis.port(), "admin", "postgres", messages);
    }

    /** Everything the server says after its greeting, up to the end of the connection. */
    private static List<String> talk(
            String host, int port, String user, String database, byte[] messages)
            throws IOException {
        try (Socket socket = new Socket(host, port)) {
            socket.setSoTimeout(30_000);
            var in = new DataInputStream(socket.getInputStream());
            byte[] start = latin("user\0" + user + "\0database\0" + database + "\0\0");
            var out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(8 + start.length);
            out.writeInt(3 << 16);
            out.write(start);
            while (!read(in).startsWith("Z")) {
                // the greeting
            }
            out.write(messages);
            out.write(message('X', ""));
            out.flush();
            List<String> said = new ArrayList<>();
            try {
                while (true) {
                    said.add(read(in));
                }
            } catch (EOFException | SocketException e) {
                return said; // a server that has had enough leaves the rest unread, and so resets
            }
        }
    }

    /** A message as text, without what may differ: places in the source, OIDs of tables. */
    private static String read(DataInputStream in) throws IOException {
        char type = (char) in.readUnsignedByte();
        byte[] body = in.readNBytes(in.readInt() - 4);
        return switch (type) {
            case 'E', 'N' -> type + " " + fields(body);
            case 'T' -> type + " " + escaped(withoutTables(body));
            default -> type + " " + escaped(body);
        };
    }

    private static Map<Character, String> fields(byte[] body) {
        Map<Character, String> fields = new TreeMap<>();
        for (String field : new String(body, StandardCharsets.UTF_8).split("\0")) {
            if (!field.isEmpty() && "FLR".indexOf(field.charAt(0)) < 0) {
                fields.put(field.charAt(0), field.substring(1));
            }
        }
        return fields;
    }

    private static byte[] withoutTables(byte[] rowDescription) {
        byte[] masked = rowDescription.clone();
        int at = Short.BYTES;
        while (at < masked.length) {
            while (masked[at++] != 0) {
                // the name
            }
            for (int i = 0; i < Integer.BYTES; i++) {
                masked[at + i] = 0;
            }
            at += 18;
        }
        return masked;
    }

    private static String escaped(byte[] body) {
        var text = new StringBuilder();
        for (byte b : body) {
            text.append(b >= ' ' && b < 127 ? String.valueOf((char) b) : "\\%02x".formatted(b));
        }
        return text.toString();
    }

    // --- messages of a client; a character of a text is a byte, except in SQL ---

    private static byte[] message(char type, String body) {
        return message(type, latin(body));
    }

    private static byte[] message(char type, byte[] body) {
        var out = new ByteArrayOutputStream();
        out.write(type);
        out.writeBytes(number(body.length + Integer.BYTES, Integer.BYTES));
        out.writeBytes(body);
        return out.toByteArray();
    }

    private static byte[] simple(String sql) {
        return message('Q', (sql + "\0").getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] parse(String name, String sql, int... types) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(latin(name + "\0" + sql + "\0"));
        body.writeBytes(number(types.length, Short.BYTES));
        for (int type : types) {
            body.writeBytes(number(type, Integer.BYTES));
        }
        return message('P', body.toByteArray());
    }

    private static byte[] bind(String portal, String statement, byte[]... values) {
        return bind(portal, statement, new int[0], values);
    }

    private static byte[] bind(String portal, String statement, int[] formats, byte[]... values) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(latin(portal + "\0" + statement + "\0"));
        body.writeBytes(number(formats.length, Short.BYTES));
        for (int format : formats) {
            body.writeBytes(number(format, Short.BYTES));
        }
        body.writeBytes(number(values.length, Short.BYTES));
        for (byte[] value : values) {
            body.writeBytes(number(value.length, Integer.BYTES));
            body.writeBytes(value);
        }
        body.writeBytes(number(0, Short.BYTES));
        return message('B', body.toByteArray());
    }

    private static byte[] describe(char what, String name) {
        return message('D', what + name + "\0");
    }

    private static byte[] close(char what, String name) {
        return message('C', what + name + "\0");
    }

    private static byte[] execute(String portal, int rows) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(latin(portal + "\0"));
        body.writeBytes(number(rows, Integer.BYTES));
        return message('E', body.toByteArray());
    }

    private static byte[] data(String text) {
        return message('d', text);
    }

    private static byte[] fail(String reason) {
        return message('f', reason + "\0");
    }

    private static byte[] text(String text) {
        return latin(text);
    }

    private static byte[] bytes(int... values) {
        var bytes = new ByteArrayOutputStream();
        for (int value : values) {
            bytes.write(value);
        }
        return bytes.toByteArray();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Big-endian. */
    private static byte[] number(int value, int bytes) {
        byte[] number = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            number[i] = (byte) (value >>> 8 * (bytes - 1 - i));
        }
        return number;
    }
}
