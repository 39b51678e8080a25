package dev.borealis.tests.simulation.sql;

import static dev.borealis.tests.simulation.Violation.unless;

import dev.borealis.engine.session.Session;
import dev.borealis.tests.simulation.History;
import dev.borealis.tests.simulation.sql.Commits.HandedIn;
import dev.borealis.tests.simulation.sql.Commits.Ongoing;
import dev.borealis.tests.simulation.sql.ModelTransaction.Answer;
import dev.borealis.tests.simulation.sql.Statements.Statement;
import dev.borealis.tests.support.CollectingSink;
import dev.borealis.types.Limits;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One session, and what each of its statements must answer. */
final class SqlActor {
    private static final String CONFLICT = "40001";
    private static final String ABORTED = "25P02";
    private static final String OVER_A_LIMIT = "54000";

    /** What a store in trouble makes of statements: server unavailable, disk full. */
    private static final Set<String> TROUBLE = Set.of("XX000", "53100");

    /** What a DDL statement may answer beside success: lost to another, a name taken or gone, too many indexes. */
    private static final Set<String> DEFINITION_FAILURES =
            Set.of(CONFLICT, "42P07", "42704", "42701", OVER_A_LIMIT);

    private final History history;
    private final String name;
    private final SqlWorld world;
    private final Session session;
    private boolean busy;

    /** In a BEGIN block; the transaction itself begins with the first statement. */
    private boolean inBlock;

    private boolean readOnly;
    private boolean aborted;
    private @Nullable Ongoing ongoing;
    private Instant began = Instant.EPOCH;
    private int faults;
    private boolean beganOnBrokenDisk;
    private String lastText = "";
    private @Nullable Fetching fetching;

    /** A portal left half-way: what it still has to give, whatever its own transaction and others write meanwhile. */
    private static final class Fetching {
        static final String PORTAL = "half-way";
        final ArrayDeque<String> left;

        Fetching(List<String> rows) {
            left = new ArrayDeque<>(rows);
        }
    }

    SqlActor(History history, String name, SqlWorld world, Session session) {
        this.history = history;
        this.name = name;
        this.world = world;
        this.session = session;
    }

    String name() {
        return name;
    }

    /** It waits for the answer to a commit, deeper in the stack. */
    boolean isBusy() {
        return busy;
    }

    void act() {
        busy = true;
        if (inBlock) {
            actInBlock();
        } else {
            switch (history.dice(20)) {
                case 0 -> define();
                case 1 -> number();
                case 2, 3, 4, 5, 6 -> begin();
                default ->
                        alone(
                                history.oneIn(3)
                                        ? world.statements().reading()
                                        : world.statements().writing());
            }
        }
        busy = false;
    }

    /** Ends whatever it is in. */
    void rollBack() {
        if (inBlock) {
            compare("ROLLBACK", Answer.done("ROLLBACK"), run("ROLLBACK", null));
            endBlock();
        }
    }

    /** Lets go of what a transaction holds that is too old, unless the session is in the middle of something. */
    void giveUpIfOverdue() {
        if (!busy) {
            session.giveUpOverdueTransaction();
        }
    }

    private void begin() {
        readOnly = history.oneIn(5);
        String sql = readOnly ? "BEGIN READ ONLY" : "BEGIN";
        compare(sql, Answer.done("BEGIN"), run(sql, null));
        inBlock = true;
        lookAtDisk();
    }

    private void endBlock() {
        inBlock = false;
        aborted = false;
        ongoing = null;
        fetching = null; // portals end with their transaction
        unless(session.status() == Session.Status.IDLE, "%s is not idle", name);
    }

    private void actInBlock() {
        int dice = history.dice(12);
        if (dice == 0) {
            rollBack();
        } else if (dice <= 3) {
            commit();
        } else if (dice == 4 && !readOnly && !aborted && !isTooOld()) {
            number();
        } else if (dice == 5 && !aborted && !isTooOld()) {
            fetch();
        } else {
            Statement statement =
                    readOnly || history.oneIn(3)
                            ? world.statements().reading()
                            : world.statements().writing();
            inBlock(statement);
        }
    }

    private Ongoing ongoing() {
        Ongoing now = ongoing;
        if (now == null) {
            now = new Ongoing(new ModelTransaction(world.model()), history.event());
            began = world.now();
            ongoing = now;
        }
        return now;
    }

    private boolean isTooOld() {
        return ongoing != null
                && Duration.between(began, world.now()).toSeconds()
                        >= Limits.TRANSACTION_AGE_SECONDS;
    }

    /** A statement of a block. */
    private void inBlock(Statement statement) {
        Answer expected;
        if (aborted) {
            expected = Answer.fails(ABORTED);
        } else if (isTooOld()) {
            expected = Answer.fails(OVER_A_LIMIT);
        } else {
            expected = statement.meaning().apply(transaction(ongoing()));
        }
        Answer found = run(statement.sql(), null);
        if (found.error() != null) {
            if (!isTrouble(found)) {
                compare(statement.sql(), expected, found);
            }
            aborted = true;
            return;
        }
        compare(statement.sql(), expected, found);
    }

    /** Opens a portal over the children, or takes some rows from the one that is open. */
    private void fetch() {
        Fetching portal = fetching;
        if (portal == null) {
            Statement all = world.statements().everything();
            Answer rows = all.meaning().apply(transaction(ongoing()));
            Answer opened =
                    run(
                            "portal over " + all.sql(),
                            null,
                            sink -> {
                                session.parse("", all.sql(), new int[0], sink);
                                session.bind(Fetching.PORTAL, "", List.of(), List.of(), List.of());
                                sink.complete("opened");
                            });
            if (isTrouble(opened)) {
                aborted = true;
                return;
            }
            compare("portal", Answer.done("opened"), opened);
            portal = new Fetching(rows.rows());
            fetching = portal;
            take(portal, 1); // it begins to run with its first row
            return;
        }
        take(portal, history.between(1, 4));
    }

    private void take(Fetching portal, int count) {
        List<String> expected = new ArrayList<>();
        while (expected.size() < count && !portal.left.isEmpty()) {
            expected.add(portal.left.removeFirst());
        }
        Answer found =
                run("fetch " + count, null, sink -> session.execute(Fetching.PORTAL, count, sink));
        if (isTrouble(found)) {
            aborted = true;
            return;
        }
        unless(
                found.error() == null && found.rows().equals(expected),
                "%s: the portal gives %s (%s) instead of %s",
                name,
                found,
                lastText,
                expected);
        if (expected.size() < count) { // it has said that this is all
            session.closePortal(Fetching.PORTAL);
            fetching = null;
        }
    }

    private static ModelTransaction transaction(Ongoing ongoing) {
        ModelTransaction transaction = ongoing.transaction;
        if (transaction == null) {
            throw new IllegalStateException("a DDL statement");
        }
        return transaction;
    }

    private void commit() {
        Ongoing ending = ongoing;
        boolean tooOld = isTooOld();
        boolean rollsBack = aborted;
        Answer found = run("COMMIT", ending);
        if (rollsBack) {
            compare("COMMIT", Answer.done("ROLLBACK"), found);
        } else if (tooOld) {
            compare("COMMIT", Answer.fails(OVER_A_LIMIT), found);
        } else if (ending == null) {
            compare("COMMIT", Answer.done("COMMIT"), found);
        } else {
            compareCommit("COMMIT", Answer.done("COMMIT"), found, ending);
        }
        endBlock();
    }

    /** A statement that is a transaction. */
    private void alone(Statement statement) {
        lookAtDisk();
        var transaction = new ModelTransaction(world.model());
        var all = new Ongoing(transaction, history.event());
        Answer expected = statement.meaning().apply(transaction);
        Answer found = run(statement.sql(), all);
        if (expected.error() != null) {
            unless(all.commit == null, "%s: handed in in spite of %s", statement.sql(), expected);
            if (!isTrouble(found)) {
                compare(statement.sql(), expected, found);
            }
        } else {
            compareCommit(statement.sql(), expected, found, all);
        }
    }

    /** What the session says of its commit is what became of it. */
    private void compareCommit(String sql, Answer expected, Answer found, Ongoing ending) {
        HandedIn commit = ending.commit;
        if (commit == null) {
            if (isTrouble(found)) {
                return;
            }
            compare(sql, expected, found);
            unless(
                    !transaction(ending).hasEffect(),
                    "%s: %s answers and nothing was handed in",
                    name,
                    sql);
            return;
        }
        if (commit.fate == null) {
            throw new dev.borealis.tests.simulation.Violation(
                    name + ": " + sql + " is answered before it is decided");
        }
        switch (commit.fate) {
            case COMMITTED -> compare(sql, expected, found);
            case DATA_CONFLICT -> {
                compare(sql, Answer.fails(CONFLICT), found);
                unless(lastText.endsWith("(OC000)"), "%s: %s", sql, lastText);
            }
            case SCHEMA_CONFLICT -> {
                compare(sql, Answer.fails(CONFLICT), found);
                unless(lastText.endsWith("(OC001)"), "%s: %s", sql, lastText);
            }
            case REFUSED ->
                    unless(
                            found.error() != null && TROUBLE.contains(found.error()),
                            "%s: was refused and answers %s",
                            sql,
                            found);
        }
    }

    /** nextval: no value twice, whatever becomes of the transaction. */
    private void number() {
        if (!inBlock) {
            lookAtDisk();
        } else {
            ongoing();
        }
        Answer found = run("SELECT nextval('numbers')", null);
        if (isTrouble(found)) {
            aborted = inBlock;
            return;
        }
        unless(found.error() == null, "nextval: %s", found);
        long value = Long.parseLong(found.rows().getFirst());
        unless(world.isNewNumber(value), "nextval gives %d twice", value);
    }

    private void define() {
        lookAtDisk();
        String sql = world.statements().definition();
        Answer found = run(sql, new Ongoing(null, history.event()));
        if (!isTrouble(found)) {
            unless(
                    found.error() == null || DEFINITION_FAILURES.contains(found.error()),
                    "%s: %s",
                    sql,
                    lastText);
        }
    }

    /** What begins now may be told of failures from now on, and of a write that failed and was not got over yet. */
    private void lookAtDisk() {
        faults = world.faults();
        beganOnBrokenDisk = world.isDiskBroken();
    }

    /** A failure for which the disk is to blame. */
    private boolean isTrouble(Answer found) {
        if (found.error() == null || !TROUBLE.contains(found.error())) {
            return false;
        }
        unless(
                world.faults() > faults || beganOnBrokenDisk,
                "%s without reason: %s",
                found,
                lastText);
        return true;
    }

    private void compare(String sql, Answer expected, Answer found) {
        unless(
                expected.equals(found),
                "%s: %s answers %s (%s) instead of %s",
                name,
                sql,
                found,
                lastText,
                expected);
    }

    private interface Message {
        void send(CollectingSink sink);
    }

    private Answer run(String sql, @Nullable Ongoing committing) {
        return run(sql, committing, sink -> session.simpleQuery(sql, sink));
    }

    /** @param committing what a commit handed in meanwhile belongs to */
    private Answer run(String what, @Nullable Ongoing committing, Message message) {
        var sink = new CollectingSink();
        lastText = "";
        Answer answer;
        world.enter(this, committing);
        try {
            message.send(sink);
            CollectingSink.Result result = sink.results.getLast();
            List<String> rows = new ArrayList<>();
            for (List<@Nullable String> row : result.rows()) {
                rows.add(
                        String.join(
                                "|",
                                row.stream()
                                        .map(field -> field == null ? "NULL" : field)
                                        .toList()));
            }
            answer = new Answer(result.tag(), rows, null);
        } catch (SqlException failure) {
            answer = Answer.fails(failure.state().code());
            lastText = failure.text();
        }
        world.leave();
        history.note("%s: %s -> %s", name, what, answer);
        return answer;
    }
}
