package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/** CREATE TABLE and ALTER TABLE; DROP TABLE is {@link ObjectStatement.Drop}. */
public sealed interface TableStatement extends DefinitionStatement {
    /** How long a relation lives and whether it survives a crash. */
    enum Persistence {
        PERMANENT,
        TEMPORARY,
        UNLOGGED
    }

    /**
     * @param refusedClauses clauses that DSQL refuses, in the order written: {@code INHERITS}, {@code PARTITION BY},
     *     {@code PARTITION OF}, {@code OF}, {@code USING}, {@code WITH}, {@code ON COMMIT}, {@code TABLESPACE}
     */
    record CreateTable(
            QualifiedName name,
            Persistence persistence,
            boolean ifNotExists,
            List<TableElement> elements,
            List<String> refusedClauses)
            implements TableStatement {
        public CreateTable {
            elements = List.copyOf(elements);
            refusedClauses = List.copyOf(refusedClauses);
        }
    }

    /** What stands in the parentheses of CREATE TABLE. */
    sealed interface TableElement {
        /** A column with its constraints. */
        record Column(ColumnDefinition definition) implements TableElement {}

        /** A constraint of the whole table. */
        record TableConstraint(Constraint constraint) implements TableElement {}

        /** {@code LIKE source …}: what is copied after all INCLUDING and EXCLUDING were applied in order. */
        record Like(QualifiedName source, Set<LikeOption> including) implements TableElement {
            public Like {
                including = Set.copyOf(including);
            }
        }
    }

    /** What LIKE may copy. */
    enum LikeOption {
        COMMENTS,
        COMPRESSION,
        CONSTRAINTS,
        DEFAULTS,
        GENERATED,
        IDENTITY,
        INDEXES,
        STATISTICS,
        STORAGE
    }

    /**
     * {@code ALTER TABLE [IF EXISTS] relation commands}; also ALTER VIEW, INDEX, SEQUENCE, MATERIALIZED VIEW and FOREIGN
     * TABLE in the forms that PostgreSQL treats alike.
     *
     * @param async {@code ALTER TABLE ASYNC}
     */
    record AlterTable(
            ObjectKind kind,
            QualifiedName name,
            boolean only,
            boolean ifExists,
            boolean async,
            List<AlterTableCommand> commands)
            implements TableStatement {
        public AlterTable {
            commands = List.copyOf(commands);
        }
    }

    /** One command of ALTER TABLE. */
    sealed interface AlterTableCommand {
        /** Changes the columns or constraints of a table; some defaults can be those of a view's columns. */
        sealed interface TableChange extends AlterTableCommand {}

        /** {@code ADD COLUMN [IF NOT EXISTS] column}. */
        record AddColumn(ColumnDefinition column, boolean ifNotExists) implements TableChange {}

        /** {@code DROP COLUMN [IF EXISTS] column [CASCADE]}. */
        record DropColumn(String column, boolean ifExists, boolean cascade)
                implements TableChange {}

        /** {@code ALTER COLUMN column SET DEFAULT value}. */
        record SetDefault(String column, Expression value) implements TableChange {}

        /** {@code ALTER COLUMN column DROP DEFAULT}. */
        record DropDefault(String column) implements TableChange {}

        /** {@code ALTER COLUMN column DROP NOT NULL}. */
        record DropNotNull(String column) implements TableChange {}

        /** {@code ALTER COLUMN column DROP EXPRESSION [IF EXISTS]}. */
        record DropExpression(String column, boolean ifExists) implements TableChange {}

        /** {@code storage} in lower case. */
        record SetStorage(String column, String storage) implements TableChange {}

        /** {@code ALTER COLUMN column ADD GENERATED … AS IDENTITY}. */
        record AddIdentity(String column, Constraint.Identity identity) implements TableChange {}

        /** {@code always} null: not changed. */
        record SetIdentity(
                String column,
                @Nullable Boolean always,
                List<SequenceStatement.SequenceOption> options)
                implements TableChange {
            public SetIdentity {
                options = List.copyOf(options);
            }
        }

        /** {@code ALTER COLUMN column DROP IDENTITY [IF EXISTS]}. */
        record DropIdentity(String column, boolean ifExists) implements TableChange {}

        /** {@code ADD constraint}. */
        record AddConstraint(Constraint constraint) implements TableChange {}

        /** {@code ALTER CONSTRAINT name attributes}. */
        record AlterConstraint(String name, Constraint.Attributes attributes)
                implements TableChange {}

        /** {@code DROP CONSTRAINT [IF EXISTS] name [CASCADE]}. */
        record DropConstraint(String name, boolean ifExists, boolean cascade)
                implements TableChange {}

        /** {@code VALIDATE CONSTRAINT name}. */
        record ValidateConstraint(String name) implements TableChange {}

        /** {@code OWNER TO owner}. */
        record OwnerTo(RoleName owner) implements AlterTableCommand {}

        /**
         * ENABLE or DISABLE TRIGGER.
         *
         * @param trigger null for ALL and USER
         * @param displayName PostgreSQL's name of the command, such as {@code ENABLE TRIGGER ALL}
         */
        record Triggers(@Nullable String trigger, String displayName)
                implements AlterTableCommand {}

        /** {@code SET (options)} or {@code RESET (options)}: allowed for views. */
        record Options(boolean reset, List<UtilityStatement.Option> options)
                implements AlterTableCommand {
            public Options {
                options = List.copyOf(options);
            }
        }

        /** Any other command. {@code displayName} is PostgreSQL's, such as {@code ALTER COLUMN ... SET DATA TYPE}. */
        record Other(String displayName) implements AlterTableCommand {}
    }
}
