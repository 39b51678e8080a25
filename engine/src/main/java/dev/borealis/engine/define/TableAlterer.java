package dev.borealis.engine.define;

import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Job;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.define.Dropper.Thing;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.Constraint;
import dev.borealis.sql.ast.ObjectKind;
import dev.borealis.sql.ast.TableStatement;
import dev.borealis.sql.ast.TableStatement.AlterTableCommand;
import dev.borealis.sql.ast.UtilityStatement;
import dev.borealis.types.Limits;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.DialectErrors;
import dev.borealis.types.error.NameErrors;
import dev.borealis.types.error.ObjectLimitErrors;
import dev.borealis.types.error.SequenceErrors;
import dev.borealis.types.error.SessionErrors;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** ALTER TABLE, and what ALTER VIEW, INDEX and SEQUENCE share with it. */
final class TableAlterer {
    private final Edit edit;
    private final TableStatement.AlterTable statement;
    private final SequenceDefiner sequences;
    private @Nullable String job;

    TableAlterer(Edit edit, TableStatement.AlterTable statement, SequenceDefiner sequences) {
        this.edit = edit;
        this.statement = statement;
        this.sequences = sequences;
    }

    DefinitionResult alter() {
        String tag = "ALTER " + statement.kind().words();
        Relation relation = edit.find(statement.name());
        if (relation == null) {
            if (!statement.ifExists()) {
                throw NameErrors.relationDoesNotExist(statement.name().dotted());
            }
            edit.notice(
                    DefinitionErrors.skippedMissing(
                            NameErrors.relationDoesNotExist(statement.name().dotted())));
            return DefinitionResult.tag(tag);
        }
        requireKind(relation);
        edit.requireOwner(relation);
        for (AlterTableCommand command : statement.commands()) {
            try {
                apply(relation.oid(), command);
            } catch (SqlException error) {
                // PostgreSQL has no text at hand when it comes to these expressions
                throw command instanceof AlterTableCommand.SetDefault
                                || command instanceof AlterTableCommand.AddConstraint
                        ? error.withPosition(0)
                        : error;
            }
        }
        return statement.async() ? DefinitionResult.job(tag, job) : DefinitionResult.tag(tag);
    }

    private void requireKind(Relation relation) {
        ObjectKind kind = statement.kind();
        boolean fits =
                switch (relation) {
                    case Relation.View _ -> kind == ObjectKind.VIEW || kind == ObjectKind.TABLE;
                    case Relation.Index _ -> kind == ObjectKind.INDEX || kind == ObjectKind.TABLE;
                    case Relation.Sequence _ ->
                            kind == ObjectKind.SEQUENCE || kind == ObjectKind.TABLE;
                    case Relation.Table _ -> kind == ObjectKind.TABLE;
                    case Relation.SystemRelation _ -> true;
                };
        if (!fits) {
            String article = kind == ObjectKind.INDEX ? "an " : "a ";
            throw DefinitionErrors.wrongKind(
                    relation.name(), article + kind.words().toLowerCase(java.util.Locale.ROOT));
        }
        if (relation instanceof Relation.SystemRelation) {
            throw SessionErrors.permissionDenied("table", relation.name());
        }
    }

    private void apply(int oid, AlterTableCommand command) {
        Relation relation = java.util.Objects.requireNonNull(edit.catalog().relation(oid));
        switch (command) {
            case AlterTableCommand.OwnerTo owner ->
                    new ObjectDefiner(edit).setOwner(relation, owner.owner());
            case AlterTableCommand.Options options -> setOptions(relation, options);
            case AlterTableCommand.Other other ->
                    throw DialectErrors.alterTable(other.displayName());
            case AlterTableCommand.Triggers triggers -> {
                if (!(relation instanceof Relation.Table)) {
                    throw notFor(relation, triggers.displayName());
                }
                if (triggers.trigger() != null) {
                    throw DefinitionErrors.undefinedTrigger(
                            triggers.trigger(), statement.name().last());
                }
            }
            case AlterTableCommand.TableChange change -> {
                switch (relation) {
                    case Relation.Table table -> change(table, change);
                    case Relation.View view -> changeView(view, change);
                    case Relation.Index _, Relation.Sequence _, Relation.SystemRelation _ ->
                            throw notFor(relation, action(change));
                }
            }
        }
    }

    private static SqlException notFor(Relation relation, String action) {
        return DefinitionErrors.alterActionNotForRelation(action, relation.name())
                .withDetail(
                        "This operation is not supported for " + Edit.kindWords(relation) + ".");
    }

    /** What PostgreSQL calls the change in messages. */
    private static String action(AlterTableCommand.TableChange change) {
        return switch (change) {
            case AlterTableCommand.AddColumn _ -> "ADD COLUMN";
            case AlterTableCommand.DropColumn _ -> "DROP COLUMN";
            case AlterTableCommand.SetDefault _, AlterTableCommand.DropDefault _ ->
                    "ALTER COLUMN ... SET DEFAULT";
            case AlterTableCommand.DropNotNull _ -> "ALTER COLUMN ... DROP NOT NULL";
            case AlterTableCommand.DropExpression _ -> "ALTER COLUMN ... DROP EXPRESSION";
            case AlterTableCommand.SetStorage _ -> "ALTER COLUMN ... SET STORAGE";
            case AlterTableCommand.AddIdentity _ -> "ALTER COLUMN ... ADD IDENTITY";
            case AlterTableCommand.SetIdentity _ -> "ALTER COLUMN ... SET";
            case AlterTableCommand.DropIdentity _ -> "ALTER COLUMN ... DROP IDENTITY";
            case AlterTableCommand.AddConstraint _ -> "ADD CONSTRAINT";
            case AlterTableCommand.AlterConstraint _ -> "ALTER CONSTRAINT";
            case AlterTableCommand.DropConstraint _ -> "DROP CONSTRAINT";
            case AlterTableCommand.ValidateConstraint _ -> "VALIDATE CONSTRAINT";
        };
    }

    /** Of a view only the default values of columns change: those of INSERT through the view. */
    private void changeView(Relation.View view, AlterTableCommand.TableChange change) {
        switch (change) {
            case AlterTableCommand.SetDefault set -> {
                Relation.ViewColumn column = viewColumn(view, set.column());
                Scalar bound =
                        edit.binder().defaultValue(set.value(), column.name(), column.type());
                edit.editor.put(Relations.withDefault(view, column, bound));
            }
            case AlterTableCommand.DropDefault drop -> {
                Relation.ViewColumn column = viewColumn(view, drop.column());
                edit.editor.put(Relations.withDefault(view, column, null));
            }
            case AlterTableCommand.AddColumn _,
                    AlterTableCommand.DropColumn _,
                    AlterTableCommand.DropNotNull _,
                    AlterTableCommand.DropExpression _,
                    AlterTableCommand.SetStorage _,
                    AlterTableCommand.AddIdentity _,
                    AlterTableCommand.SetIdentity _,
                    AlterTableCommand.DropIdentity _,
                    AlterTableCommand.AddConstraint _,
                    AlterTableCommand.AlterConstraint _,
                    AlterTableCommand.DropConstraint _,
                    AlterTableCommand.ValidateConstraint _ ->
                    throw notFor(view, action(change));
        }
    }

    private static Relation.ViewColumn viewColumn(Relation.View view, String name) {
        return view.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> DefinitionErrors.undefinedColumnOf(name, view.name()));
    }

    private void setOptions(Relation relation, AlterTableCommand.Options options) {
        if (!(relation instanceof Relation.View view)) {
            throw DialectErrors.alterTable(options.reset() ? "RESET" : "SET");
        }
        Map<String, String> changed = new TreeMap<>(view.options());
        for (UtilityStatement.Option option : options.options()) {
            if (options.reset()) {
                changed.remove(option.name());
            } else {
                changed.put(option.name(), ViewDefiner.optionText(option));
            }
        }
        if (!options.reset() && changed.containsKey(ViewDefiner.CHECK_OPTION)) {
            ViewDefiner.requireUpdatable(view.query());
        }
        edit.editor.put(
                new Relation.View(
                        view.oid(),
                        view.schema(),
                        view.name(),
                        view.owner(),
                        view.columns(),
                        view.query(),
                        changed,
                        view.privileges(),
                        view.rowType()));
    }

    private void change(Relation.Table table, AlterTableCommand.TableChange change) {
        var draft = new TableDraft(table);
        switch (change) {
            case AlterTableCommand.AddColumn add -> addColumn(draft, add);
            case AlterTableCommand.DropColumn drop -> dropColumn(table, drop);
            case AlterTableCommand.SetDefault set -> {
                ColumnDefinition column = column(draft, set.column());
                if (column.identity() != ColumnDefinition.Identity.NONE) {
                    throw SequenceErrors.identityColumn(column.name(), table.name());
                }
                if (column.generated()) {
                    throw DefinitionErrors.generatedColumn(column.name(), table.name());
                }
                draft.set(
                        Columns.value(
                                column,
                                TableDefiner.bindDefault(edit, column, set.value()),
                                false));
                save(draft);
            }
            case AlterTableCommand.DropDefault drop -> {
                ColumnDefinition column = column(draft, drop.column());
                if (column.identity() != ColumnDefinition.Identity.NONE) {
                    throw SequenceErrors.identityColumn(column.name(), table.name())
                            .withHint(
                                    "Use ALTER TABLE ... ALTER COLUMN ... DROP IDENTITY instead.");
                }
                if (column.generated()) {
                    throw DefinitionErrors.generatedColumn(column.name(), table.name())
                            .withHint(
                                    "Use ALTER TABLE ... ALTER COLUMN ... DROP EXPRESSION instead.");
                }
                draft.set(Columns.value(column, null, false));
                save(draft);
            }
            case AlterTableCommand.DropNotNull drop -> dropNotNull(draft, drop.column());
            case AlterTableCommand.DropExpression drop -> {
                ColumnDefinition column = column(draft, drop.column());
                if (!column.generated()) {
                    var error = DefinitionErrors.notGeneratedColumn(column.name(), table.name());
                    if (!drop.ifExists()) {
                        throw error;
                    }
                    edit.notice(DefinitionErrors.skippedMissing(error));
                    return;
                }
                draft.set(Columns.value(column, null, false));
                save(draft);
            }
            case AlterTableCommand.SetStorage set -> {
                ColumnDefinition column = column(draft, set.column());
                draft.set(
                        Columns.storage(
                                column, ColumnTypes.storage(edit, column.type(), set.storage())));
                save(draft);
            }
            case AlterTableCommand.AddIdentity add -> addIdentity(draft, add);
            case AlterTableCommand.SetIdentity set -> setIdentity(draft, set);
            case AlterTableCommand.DropIdentity drop -> dropIdentity(draft, drop);
            case AlterTableCommand.AddConstraint add -> addConstraint(draft, add.constraint());
            case AlterTableCommand.AlterConstraint alter -> alterConstraint(draft, alter);
            case AlterTableCommand.DropConstraint drop -> dropConstraint(table, drop);
            case AlterTableCommand.ValidateConstraint validate -> validate(table, validate.name());
        }
    }

    /** Writers must behave differently afterwards. */
    private void save(TableDraft draft) {
        draft.save(edit);
        edit.editor.fence(draft.oid);
    }

    private static ColumnDefinition column(TableDraft table, String name) {
        ColumnDefinition column = table.find(name);
        if (column == null) {
            throw DefinitionErrors.undefinedColumnOf(name, table.name);
        }
        return column;
    }

    private void addColumn(TableDraft table, AlterTableCommand.AddColumn add) {
        var definition = add.column();
        for (Constraint constraint : definition.constraints()) {
            if (!(constraint instanceof Constraint.Null)) {
                throw DialectErrors.addColumnWithConstraint();
            }
        }
        if (definition.collation() != null) {
            throw DefinitionErrors.collateNotSupported();
        }
        ColumnTypes.checkName(definition.name());
        if (table.find(definition.name()) != null) {
            var error = DefinitionErrors.duplicateColumnOf(definition.name(), table.name);
            if (!add.ifNotExists()) {
                throw error;
            }
            edit.notice(DefinitionErrors.skippedDuplicate(error));
            return;
        }
        long live = table.columns.stream().filter(column -> !column.dropped()).count();
        if (live >= Limits.COLUMNS || table.columns.size() >= Limits.COLUMNS_EVER) {
            throw table.primaryKey != 0
                    ? ObjectLimitErrors.tooManyColumnsInIndex(Limits.COLUMNS)
                    : ObjectLimitErrors.tooManyColumns(Limits.COLUMNS_IN_MESSAGE);
        }
        SqlType type =
                ColumnTypes.stored(edit, edit.binder().type(definition.type()), definition.name());
        table.columns.add(
                new ColumnDefinition(
                        table.columns.size() + 1,
                        definition.name(),
                        type,
                        false,
                        null,
                        false,
                        ColumnDefinition.Identity.NONE,
                        0,
                        ColumnTypes.storage(edit, type, definition.storage()),
                        false));
        save(table);
    }

    private void dropColumn(Relation.Table table, AlterTableCommand.DropColumn drop) {
        ColumnDefinition column = table.findColumn(drop.column());
        if (column == null) {
            var error = DefinitionErrors.undefinedColumnOf(drop.column(), table.name());
            if (!drop.ifExists()) {
                throw error;
            }
            edit.notice(DefinitionErrors.skippedMissing(error));
            return;
        }
        if (table.primaryKey() != 0
                && edit.catalog().index(table.primaryKey()).keys().stream()
                        .anyMatch(key -> key.column() == column.number())) {
            throw DefinitionErrors.primaryKeyColumn(column.name());
        }
        new Dropper(edit, drop.cascade())
                .drop(List.of(new Thing.OfColumn(table.oid(), column.number())));
    }

    private void dropNotNull(TableDraft table, String name) {
        ColumnDefinition column = column(table, name);
        if (table.primaryKey != 0
                && edit.catalog().index(table.primaryKey).keys().stream()
                        .anyMatch(key -> key.column() == column.number())) {
            throw DefinitionErrors.columnInPrimaryKey(name);
        }
        if (column.identity() != ColumnDefinition.Identity.NONE) {
            throw SequenceErrors.identityColumn(name, table.name);
        }
        table.set(Columns.notNull(column, false));
        save(table);
    }

    private void addIdentity(TableDraft table, AlterTableCommand.AddIdentity add) {
        ColumnDefinition column = column(table, add.column());
        if (column.identity() != ColumnDefinition.Identity.NONE) {
            throw SequenceErrors.alreadyIdentity(column.name(), table.name);
        }
        if (!column.notNull()) {
            throw SequenceErrors.identityNeedsNotNull(column.name(), table.name);
        }
        if (column.defaultValue() != null) {
            throw DefinitionErrors.hasDefault(column.name(), table.name);
        }
        table.set(IdentityColumns.add(edit, table, column, add.identity()));
        save(table);
    }

    private void setIdentity(TableDraft table, AlterTableCommand.SetIdentity set) {
        ColumnDefinition column = column(table, set.column());
        if (column.identity() == ColumnDefinition.Identity.NONE) {
            throw SequenceErrors.notIdentityColumn(column.name(), table.name);
        }
        if (set.always() != null) {
            table.set(
                    Columns.identity(
                            column,
                            set.always()
                                    ? ColumnDefinition.Identity.ALWAYS
                                    : ColumnDefinition.Identity.BY_DEFAULT,
                            column.identitySequence()));
            save(table);
        }
        if (!set.options().isEmpty()
                && edit.catalog().relation(column.identitySequence())
                        instanceof Relation.Sequence sequence) {
            sequences.change(
                    sequence,
                    SequenceOptions.read(edit, set.options(), "identity column"),
                    "identity column");
        }
    }

    private void dropIdentity(TableDraft table, AlterTableCommand.DropIdentity drop) {
        ColumnDefinition column = column(table, drop.column());
        if (column.identity() == ColumnDefinition.Identity.NONE) {
            var error = SequenceErrors.notIdentityColumn(column.name(), table.name);
            if (!drop.ifExists()) {
                throw error;
            }
            edit.notice(DefinitionErrors.skippedMissing(error));
            return;
        }
        Relation sequence = edit.catalog().relation(column.identitySequence());
        table.set(Columns.identity(column, ColumnDefinition.Identity.NONE, 0));
        save(table);
        if (sequence instanceof Relation.Sequence owned) {
            edit.editor.remove(owned);
        }
    }

    private void addConstraint(TableDraft table, Constraint constraint) {
        var maker = new ConstraintMaker(edit, table);
        switch (constraint) {
            case Constraint.Check check -> {
                if (!check.attributes().notValid()) {
                    throw DialectErrors.alterTable("ADD CONSTRAINT");
                }
                maker.addCheck(check, false);
            }
            case Constraint.ForeignKey key -> {
                if (!key.attributes().notValid()) {
                    throw DialectErrors.alterTable("ADD CONSTRAINT");
                }
                maker.addForeignKey(key, key.columns(), false);
            }
            case Constraint.Unique unique when unique.usingIndex() != null ->
                    uniqueUsingIndex(table, unique);
            case Constraint.Unique _,
                    Constraint.PrimaryKey _,
                    Constraint.NotNull _,
                    Constraint.Null _,
                    Constraint.Default _,
                    Constraint.Generated _,
                    Constraint.Identity _,
                    Constraint.Exclude _ ->
                    throw DialectErrors.alterTable("ADD CONSTRAINT");
        }
        save(table);
    }

    private void uniqueUsingIndex(TableDraft table, Constraint.Unique unique) {
        ConstraintMaker.refuseDeferrable(unique.attributes(), "UNIQUE");
        String indexName = java.util.Objects.requireNonNull(unique.usingIndex());
        if (!(edit.catalog().relation(table.schema, indexName) instanceof Relation.Index index)) {
            throw DefinitionErrors.undefinedObject("index", indexName);
        }
        if (index.table() != table.oid) {
            throw DefinitionErrors.indexOfOtherTable(indexName, table.name);
        }
        for (ConstraintDefinition constraint : table.constraints) {
            if (constraint instanceof ConstraintDefinition.Unique one
                    && one.index() == index.oid()) {
                throw DefinitionErrors.indexAlreadyConstraint(indexName);
            }
        }
        if (index.state() != Relation.IndexState.VALID) {
            throw DefinitionErrors.indexNotValid(indexName);
        }
        if (!index.unique()) {
            throw DefinitionErrors.indexNotUnique(indexName)
                    .withDetail(
                            "Cannot create a primary key or unique constraint using such an index.");
        }
        if (index.predicate() != null
                || index.keys().stream().anyMatch(key -> key.expression() != null)) {
            throw DefinitionErrors.wrongKind(
                    indexName,
                    index.predicate() != null ? "a full index" : "an index without expressions");
        }
        String name = unique.name() == null ? indexName : unique.name();
        if (table.constraint(name) != null) {
            throw DefinitionErrors.duplicateConstraint(name, table.name);
        }
        if (!name.equals(indexName)) {
            if (edit.catalog().relation(table.schema, name) != null) {
                throw DefinitionErrors.duplicateRelation(name);
            }
            edit.notice(
                    DefinitionErrors.cascades(
                            "ALTER TABLE / ADD CONSTRAINT USING INDEX will rename index \""
                                    + indexName
                                    + "\" to \""
                                    + name
                                    + "\""));
            edit.editor.put(Indexes.named(index, name));
        }
        List<Integer> columns = new ArrayList<>();
        index.keys().forEach(key -> columns.add(key.column()));
        table.constraints.add(
                new ConstraintDefinition.Unique(edit.nextOid(), name, index.oid(), false, columns));
    }

    private void alterConstraint(TableDraft table, AlterTableCommand.AlterConstraint alter) {
        ConstraintDefinition constraint = table.constraint(alter.name());
        if (constraint == null) {
            throw DefinitionErrors.undefinedConstraint(alter.name(), table.name);
        }
        if (!(constraint instanceof ConstraintDefinition.ForeignKey key)) {
            throw DefinitionErrors.notForeignKey(alter.name(), table.name);
        }
        boolean deferred = Boolean.TRUE.equals(alter.attributes().initiallyDeferred());
        boolean deferrable = deferred || Boolean.TRUE.equals(alter.attributes().deferrable());
        table.constraints.set(
                table.constraints.indexOf(key), Constraints.deferrable(key, deferrable, deferred));
        save(table);
    }

    private void dropConstraint(Relation.Table table, AlterTableCommand.DropConstraint drop) {
        ConstraintDefinition constraint = new TableDraft(table).constraint(drop.name());
        if (constraint == null) {
            var error = DefinitionErrors.undefinedConstraint(drop.name(), table.name());
            if (!drop.ifExists()) {
                throw error;
            }
            edit.notice(DefinitionErrors.skippedMissing(error));
            return;
        }
        if (constraint instanceof ConstraintDefinition.Unique unique && unique.primary()) {
            throw DialectErrors.alterTable("DROP CONSTRAINT");
        }
        new Dropper(edit, drop.cascade())
                .drop(List.of(new Thing.OfConstraint(table.oid(), constraint.oid())));
    }

    private void validate(Relation.Table table, String name) {
        if (!statement.async()) {
            throw DialectErrors.alterTable("VALIDATE CONSTRAINT");
        }
        ConstraintDefinition constraint = new TableDraft(table).constraint(name);
        if (constraint == null) {
            throw DefinitionErrors.undefinedConstraint(name, table.name());
        }
        if (constraint instanceof ConstraintDefinition.Unique) {
            throw DefinitionErrors.notValidatable(name, table.name());
        }
        job = edit.submit(Job.Kind.VALIDATE_CONSTRAINT, table, constraint.oid(), List.of());
    }
}
