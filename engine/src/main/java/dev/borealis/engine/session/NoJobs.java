package dev.borealis.engine.session;

import dev.borealis.engine.catalog.CatalogNames;
import dev.borealis.engine.system.SystemContext;
import dev.borealis.sql.ast.UtilityStatement;
import dev.borealis.types.error.SessionErrors;

import java.util.List;
import java.util.function.BooleanSupplier;

/** Until the job worker is there. */
final class NoJobs implements JobAccess {
    @Override
    public List<SystemContext.JobsView.Job> view() {
        return List.of();
    }

    @Override
    public boolean waitFor(String id, BooleanSupplier cancelled) {
        throw SessionErrors.notYetImplemented("waiting for a job");
    }

    @Override
    public void analyze(UtilityStatement.Analyze statement, CatalogNames names) {
        throw SessionErrors.notYetImplemented("ANALYZE");
    }

    @Override
    public void close() {}
}
