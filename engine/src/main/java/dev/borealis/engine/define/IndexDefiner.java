package dev.borealis.engine.define;

import dev.borealis.engine.bind.Binder;
import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.Job;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.TreeReferences;
import dev.borealis.sql.ast.IndexElement;
import dev.borealis.sql.ast.IndexStatement;
import dev.borealis.sql.ast.SortItem;
import dev.borealis.types.Limits;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.DialectErrors;
import dev.borealis.types.error.ObjectLimitErrors;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** CREATE INDEX ASYNC: registers the index, which writers maintain from then on, and the job that fills it. */
final class IndexDefiner {
    private static final String STATEMENT = "CREATE INDEX";

    private final Edit edit;

    IndexDefiner(Edit edit) {
        this.edit = edit;
    }

    DefinitionResult create(IndexStatement.CreateIndex statement) {
        refuse(statement);
        Relation relation = edit.relation(statement.table().name());
        if (!(relation instanceof Relation.Table table)) {
            throw DefinitionErrors.cannotIndex(relation.name());
        }
        edit.requireOwner(table);
        String name = statement.name();
        if (name != null && edit.catalog().relation(table.schema(), name) != null) {
            if (statement.ifNotExists()) {
                edit.notice(
                        DefinitionErrors.skippedDuplicate(
                                DefinitionErrors.duplicateRelation(name)));
                return DefinitionResult.job(STATEMENT, null);
            }
            throw DefinitionErrors.duplicateRelation(name);
        }
        if (statement.keys().size() > Limits.KEY_COLUMNS) {
            throw ObjectLimitErrors.tooManyKeyColumns(Limits.KEY_COLUMNS);
        }
        if (table.indexes().size() >= Limits.INDEXES_PER_TABLE) {
            throw ObjectLimitErrors.tooManyIndexes(Limits.INDEXES_PER_TABLE);
        }
        if (name == null) {
            name =
                    ObjectNames.relation(
                            edit.catalog(),
                            table.schema(),
                            table.name(),
                            ObjectNames.addition(ObjectNames.indexColumns(statement.keys())),
                            "idx",
                            Set.of());
        }
        var index =
                new Relation.Index(
                        edit.nextOid(),
                        table.schema(),
                        name,
                        table.owner(),
                        table.oid(),
                        statement.unique(),
                        false,
                        statement.nullsNotDistinct(),
                        keys(statement, table),
                        included(statement, table),
                        predicate(statement, table),
                        Relation.IndexState.BUILDING);
        var draft = new TableDraft(table);
        draft.indexes.add(index.oid());
        edit.editor.put(index);
        draft.save(edit);
        edit.editor.fence(table.oid());
        return DefinitionResult.job(
                STATEMENT, edit.submit(Job.Kind.INDEX_BUILD, index, 0, List.of()));
    }

    private static void refuse(IndexStatement.CreateIndex statement) {
        if (statement.concurrently()) {
            throw DefinitionErrors.notSupportedFor("CONCURRENTLY", STATEMENT);
        }
        if (!statement.async()) {
            throw DialectErrors.synchronousIndex();
        }
        if (statement.method() != null) {
            throw DefinitionErrors.notSupportedFor("USING", STATEMENT);
        }
        if (statement.options()) {
            throw DefinitionErrors.notSupportedFor("WITH clause", STATEMENT);
        }
        if (statement.tablespace()) {
            throw DefinitionErrors.notSupportedFor("TABLESPACE", STATEMENT);
        }
        for (IndexElement key : statement.keys()) {
            if (key.direction() != SortItem.Direction.DEFAULT) {
                throw DialectErrors.sortOrderInKey();
            }
            if (key.operatorClass() != null) {
                throw DialectErrors.operatorClassInKey();
            }
            if (key.collation() != null) {
                throw DefinitionErrors.collateNotSupported();
            }
        }
        for (IndexElement element : statement.include()) {
            if (element.expression() != null) {
                throw DialectErrors.includedExpression();
            }
        }
    }

    private List<Relation.IndexKey> keys(
            IndexStatement.CreateIndex statement, Relation.Table table) {
        var keys = new ArrayList<Relation.IndexKey>();
        var types = new ArrayList<SqlType>();
        for (IndexElement element : statement.keys()) {
            boolean nullsFirst = element.nulls() == SortItem.Nulls.FIRST;
            if (element.column() != null) {
                ColumnDefinition column = column(table, element.column());
                keys.add(new Relation.IndexKey(column.number(), null, column.type(), nullsFirst));
                types.add(column.type());
                continue;
            }
            Scalar bound =
                    edit.binder()
                            .expression(
                                    java.util.Objects.requireNonNull(element.expression()),
                                    Binder.Use.INDEX_EXPRESSION,
                                    new TableDraft(table));
            if (bound instanceof Scalar.Column column
                    && column.column() > 0
                    && column.levelsUp() == 0) {
                keys.add(
                        new Relation.IndexKey(
                                column.column(), null, column.type(), nullsFirst)); // ((a)) is a
            } else {
                if (!Volatilities.isImmutable(edit, TreeReferences.of(bound, table.oid()))) {
                    throw DefinitionErrors.indexExpressionNotImmutable();
                }
                keys.add(new Relation.IndexKey(0, bound, bound.type(), nullsFirst));
            }
            types.add(bound.type());
        }
        ColumnTypes.checkKey(edit, types);
        return keys;
    }

    private List<Integer> included(IndexStatement.CreateIndex statement, Relation.Table table) {
        var included = new ArrayList<Integer>();
        for (IndexElement element : statement.include()) {
            included.add(
                    column(table, java.util.Objects.requireNonNull(element.column())).number());
        }
        return included;
    }

    private static ColumnDefinition column(Relation.Table table, String name) {
        ColumnDefinition column = table.findColumn(name);
        if (column == null) {
            throw DefinitionErrors.undefinedColumn(name);
        }
        return column;
    }

    private @org.jspecify.annotations.Nullable Scalar predicate(
            IndexStatement.CreateIndex statement, Relation.Table table) {
        if (statement.where() == null) {
            return null;
        }
        Scalar bound =
                edit.binder()
                        .expression(
                                statement.where(),
                                Binder.Use.INDEX_PREDICATE,
                                new TableDraft(table));
        if (!Volatilities.isImmutable(edit, TreeReferences.of(bound, table.oid()))) {
            throw DefinitionErrors.indexPredicateNotImmutable();
        }
        return bound;
    }
}
