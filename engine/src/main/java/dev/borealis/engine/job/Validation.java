package dev.borealis.engine.job;

import dev.borealis.engine.catalog.CatalogEditor;
import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.evaluate.BoxedRow;
import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.execute.ForeignKeyMatch;
import dev.borealis.engine.execute.StoredExpressions;
import dev.borealis.engine.plan.TableStorage;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.types.Bytes;
import dev.borealis.types.TypeContext;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Looks at the rows that were there before a constraint was. New and changed rows are checked as they are written, so a
 * step need conflict with nobody: a row that it finds good stays good.
 */
final class Validation {
    private final JobRun run;

    Validation(JobRun run) {
        this.run = run;
    }

    Outcome step() {
        if (!(run.catalog.relation(run.job.object()) instanceof Relation.Table table)) {
            return Outcome.completed(run.gone());
        }
        return switch (constraint(table)) {
            case ConstraintDefinition.Check check when !check.validated() -> rows(table, check);
            case ConstraintDefinition.ForeignKey key when !key.validated() -> rows(table, key);
            case null -> Outcome.completed((String) null); // dropped meanwhile
            case ConstraintDefinition.Check _,
                    ConstraintDefinition.ForeignKey _,
                    ConstraintDefinition.Unique _ ->
                    Outcome.completed((String) null);
        };
    }

    private @Nullable ConstraintDefinition constraint(Relation.Table table) {
        for (ConstraintDefinition candidate : table.constraints()) {
            if (candidate.oid() == run.job.constraint()) {
                return candidate;
            }
        }
        return null;
    }

    private Outcome rows(Relation.Table table, ConstraintDefinition.Check check) {
        StoredExpressions expressions = run.expressions(table);
        TableStorage storage = TableStorage.of(table, expressions.compiler());
        Expression condition = expressions.compiler().compile(check.expression());
        var row = new BoxedRow(new Object[0]);
        Frame frame = expressions.frame(row);
        return rows(
                storage,
                values -> {
                    row.set(values);
                    return condition.evaluateLong(frame) != 0 || frame.isNull;
                },
                "check constraint \"" + check.name() + "\" is violated by some row");
    }

    private Outcome rows(Relation.Table table, ConstraintDefinition.ForeignKey key) {
        TableStorage storage = TableStorage.of(table, run.expressions(table).compiler());
        ForeignKeyMatch match = ForeignKeyMatch.of(run.catalog, key, storage.types);
        return rows(
                storage,
                values ->
                        switch (match.demand(values)) {
                            case NOTHING -> true;
                            case REFUSED -> false;
                            case PARENT -> hasParent(match, match.keyValues(values));
                        },
                missing(table, key));
    }

    /** Looks at the next rows. */
    private Outcome rows(
            TableStorage storage, Predicate<@Nullable Object[]> holds, String violation) {
        var violated = new boolean[1];
        Bytes position =
                run.rows(
                        storage,
                        (_, values) -> {
                            run.checkGoesOn();
                            violated[0] = !holds.test(values);
                            return !violated[0];
                        });
        if (violated[0]) {
            return Outcome.failed(violation, Outcome.Change.NONE);
        }
        return position != null ? new Outcome.Proceeds(position) : Outcome.completed(this::finish);
    }

    private boolean hasParent(ForeignKeyMatch match, @Nullable Object[] keyValues) {
        for (int i = 0; i < match.candidates(); i++) {
            byte[] parent = match.parentKey(keyValues, TypeContext.DEFAULT.timeZone(), i);
            if (parent != null && run.view.get(parent) != null) {
                return true;
            }
        }
        return false;
    }

    private static String missing(Relation.Table table, ConstraintDefinition.ForeignKey key) {
        return "insert or update on table \""
                + table.name()
                + "\" violates foreign key constraint \""
                + key.name()
                + "\"";
    }

    /** The constraint holds, unless it is gone. */
    private boolean finish(StoreTransaction now) {
        if (!(run.catalogs.of(now).relation(run.job.object()) instanceof Relation.Table table)
                || constraint(table) == null) {
            return false;
        }
        List<ConstraintDefinition> constraints = new ArrayList<>();
        for (ConstraintDefinition one : table.constraints()) {
            constraints.add(one.oid() == run.job.constraint() ? validated(one) : one);
        }
        CatalogEditor editor = run.catalogs.edit(now);
        editor.put(
                new Relation.Table(
                        table.oid(),
                        table.schema(),
                        table.name(),
                        table.owner(),
                        table.columns(),
                        table.primaryKey(),
                        table.indexes(),
                        constraints,
                        table.referencedBy(),
                        table.privileges(),
                        table.rowType()));
        editor.apply();
        return true;
    }

    private static ConstraintDefinition validated(ConstraintDefinition constraint) {
        return switch (constraint) {
            case ConstraintDefinition.Check check ->
                    new ConstraintDefinition.Check(
                            check.oid(), check.name(), check.expression(), true, check.noInherit());
            case ConstraintDefinition.Unique unique -> unique;
            case ConstraintDefinition.ForeignKey key ->
                    new ConstraintDefinition.ForeignKey(
                            key.oid(),
                            key.name(),
                            key.columns(),
                            key.referencedTable(),
                            key.referencedColumns(),
                            key.referencedIndex(),
                            key.equality(),
                            key.matchFull(),
                            key.onDelete(),
                            key.onUpdate(),
                            key.setColumns(),
                            key.deferrable(),
                            key.initiallyDeferred(),
                            true);
        };
    }
}
