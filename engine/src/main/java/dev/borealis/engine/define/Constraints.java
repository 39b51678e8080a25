package dev.borealis.engine.define;

import dev.borealis.engine.catalog.ConstraintDefinition;

/** Changed copies of constraints. */
final class Constraints {
    private Constraints() {}

    static ConstraintDefinition named(ConstraintDefinition constraint, String name) {
        return switch (constraint) {
            case ConstraintDefinition.Check check ->
                    new ConstraintDefinition.Check(
                            check.oid(),
                            name,
                            check.expression(),
                            check.validated(),
                            check.noInherit());
            case ConstraintDefinition.Unique unique ->
                    new ConstraintDefinition.Unique(
                            unique.oid(), name, unique.index(), unique.primary(), unique.columns());
            case ConstraintDefinition.ForeignKey key ->
                    copy(key, name, key.deferrable(), key.initiallyDeferred(), key.validated());
        };
    }

    static ConstraintDefinition.ForeignKey deferrable(
            ConstraintDefinition.ForeignKey key, boolean deferrable, boolean deferred) {
        return copy(key, key.name(), deferrable, deferred, key.validated());
    }

    private static ConstraintDefinition.ForeignKey copy(
            ConstraintDefinition.ForeignKey key,
            String name,
            boolean deferrable,
            boolean deferred,
            boolean validated) {
        return new ConstraintDefinition.ForeignKey(
                key.oid(),
                name,
                key.columns(),
                key.referencedTable(),
                key.referencedColumns(),
                key.referencedIndex(),
                key.equality(),
                key.matchFull(),
                key.onDelete(),
                key.onUpdate(),
                key.setColumns(),
                deferrable,
                deferred,
                validated);
    }
}
