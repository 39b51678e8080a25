package dev.borealis.engine.execute;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.CatalogNames;
import dev.borealis.engine.evaluate.Environment;
import dev.borealis.engine.evaluate.ExpressionCompiler;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.Row;
import dev.borealis.engine.evaluate.Sites;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.transaction.MemoryPool;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.types.error.SessionErrors;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Expressions that the catalog keeps, over rows of a table, where there is no session: keys and predicates of indexes and
 * CHECK constraints, in jobs and checks. They give what they give to a session: values as large, functions in language sql,
 * which see the rows of the same view and are called on behalf of the table's owner, as PostgreSQL does.
 *
 * <p>One thread compiles; then each thread that evaluates has a frame of its own.
 */
public final class StoredExpressions implements AutoCloseable {
    /**
     * Where they are evaluated.
     *
     * @param view whose rows functions see
     * @param memory that functions draw from
     * @param stopping throws when the work is not to go on; asked now and then, by any thread
     */
    public record Surroundings(
            StoreTransaction view,
            Catalog catalog,
            CatalogNames names,
            FunctionRegistry functions,
            MemoryPool memory,
            Clock clock,
            RandomGenerator random,
            Runnable stopping) {}

    private final Surroundings surroundings;
    private final int owner;
    private final Sites sites = new Sites();
    private final ExpressionCompiler compiler;
    private final List<StoreTransaction> readers = new ArrayList<>(); // under the lock

    /** @param owner OID of the role that owns the table */
    public StoredExpressions(Surroundings surroundings, int owner) {
        this.surroundings = surroundings;
        this.owner = owner;
        this.compiler =
                new ExpressionCompiler(
                        new Environment(
                                surroundings.functions,
                                surroundings.catalog,
                                surroundings.names,
                                sites,
                                _ -> {
                                    throw SessionErrors.notYetImplemented(
                                            "a sub-query in a stored expression");
                                },
                                _ -> {
                                    throw SessionErrors.notYetImplemented(
                                            "a whole-row reference in a stored expression");
                                }));
    }

    /** For expressions over range 0, the row. */
    public ExpressionCompiler compiler() {
        return compiler;
    }

    /** What this thread evaluates with, after all is compiled. */
    public Frame frame(Row row) {
        // holds nothing that would have to be given back: no sub-queries, and functions close what
        // they open
        var execution = new Execution(new StoredExecution(this, List.of()), sites.count());
        var frame = new Frame(execution, null, 1);
        frame.rows[0] = row;
        return frame;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    int owner() {
        return owner;
    }

    /** The view, for the thread that asks. */
    synchronized StoreTransaction reader() {
        StoreTransaction reader = surroundings.view.reader();
        readers.add(reader);
        return reader;
    }

    /** After all threads have ended. */
    @Override
    public synchronized void close() {
        readers.forEach(StoreTransaction::close);
        readers.clear();
    }
}
