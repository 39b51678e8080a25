package dev.borealis.engine.system;

import dev.borealis.engine.bind.TreePrinter;
import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.observe.DatabaseFigures;
import dev.borealis.types.NameResolver;

import java.util.List;
import java.util.function.Supplier;

/**
 * What system relations are made from.
 *
 * @param role name of the current role
 * @param searchPath existing schemas in order
 * @param printer trees as SQL, names as the catalog has them now
 * @param figures what the cluster tells of itself, for sys.borealis_…
 */
public record SystemContext(
        Catalog catalog,
        FunctionRegistry registry,
        NameResolver names,
        String role,
        List<String> searchPath,
        TreePrinter printer,
        SettingsView settings,
        SequencesView sequences,
        JobsView jobs,
        Supplier<DatabaseFigures> figures) {
    /** The settings of the session, for pg_settings. */
    @FunctionalInterface
    public interface SettingsView {
        /** Those that pg_settings shows. */
        List<Setting> all();

        /** A row of pg_settings; empty where the view has null. */
        record Setting(
                String name,
                String value,
                String type,
                String unit,
                String context,
                String category,
                List<String> enumValues,
                String bootValue) {}
    }

    /** Where sequences stand. */
    @FunctionalInterface
    public interface SequencesView {
        /** Where a sequence stands. */
        Position of(Relation.Sequence sequence);

        /** The columns of a sequence as a relation. */
        record Position(long lastValue, long logCount, boolean called) {}
    }

    /** The jobs of the cluster, for sys.jobs. */
    @FunctionalInterface
    public interface JobsView {
        /** All jobs of the database, ended ones too. */
        List<Job> all();

        /**
         * @param startMicros microseconds since 2000-01-01 UTC
         * @param updateMicros the same; null while submitted
         */
        record Job(
                String id,
                String status,
                @org.jspecify.annotations.Nullable String details,
                String type,
                int classOid,
                int objectOid,
                @org.jspecify.annotations.Nullable String objectName,
                long startMicros,
                @org.jspecify.annotations.Nullable Long updateMicros) {}
    }
}
