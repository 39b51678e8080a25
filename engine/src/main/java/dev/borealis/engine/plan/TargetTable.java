package dev.borealis.engine.plan;

import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.evaluate.Expression;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A table that a statement changes, with everything that a change of one of its rows needs: constraints, foreign keys in
 * both directions, and so the tables that a cascade reaches. Filled by the planner before the plan is published.
 */
public final class TargetTable {
    public final TableStorage storage;
    public final String schema;

    /** By column (from 0): NOT NULL. */
    public final boolean[] notNull;

    /** By column: defaults for SET DEFAULT, over no range; null entries are NULL. */
    public final @Nullable Expression[] defaults;

    /** By column: of stored generated columns, over range 0; else null. */
    public final @Nullable Expression[] generated;

    private final List<Check> checks;
    private final List<Reference> references = new ArrayList<>();
    private final List<Reference> referencing = new ArrayList<>();
    private final List<Reference> seenReferences = Collections.unmodifiableList(references);
    private final List<Reference> seenReferencing = Collections.unmodifiableList(referencing);

    /** @param expression over range 0 = the new row */
    public record Check(String name, Expression expression) {}

    /**
     * A foreign key.
     *
     * @param key columns of {@code child} refer to columns of {@code parent}
     * @param parentIndex the unique index of the parent that the columns make up; null: its primary key
     * @param parentKeyOrder for each key column of that index, which column of the foreign key gives its value
     * @param childIndex an index of the child that begins with the referencing columns, in any order; null: none
     * @param childPrimary the child's primary key begins with them
     * @param childKeyOrder for each leading key column of that index, which column of the foreign key gives its value
     * @param cascaded for each column of the foreign key: what it becomes when the parent changes, over range 0 = the
     *     changed parent row; null where that value is taken as it is, and everywhere without ON UPDATE CASCADE
     */
    public record Reference(
            ConstraintDefinition.ForeignKey key,
            TargetTable child,
            TargetTable parent,
            @Nullable IndexStorage parentIndex,
            int[] parentKeyOrder,
            @Nullable IndexStorage childIndex,
            boolean childPrimary,
            int[] childKeyOrder,
            @Nullable Expression[] cascaded) {}

    TargetTable(
            TableStorage storage,
            String schema,
            boolean[] notNull,
            @Nullable Expression[] defaults,
            @Nullable Expression[] generated,
            List<Check> checks) {
        this.storage = storage;
        this.schema = schema;
        this.notNull = notNull;
        this.defaults = defaults;
        this.generated = generated;
        this.checks = List.copyOf(checks);
    }

    void addReference(Reference reference) {
        references.add(reference);
    }

    void addReferencing(Reference reference) {
        referencing.add(reference);
    }

    public List<Check> checks() {
        return checks;
    }

    /** Foreign keys of this table. */
    public List<Reference> references() {
        return seenReferences;
    }

    /** Foreign keys of other tables to this one. */
    public List<Reference> referencing() {
        return seenReferencing;
    }
}
