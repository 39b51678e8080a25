package dev.borealis.engine.define;

import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.CommentDefinition;
import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.SystemOids;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.TreeMapper;
import dev.borealis.sql.ast.TableStatement;
import dev.borealis.sql.ast.TableStatement.LikeOption;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.DefinitionErrors;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** LIKE in CREATE TABLE. Expressions and indexes name columns by number: the copy's columns may have other ones. */
final class TableCopy {
    private final Edit edit;
    private final TableDraft table;
    private final TableStatement.TableElement.Like like;

    /** Of the copy's columns, by those of the source. */
    private final Map<Integer, Integer> numbers = new HashMap<>();

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
        for (ColumnDefinition column : from.liveColumns()) {
            boolean keepsValue =
                    !column.generated() && like.including().contains(LikeOption.DEFAULTS);
            ColumnDefinition copied =
                    add(
                            column.name(),
                            column.type(),
                            column.notNull(),
                            keepsValue ? column.defaultValue() : null,
                            false,
                            like.including().contains(LikeOption.STORAGE)
                                    ? column.storage()
                                    : ColumnTypes.storage(edit, column.type(), null));
            numbers.put(column.number(), copied.number());
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
        if (like.including().contains(LikeOption.GENERATED)) {
            for (ColumnDefinition column : from.liveColumns()) {
                if (column.generated()) {
                    ColumnDefinition copied = table.column(number(column.number()));
                    table.set(Columns.value(copied, renumbered(column.defaultValue()), true));
                }
            }
        }
        if (like.including().contains(LikeOption.CONSTRAINTS)) {
            copyChecks(from);
        }
        if (like.including().contains(LikeOption.INDEXES)) {
            copyIndexes(from);
        }
    }

    private int number(int source) {
        return Objects.requireNonNull(numbers.get(source), "a dropped column is used");
    }

    /** An expression over a row of the source as one over a row of the copy. */
    private @Nullable Scalar renumbered(@Nullable Scalar expression) {
        var columns =
                new TreeMapper() {
                    @Override
                    public Scalar scalar(Scalar scalar, int level) {
                        return scalar instanceof Scalar.Column column
                                        && column.levelsUp() == level
                                        && column.column() > 0
                                ? new Scalar.Column(
                                        column.type(), level, 0, number(column.column()))
                                : super.scalar(scalar, level);
                    }
                };
        return expression == null ? null : columns.scalar(expression, 0);
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

    private void copyChecks(Relation.Table from) {
        for (ConstraintDefinition constraint : from.constraints()) {
            if (constraint instanceof ConstraintDefinition.Check check) {
                table.constraints.add(
                        new ConstraintDefinition.Check(
                                edit.nextOid(),
                                check.name(),
                                Objects.requireNonNull(renumbered(check.expression())),
                                true,
                                check.noInherit()));
            }
        }
    }

    private void copyIndexes(Relation.Table from) {
        for (int oid : from.indexes()) {
            Relation.Index index = edit.catalog().index(oid);
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
            List<Relation.IndexKey> keys = index.keys().stream().map(this::renumbered).toList();
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
                            keys,
                            index.included().stream().map(this::number).toList(),
                            renumbered(index.predicate()),
                            Relation.IndexState.VALID));
            table.indexes.add(copy);
            if (index.primary()) {
                table.primaryKey = copy;
                keys.forEach(key -> table.set(Columns.notNull(table.column(key.column()), true)));
            }
            if (unique != null) {
                table.constraints.add(
                        new ConstraintDefinition.Unique(
                                edit.nextOid(),
                                name,
                                copy,
                                index.primary(),
                                unique.columns().stream().map(this::number).toList()));
            }
        }
    }

    private Relation.IndexKey renumbered(Relation.IndexKey key) {
        return new Relation.IndexKey(
                key.column() == 0 ? 0 : number(key.column()),
                renumbered(key.expression()),
                key.type(),
                key.nullsFirst());
    }
}
