package dev.borealis.cli;

import dev.borealis.server.BorealisServer;
import dev.borealis.server.ServerOptions;
import dev.borealis.server.rehearsal.Rehearsal;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * {@code borealis train}, which the launcher runs once after it has built: a temporary server under a load of everyday
 * statements, for the JVM to record which classes and methods that needs (its AOT cache). The next starts load what was
 * recorded and compile the hot methods sooner. Nothing but that depends on it.
 */
@Command(name = "train", hidden = true, description = "Serve a sample load, then end.")
final class TrainCommand implements Callable<Integer> {
    /** Enough for the hot methods to reach the second compiler. */
    private static final long SECONDS = 15;

    private static final int ROWS = 3_000;

    private static final List<String> SET_UP =
            List.of(
                    "CREATE TABLE account (id int PRIMARY KEY, branch int, balance int, note text)",
                    "CREATE TABLE branch (id int PRIMARY KEY, balance int)",
                    "CREATE TABLE entry (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), account int,"
                            + " delta numeric(10,2), at timestamptz DEFAULT now(), doc jsonb)",
                    "INSERT INTO account SELECT g, g % 10, 0, 'note ' || g FROM generate_series(1, "
                            + ROWS
                            + ") g",
                    "INSERT INTO branch SELECT g, 0 FROM generate_series(0, 9) g",
                    "CREATE INDEX ASYNC ON account (branch)");

    /** # is a number that is another one each time. */
    private static final List<String> TRANSACTION =
            List.of(
                    "BEGIN",
                    "UPDATE account SET balance = balance + # WHERE id = #",
                    "SELECT balance FROM account WHERE id = #",
                    "UPDATE branch SET balance = balance + # WHERE id = # % 10",
                    "INSERT INTO entry (account, delta, doc) VALUES (#, 1.5, '{\"a\": #}') RETURNING id",
                    "END");

    private static final List<String> STATEMENTS =
            List.of(
                    "SELECT * FROM account WHERE id = #",
                    "SELECT id, note FROM account WHERE id BETWEEN # AND # + 99 ORDER BY id",
                    "SELECT sum(balance) FROM account WHERE id BETWEEN # AND # + 99",
                    "UPDATE account SET note = 'note #' WHERE id = #",
                    "INSERT INTO branch VALUES (#, 1) ON CONFLICT (id) DO UPDATE SET balance = 2",
                    "DELETE FROM entry WHERE account = #",
                    "SELECT a.note, b.balance FROM account a JOIN branch b ON b.id = a.branch WHERE a.id = #");

    private static final List<String> QUERIES =
            List.of(
                    "SELECT count(*) FROM account",
                    "SELECT sum(balance), avg(balance) FROM account WHERE branch = 3",
                    "SELECT branch, count(*), sum(balance) FROM account GROUP BY branch ORDER BY 2 DESC LIMIT 5",
                    "SELECT b.id, count(a.id) FROM branch b LEFT JOIN account a ON a.branch = b.id GROUP BY b.id",
                    "SELECT doc->>'a', upper(e.id::text), date_trunc('hour', at) FROM entry e LIMIT 20",
                    "SELECT relname, relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                            + " WHERE n.nspname = 'public' ORDER BY relname",
                    "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'entry'",
                    "EXPLAIN SELECT * FROM account WHERE branch = 4");

    /** A table that is loaded, indexed and dropped again; # is a number that is another one each time. */
    private static final String MAKE_LOADED =
            "CREATE TABLE loaded (id int PRIMARY KEY, a int, b text)";

    private static final String LOAD =
            "INSERT INTO loaded SELECT g, g % 1000, 'note' FROM generate_series(# * 3000 + 1, # * 3000 + 3000) g";
    private static final int LOADS = 10;
    private static final List<String> INDEXES =
            List.of(
                    "CREATE INDEX ASYNC ON loaded (a)",
                    "CREATE UNIQUE INDEX ASYNC ON loaded (b, id)");
    private static final String DROP_LOADED = "DROP TABLE loaded";

    private int number;

    TrainCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException, Exception {
        Path directory = Files.createTempDirectory("borealis-train");
        var options =
                new ServerOptions(
                        directory,
                        false,
                        ServerOptions.DEFAULT_HOST,
                        0,
                        0,
                        ServerOptions.DEFAULT_REGION,
                        ServerOptions.DEFAULT_DOMAIN,
                        false,
                        false,
                        Rehearsal.NONE);
        try (BorealisServer server =
                BorealisServer.start(options, Assembly.parts(Rehearsal.NONE))) {
            Target target =
                    Target.of(server.description(), server.defaultKey().credentials(), null);
            try (WireClient client = WireClient.connect(target, "admin")) {
                train(client);
            }
        } finally {
            remove(directory);
        }
        return Borealis.OK;
    }

    private void train(WireClient client) throws IOException, WireClient.ServerError {
        for (String sql : SET_UP) {
            client.query(sql, SILENT);
        }
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        while (System.nanoTime() < end) {
            for (int i = 0; i < 20; i++) {
                for (String sql : TRANSACTION) {
                    run(client, sql);
                }
                for (String sql : STATEMENTS) {
                    run(client, sql);
                }
            }
            for (String sql : QUERIES) {
                run(client, sql);
            }
            load(client);
            client.query("DELETE FROM account WHERE id > " + ROWS / 2, SILENT);
            client.query(SET_UP.get(3) + " WHERE g > " + ROWS / 2, SILENT);
        }
    }

    private void load(WireClient client) throws IOException, WireClient.ServerError {
        client.query(MAKE_LOADED, SILENT);
        for (int i = 0; i < LOADS; i++) {
            client.query(LOAD.replace("#", Integer.toString(i)), SILENT);
        }
        for (String index : INDEXES) {
            var job = new JobNumber();
            client.query(index, job);
            client.query("CALL sys.wait_for_job('" + job.id + "')", SILENT);
        }
        client.query("SELECT count(*) FROM loaded WHERE id % 7 = 3", SILENT);
        client.query(DROP_LOADED, SILENT);
    }

    /** Once with its numbers in the text, once with them as parameters. */
    private void run(WireClient client, String sql) throws IOException, WireClient.ServerError {
        number = (number + 7) % (ROWS / 2);
        String value = Integer.toString(number + 1);
        client.query(sql.replace("#", value), SILENT);
        if (!sql.contains("'") && !sql.equals("BEGIN")) {
            boolean parameter = sql.contains("#");
            client.execute(
                    sql.replace("#", "$1::int"), parameter ? List.of(value) : List.of(), SILENT);
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static final WireClient.Listener SILENT = new Silent();

    private static class Silent implements WireClient.Listener {
        @Override
        public void columns(List<String> names, int[] typeOids) {}

        @Override
        public void row(List<@Nullable String> values) {}

        @Override
        public void complete(String tag) {}

        @Override
        public void notice(WireClient.Diagnostic notice) {}

        @Override
        public void copyData(byte[] data) {}
    }

    /** The first value of the last row. */
    private static final class JobNumber extends Silent {
        private @Nullable String id;

        @Override
        public void row(List<@Nullable String> values) {
            id = values.getFirst();
        }
    }
}
