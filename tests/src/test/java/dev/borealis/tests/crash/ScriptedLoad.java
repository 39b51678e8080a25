package dev.borealis.tests.crash;

import dev.borealis.engine.session.Database;
import dev.borealis.store.Finding;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.rocksdb.RocksDbStorage;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Transactions by chance on a table with indexes, one after the other, and what the database holds after each: so that
 * whatever a damaged copy of the directory holds can be told apart from what was ever acknowledged.
 */
final class ScriptedLoad {
    private static final int KEYS = 60;

    private final Sql sql;
    private final SplittableRandom random;

    /** What the database held after each commit, the first before any. */
    private final List<List<String>> states = new ArrayList<>();

    ScriptedLoad(Sql sql, long seed) {
        this(sql, new SplittableRandom(seed));
    }

    private ScriptedLoad(Sql sql, SplittableRandom random) {
        this.sql = sql;
        this.random = random;
    }

    /** The same load in the session of another process. */
    ScriptedLoad goOn(Sql other) {
        var later = new ScriptedLoad(other, random);
        later.states.addAll(states);
        return later;
    }

    /** Small pages and small write buffers: files of all kinds come soon. */
    static RocksDbStorage open(Path where) {
        RelationPrefix relation = TestDatabase.RELATION;
        RocksDbStorage.Options options = RocksDbStorage.Options.forHeap(relation, 64 << 20, 1);
        return RocksDbStorage.open(
                where,
                options.withPages(options.pages().withPageBytes(1_000).withPageBudget(1 << 20)));
    }

    void prepare() {
        sql.run(
                "CREATE TABLE item (id int PRIMARY KEY, code int NOT NULL UNIQUE, tag text NOT NULL)");
        sql.run("CREATE INDEX ASYNC item_tag ON item (tag)");
        while (!sql.run("SELECT indisvalid FROM pg_index WHERE indexrelid = 'item_tag'::regclass")
                .equals(List.of("t"))) {
            Thread.onSpinWait();
        }
        states.add(everything(sql));
    }

    /** What a database holds: the table, and the same through its indexes. */
    static List<String> everything(Sql sql) {
        List<String> all = new ArrayList<>();
        all.addAll(sql.run("SELECT id, code, tag FROM item ORDER BY id"));
        all.addAll(sql.run("SELECT code, id FROM item WHERE code >= 0 ORDER BY code"));
        for (int i = 0; i < 5; i++) {
            all.addAll(sql.run("SELECT tag, id FROM item WHERE tag = 't" + i + "' ORDER BY id"));
        }
        return all;
    }

    /** One transaction: some inserts, updates and deletes. */
    void commit() {
        sql.run("BEGIN");
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            int id = random.nextInt(KEYS);
            int code = states.size() * 10 + i;
            String tag = "t" + random.nextInt(5);
            switch (random.nextInt(4)) {
                case 0 -> sql.run("DELETE FROM item WHERE id = " + id);
                case 1 -> sql.run("UPDATE item SET tag = '" + tag + "' WHERE id < " + id);
                default ->
                        sql.run(
                                "INSERT INTO item VALUES (%d, %d, '%s') ON CONFLICT (id) DO UPDATE SET code = excluded.code"
                                        .formatted(id, code, tag));
            }
        }
        sql.run("COMMIT");
        states.add(everything(sql));
    }

    /** Commits so far. */
    int commits() {
        return states.size() - 1;
    }

    List<String> state(int commits) {
        return states.get(commits);
    }

    /** After how many commits the database held this, the latest such; -1 when it never did. */
    int commitsOf(List<String> found) {
        return states.lastIndexOf(found);
    }

    /** What a directory holds for whoever opens it. */
    static List<String> everythingIn(Path data) {
        try (RocksDbStorage storage = open(data);
                Database database = TestDatabase.over(storage);
                var sql = new Sql(database)) {
            List<Finding> findings = storage.check();
            if (!findings.isEmpty()) {
                throw new Problems(findings);
            }
            return everything(sql);
        }
    }

    /** What a check of a directory says. */
    static final class Problems extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Problems(List<Finding> findings) {
            super(findings.toString());
        }
    }
}
