package dev.borealis.sql;

import dev.borealis.sql.ast.DomainStatement.AlterDomain;
import dev.borealis.sql.ast.DomainStatement.DomainChange;
import dev.borealis.sql.ast.FunctionStatement.AlterFunction;
import dev.borealis.sql.ast.ObjectKind;
import dev.borealis.sql.ast.ObjectReference;
import dev.borealis.sql.ast.ObjectStatement;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.Refused;
import dev.borealis.sql.ast.RoleStatement.RoleKind;
import dev.borealis.sql.ast.SequenceStatement.AlterSequence;
import dev.borealis.sql.ast.SequenceStatement.SequenceOption;
import dev.borealis.sql.ast.Statement;
import dev.borealis.sql.ast.StatisticsStatement.AlterStatistics;

import java.util.List;

/** ALTER: finds the kind of object; reads sequences, schemas, domains, functions, statistics. */
final class AlterParser {
    private final Grammar grammar;
    private final Cursor cursor;

    AlterParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    Statement alter() {
        cursor.expect(Keyword.ALTER);
        Keyword keyword = cursor.keyword();
        if (keyword == null) {
            throw cursor.error();
        }
        return switch (keyword) {
            case TABLE -> table(ObjectKind.TABLE);
            case VIEW -> table(ObjectKind.VIEW);
            case INDEX -> table(ObjectKind.INDEX);
            case MATERIALIZED -> {
                cursor.advance();
                if (!cursor.at(Keyword.VIEW)) {
                    throw cursor.error();
                }
                yield table(ObjectKind.MATERIALIZED_VIEW);
            }
            case FOREIGN -> {
                if (!cursor.at(1, Keyword.TABLE)) {
                    yield grammar.rare().alter();
                }
                cursor.advance();
                yield table(ObjectKind.FOREIGN_TABLE);
            }
            case SEQUENCE -> sequence();
            case SCHEMA -> schema();
            case DOMAIN -> domain();
            case FUNCTION -> function(ObjectKind.FUNCTION);
            case PROCEDURE -> function(ObjectKind.PROCEDURE);
            case ROUTINE -> function(ObjectKind.ROUTINE);
            case STATISTICS -> statistics();
            case ROLE -> grammar.roles().alter(RoleKind.ROLE);
            case GROUP -> grammar.roles().alter(RoleKind.GROUP);
            case USER ->
                    cursor.at(1, Keyword.MAPPING)
                            ? grammar.rare().alter()
                            : grammar.roles().alter(RoleKind.USER);
            case DEFAULT -> {
                cursor.advance();
                cursor.expect(Keyword.PRIVILEGES);
                yield grammar.grants().defaults();
            }
            default -> grammar.rare().alter();
        };
    }

    private Statement table(ObjectKind kind) {
        cursor.advance();
        return grammar.alterTable().alter(kind);
    }

    private Statement sequence() {
        // options are a statement of their own; all else is as for a table
        int ahead = cursor.at(1, Keyword.IF) && cursor.at(2, Keyword.EXISTS) ? 4 : 2;
        while (cursor.at(ahead, TokenKind.DOT)) {
            ahead += 2;
        }
        Keyword next = cursor.keyword(ahead);
        boolean options =
                next != null
                        && switch (next) {
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
                            default -> false;
                        };
        if (!options) {
            if (next == Keyword.SET
                    && (cursor.at(ahead + 1, Keyword.LOGGED)
                            || cursor.at(ahead + 1, Keyword.UNLOGGED))) {
                cursor.skipStatement();
                return new Refused("unsupported statement: AlterTable");
            }
            return table(ObjectKind.SEQUENCE);
        }
        cursor.advance();
        boolean ifExists = cursor.ifExists();
        QualifiedName name = cursor.relationName();
        List<SequenceOption> list = grammar.sequences().options();
        return new AlterSequence(name, ifExists, list);
    }

    /** {@code RENAME TO}, {@code OWNER TO}, {@code SET SCHEMA}, or null when something else stands here. */
    private @org.jspecify.annotations.Nullable Statement common(
            ObjectKind kind, ObjectReference object) {
        if (cursor.at(Keyword.RENAME) && cursor.at(1, Keyword.TO)) {
            cursor.advance();
            cursor.advance();
            return new ObjectStatement.Rename(
                    kind, kind, object, false, null, cursor.columnId(), false, false);
        }
        if (cursor.accept(Keyword.OWNER)) {
            cursor.expect(Keyword.TO);
            return new ObjectStatement.SetOwner(kind, object, grammar.roles().role());
        }
        if (cursor.accept(Keyword.SET, Keyword.SCHEMA)) {
            return new ObjectStatement.SetSchema(kind, object, false, cursor.columnId(), false);
        }
        return null;
    }

    private Statement schema() {
        cursor.advance();
        ObjectReference object = grammar.drop().object(ObjectKind.SCHEMA);
        if (cursor.at(Keyword.SET)) {
            throw cursor.error();
        }
        Statement common = common(ObjectKind.SCHEMA, object);
        if (common == null) {
            throw cursor.error();
        }
        return common;
    }

    /** {@code [NO] DEPENDS ON EXTENSION name}. */
    Statement depends(ObjectKind kind, ObjectReference object) {
        boolean remove = cursor.accept(Keyword.NO);
        cursor.expect(Keyword.DEPENDS, Keyword.ON);
        cursor.expect(Keyword.EXTENSION);
        return new ObjectStatement.DependsOnExtension(kind, object, cursor.columnId(), remove);
    }

    private Statement function(ObjectKind kind) {
        cursor.advance();
        ObjectReference function = grammar.functions().signature();
        Statement common = common(kind, function);
        if (common != null) {
            return common;
        }
        if (cursor.at(Keyword.DEPENDS) || cursor.at(Keyword.NO)) {
            return depends(kind, function);
        }
        var options = grammar.functions().requiredOptions();
        cursor.accept(Keyword.RESTRICT);
        return new AlterFunction(kind, function, options);
    }

    private Statement statistics() {
        cursor.advance();
        boolean ifExists = cursor.ifExists();
        QualifiedName name = cursor.anyName();
        Statement common = common(ObjectKind.STATISTICS, ObjectReference.of(name));
        if (common != null) {
            return common;
        }
        cursor.expect(Keyword.SET, Keyword.STATISTICS);
        return new AlterStatistics(name, ifExists, cursor.signedInteger());
    }

    // ---- domains ----

    private Statement domain() {
        cursor.advance();
        QualifiedName name = cursor.anyName();
        ObjectReference object = ObjectReference.of(name);
        Statement common = common(ObjectKind.DOMAIN, object);
        if (common != null) {
            return common;
        }
        if (cursor.accept(Keyword.RENAME)) {
            cursor.expect(Keyword.CONSTRAINT);
            String old = cursor.columnId();
            cursor.expect(Keyword.TO);
            return new ObjectStatement.Rename(
                    ObjectKind.DOMAIN_CONSTRAINT,
                    ObjectKind.DOMAIN,
                    object,
                    false,
                    old,
                    cursor.columnId(),
                    false,
                    false);
        }
        return new AlterDomain(name, domainChange());
    }

    private DomainChange domainChange() {
        if (cursor.accept(Keyword.SET)) {
            if (cursor.accept(Keyword.NOT)) {
                cursor.expect(Keyword.NULL);
                return new DomainChange.SetNotNull();
            }
            cursor.expect(Keyword.DEFAULT);
            return new DomainChange.SetDefault(grammar.expressions().expression());
        }
        if (cursor.accept(Keyword.ADD)) {
            if (!grammar.constraints().atTableConstraint()) {
                throw cursor.error();
            }
            return new DomainChange.AddConstraint(grammar.constraints().tableConstraint());
        }
        if (cursor.accept(Keyword.VALIDATE)) {
            cursor.expect(Keyword.CONSTRAINT);
            return new DomainChange.ValidateConstraint(cursor.columnId());
        }
        cursor.expect(Keyword.DROP);
        if (cursor.accept(Keyword.DEFAULT)) {
            return new DomainChange.DropDefault();
        }
        if (cursor.accept(Keyword.NOT)) {
            cursor.expect(Keyword.NULL);
            return new DomainChange.DropNotNull();
        }
        cursor.expect(Keyword.CONSTRAINT);
        boolean ifExists = cursor.ifExists();
        String constraint = cursor.columnId();
        return new DomainChange.DropConstraint(constraint, ifExists, cursor.cascade());
    }
}
