package dev.borealis.sql.dialect;

import dev.borealis.sql.ast.ColumnDefinition;
import dev.borealis.sql.ast.Constraint;
import dev.borealis.sql.ast.DomainStatement;
import dev.borealis.sql.ast.DomainStatement.DomainChange;
import dev.borealis.sql.ast.IndexElement;
import dev.borealis.sql.ast.IndexStatement.CreateIndex;
import dev.borealis.sql.ast.ObjectKind;
import dev.borealis.sql.ast.SequenceStatement;
import dev.borealis.sql.ast.SortItem;
import dev.borealis.sql.ast.TableStatement;
import dev.borealis.sql.ast.TableStatement.AlterTable;
import dev.borealis.sql.ast.TableStatement.AlterTableCommand;
import dev.borealis.sql.ast.TableStatement.CreateTable;
import dev.borealis.sql.ast.TableStatement.Persistence;
import dev.borealis.sql.ast.TableStatement.TableElement;
import dev.borealis.sql.ast.ViewStatement.CreateView;
import dev.borealis.types.error.DialectErrors;

import java.util.Set;

/**
 * Refusals in definitions. Whether an identity column has a CACHE and the right type is told by the engine, since the
 * type comes first (sql-ddl.md section 5).
 */
final class DefinitionRules {
    /** ALTER TABLE, VIEW and SEQUENCE take one another's commands; DSQL takes these. */
    private static final Set<ObjectKind> ALTERED_LIKE_TABLES =
            Set.of(ObjectKind.TABLE, ObjectKind.VIEW, ObjectKind.SEQUENCE);

    private DefinitionRules() {}

    // ---- tables ----

    static void check(TableStatement statement) {
        switch (statement) {
            case CreateTable create -> check(create);
            case AlterTable alter -> check(alter);
        }
    }

    private static void check(CreateTable create) {
        switch (create.persistence()) {
            case TEMPORARY -> throw DialectErrors.forCreate("TEMPORARY or TEMP table", "TABLE");
            case UNLOGGED -> throw DialectErrors.forCreate("UNLOGGED table", "TABLE");
            case PERMANENT -> {}
        }
        for (String clause : create.refusedClauses()) {
            throw DialectErrors.forCreate(clause + " clause", "TABLE");
        }
        for (TableElement element : create.elements()) {
            switch (element) {
                case TableElement.Column(ColumnDefinition column) -> {
                    checkColumn(column);
                    column.constraints().forEach(DefinitionRules::checkNew);
                }
                case TableElement.TableConstraint(Constraint constraint) -> checkNew(constraint);
                case TableElement.Like _ -> {}
            }
        }
    }

    private static void checkColumn(ColumnDefinition column) {
        if (column.collation() != null) {
            throw DialectErrors.clause("COLLATE");
        }
        if (column.compression() != null) {
            throw DialectErrors.forCreate("COMPRESSION clause", "TABLE");
        }
        if (column.foreignOptions()) {
            throw DialectErrors.forCreate("OPTIONS clause", "TABLE");
        }
    }

    /** A constraint of CREATE TABLE. */
    private static void checkNew(Constraint constraint) {
        switch (constraint) {
            case Constraint.Exclude _ ->
                    throw DialectErrors.forCreate("EXCLUDE constraint", "TABLE");
            case Constraint.Unique unique -> checkKey(unique.storageOptions(), unique.attributes());
            case Constraint.PrimaryKey key -> checkKey(key.storageOptions(), key.attributes());
            case Constraint.NotNull _,
                    Constraint.Null _,
                    Constraint.Default _,
                    Constraint.Check _,
                    Constraint.Generated _,
                    Constraint.Identity _,
                    Constraint.ForeignKey _ -> {}
        }
    }

    /** Deferring is for foreign keys alone. */
    private static void checkKey(boolean storageOptions, Constraint.Attributes attributes) {
        if (storageOptions) {
            throw DialectErrors.forCreate("WITH clause", "TABLE");
        }
        if (Boolean.TRUE.equals(attributes.deferrable())
                || Boolean.TRUE.equals(attributes.initiallyDeferred())) {
            throw DialectErrors.forCreate("DEFERRABLE constraint", "TABLE");
        }
    }

    private static void check(AlterTable alter) {
        if (!ALTERED_LIKE_TABLES.contains(alter.kind())) {
            throw DialectErrors.statement("AlterTable");
        }
        for (AlterTableCommand command : alter.commands()) {
            check(alter, command);
        }
    }

    private static void check(AlterTable alter, AlterTableCommand command) {
        boolean validates = command instanceof AlterTableCommand.ValidateConstraint;
        if (alter.async() && (!validates || alter.commands().size() > 1)) {
            throw DialectErrors.alterTable("ASYNC");
        }
        switch (command) {
            case AlterTableCommand.AddColumn(ColumnDefinition column, boolean _) ->
                    checkAdded(column);
            case AlterTableCommand.AddConstraint(Constraint constraint) -> {
                if (!mayBeAdded(constraint)) {
                    throw DialectErrors.alterTable("ADD CONSTRAINT");
                }
            }
            case AlterTableCommand.ValidateConstraint _ -> {
                if (!alter.async()) {
                    throw DialectErrors.alterTable("VALIDATE CONSTRAINT");
                }
            }
            case AlterTableCommand.Options(boolean reset, var _) -> {
                if (alter.kind() != ObjectKind.VIEW) {
                    throw DialectErrors.alterTable(reset ? "RESET" : "SET");
                }
            }
            case AlterTableCommand.Other(String displayName) ->
                    throw DialectErrors.alterTable(displayName);
            case AlterTableCommand.DropColumn _,
                    AlterTableCommand.SetDefault _,
                    AlterTableCommand.DropDefault _,
                    AlterTableCommand.DropNotNull _,
                    AlterTableCommand.DropExpression _,
                    AlterTableCommand.SetStorage _,
                    AlterTableCommand.AddIdentity _,
                    AlterTableCommand.SetIdentity _,
                    AlterTableCommand.DropIdentity _,
                    AlterTableCommand.AlterConstraint _,
                    AlterTableCommand.DropConstraint _,
                    AlterTableCommand.OwnerTo _,
                    AlterTableCommand.Triggers _ -> {}
        }
    }

    /** The constraints come before the type. A bare NULL says nothing and is taken. */
    private static void checkAdded(ColumnDefinition column) {
        for (Constraint constraint : column.constraints()) {
            if (!(constraint instanceof Constraint.Null)) {
                throw DialectErrors.addColumnWithConstraint();
            }
        }
        checkColumn(column);
    }

    private static boolean mayBeAdded(Constraint constraint) {
        return switch (constraint) {
            case Constraint.Check check -> check.attributes().notValid();
            case Constraint.ForeignKey key -> key.attributes().notValid();
            case Constraint.Unique unique -> unique.usingIndex() != null;
            case Constraint.PrimaryKey _,
                    Constraint.Exclude _,
                    Constraint.NotNull _,
                    Constraint.Null _,
                    Constraint.Default _,
                    Constraint.Generated _,
                    Constraint.Identity _ ->
                    false;
        };
    }

    // ---- indexes: the order is DSQL's ----

    static void check(CreateIndex index) {
        if (index.concurrently()) {
            throw DialectErrors.forCreate("CONCURRENTLY", "INDEX");
        }
        if (index.method() != null) {
            throw DialectErrors.forCreate("USING", "INDEX");
        }
        if (!index.async()) {
            throw DialectErrors.synchronousIndex();
        }
        if (index.options()) {
            throw DialectErrors.forCreate("WITH clause", "INDEX");
        }
        if (index.tablespace()) {
            throw DialectErrors.forCreate("TABLESPACE clause", "INDEX");
        }
        for (IndexElement key : index.keys()) {
            if (key.direction() != SortItem.Direction.DEFAULT) {
                throw DialectErrors.sortOrderInKey();
            }
            if (key.operatorClass() != null) {
                throw DialectErrors.operatorClassInKey();
            }
            if (key.collation() != null) {
                throw DialectErrors.clause("COLLATE");
            }
        }
        for (IndexElement column : index.include()) {
            if (column.expression() != null) {
                throw DialectErrors.includedExpression();
            }
        }
    }

    // ---- views, sequences, domains ----

    static void check(CreateView view) {
        if (view.temporary()) {
            throw DialectErrors.forCreate("TEMPORARY or TEMP view", "VIEW");
        }
        QueryRules.check(view.query());
    }

    static void check(SequenceStatement statement) {
        switch (statement) {
            case SequenceStatement.CreateSequence create -> {
                if (create.persistence() == Persistence.TEMPORARY) {
                    throw DialectErrors.forCreate("TEMPORARY or TEMP sequence", "SEQUENCE");
                }
                if (create.persistence() == Persistence.UNLOGGED) {
                    throw DialectErrors.forCreate("UNLOGGED sequence", "SEQUENCE");
                }
                boolean cached =
                        create.options().stream()
                                .anyMatch(
                                        option ->
                                                option
                                                        instanceof
                                                        SequenceStatement.SequenceOption.Cache);
                if (!cached) {
                    throw DialectErrors.cacheRequired("CREATE SEQUENCE");
                }
            }
            case SequenceStatement.AlterSequence _ -> {}
        }
    }

    static void check(DomainStatement statement) {
        switch (statement) {
            case DomainStatement.CreateDomain create -> {
                if (create.collation() != null) {
                    throw DialectErrors.clause("COLLATE");
                }
            }
            case DomainStatement.AlterDomain(var _, DomainChange change) -> {
                switch (change) {
                    case DomainChange.SetNotNull _ ->
                            throw DialectErrors.alterDomain("SET NOT NULL");
                    case DomainChange.AddConstraint _ ->
                            throw DialectErrors.alterDomain("ADD CONSTRAINT");
                    case DomainChange.ValidateConstraint _ ->
                            throw DialectErrors.alterDomain("VALIDATE CONSTRAINT");
                    case DomainChange.SetDefault _,
                            DomainChange.DropDefault _,
                            DomainChange.DropNotNull _,
                            DomainChange.DropConstraint _ -> {}
                }
            }
        }
    }
}
