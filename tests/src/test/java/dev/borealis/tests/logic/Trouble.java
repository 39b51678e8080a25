package dev.borealis.tests.logic;

import dev.borealis.engine.session.Session;
import dev.borealis.types.error.SqlException;

import java.util.Collection;
import java.util.function.Consumer;

/** What a store may do to a logic file: lets a step run, perhaps again. */
interface Trouble {
    /** A store that answers every question. */
    Trouble NONE =
            new Trouble() {
                @Override
                public void run(
                        LogicFile.Step step,
                        Session session,
                        Collection<Session> all,
                        Consumer<LogicFile.Step> run) {
                    run.accept(step);
                }

                @Override
                public boolean isToBlame(LogicFile.Step step, SqlException failure) {
                    return false;
                }
            };

    /**
     * Runs a step.
     *
     * @param session where it runs
     * @param all all sessions of the file so far
     * @param run runs a step in that session and compares; throws the failure when {@link #isToBlame} says so
     */
    void run(
            LogicFile.Step step,
            Session session,
            Collection<Session> all,
            Consumer<LogicFile.Step> run);

    /** Whether the failure is not the step's. */
    boolean isToBlame(LogicFile.Step step, SqlException failure);
}
