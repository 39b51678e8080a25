package dev.borealis.engine.define;

import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.TreeReferences;
import dev.borealis.sql.ast.Constraint;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.TableStatement;
import dev.borealis.types.Limits;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.ObjectLimitErrors;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** CREATE TABLE. */
final class TableDefiner {
    private final Edit edit;
    private final TableStatement.CreateTable statement;
    private final List<Pending> pending = new ArrayList<>();

    /** A constraint to be added once all columns are known. {@code column} is that of a column's own constraint. */
    private record Pending(Constraint constraint, @Nullable String column) {}

    TableDefiner(Edit edit, TableStatement.CreateTable statement) {
        this.edit = edit;
        this.statement = statement;
    }

    DefinitionResult create() {
        switch (statement.persistence()) {
            case PERMANENT -> {}
            case TEMPORARY ->
                    throw DefinitionErrors.notSupportedFor(
                            "TEMPORARY or TEMP table", "CREATE TABLE");
            case UNLOGGED ->
                    throw DefinitionErrors.notSupportedFor("UNLOGGED table", "CREATE TABLE");
        }
        for (String clause : statement.refusedClauses()) {
            throw DefinitionErrors.notSupportedFor(clause + " clause", "CREATE TABLE");
        }
        SchemaDefinition schema = edit.schemaFor(statement.name());
        String name = statement.name().last();
        if (statement.ifNotExists() && edit.catalog().relation(schema.oid(), name) != null) {
            edit.notice(
                    DefinitionErrors.skippedDuplicate(DefinitionErrors.duplicateRelation(name)));
            return DefinitionResult.tag("CREATE TABLE");
        }
        edit.requireFreeName(schema.oid(), name);
        long tables =
                edit.catalog().relations().stream()
                        .filter(Relation.Table.class::isInstance)
                        .count();
        if (tables >= Limits.TABLES) {
            throw ObjectLimitErrors.tooManyTables(Limits.TABLES);
        }
        int oid = edit.nextOid();
        var table =
                new TableDraft(
                        oid,
                        schema.oid(),
                        name,
                        edit.context.role(),
                        edit.nextOid(),
                        DefaultRights.of(edit, schema.oid(), 'r'));
        table.takenNames.add(name);
        for (TableStatement.TableElement element : statement.elements()) {
            switch (element) {
                case TableStatement.TableElement.Column column ->
                        addColumn(table, column.definition());
                case TableStatement.TableElement.TableConstraint constraint ->
                        pending.add(new Pending(constraint.constraint(), null));
                case TableStatement.TableElement.Like like ->
                        new TableCopy(edit, table, like).copy();
            }
        }
        checkColumnCount(table);
        table.save(edit);
        bindColumns(table);
        addConstraints(table);
        table.save(edit);
        return DefinitionResult.tag("CREATE TABLE");
    }

    private void checkColumnCount(TableDraft table) {
        if (table.columns.size() <= Limits.COLUMNS) {
            return;
        }
        boolean hasPrimaryKey =
                pending.stream().anyMatch(one -> one.constraint instanceof Constraint.PrimaryKey);
        throw hasPrimaryKey
                ? ObjectLimitErrors.tooManyColumnsInIndex(Limits.COLUMNS)
                : ObjectLimitErrors.tooManyColumns(Limits.COLUMNS_IN_MESSAGE);
    }

    private void addColumn(TableDraft table, dev.borealis.sql.ast.ColumnDefinition column) {
        if (column.collation() != null) {
            throw DefinitionErrors.collateNotSupported();
        }
        ColumnTypes.checkName(column.name());
        if (table.find(column.name()) != null) {
            throw DefinitionErrors.duplicateColumn(column.name()).withPosition(0);
        }
        SqlType type = ColumnTypes.stored(edit, edit.binder().type(column.type()), column.name());
        Boolean notNull = null;
        Constraint value = null;
        Constraint.Identity identity = null;
        Constraint.Generated generated = null;
        for (Constraint constraint : column.constraints()) {
            switch (constraint) {
                case Constraint.NotNull _ -> {
                    if (Boolean.FALSE.equals(notNull)) {
                        throw at(
                                DefinitionErrors.conflictingNull(column.name(), table.name),
                                constraint);
                    }
                    notNull = true;
                }
                case Constraint.Null _ -> {
                    if (Boolean.TRUE.equals(notNull)) {
                        throw at(
                                DefinitionErrors.conflictingNull(column.name(), table.name),
                                constraint);
                    }
                    notNull = false;
                }
                case Constraint.Default _ -> {
                    if (value != null) {
                        throw at(
                                DefinitionErrors.multipleDefaults(column.name(), table.name),
                                constraint);
                    }
                    value = constraint;
                    pending.add(new Pending(constraint, column.name()));
                }
                case Constraint.Generated one -> {
                    if (generated != null) {
                        throw at(
                                DefinitionErrors.multipleGenerations(column.name(), table.name),
                                constraint);
                    }
                    generated = one;
                    pending.add(new Pending(constraint, column.name()));
                }
                case Constraint.Identity one -> {
                    if (identity != null) {
                        throw at(
                                DefinitionErrors.multipleIdentities(column.name(), table.name),
                                constraint);
                    }
                    if (Boolean.FALSE.equals(notNull)) {
                        throw at(
                                DefinitionErrors.conflictingNull(column.name(), table.name),
                                constraint);
                    }
                    identity = one;
                    notNull = true;
                    pending.add(new Pending(constraint, column.name()));
                }
                case Constraint.Check _,
                        Constraint.Unique _,
                        Constraint.PrimaryKey _,
                        Constraint.ForeignKey _,
                        Constraint.Exclude _ ->
                        pending.add(new Pending(constraint, column.name()));
            }
            Constraint other =
                    value != null && identity != null ? identity : value != null ? generated : null;
            if (value != null && identity != null) {
                throw at(
                        DefinitionErrors.both("default and identity", column.name(), table.name),
                        constraint);
            }
            if (other != null) {
                throw at(
                        DefinitionErrors.both(
                                "default and generation expression", column.name(), table.name),
                        constraint);
            }
            if (identity != null && generated != null) {
                throw at(
                        DefinitionErrors.both(
                                "identity and generation expression", column.name(), table.name),
                        constraint);
            }
        }
        table.columns.add(
                new ColumnDefinition(
                        table.columns.size() + 1,
                        column.name(),
                        type,
                        Boolean.TRUE.equals(notNull),
                        null,
                        false,
                        ColumnDefinition.Identity.NONE,
                        0,
                        ColumnTypes.storage(edit, type, column.storage()),
                        false));
    }

    private static SqlException at(SqlException error, Constraint constraint) {
        return error.withPosition(constraint.position());
    }

    private void bindColumns(TableDraft table) {
        for (Pending one : pending) {
            if (one.column == null) {
                continue;
            }
            ColumnDefinition column = java.util.Objects.requireNonNull(table.find(one.column));
            switch (one.constraint) {
                case Constraint.Default value ->
                        table.set(
                                Columns.value(
                                        column, bindDefault(edit, column, value.value()), false));
                case Constraint.Generated value -> bindGenerated(table, column, value);
                case Constraint.Identity identity ->
                        table.set(IdentityColumns.add(edit, table, column, identity));
                case Constraint.NotNull _,
                        Constraint.Null _,
                        Constraint.Check _,
                        Constraint.Unique _,
                        Constraint.PrimaryKey _,
                        Constraint.ForeignKey _,
                        Constraint.Exclude _ -> {}
            }
        }
    }

    static @Nullable Scalar bindDefault(Edit edit, ColumnDefinition column, Expression value) {
        Scalar bound = edit.binder().defaultValue(value, column.name(), column.type());
        // DEFAULT NULL is no default
        return bound instanceof Scalar.Constant constant && constant.value() == null ? null : bound;
    }

    private void bindGenerated(
            TableDraft table, ColumnDefinition column, Constraint.Generated generated) {
        Scalar bound = edit.binder().generated(generated.value(), column, table);
        TreeReferences references = TreeReferences.of(bound, table.oid);
        for (TreeReferences.ColumnOf used : references.columns()) {
            if (isGenerated(table.column(used.column()).name())) {
                throw DefinitionErrors.generatedReferencesGenerated(
                        table.column(used.column()).name());
            }
        }
        if (!Volatilities.isImmutable(edit, references)) {
            throw DefinitionErrors.generationNotImmutable();
        }
        table.set(Columns.value(column, bound, true));
    }

    private boolean isGenerated(String column) {
        return pending.stream()
                .anyMatch(
                        one ->
                                one.constraint instanceof Constraint.Generated
                                        && column.equals(one.column));
    }

    /** Checks first, then keys (the primary one first of all), then foreign keys, which may need them. */
    private void addConstraints(TableDraft table) {
        var maker = new ConstraintMaker(edit, table);
        for (Pending one : pending) {
            if (one.constraint instanceof Constraint.Check check) {
                maker.addCheck(check, true);
            } else if (one.constraint instanceof Constraint.Exclude) {
                throw DefinitionErrors.notSupportedFor("EXCLUDE constraint", "CREATE TABLE");
            }
        }
        for (Pending one : pending) {
            if (one.constraint instanceof Constraint.PrimaryKey key) {
                if (key.storageOptions()) {
                    throw DefinitionErrors.notSupportedFor("WITH clause", "CREATE TABLE");
                }
                maker.addKey(
                        true,
                        key.name(),
                        one.column == null ? key.columns() : List.of(one.column),
                        key.include(),
                        false,
                        key.attributes(),
                        key.position());
            }
        }
        for (Pending one : pending) {
            if (one.constraint instanceof Constraint.Unique key) {
                if (key.storageOptions()) {
                    throw DefinitionErrors.notSupportedFor("WITH clause", "CREATE TABLE");
                }
                maker.addKey(
                        false,
                        key.name(),
                        one.column == null ? key.columns() : List.of(one.column),
                        key.include(),
                        key.nullsNotDistinct(),
                        key.attributes(),
                        key.position());
            }
        }
        table.save(edit);
        for (Pending one : pending) {
            if (one.constraint instanceof Constraint.ForeignKey key) {
                maker.addForeignKey(
                        key, one.column == null ? key.columns() : List.of(one.column), true);
            }
        }
    }
}
