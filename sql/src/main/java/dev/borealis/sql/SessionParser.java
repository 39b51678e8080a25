package dev.borealis.sql;

import static dev.borealis.sql.TokenKind.COMMA;

import dev.borealis.sql.ast.Constant;
import dev.borealis.sql.ast.Constant.IntegerConstant;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.Expression.Cast;
import dev.borealis.sql.ast.Expression.CastForm;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.SessionStatement;
import dev.borealis.sql.ast.TransactionStatement;
import dev.borealis.sql.ast.TransactionStatement.Isolation;
import dev.borealis.sql.ast.TransactionStatement.TransactionModes;
import dev.borealis.types.error.SyntaxErrors;

import java.util.ArrayList;
import java.util.List;

/** BEGIN and its kin; SET, RESET, SHOW, DEALLOCATE. */
final class SessionParser {
    private final Grammar grammar;
    private final Cursor cursor;

    SessionParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    // ---- transactions ----

    TransactionStatement transaction() {
        Keyword keyword = java.util.Objects.requireNonNull(cursor.keyword());
        cursor.advance();
        return switch (keyword) {
            case BEGIN -> {
                workOrTransaction();
                yield new TransactionStatement.Begin(false, modes(false));
            }
            case START -> {
                cursor.expect(Keyword.TRANSACTION);
                yield new TransactionStatement.Begin(true, modes(false));
            }
            case COMMIT -> {
                if (cursor.accept(Keyword.PREPARED)) {
                    yield new TransactionStatement.CommitPrepared(cursor.string());
                }
                workOrTransaction();
                yield new TransactionStatement.Commit(chain());
            }
            case END -> {
                workOrTransaction();
                yield new TransactionStatement.Commit(chain());
            }
            case ABORT -> {
                workOrTransaction();
                yield new TransactionStatement.Rollback(chain());
            }
            case ROLLBACK -> rollback();
            case SAVEPOINT -> new TransactionStatement.Savepoint(cursor.columnId());
            case RELEASE -> {
                acceptSavepoint();
                yield new TransactionStatement.Release(cursor.columnId());
            }
            default -> {
                cursor.expect(Keyword.TRANSACTION);
                yield new TransactionStatement.PrepareTransaction(cursor.string());
            }
        };
    }

    private TransactionStatement rollback() {
        if (cursor.accept(Keyword.PREPARED)) {
            return new TransactionStatement.RollbackPrepared(cursor.string());
        }
        workOrTransaction();
        if (cursor.accept(Keyword.TO)) {
            acceptSavepoint();
            return new TransactionStatement.RollbackTo(cursor.columnId());
        }
        return new TransactionStatement.Rollback(chain());
    }

    /** SAVEPOINT before a name; alone it is the name. */
    private void acceptSavepoint() {
        if (cursor.at(Keyword.SAVEPOINT) && cursor.atColumnId(1)) {
            cursor.advance();
        }
    }

    private void workOrTransaction() {
        if (!cursor.accept(Keyword.WORK)) {
            cursor.accept(Keyword.TRANSACTION);
        }
    }

    private boolean chain() {
        if (!cursor.accept(Keyword.AND)) {
            return false;
        }
        boolean chain = !cursor.accept(Keyword.NO);
        cursor.expect(Keyword.CHAIN);
        return chain;
    }

    private boolean atMode() {
        return cursor.at(Keyword.ISOLATION)
                || cursor.at(Keyword.READ)
                || cursor.at(Keyword.DEFERRABLE)
                || cursor.at(Keyword.NOT);
    }

    private TransactionModes modes(boolean required) {
        Isolation isolation = null;
        Boolean readOnly = null;
        Boolean deferrable = null;
        if (!atMode()) {
            if (required) {
                throw cursor.error();
            }
            return TransactionModes.NONE;
        }
        do {
            if (cursor.accept(Keyword.ISOLATION)) {
                cursor.expect(Keyword.LEVEL);
                isolation = isolation();
            } else if (cursor.accept(Keyword.READ)) {
                readOnly = cursor.accept(Keyword.ONLY);
                if (!readOnly) {
                    cursor.expect(Keyword.WRITE);
                }
            } else {
                deferrable = !cursor.accept(Keyword.NOT);
                cursor.expect(Keyword.DEFERRABLE);
            }
        } while (cursor.accept(COMMA) || atMode());
        return new TransactionModes(isolation, readOnly, deferrable);
    }

    private Isolation isolation() {
        if (cursor.accept(Keyword.SERIALIZABLE)) {
            return Isolation.SERIALIZABLE;
        }
        if (cursor.accept(Keyword.REPEATABLE)) {
            cursor.expect(Keyword.READ);
            return Isolation.REPEATABLE_READ;
        }
        cursor.expect(Keyword.READ);
        if (cursor.accept(Keyword.COMMITTED)) {
            return Isolation.READ_COMMITTED;
        }
        cursor.expect(Keyword.UNCOMMITTED);
        return Isolation.READ_UNCOMMITTED;
    }

    // ---- SET, RESET, SHOW, DEALLOCATE ----

    SessionStatement session() {
        if (cursor.accept(Keyword.SET)) {
            return set();
        }
        if (cursor.accept(Keyword.RESET)) {
            return reset();
        }
        if (cursor.accept(Keyword.SHOW)) {
            return cursor.accept(Keyword.ALL)
                    ? new SessionStatement.ShowAll()
                    : new SessionStatement.Show(parameterOrSpecial());
        }
        cursor.expect(Keyword.DEALLOCATE);
        if (cursor.at(Keyword.PREPARE) && (cursor.at(1, Keyword.ALL) || cursor.atColumnId(1))) {
            cursor.advance();
        }
        return new SessionStatement.Deallocate(
                cursor.accept(Keyword.ALL) ? null : cursor.columnId());
    }

    private SessionStatement set() {
        if (cursor.accept(Keyword.CONSTRAINTS)) {
            List<QualifiedName> names =
                    cursor.accept(Keyword.ALL) ? List.of() : cursor.relationNames();
            boolean deferred = cursor.accept(Keyword.DEFERRED);
            if (!deferred) {
                cursor.expect(Keyword.IMMEDIATE);
            }
            return new SessionStatement.SetConstraints(names, deferred);
        }
        if (cursor.accept(Keyword.LOCAL)) {
            return setRest(true);
        }
        if (cursor.at(Keyword.SESSION)
                && !cursor.at(1, TokenKind.EQUAL)
                && !cursor.at(1, Keyword.TO)) {
            if (cursor.at(1, Keyword.CHARACTERISTICS)) {
                cursor.advance();
                cursor.advance();
                cursor.expect(Keyword.AS, Keyword.TRANSACTION);
                return new SessionStatement.SetSessionCharacteristics(modes(true));
            }
            if (!cursor.at(1, Keyword.AUTHORIZATION) && !cursor.at(1, TokenKind.DOT)) {
                cursor.advance();
            }
        }
        return setRest(false);
    }

    /** What follows SET, also in CREATE FUNCTION and ALTER ROLE. */
    SessionStatement setRest(boolean local) {
        if (cursor.at(Keyword.TRANSACTION)
                && !cursor.at(1, TokenKind.EQUAL)
                && !cursor.at(1, Keyword.TO)) {
            cursor.advance();
            if (cursor.accept(Keyword.SNAPSHOT)) {
                return new SessionStatement.SetTransactionSnapshot(cursor.string());
            }
            return new SessionStatement.SetTransaction(modes(true), local);
        }
        if (cursor.at(Keyword.SESSION, Keyword.CHARACTERISTICS)) {
            cursor.advance();
            cursor.advance();
            cursor.expect(Keyword.AS, Keyword.TRANSACTION);
            return new SessionStatement.SetSessionCharacteristics(modes(true));
        }
        SessionStatement special = special(local);
        if (special != null) {
            return special;
        }
        String name = parameter();
        if (cursor.accept(Keyword.FROM)) {
            cursor.expect(Keyword.CURRENT);
            return new SessionStatement.SetFromCurrent(name, local);
        }
        if (!cursor.accept(TokenKind.EQUAL)) {
            cursor.expect(Keyword.TO);
        }
        return new SessionStatement.SetParameter(
                name, cursor.accept(Keyword.DEFAULT) ? List.of() : values(), local);
    }

    private static SessionStatement setTo(String name, Expression value, boolean local) {
        return new SessionStatement.SetParameter(name, List.of(value), local);
    }

    private static SessionStatement toDefault(String name, boolean local) {
        return new SessionStatement.SetParameter(name, List.of(), local);
    }

    private boolean followedByValue() {
        return !cursor.at(1, TokenKind.EQUAL)
                && !cursor.at(1, Keyword.TO)
                && !cursor.at(1, TokenKind.DOT)
                && !cursor.at(1, Keyword.FROM);
    }

    /** The forms of SET without an equal sign. */
    private @org.jspecify.annotations.Nullable SessionStatement special(boolean local) {
        if (cursor.at(Keyword.TIME) && cursor.at(1, Keyword.ZONE)) {
            cursor.advance();
            cursor.advance();
            return zone(local);
        }
        if (cursor.at(Keyword.SESSION, Keyword.AUTHORIZATION)) {
            cursor.advance();
            cursor.advance();
            if (cursor.accept(Keyword.DEFAULT)) {
                return toDefault("session_authorization", local);
            }
            return setTo("session_authorization", wordOrString(), local);
        }
        if (!followedByValue()) {
            return null;
        }
        if (cursor.at(Keyword.CATALOG)) {
            cursor.advance();
            int place = cursor.position();
            cursor.string();
            throw SyntaxErrors.notSupported("current database cannot be changed", place);
        }
        if (cursor.accept(Keyword.SCHEMA)) {
            int position = cursor.position();
            return setTo(
                    "search_path",
                    new Constant.StringConstant(cursor.stringBytes(), position),
                    local);
        }
        if (cursor.accept(Keyword.NAMES)) {
            if (cursor.at(TokenKind.STRING)) {
                return setTo("client_encoding", grammar.primaries().constant(), local);
            }
            cursor.accept(Keyword.DEFAULT);
            return toDefault("client_encoding", local);
        }
        if (cursor.accept(Keyword.ROLE)) {
            return setTo("role", wordOrString(), local);
        }
        if (cursor.at(Keyword.XML) && cursor.at(1, Keyword.OPTION)) {
            cursor.advance();
            cursor.advance();
            int position = cursor.position();
            boolean document = cursor.accept(Keyword.DOCUMENT);
            if (!document) {
                cursor.expect(Keyword.CONTENT);
            }
            return setTo(
                    "xmloption",
                    ExpressionParser.string(document ? "DOCUMENT" : "CONTENT", position),
                    local);
        }
        return null;
    }

    private SessionStatement zone(boolean local) {
        int position = cursor.position();
        if (cursor.accept(Keyword.DEFAULT) || cursor.accept(Keyword.LOCAL)) {
            return toDefault("timezone", local);
        }
        if (cursor.accept(Keyword.INTERVAL)) {
            List<Expression> modifiers;
            Constant text;
            if (cursor.accept(TokenKind.LEFT_PARENTHESIS)) {
                int place = cursor.position();
                int precision = cursor.integer();
                cursor.expect(TokenKind.RIGHT_PARENTHESIS);
                modifiers = TypeParser.precisionOnly(precision, place);
                text = string();
            } else {
                text = string();
                int place = cursor.position();
                modifiers = grammar.types().intervalModifiers(false);
                checkZoneFields(modifiers, place);
            }
            Expression value =
                    new Cast(
                            text,
                            TypeParser.system("interval", modifiers, position),
                            CastForm.LITERAL,
                            position);
            return setTo("timezone", value, local);
        }
        if (cursor.at(TokenKind.IDENTIFIER) || cursor.at(TokenKind.STRING)) {
            return setTo("timezone", wordOrString(), local);
        }
        return setTo("timezone", grammar.primaries().signedNumber(), local);
    }

    /** Only HOUR and HOUR TO MINUTE make sense in a time zone. */
    private static void checkZoneFields(List<Expression> modifiers, int position) {
        long allowed = 1L << 10 | 1L << 11;
        if (!modifiers.isEmpty()
                && modifiers.getFirst() instanceof IntegerConstant(long mask, _)
                && (mask & ~allowed) != 0) {
            throw SyntaxErrors.plain("time zone interval must be HOUR or HOUR TO MINUTE", position);
        }
    }

    private Constant string() {
        if (!cursor.at(TokenKind.STRING)) {
            throw cursor.error();
        }
        return grammar.primaries().constant();
    }

    private Expression wordOrString() {
        int position = cursor.position();
        if (cursor.at(TokenKind.STRING)) {
            return grammar.primaries().constant();
        }
        return ExpressionParser.string(cursor.nonReservedWord(), position);
    }

    private List<Expression> values() {
        List<Expression> values = new ArrayList<>(1);
        do {
            values.add(value());
        } while (cursor.accept(COMMA));
        return values;
    }

    private Expression value() {
        int position = cursor.position();
        if (cursor.at(TokenKind.STRING)) {
            return grammar.primaries().constant();
        }
        if (cursor.at(TokenKind.PLUS)
                || cursor.at(TokenKind.MINUS)
                || cursor.at(TokenKind.INTEGER)
                || cursor.at(TokenKind.NUMBER)) {
            return grammar.primaries().signedNumber();
        }
        // ON is reserved and a boolean all the same
        if (cursor.at(Keyword.TRUE) || cursor.at(Keyword.FALSE) || cursor.at(Keyword.ON)) {
            return ExpressionParser.string(cursor.takeWord(), position);
        }
        return ExpressionParser.string(cursor.nonReservedWord(), position);
    }

    /** A parameter's name, dotted for an extension's. */
    private String parameter() {
        String first = cursor.columnId();
        if (!cursor.at(TokenKind.DOT)) {
            return first;
        }
        StringBuilder name = new StringBuilder(first);
        while (cursor.accept(TokenKind.DOT)) {
            name.append('.').append(cursor.columnId());
        }
        return name.toString();
    }

    private String parameterOrSpecial() {
        if (cursor.accept(Keyword.TIME, Keyword.ZONE)) {
            return "timezone";
        }
        if (cursor.at(Keyword.TRANSACTION, Keyword.ISOLATION)) {
            cursor.advance();
            cursor.advance();
            cursor.expect(Keyword.LEVEL);
            return "transaction_isolation";
        }
        if (cursor.accept(Keyword.SESSION, Keyword.AUTHORIZATION)) {
            return "session_authorization";
        }
        return parameter();
    }

    /** What follows RESET. */
    SessionStatement reset() {
        return cursor.accept(Keyword.ALL)
                ? new SessionStatement.ResetAll()
                : new SessionStatement.Reset(parameterOrSpecial());
    }
}
