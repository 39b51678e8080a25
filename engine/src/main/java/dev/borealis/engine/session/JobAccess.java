package dev.borealis.engine.session;

import dev.borealis.engine.catalog.CatalogNames;
import dev.borealis.engine.system.SystemContext;
import dev.borealis.sql.ast.UtilityStatement;

import java.util.List;
import java.util.function.BooleanSupplier;

/** What sessions need of the jobs of their database. Thread-safe. */
interface JobAccess extends AutoCloseable {
    /** For sys.jobs. */
    List<SystemContext.JobsView.Job> view();

    /**
     * Blocks until a job has ended.
     *
     * @return whether it succeeded
     */
    boolean waitFor(String id, BooleanSupplier cancelled);

    void analyze(UtilityStatement.Analyze statement, CatalogNames names);

    @Override
    void close();
}
