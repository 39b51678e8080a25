package dev.borealis.engine.define;

import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.CommentDefinition;
import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.SystemOids;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.TableStatement;
import dev.borealis.sql.ast.TableStatement.LikeOption;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.SessionErrors;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * LIKE in CREATE TABLE. Expressions name columns by number, so those that do are copied only where the copy's columns
 * have the same numbers: when LIKE stands first and the source never lost a column.
 */
final class TableCopy {
    private final Edit edit;
    private final TableDraft table;
    private final TableStatement.TableElement.Like like;

    TableCopy(Edit edit, TableDraft table, TableStatement.TableElement.Like like) {
        this.edit = edit;
        this.table = table;
        this.like = like;
    }

    void copy() {
        Relation source = edit.relation(like.source());
        switch (source) {
            case Relation.Table from -> copyTable(from);
            case Relation.View view ->
                    view.columns().forEach(column -> addPlain(column.name(), column.type()));
            case Relation.SystemRelation system ->
                    system.columns().forEach(column -> addPlain(column.name(), column.type()));
            case Relation.Index _, Relation.Sequence _ ->
                    throw DefinitionErrors.wrongKind(
                            source.name(), "a table, view, or composite type");
        }
    }

    private void addPlain(String name, SqlType type) {
        add(
                name,
                ColumnTypes.stored(edit, type, name),
                false,
                null,
                false,
                ColumnTypes.storage(edit, type, null));
    }

    private ColumnDefinition add(
            String name,
            SqlType type,
            boolean notNull,
            @Nullable Scalar value,
            boolean generated,
            char storage) {
        if (table.find(name) != null) {
            throw DefinitionErrors.duplicateColumn(name);
        }
        var column =
                new ColumnDefinition(
                        table.columns.size() + 1,
                        name,
                        type,
                        notNull,
                        value,
                        generated,
                        ColumnDefinition.Identity.NONE,
                        0,
                        storage,
                        false);
        table.columns.add(column);
        return column;
    }

    private void copyTable(Relation.Table from) {
        boolean sameNumbers =
                table.columns.isEmpty()
                        && from.columns().stream().noneMatch(ColumnDefinition::dropped);
        for (ColumnDefinition column : from.liveColumns()) {
            boolean keepsValue =
                    like.including()
                            .contains(
                                    column.generated()
                                            ? LikeOption.GENERATED
                                            : LikeOption.DEFAULTS);
            if (keepsValue && column.generated() && !sameNumbers) {
                throw SessionErrors.notYetImplemented(
                        "LIKE INCLUDING GENERATED among other columns");
            }
            ColumnDefinition copied =
                    add(
                            column.name(),
                            column.type(),
                            column.notNull(),
                            keepsValue ? column.defaultValue() : null,
                            keepsValue && column.generated(),
                            like.including().contains(LikeOption.STORAGE)
                                    ? column.storage()
                                    : ColumnTypes.storage(edit, column.type(), null));
            if (column.identity() != ColumnDefinition.Identity.NONE
                    && like.including().contains(LikeOption.IDENTITY)) {
                copyIdentity(column, copied);
            }
            String comment =
                    edit.catalog().comment(SystemOids.CLASS_RELATION, from.oid(), column.number());
            if (comment != null && like.including().contains(LikeOption.COMMENTS)) {
                edit.editor.put(
                        new CommentDefinition(
                                SystemOids.CLASS_RELATION, table.oid, copied.number(), comment));
            }
        }
        if (like.including().contains(LikeOption.CONSTRAINTS)) {
            copyChecks(from, sameNumbers);
        }
        if (like.including().contains(LikeOption.INDEXES)) {
            copyIndexes(from, sameNumbers);
        }
    }

    private void copyIdentity(ColumnDefinition column, ColumnDefinition copied) {
        if (!(edit.catalog().relation(column.identitySequence())
                instanceof Relation.Sequence source)) {
            return;
        }
        String name =
                ObjectNames.relation(
                        edit.catalog(),
                        table.schema,
                        table.name,
                        column.name(),
                        "seq",
                        table.takenNames);
        table.takenNames.add(name);
        int oid = edit.nextOid();
        edit.editor.put(
                new Relation.Sequence(
                        oid,
                        table.schema,
                        name,
                        table.owner,
                        source.start(),
                        source.increment(),
                        source.min(),
                        source.max(),
                        source.cache(),
                        source.cycle(),
                        table.oid,
                        copied.number(),
                        true,
                        List.of()));
        table.set(Columns.identity(copied, column.identity(), oid));
    }

    private void copyChecks(Relation.Table from, boolean sameNumbers) {
        for (ConstraintDefinition constraint : from.constraints()) {
            if (constraint instanceof ConstraintDefinition.Check check) {
                if (!sameNumbers) {
                    throw SessionErrors.notYetImplemented(
                            "LIKE INCLUDING CONSTRAINTS among other columns");
                }
                table.constraints.add(
                        new ConstraintDefinition.Check(
                                edit.nextOid(),
                                check.name(),
                                check.expression(),
                                true,
                                check.noInherit()));
            }
        }
    }

    private void copyIndexes(Relation.Table from, boolean sameNumbers) {
        for (int oid : from.indexes()) {
            Relation.Index index = edit.catalog().index(oid);
            if (!sameNumbers) {
                throw SessionErrors.notYetImplemented("LIKE INCLUDING INDEXES among other columns");
            }
            List<String> names =
                    index.keys().stream()
                            .map(
                                    key ->
                                            key.column() == 0
                                                    ? "expr"
                                                    : from.column(key.column()).name())
                            .toList();
            ConstraintDefinition.Unique unique = null;
            for (ConstraintDefinition constraint : from.constraints()) {
                if (constraint instanceof ConstraintDefinition.Unique one && one.index() == oid) {
                    unique = one;
                }
            }
            String name =
                    ObjectNames.relation(
                            edit.catalog(),
                            table.schema,
                            table.name,
                            index.primary() ? null : ObjectNames.addition(names),
                            index.primary() ? "pkey" : unique != null ? "key" : "idx",
                            table.takenNames);
            table.takenNames.add(name);
            int copy = edit.nextOid();
            edit.editor.put(
                    new Relation.Index(
                            copy,
                            table.schema,
                            name,
                            table.owner,
                            table.oid,
                            index.unique(),
                            index.primary(),
                            index.nullsNotDistinct(),
                            index.keys(),
                            index.included(),
                            index.predicate(),
                            Relation.IndexState.VALID));
            table.indexes.add(copy);
            if (index.primary()) {
                table.primaryKey = copy;
                index.keys()
                        .forEach(
                                key ->
                                        table.set(
                                                Columns.notNull(table.column(key.column()), true)));
            }
            if (unique != null) {
                table.constraints.add(
                        new ConstraintDefinition.Unique(
                                edit.nextOid(), name, copy, index.primary(), unique.columns()));
            }
        }
    }
}
