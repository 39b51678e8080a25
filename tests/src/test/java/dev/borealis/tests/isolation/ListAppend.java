package dev.borealis.tests.isolation;

import dev.borealis.tests.isolation.Transaction.Operation;
import dev.borealis.tests.isolation.Transaction.Outcome;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/** Records a list-append history: sessions that run random transactions over real connections. */
final class ListAppend {
    /** Lists in use at a time: few, so that transactions meet. */
    private static final int LISTS = 5;

    /** After so many transactions the lists in use are new ones, or they would grow without end. */
    private static final int TURN = 100;

    private final Connector connector;
    private final boolean survives;
    private final AtomicInteger values = new AtomicInteger();
    private final AtomicInteger transactions = new AtomicInteger();
    private final ConcurrentLinkedQueue<Transaction> history = new ConcurrentLinkedQueue<>();

    /** Opens a connection. */
    interface Connector {
        Connection connect() throws SQLException;
    }

    /** For a server that lives. */
    ListAppend(Connector connector) {
        this(connector, false);
    }

    /** @param survives connections may be lost; the sessions go on with new ones */
    ListAppend(Connector connector, boolean survives) {
        this.connector = connector;
        this.survives = survives;
    }

    void createTable() throws SQLException {
        try (var connection = connector.connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE list (id int PRIMARY KEY, v text NOT NULL)");
        }
    }

    /**
     * @param count transactions of all sessions together
     * @return the history, with a last transaction that reads every list
     */
    List<Transaction> run(int sessions, int count, long seed) throws Exception {
        return run(sessions, number -> number < count, seed);
    }

    /**
     * @param goesOn asked before each transaction with its number
     * @return the history, with a last transaction that reads every list
     */
    List<Transaction> run(int sessions, IntPredicate goesOn, long seed) throws Exception {
        var random = new SplittableRandom(seed);
        List<Future<?>> running = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(sessions)) {
            for (int i = 0; i < sessions; i++) {
                int session = i;
                SplittableRandom own = random.split();
                running.add(threads.submit(() -> session(session, goesOn, own)));
            }
        }
        for (Future<?> future : running) {
            future.get();
        }
        history.add(readAll());
        return List.copyOf(history);
    }

    private Void session(int session, IntPredicate goesOn, SplittableRandom random)
            throws SQLException {
        int number = transactions.getAndIncrement();
        while (goesOn.test(number)) {
            try (var connection = connector.connect()) {
                connection.setAutoCommit(false);
                boolean alive = true;
                while (alive && goesOn.test(number)) {
                    String name = "s" + session + "/" + number;
                    alive = transaction(connection, name, number / TURN, random);
                    number = transactions.getAndIncrement();
                }
            } catch (SQLException e) {
                if (!survives || !KilledServer.isLost(e)) {
                    throw e;
                }
            }
        }
        return null;
    }

    /** Returns whether the connection is still there. */
    private boolean transaction(
            Connection connection, String name, int turn, SplittableRandom random)
            throws SQLException {
        List<Operation> operations = new ArrayList<>();
        Outcome outcome;
        boolean alive = true;
        boolean committing = false;
        long began = System.nanoTime();
        try {
            int length = random.nextInt(1, 5);
            for (int i = 0; i < length; i++) {
                int list = turn * LISTS + random.nextInt(LISTS);
                if (random.nextInt(2) == 0) {
                    int value = values.incrementAndGet();
                    operations.add(new Operation.Append(list, value));
                    append(connection, list, value);
                } else {
                    operations.add(new Operation.Read(list, read(connection, list)));
                }
            }
            committing = true;
            connection.commit();
            outcome = Outcome.COMMITTED;
        } catch (SQLException e) {
            if (KilledServer.isConflict(e)) {
                outcome = Outcome.ABORTED;
                connection.rollback();
            } else if (survives && KilledServer.isLost(e)) {
                outcome = committing ? Outcome.UNKNOWN : Outcome.ABORTED;
                alive = false;
            } else {
                throw e;
            }
        }
        history.add(new Transaction(name, operations, outcome, began, System.nanoTime()));
        return alive;
    }

    private static void append(Connection connection, int list, int value) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "INSERT INTO list (id, v) VALUES (?, ?)"
                                + " ON CONFLICT (id) DO UPDATE SET v = list.v || ',' || excluded.v")) {
            statement.setInt(1, list);
            statement.setString(2, Integer.toString(value));
            statement.executeUpdate();
        }
    }

    private static List<Integer> read(Connection connection, int list) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT v FROM list WHERE id = ?")) {
            statement.setInt(1, list);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? values(rows.getString(1)) : List.of();
            }
        }
    }

    private static List<Integer> values(String text) {
        return Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
    }

    private Transaction readAll() throws SQLException {
        long began = System.nanoTime();
        List<Operation> reads = new ArrayList<>();
        try (var connection = connector.connect();
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, v FROM list")) {
            while (rows.next()) {
                reads.add(new Operation.Read(rows.getInt(1), values(rows.getString(2))));
            }
        }
        return new Transaction("last", reads, Outcome.COMMITTED, began, System.nanoTime());
    }
}
