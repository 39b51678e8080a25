package dev.borealis.tests.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.engine.check.DatabaseCheck;
import dev.borealis.engine.key.KeyFormat;
import dev.borealis.engine.session.Database;
import dev.borealis.store.Commit;
import dev.borealis.store.CommitResult;
import dev.borealis.store.Cursor;
import dev.borealis.store.Finding;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Mutations;
import dev.borealis.store.Page;
import dev.borealis.store.Progress;
import dev.borealis.store.ScanOptions;
import dev.borealis.store.Snapshot;
import dev.borealis.store.Store;
import dev.borealis.store.StoreId;
import dev.borealis.store.TransactionId;
import dev.borealis.store.memory.MemoryStorage;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Breaks a database behind its back, in each way that a check must find and name. */
class DatabaseCheckTest {
    /** Prefix of the definitions in the store. */
    private static final int DEFINITIONS = 1;

    private final MemoryStorage storage = new MemoryStorage(TestDatabase.RELATION);
    private Store store;
    private Database database;
    private Sql sql;

    @BeforeEach
    void fill() {
        database = TestDatabase.over(storage);
        store = storage.open(new StoreId("test"));
        sql = new Sql(database);
        sql.run("CREATE TABLE parent (id int PRIMARY KEY, name text NOT NULL UNIQUE)");
        sql.run(
                "CREATE TABLE child (id bigint PRIMARY KEY, parent_id int REFERENCES parent(id), tag text)");
        sql.run("CREATE TABLE heap (v int)");
        build("CREATE INDEX ASYNC child_tag ON child (tag) INCLUDE (parent_id)");
        build("CREATE INDEX ASYNC heap_v ON heap (v)");
        sql.run("INSERT INTO parent SELECT g, 'name ' || g FROM generate_series(1, 40) g");
        sql.run("INSERT INTO child SELECT g, g, 'tag ' || g % 7 FROM generate_series(1, 40) g");
        sql.run("INSERT INTO heap SELECT g FROM generate_series(1, 10) g");
        assertThat(check()).isEmpty();
    }

    private void build(String definition) {
        sql.run("CALL sys.wait_for_job('" + sql.run(definition).getFirst() + "')");
    }

    @AfterEach
    void close() {
        sql.close();
        database.close();
        storage.close();
    }

    private List<Finding> check() {
        var findings = new ArrayList<Finding>();
        DatabaseCheck.run(store, Clock.systemUTC(), new Random(1), Progress.SILENT, findings::add);
        return findings;
    }

    private List<String> checked() {
        return check().stream()
                .map(found -> found.relation() + " " + found.key() + ": " + found.problem())
                .toList();
    }

    private int oid(String relation) {
        return Integer.parseInt(
                sql.run("SELECT oid FROM pg_class WHERE relname = '" + relation + "'").getFirst());
    }

    /** What lies under a relation's prefix, by key. */
    private SequencedMap<byte[], byte[]> entries(String relation) {
        return entries(KeyFormat.all(oid(relation)));
    }

    private SequencedMap<byte[], byte[]> entries(KeyRange range) {
        var entries = new TreeMap<byte[], byte[]>(Arrays::compareUnsigned);
        try (Snapshot snapshot = store.snapshot();
                Cursor cursor = snapshot.scan(range, ScanOptions.FORWARD)) {
            for (Page page = cursor.next(); page != null; page = cursor.next()) {
                for (int i = 0; i < page.size(); i++) {
                    entries.put(page.key(i), page.value(i));
                }
            }
        }
        assertThat(entries).isNotEmpty();
        return entries;
    }

    private void change(Mutations mutations) {
        try (Snapshot snapshot = store.snapshot()) {
            var commit =
                    new Commit(
                            TransactionId.random(new Random(7)),
                            snapshot.token(),
                            List.of(),
                            mutations);
            assertThat(store.commit(commit).join()).isInstanceOf(CommitResult.Committed.class);
        }
    }

    private void remove(byte[] key) {
        change(Mutations.builder().delete(key).build());
    }

    private void put(byte[] key, byte[] value) {
        change(Mutations.builder().put(key, value).build());
    }

    @Test
    void aRowWithoutItsEntryIsNamed() {
        remove(entries("parent_name_key").firstEntry().getKey());
        assertThat(checked())
                .containsExactly("public.parent_name_key (id)=(1): the row has no entry");
    }

    @Test
    void anEntryWithoutItsRowIsNamed() {
        remove(entries("heap").firstEntry().getKey());
        assertThat(checked())
                .singleElement()
                .asString()
                .startsWith("public.heap_v key ")
                .endsWith(": the entry stands for a row that is not there");
    }

    @Test
    void anEntryOfAnotherValueIsNamed() {
        var entries = entries("child_tag");
        byte[] key = entries.firstEntry().getKey();
        put(key, entries.lastEntry().getValue());
        assertThat(checked()).isNotEmpty().allMatch(found -> found.startsWith("public.child_tag "));
    }

    @Test
    void twoRowsUnderOneUniqueKeyAreNamed() {
        var rows = entries("parent_pkey");
        byte[] second = rows.keySet().stream().skip(1).findFirst().orElseThrow();
        byte[] changed = rows.get(second).clone();
        byte[] first = rows.firstEntry().getValue(); // "name 1" in place of "name 2"
        System.arraycopy(first, first.length - 6, changed, changed.length - 6, 6);
        put(second, changed);
        assertThat(checked())
                .contains(
                        "public.parent_name_key (id)=(2): another row has the same key in this unique index")
                .anyMatch(
                        found ->
                                found.contains(
                                        "an entry stands for this row that it does not ask for"));
    }

    @Test
    void aRowUnderAnothersKeyIsNamed() {
        var rows = entries("parent_pkey");
        put(rows.firstEntry().getKey(), rows.lastEntry().getValue());
        assertThat(checked())
                .contains("public.parent (id)=(40): the row lies under the key of another one");
    }

    @Test
    void aChildWithoutItsParentIsNamed() {
        remove(entries("parent_pkey").lastEntry().getKey());
        remove(entries("parent_name_key").lastEntry().getKey());
        assertThat(checked())
                .anyMatch(
                        found ->
                                found.equals(
                                        "public.child (id)=(40), (parent_id)=(40): foreign key"
                                                + " child_parent_id_fkey: there is no such row in public.parent"));
    }

    @Test
    void aParentOfAnotherTypeIsFound() {
        sql.run("CREATE TABLE moments (at timestamp PRIMARY KEY)");
        sql.run("CREATE TABLE days (day date PRIMARY KEY REFERENCES moments)");
        sql.run("CREATE TABLE zoned (at timestamptz PRIMARY KEY REFERENCES moments)");
        sql.run("INSERT INTO moments VALUES ('2024-01-01'), ('2024-01-02')");
        sql.run("INSERT INTO days VALUES ('2024-01-01'), ('2024-01-02')");
        sql.run("SET TimeZone = 'Asia/Tokyo'");
        sql.run("INSERT INTO zoned VALUES ('2024-01-01')"); // by whom it has no parent is not said
        assertThat(check()).isEmpty();
        remove(entries("moments_pkey").lastEntry().getKey());
        assertThat(checked())
                .containsExactly(
                        "public.days (day)=(2024-01-02), (day)=(2024-01-02): foreign key"
                                + " days_day_fkey: there is no such row in public.moments");
    }

    @Test
    void aRowThatCannotBeReadIsNamed() {
        byte[] key = entries("child_pkey").firstEntry().getKey();
        put(key, new byte[] {99, 1, 2});
        assertThat(checked())
                .anyMatch(
                        found ->
                                found.startsWith("public.child key ")
                                        && found.contains("cannot be read"));
    }

    @Test
    void aDefinitionThatCannotBeReadIsTold() {
        byte[] key = entries(KeyFormat.all(DEFINITIONS)).firstEntry().getKey();
        put(key, new byte[] {-1, -1, -1, -1, -1});
        assertThat(check())
                .singleElement()
                .satisfies(
                        found ->
                                assertThat(found.problem())
                                        .startsWith("the catalog cannot be read"));
    }

    @Test
    void expressionsAreComputedAsInSessions() {
        sql.run("CREATE TABLE wide (id int PRIMARY KEY, a text, b text)");
        sql.run("INSERT INTO wide VALUES (1, repeat('a', 9000), repeat('b', 9000))");
        sql.run(
                "CREATE FUNCTION twice(x int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT x * 2'");
        build("CREATE INDEX ASYNC wide_long ON wide (md5(a || b))");
        build("CREATE INDEX ASYNC wide_user ON wide (twice(id))");
        build("CREATE INDEX ASYNC wide_size ON wide (pg_size_pretty(id::bigint))");
        sql.run("INSERT INTO wide VALUES (2, repeat('c', 9000), repeat('d', 9000))");
        assertThat(checked()).isEmpty();
        remove(entries("wide_user").lastEntry().getKey());
        assertThat(checked()).containsExactly("public.wide_user (id)=(2): the row has no entry");
    }

    @Test
    void aRowWhoseEntryCannotBeComputedEndsNeitherTheCheckOfItsTableNorThatOfOthers() {
        sql.run("CREATE TABLE ratio (id int PRIMARY KEY, n int)");
        build("CREATE INDEX ASYNC ratio_n ON ratio ((100 / n))");
        build("CREATE INDEX ASYNC ratio_plain ON ratio (n)");
        sql.run("CREATE TABLE zlast (id int PRIMARY KEY, v int)");
        build("CREATE INDEX ASYNC zlast_v ON zlast (v)");
        sql.run("INSERT INTO ratio VALUES (1, 5), (2, 7)");
        sql.run("INSERT INTO zlast VALUES (1, 1)");
        sql.run("CREATE TABLE wrong (id int PRIMARY KEY, n int)");
        sql.run("INSERT INTO wrong VALUES (1, 0)");
        put(
                entries("ratio_pkey").firstEntry().getKey(),
                entries("wrong_pkey").firstEntry().getValue());
        remove(entries("zlast_v").firstEntry().getKey());
        assertThat(checked())
                .contains(
                        "public.ratio_n (id)=(1): the entry of the row cannot be computed: division by zero",
                        "public.ratio_plain (id)=(1): the row has no entry",
                        "public.zlast_v (id)=(1): the row has no entry");
    }

    @Test
    void aRowWithoutItsKeyDoesNotHideTheIndexesOfItsTable() {
        sql.run("CREATE TABLE loose (id int, tag text)");
        sql.run("INSERT INTO loose VALUES (NULL, 'tag 1')");
        sql.run("CREATE TABLE firm (id int PRIMARY KEY, tag text)");
        build("CREATE INDEX ASYNC firm_tag ON firm (tag)");
        sql.run("INSERT INTO firm VALUES (1, 'tag 1'), (2, 'tag 2')");
        put(entries("firm_pkey").firstEntry().getKey(), entries("loose").firstEntry().getValue());
        remove(entries("firm_tag").lastEntry().getKey());
        assertThat(checked())
                .contains(
                        "public.firm (id)=(null): column id is null and must not be",
                        "public.firm_tag (id)=(2): the row has no entry");
    }
}
