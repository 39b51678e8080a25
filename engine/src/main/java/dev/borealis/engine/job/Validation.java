package dev.borealis.engine.job;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.CatalogEditor;
import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.evaluate.BoxedRow;
import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.Sites;
import dev.borealis.engine.plan.TableStorage;
import dev.borealis.types.Bytes;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeContext;
import dev.borealis.types.format.ValueFormats;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Looks at the rows that were there before a constraint was. New and changed rows are checked as they are written, so a
 * step need conflict with nobody: a row that it finds good stays good.
 */
final class Validation {
    private final JobRun run;
    private final BoxedRow row = new BoxedRow(new Object[0]);
    private @Nullable String violation;

    Validation(JobRun run) {
        this.run = run;
    }

    void step() {
        if (!(run.catalog.relation(run.job.object()) instanceof Relation.Table table)) {
            run.complete(run.gone());
            return;
        }
        ConstraintDefinition constraint = null;
        for (ConstraintDefinition candidate : table.constraints()) {
            if (candidate.oid() == run.job.constraint()) {
                constraint = candidate;
            }
        }
        Bytes position =
                switch (constraint) {
                    case ConstraintDefinition.Check check when !check.validated() ->
                            checkRows(table, check);
                    case ConstraintDefinition.ForeignKey key when !key.validated() ->
                            foreignKeyRows(table, key);
                    case null -> null;
                    case ConstraintDefinition.Check _,
                            ConstraintDefinition.ForeignKey _,
                            ConstraintDefinition.Unique _ ->
                            null;
                };
        if (violation != null) {
            run.fail(violation);
        } else if (position != null) {
            run.proceed(position);
        } else {
            if (constraint != null) {
                finish(table, constraint);
            }
            run.complete(null);
        }
    }

    private @Nullable Bytes checkRows(Relation.Table table, ConstraintDefinition.Check check) {
        var sites = new Sites();
        var compiler = run.compiler(sites);
        TableStorage storage = TableStorage.of(table, compiler);
        Expression condition = compiler.compile(check.expression());
        Frame frame = run.frame(sites);
        frame.rows[0] = row;
        return run.rows(
                storage,
                (_, values) -> {
                    row.set(values);
                    boolean holds = condition.evaluateLong(frame) != 0 || frame.isNull;
                    if (!holds) {
                        violation =
                                "check constraint \"" + check.name() + "\" is violated by some row";
                    }
                    return holds;
                });
    }

    private @Nullable Bytes foreignKeyRows(
            Relation.Table table, ConstraintDefinition.ForeignKey key) {
        var sites = new Sites();
        TableStorage storage = TableStorage.of(table, run.compiler(sites));
        Catalog catalog = run.catalog;
        Relation.Table referenced = catalog.table(key.referencedTable());
        Relation.Index index = catalog.index(key.referencedIndex());
        return run.rows(
                storage,
                (_, values) -> {
                    int nulls = 0;
                    for (int column : key.columns()) {
                        nulls += values[column - 1] == null ? 1 : 0;
                    }
                    if (nulls > 0 && (!key.matchFull() || nulls == key.columns().size())) {
                        return true;
                    }
                    boolean found = nulls == 0 && exists(index, referenced, key, values);
                    if (!found) {
                        violation = missing(table, key);
                    }
                    return found;
                });
    }

    private boolean exists(
            Relation.Index index,
            Relation.Table referenced,
            ConstraintDefinition.ForeignKey key,
            @Nullable Object[] values) {
        var wanted = new @Nullable Object[index.keys().size()];
        for (int i = 0; i < wanted.length; i++) {
            int at = key.referencedColumns().indexOf(index.keys().get(i).column());
            wanted[i] = values[key.columns().get(at) - 1];
            SqlType from =
                    run.catalog.baseType(
                            run.catalog
                                    .table(run.job.object())
                                    .column(key.columns().get(at))
                                    .type());
            SqlType to = run.catalog.baseType(index.keys().get(i).type());
            wanted[i] = converted(wanted[i], from, to);
            if (wanted[i] == null) {
                return false;
            }
        }
        byte[] entry =
                index.primary()
                        ? run.catalog.formats().table(referenced).key().key(wanted)
                        : run.catalog.formats().entry(index).format().keys().key(wanted);
        return run.transaction.get(entry) != null;
    }

    /** The value as the other type has it; null when that type does not have it. */
    private @Nullable Object converted(@Nullable Object value, SqlType from, SqlType to) {
        if (value == null
                || from.oid() == to.oid()
                || from.carrier() == to.carrier() && value instanceof Bytes) {
            return value;
        }
        String text = ValueFormats.of(from.oid()).text(value, TypeContext.DEFAULT, run.names);
        try {
            return ValueFormats.of(to.oid())
                    .parse(Bytes.ofString(text), -1, TypeContext.DEFAULT, run.names);
        } catch (dev.borealis.types.error.SqlException _) {
            return null;
        }
    }

    private static String missing(Relation.Table table, ConstraintDefinition.ForeignKey key) {
        return "insert or update on table \""
                + table.name()
                + "\" violates foreign key constraint \""
                + key.name()
                + "\"";
    }

    private void finish(Relation.Table table, ConstraintDefinition constraint) {
        List<ConstraintDefinition> constraints = new ArrayList<>();
        for (ConstraintDefinition one : table.constraints()) {
            constraints.add(one.oid() == constraint.oid() ? validated(one) : one);
        }
        CatalogEditor editor = run.catalogs.edit(run.transaction);
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
