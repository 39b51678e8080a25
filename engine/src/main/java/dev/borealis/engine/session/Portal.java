package dev.borealis.engine.session;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A bound statement on its way through Execute: not begun, part of its rows given, or done. */
final class Portal {
    final PreparedStatement statement;

    /** Of a query or a change of rows: the plan that the parameters are for. */
    final @Nullable PlannedQuery plan;

    /** Boxed parameter values, index = number − 1; after those of the statement what the plan has computed from them. */
    final @Nullable Object[] parameters;

    final List<Integer> resultFormats;

    /** The columns with their formats; null when it gives no rows. */
    @Nullable List<ResultSink.ResultColumn> columns;

    @Nullable Rows rows;
    boolean done;

    /** What Execute answers after the end; null for a statement without columns, which cannot be run again. */
    @Nullable String tagWhenEmpty;

    Portal(
            PreparedStatement statement,
            @Nullable Object[] parameters,
            List<Integer> resultFormats,
            @Nullable List<ResultSink.ResultColumn> columns) {
        this.statement = statement;
        this.plan = statement.plan;
        this.parameters = parameters;
        this.resultFormats = resultFormats;
        this.columns = columns;
    }

    void close() {
        Rows open = rows;
        rows = null;
        done = true;
        if (open != null) {
            open.close();
        }
    }
}
