package dev.borealis.tests.simulation.sql;

import static dev.borealis.tests.simulation.Violation.unless;

import dev.borealis.engine.job.JobScheduler;
import dev.borealis.engine.session.LocalDatabase;
import dev.borealis.engine.session.LongStatements;
import dev.borealis.engine.transaction.MemoryPool;
import dev.borealis.store.Commit;
import dev.borealis.store.CommitResult;
import dev.borealis.store.Progress;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreId;
import dev.borealis.store.paged.PagedOptions;
import dev.borealis.store.paged.PagedStorage;
import dev.borealis.tests.define.IndexJudge;
import dev.borealis.tests.simulation.History;
import dev.borealis.tests.simulation.Violation;
import dev.borealis.tests.simulation.disk.Crash;
import dev.borealis.tests.simulation.disk.SimulatedDisk;
import dev.borealis.tests.simulation.disk.SimulatedDisk.NextWrite;
import dev.borealis.tests.simulation.sql.Commits.HandedIn;
import dev.borealis.tests.simulation.sql.Commits.Ongoing;
import dev.borealis.tests.simulation.sql.Model.Child;
import dev.borealis.tests.simulation.sql.Model.OnDelete;
import dev.borealis.tests.simulation.sql.Model.Parent;
import dev.borealis.tests.simulation.sql.Statements.Statement;
import dev.borealis.tests.support.ManualClock;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A database over a storage with tiny pages on a simulated disk; sessions, jobs, the Committer and time take turns. */
public final class SqlWorld {
    private static final int TURNS = 400;
    private static final int SESSIONS = 5;
    private static final StoreId ID = new StoreId("simulated");

    /** Sessions that wait for an answer at a time. */
    private static final int DEEPEST = 4;

    private final History history;
    private final PagedOptions options;
    private final Model model;
    private final Commits commits;
    private final Statements statements;
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Set<Long> numbers = new HashSet<>();
    private final List<SqlActor> actors = new ArrayList<>();
    private final ArrayDeque<Running> running = new ArrayDeque<>();
    private final boolean faulty;
    private SimulatedDisk disk = new SimulatedDisk();
    private PagedStorage storage;
    private LocalDatabase database;
    private SteppedStore store;
    private boolean quiet = true; // nobody else takes turns
    private boolean jobRuns;
    private int crashes;

    /** What runs now, and what its commit belongs to. */
    private record Running(String who, @Nullable Ongoing committing) {}

    private SqlWorld(long seed) {
        history = new History(seed);
        OnDelete[] actions = OnDelete.values();
        model = new Model(actions[history.dice(actions.length)]);
        commits = new Commits(history, model);
        statements = new Statements(history);
        faulty = !history.oneIn(3);
        options =
                new PagedOptions(
                        TestDatabase.RELATION,
                        history.between(300, 2_000),
                        history.oneIn(3) ? 1 << 24 : history.between(2_000, 40_000),
                        history.oneIn(3) ? 1 : 1 << 20,
                        history.number(),
                        PagedOptions.Drive.STEPS);
        storage = new PagedStorage(disk, options);
        store = stepped();
        database = open();
        try (var sql = new Sql(database)) {
            Statements.definitions(model.onDelete).forEach(sql::run);
            var first = new ModelTransaction(model);
            for (Statement statement : Statements.firstRows()) {
                sql.run(statement.sql());
                statement.meaning().apply(first);
            }
            model.commit(first);
        }
        connect();
        quiet = false;
    }

    /**
     * Runs a seed. Public and static for those who load this class anew, changed.
     *
     * @return the history
     * @throws Violation when the judge says so
     */
    public static String run(long seed) {
        var world = new SqlWorld(seed);
        return world.history.of(seed, world::play, 15);
    }

    private SteppedStore stepped() {
        return new SteppedStore(
                storage.list().contains(ID) ? storage.open(ID) : storage.create(ID),
                new SteppedStore.Turns() {
                    @Override
                    public void untilAnswered(
                            Commit commit, CompletableFuture<CommitResult> answer) {
                        waitFor(commit, answer);
                    }

                    @Override
                    public void look() {
                        judge();
                    }
                });
    }

    private LocalDatabase open() {
        return LocalDatabase.open(
                store,
                new LocalDatabase.Options(
                        clock,
                        new Random(history.number()),
                        new MemoryPool(64L << 20),
                        LongStatements.HERE,
                        failure -> {
                            throw new AssertionError("a defect", failure);
                        },
                        false,
                        new JobScheduler(),
                        true),
                false);
    }

    private void connect() {
        actors.clear();
        for (int i = 0; i < SESSIONS; i++) {
            var session = database.connect("admin", "postgres", List.of());
            actors.add(new SqlActor(history, "s" + i, this, session));
        }
    }

    Model model() {
        return model;
    }

    Statements statements() {
        return statements;
    }

    Instant now() {
        return clock.instant();
    }

    int faults() {
        return disk.faults();
    }

    boolean isDiskBroken() {
        return disk.isBroken();
    }

    /** Whether a sequence may give this value. */
    boolean isNewNumber(long value) {
        return numbers.add(value);
    }

    void enter(SqlActor actor, @Nullable Ongoing committing) {
        running.push(new Running(actor.name(), committing));
    }

    void leave() {
        running.pop();
    }

    private void play() {
        for (int turn = 0; turn < TURNS; turn++) {
            try {
                turn();
            } catch (Crash _) {
                reopen();
            }
        }
        peace();
        actors.forEach(SqlActor::rollBack);
        clock.advance(Duration.ofMinutes(1)); // leases of processes that died run out
        finishJobs();
        compareTables();
        compareIndexes();
        storage.check(
                Progress.SILENT,
                problem -> {
                    throw new Violation(problem.toString());
                });
        var metrics = storage.metrics();
        history.note(
                "end: %d committed, %d conflicts, %d crashes, %d folds, %d pages evicted",
                commits.committed(),
                commits.conflicts(),
                crashes,
                metrics.marksFolds(),
                metrics.pagesEvicted());
        storage.close();
    }

    /** Nothing fails any more, and nobody acts but who is asked. */
    private void peace() {
        quiet = true;
        disk.next(NextWrite.DONE, 0);
        disk.failReads(0);
        while (storage.step()) {
            judge();
        }
        judge();
    }

    private void turn() {
        history.nextEvent();
        int dice = history.dice(100);
        if (dice < 80) {
            act();
        } else if (dice < 86) {
            job();
        } else if (dice < 90) {
            step();
        } else if (dice < 94) {
            storage.sweep();
        } else if (dice < 97) {
            int seconds = history.oneIn(4) ? 200 : history.between(1, 20);
            clock.advance(Duration.ofSeconds(seconds));
            history.note("%d seconds pass", seconds);
            if (history.oneIn(2)) { // as the server does once a second
                actors.forEach(SqlActor::giveUpIfOverdue);
            }
        } else if (faulty && dice >= 98) {
            trouble();
        }
    }

    private void act() {
        SqlActor actor = actors.get(history.dice(actors.size()));
        if (!actor.isBusy()) {
            actor.act();
        }
    }

    private void job() {
        if (jobRuns) {
            return;
        }
        jobRuns = true;
        running.push(new Running("job", null));
        try {
            boolean worked = database.jobs().step();
            history.note("job: %s", worked);
        } catch (SqlException | StoreException failure) { // as its worker does: it tries again
            history.note("job: %s", failure.getMessage());
        }
        running.pop();
        jobRuns = false;
    }

    private void step() {
        storage.step();
        judge();
    }

    private void trouble() {
        switch (history.dice(6)) {
            case 0 -> disk.failReads(history.between(1, 3));
            case 1 -> {
                history.note("the process is killed");
                throw new Crash();
            }
            default -> {
                NextWrite[] fates = NextWrite.values();
                disk.next(fates[history.dice(fates.length)], history.dice(4));
            }
        }
    }

    private void judge() {
        commits.judge(storage.open(ID), disk, storage.metrics().marksFolds());
    }

    /** A commit was handed in: others go on until the Committer has done it. */
    private void waitFor(Commit commit, CompletableFuture<CommitResult> answer) {
        Running mine = running.peek();
        Ongoing ongoing = mine == null ? null : mine.committing;
        var handedIn =
                new HandedIn(
                        mine == null ? "set-up" : mine.who, commit, answer, ongoing, disk.faults());
        if (ongoing != null) {
            ongoing.commit = handedIn;
        }
        commits.add(handedIn);
        while (!answer.isDone()) {
            if (quiet || running.size() > DEEPEST || history.oneIn(3)) {
                step();
            } else {
                turn();
            }
        }
    }

    /** The process has ended, wherever it was; another one opens the disk. */
    private void reopen() {
        crashes++;
        history.note("crash");
        running.clear();
        jobRuns = false;
        disk = disk.afterCrash();
        storage = new PagedStorage(disk, options);
        quiet = true;
        store = stepped();
        database = open();
        commits.afterCrash(tables());
        model.forgetUses();
        if (history.oneIn(4)) {
            compareIndexes();
        }
        connect();
        quiet = false;
    }

    private void finishJobs() {
        for (int steps = 0; database.jobs().step(); steps++) {
            unless(steps < 10_000, "jobs never end");
        }
    }

    private void compareTables() {
        Model.State found = tables();
        Model.State expected = model.at(model.now());
        unless(
                found.isSame(expected),
                "at the end %s %s instead of %s %s",
                found.parents,
                found.children,
                expected.parents,
                expected.children);
    }

    /** Every valid index with its table. */
    private void compareIndexes() {
        try {
            new IndexJudge().check(store);
        } catch (AssertionError difference) {
            throw new Violation("an index differs from its table: " + difference.getMessage());
        }
    }

    private Model.State tables() {
        var parents = new TreeMap<Integer, Parent>();
        var children = new TreeMap<Integer, Child>();
        try (var sql = new Sql(database)) {
            for (String row : sql.run("SELECT id, v FROM parent")) {
                String[] fields = row.split("\\|");
                int id = Integer.parseInt(fields[0]);
                parents.put(id, new Parent(id, Integer.parseInt(fields[1])));
            }
            for (String row : sql.run("SELECT id, u, v, p FROM child")) {
                String[] fields = row.split("\\|");
                int id = Integer.parseInt(fields[0]);
                children.put(
                        id,
                        new Child(
                                id,
                                number(fields[1]),
                                Integer.parseInt(fields[2]),
                                number(fields[3])));
            }
        }
        return new Model.State(parents, children);
    }

    private static @Nullable Integer number(String field) {
        return field.equals("NULL") ? null : Integer.valueOf(field);
    }
}
