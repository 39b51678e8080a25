package dev.borealis.tests.logic;

import dev.borealis.engine.session.Session;
import dev.borealis.store.fault.Faults;
import dev.borealis.store.fault.FaultyStorage;
import dev.borealis.tests.support.CollectingSink;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SqlState;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * A store that now and then answers Conflict without key, Refused, Unknown or SnapshotTooOld, and what a careful client
 * does about it: it retries what failed with 40001 or XX000, and then expects exactly what the file says.
 *
 * <p>Why that is sound. A failure means that nothing happened, for the session asks the store for the outcome of an
 * Unknown before it answers. So a message outside a transaction block may simply run again, and a transaction block may be
 * replayed from its BEGIN, provided that no other session did anything in between: with two blocks open at a time a replay
 * would see another snapshot than the file means. Faults that make statements fail are therefore switched on only while
 * at most one session has a block open; while two have, and in messages that commit and then go on, only {@link
 * Faults#SHAPES} are. A replayed block must give the same answers again, step by step. What a step expects is never
 * taken for a fault. Each attempt halves the rates, or a statement that asks the store thousands of times would never
 * end; a step that fails {@value #PATIENCE} times in a row fails for good.
 *
 * <p>Not retried, because it is not undone: values of sequences. Files that use sequences run with shapes only.
 */
final class FailingStore implements Trouble {
    /** Attempts; at the last ones faults are next to impossible. */
    private static final int PATIENCE = 30;

    private final FaultyStorage storage;
    private final boolean failures;
    private final List<LogicFile.Step> block = new ArrayList<>();
    private boolean pure;
    private int retries;

    FailingStore(FaultyStorage storage, LogicFile file) {
        this.storage = storage;
        this.failures = file.steps().stream().noneMatch(step -> usesSequences(step.sql()));
    }

    private static boolean usesSequences(String sql) {
        String lower = sql.toLowerCase(Locale.ROOT);
        return lower.contains("nextval")
                || lower.contains("sequence")
                || lower.contains("identity")
                || lower.contains("sys.wait_for_job");
    }

    /** How often something was run again. */
    int retries() {
        return retries;
    }

    @Override
    public void run(
            LogicFile.Step step,
            Session session,
            Collection<Session> all,
            Consumer<LogicFile.Step> run) {
        boolean inBlock = session.status() != Session.Status.IDLE;
        if (!inBlock) {
            block.clear();
            pure = true;
        }
        boolean alone =
                all.stream()
                        .allMatch(
                                other -> other == session || other.status() == Session.Status.IDLE);
        pure &= alone;
        boolean may = failures && pure && !goesOnAfterCommit(step.sql());
        try {
            for (int attempt = 1; ; attempt++) {
                storage.faults(may ? scaled(Math.scalb(1, 1 - attempt)) : Faults.SHAPES);
                try {
                    for (LogicFile.Step earlier :
                            attempt == 1 ? List.<LogicFile.Step>of() : block) {
                        run.accept(earlier);
                    }
                    run.accept(step);
                    break;
                } catch (SqlException fault) {
                    if (!may || attempt == PATIENCE) {
                        throw fault;
                    }
                    retries++;
                    rollBack(session);
                }
            }
        } finally {
            storage.faults(Faults.NONE);
        }
        block.add(step);
    }

    private static Faults scaled(double factor) {
        Faults all = Faults.ALL;
        return new Faults(
                all.unknown() * factor,
                all.conflict() * factor,
                all.refused() * factor,
                all.tooOld() * factor,
                all.delay(),
                all.tinyPages(),
                all.twice());
    }

    private void rollBack(Session session) {
        storage.faults(Faults.NONE);
        if (session.status() != Session.Status.IDLE) {
            session.simpleQuery("ROLLBACK", new CollectingSink());
        }
    }

    private static boolean goesOnAfterCommit(String sql) {
        String lower = sql.toLowerCase(Locale.ROOT).strip();
        int commit = lower.indexOf("commit");
        return commit > 0 && lower.indexOf(';', commit) >= 0 && !lower.endsWith("commit;");
    }

    @Override
    public boolean isToBlame(LogicFile.Step step, SqlException failure) {
        boolean looksLikeFault =
                failure.state() == SqlState.SERIALIZATION_FAILURE
                        || failure.state() == SqlState.INTERNAL_ERROR
                                && failure.text().equals("server unavailable");
        return looksLikeFault
                && !(step.expectation() instanceof LogicFile.Expectation.Fails fails
                        && fails.sqlState().equals(failure.state().code()));
    }
}
