package dev.borealis.sql;

import static dev.borealis.sql.TokenKind.COMMA;
import static dev.borealis.sql.TokenKind.LEFT_PARENTHESIS;

import dev.borealis.sql.ast.Constraint;
import dev.borealis.sql.ast.ObjectKind;
import dev.borealis.sql.ast.ObjectReference;
import dev.borealis.sql.ast.ObjectStatement;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.Refused;
import dev.borealis.sql.ast.SequenceStatement.SequenceOption;
import dev.borealis.sql.ast.Statement;
import dev.borealis.sql.ast.TableExpression.Relation;
import dev.borealis.sql.ast.TableStatement.AlterTable;
import dev.borealis.sql.ast.TableStatement.AlterTableCommand;
import dev.borealis.sql.ast.TableStatement.AlterTableCommand.Other;

import java.util.ArrayList;
import java.util.List;

/** ALTER TABLE, and ALTER VIEW, INDEX, SEQUENCE and FOREIGN TABLE in the forms they share with it. */
final class AlterTableParser {
    private final Grammar grammar;
    private final Cursor cursor;

    AlterTableParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** After {@code ALTER kind}. */
    Statement alter(ObjectKind kind) {
        if (cursor.at(Keyword.ALL) && cursor.at(1, Keyword.IN)) {
            cursor.advance();
            cursor.advance();
            cursor.expect(Keyword.TABLESPACE);
            cursor.skipStatement();
            return new Refused("unsupported statement: AlterTableMoveAll");
        }
        boolean async = kind == ObjectKind.TABLE && cursor.accept(Keyword.ASYNC);
        boolean ifExists = cursor.ifExists();
        boolean plain = kind != ObjectKind.TABLE && kind != ObjectKind.FOREIGN_TABLE;
        QualifiedName name;
        boolean only = false;
        if (plain) {
            name = cursor.relationName();
        } else {
            Relation relation = grammar.from().relation();
            name = relation.name();
            only = relation.only();
        }
        if (cursor.at(Keyword.RENAME)) {
            return rename(kind, name, only, ifExists);
        }
        if (cursor.at(Keyword.SET, Keyword.SCHEMA)) {
            cursor.advance();
            cursor.advance();
            return new ObjectStatement.SetSchema(
                    kind, ObjectReference.of(name), only, cursor.columnId(), ifExists);
        }
        if (cursor.at(Keyword.DEPENDS) || cursor.at(Keyword.NO, Keyword.DEPENDS)) {
            return grammar.alter().depends(kind, ObjectReference.of(name));
        }
        List<AlterTableCommand> commands = new ArrayList<>(1);
        do {
            commands.add(command(kind));
        } while (cursor.accept(COMMA));
        return new AlterTable(kind, name, only, ifExists, async, commands);
    }

    private Statement rename(ObjectKind kind, QualifiedName name, boolean only, boolean ifExists) {
        cursor.expect(Keyword.RENAME);
        ObjectReference object = ObjectReference.of(name);
        if (cursor.accept(Keyword.TO)) {
            return new ObjectStatement.Rename(
                    kind, kind, object, only, null, cursor.columnId(), ifExists, false);
        }
        if (kind == ObjectKind.SEQUENCE || kind == ObjectKind.INDEX) {
            throw cursor.error();
        }
        if (kind == ObjectKind.TABLE && cursor.accept(Keyword.CONSTRAINT)) {
            String old = cursor.columnId();
            cursor.expect(Keyword.TO);
            return new ObjectStatement.Rename(
                    ObjectKind.CONSTRAINT,
                    kind,
                    object,
                    only,
                    old,
                    cursor.columnId(),
                    ifExists,
                    false);
        }
        cursor.accept(Keyword.COLUMN);
        String old = cursor.columnId();
        cursor.expect(Keyword.TO);
        return new ObjectStatement.Rename(
                ObjectKind.COLUMN, kind, object, only, old, cursor.columnId(), ifExists, false);
    }

    private AlterTableCommand command(ObjectKind kind) {
        Keyword keyword = cursor.keyword();
        if (keyword == null) {
            throw cursor.error();
        }
        cursor.advance();
        return switch (keyword) {
            case ADD -> add();
            case DROP -> drop();
            case ALTER -> cursor.at(Keyword.CONSTRAINT) ? alterConstraint() : alterColumn();
            case VALIDATE -> {
                cursor.expect(Keyword.CONSTRAINT);
                yield new AlterTableCommand.ValidateConstraint(cursor.columnId());
            }
            case OWNER -> {
                cursor.expect(Keyword.TO);
                yield new AlterTableCommand.OwnerTo(grammar.roles().role());
            }
            case ENABLE, DISABLE -> triggers(keyword);
            case SET -> set();
            case RESET -> new AlterTableCommand.Options(true, grammar.options().relationOptions());
            case CLUSTER -> {
                cursor.expect(Keyword.ON);
                cursor.columnId();
                yield new Other("CLUSTER ON");
            }
            case INHERIT -> {
                cursor.relationName();
                yield new Other("INHERIT");
            }
            case NO -> {
                if (cursor.accept(Keyword.FORCE)) {
                    rowSecurity();
                    yield new Other("NO FORCE ROW SECURITY");
                }
                cursor.expect(Keyword.INHERIT);
                cursor.relationName();
                yield new Other("NO INHERIT");
            }
            case OF -> {
                cursor.anyName();
                yield new Other("OF");
            }
            case NOT -> {
                cursor.expect(Keyword.OF);
                yield new Other("NOT OF");
            }
            case FORCE -> {
                rowSecurity();
                yield new Other("FORCE ROW SECURITY");
            }
            case REPLICA -> replicaIdentity();
            case OPTIONS -> {
                cursor.skipStatement();
                yield new Other("OPTIONS");
            }
            case ATTACH, DETACH -> partition(kind, keyword);
            default -> throw unexpected();
        };
    }

    private dev.borealis.types.error.SqlException unexpected() {
        cursor.back();
        return cursor.error();
    }

    private void rowSecurity() {
        cursor.expect(Keyword.ROW);
        cursor.expect(Keyword.LEVEL, Keyword.SECURITY);
    }

    private AlterTableCommand add() {
        if (grammar.constraints().atTableConstraint()) {
            return new AlterTableCommand.AddConstraint(grammar.constraints().tableConstraint());
        }
        cursor.accept(Keyword.COLUMN);
        boolean ifNotExists = cursor.ifNotExists();
        return new AlterTableCommand.AddColumn(grammar.tables().column(), ifNotExists);
    }

    private AlterTableCommand drop() {
        if (cursor.accept(Keyword.CONSTRAINT)) {
            boolean ifExists = cursor.ifExists();
            String name = cursor.columnId();
            return new AlterTableCommand.DropConstraint(name, ifExists, cursor.cascade());
        }
        cursor.accept(Keyword.COLUMN);
        boolean ifExists = cursor.ifExists();
        String name = cursor.columnId();
        return new AlterTableCommand.DropColumn(name, ifExists, cursor.cascade());
    }

    private AlterTableCommand alterConstraint() {
        cursor.expect(Keyword.CONSTRAINT);
        String name = cursor.columnId();
        return new AlterTableCommand.AlterConstraint(name, grammar.constraints().attributes());
    }

    // ---- ALTER COLUMN ----

    private AlterTableCommand alterColumn() {
        cursor.accept(Keyword.COLUMN);
        if (cursor.at(TokenKind.INTEGER)) {
            cursor.integer();
            cursor.expect(Keyword.SET, Keyword.STATISTICS);
            cursor.signedInteger();
            return new Other("ALTER COLUMN ... SET STATISTICS");
        }
        String column = cursor.columnId();
        Keyword keyword = cursor.keyword();
        if (keyword == null) {
            throw cursor.error();
        }
        switch (keyword) {
            case SET -> {
                return setColumn(column);
            }
            case DROP -> {
                cursor.advance();
                return dropOfColumn(column);
            }
            case RESET -> {
                cursor.advance();
                grammar.options().relationOptions();
                return new Other("ALTER COLUMN ... RESET");
            }
            case ADD -> {
                cursor.advance();
                return addIdentity(column);
            }
            case RESTART -> {
                return identity(column);
            }
            case TYPE -> {
                return type();
            }
            case OPTIONS -> {
                grammar.options().foreignOptions();
                return new Other("ALTER COLUMN ... OPTIONS");
            }
            default -> throw cursor.error();
        }
    }

    private AlterTableCommand setColumn(String column) {
        Keyword what = cursor.keyword(1);
        if (what == Keyword.GENERATED || isSequenceOption(what)) {
            return identity(column);
        }
        cursor.advance();
        if (what == null) {
            if (!cursor.at(LEFT_PARENTHESIS)) {
                throw cursor.error();
            }
            grammar.options().relationOptions();
            return new Other("ALTER COLUMN ... SET");
        }
        switch (what) {
            case DEFAULT -> {
                cursor.advance();
                return new AlterTableCommand.SetDefault(column, grammar.expressions().expression());
            }
            case NOT -> {
                cursor.advance();
                cursor.expect(Keyword.NULL);
                return new Other("ALTER COLUMN ... SET NOT NULL");
            }
            case STATISTICS -> {
                cursor.advance();
                cursor.signedInteger();
                return new Other("ALTER COLUMN ... SET STATISTICS");
            }
            case STORAGE -> {
                cursor.advance();
                String storage = cursor.accept(Keyword.DEFAULT) ? "default" : cursor.columnId();
                return new AlterTableCommand.SetStorage(column, storage);
            }
            case COMPRESSION -> {
                cursor.advance();
                if (!cursor.accept(Keyword.DEFAULT)) {
                    cursor.columnId();
                }
                return new Other("ALTER COLUMN ... SET COMPRESSION");
            }
            case DATA -> {
                cursor.advance();
                return type();
            }
            default -> throw cursor.error();
        }
    }

    private static boolean isSequenceOption(@org.jspecify.annotations.Nullable Keyword keyword) {
        if (keyword == null) {
            return false;
        }
        return switch (keyword) {
            case AS,
                    CACHE,
                    CYCLE,
                    INCREMENT,
                    MAXVALUE,
                    MINVALUE,
                    NO,
                    OWNED,
                    SEQUENCE,
                    START,
                    RESTART ->
                    true;
            case LOGGED, UNLOGGED -> true;
            default -> false;
        };
    }

    private AlterTableCommand type() {
        cursor.expect(Keyword.TYPE);
        grammar.types().typeName();
        if (cursor.accept(Keyword.COLLATE)) {
            cursor.anyName();
        }
        if (cursor.accept(Keyword.USING)) {
            grammar.expressions().expression();
        }
        return new Other("ALTER COLUMN ... SET DATA TYPE");
    }

    private AlterTableCommand dropOfColumn(String column) {
        if (cursor.accept(Keyword.DEFAULT)) {
            return new AlterTableCommand.DropDefault(column);
        }
        if (cursor.accept(Keyword.NOT)) {
            cursor.expect(Keyword.NULL);
            return new AlterTableCommand.DropNotNull(column);
        }
        if (cursor.accept(Keyword.EXPRESSION)) {
            return new AlterTableCommand.DropExpression(column, cursor.ifExists());
        }
        cursor.expect(Keyword.IDENTITY);
        return new AlterTableCommand.DropIdentity(column, cursor.ifExists());
    }

    private AlterTableCommand addIdentity(String column) {
        int position = cursor.position();
        cursor.expect(Keyword.GENERATED);
        boolean always = grammar.constraints().generatedAlways();
        cursor.expect(Keyword.AS, Keyword.IDENTITY);
        List<SequenceOption> options = grammar.sequences().optionsInParentheses();
        return new AlterTableCommand.AddIdentity(
                column, new Constraint.Identity(null, always, options, position));
    }

    /** {@code {SET GENERATED … | SET option | RESTART …}}. */
    private AlterTableCommand identity(String column) {
        Boolean always = null;
        List<SequenceOption> options = new ArrayList<>();
        while (true) {
            if (cursor.at(Keyword.RESTART)) {
                options.add(java.util.Objects.requireNonNull(grammar.sequences().option()));
            } else if (cursor.accept(Keyword.SET)) {
                if (cursor.accept(Keyword.GENERATED)) {
                    always = grammar.constraints().generatedAlways();
                } else {
                    SequenceOption option = grammar.sequences().option();
                    if (option == null) {
                        throw cursor.error();
                    }
                    options.add(option);
                }
            } else {
                return new AlterTableCommand.SetIdentity(column, always, options);
            }
        }
    }

    // ---- SET, triggers, partitions ----

    private AlterTableCommand set() {
        if (cursor.at(LEFT_PARENTHESIS)) {
            return new AlterTableCommand.Options(false, grammar.options().relationOptions());
        }
        if (cursor.accept(Keyword.WITHOUT)) {
            if (cursor.accept(Keyword.CLUSTER)) {
                return new Other("SET WITHOUT CLUSTER");
            }
            cursor.expect(Keyword.OIDS);
            return new Other("SET WITHOUT OIDS");
        }
        if (cursor.accept(Keyword.LOGGED)) {
            return new Other("SET LOGGED");
        }
        if (cursor.accept(Keyword.UNLOGGED)) {
            return new Other("SET UNLOGGED");
        }
        if (cursor.accept(Keyword.ACCESS)) {
            cursor.expect(Keyword.METHOD);
            cursor.columnId();
            return new Other("SET ACCESS METHOD");
        }
        cursor.expect(Keyword.TABLESPACE);
        cursor.columnId();
        return new Other("SET TABLESPACE");
    }

    private AlterTableCommand triggers(Keyword verb) {
        StringBuilder display = new StringBuilder(verb.name());
        if (cursor.at(Keyword.ROW)) {
            rowSecurity();
            return new Other(display + " ROW SECURITY");
        }
        if (verb == Keyword.ENABLE) {
            if (cursor.accept(Keyword.ALWAYS)) {
                display.append(" ALWAYS");
            } else if (cursor.accept(Keyword.REPLICA)) {
                display.append(" REPLICA");
            }
        }
        if (cursor.accept(Keyword.RULE)) {
            cursor.columnId();
            return new Other(display + " RULE");
        }
        cursor.expect(Keyword.TRIGGER);
        display.append(" TRIGGER");
        boolean plain = verb == Keyword.DISABLE || display.indexOf("ENABLE TRIGGER") == 0;
        if (plain && cursor.accept(Keyword.ALL)) {
            return new AlterTableCommand.Triggers(null, display + " ALL");
        }
        if (plain && cursor.accept(Keyword.USER)) {
            return new AlterTableCommand.Triggers(null, display + " USER");
        }
        return new AlterTableCommand.Triggers(cursor.columnId(), display.toString());
    }

    private AlterTableCommand replicaIdentity() {
        cursor.expect(Keyword.IDENTITY);
        if (cursor.accept(Keyword.USING)) {
            cursor.expect(Keyword.INDEX);
            cursor.columnId();
        } else if (!cursor.accept(Keyword.NOTHING) && !cursor.accept(Keyword.FULL)) {
            cursor.expect(Keyword.DEFAULT);
        }
        return new Other("REPLICA IDENTITY");
    }

    private AlterTableCommand partition(ObjectKind kind, Keyword verb) {
        cursor.expect(Keyword.PARTITION);
        cursor.relationName();
        if (verb == Keyword.ATTACH) {
            if (kind != ObjectKind.INDEX) {
                grammar.tables().partitionBound();
            }
            return new Other("ATTACH PARTITION");
        }
        if (cursor.accept(Keyword.FINALIZE)) {
            return new Other("DETACH PARTITION ... FINALIZE");
        }
        cursor.accept(Keyword.CONCURRENTLY);
        return new Other("DETACH PARTITION");
    }
}
