package dev.borealis.sql;

import dev.borealis.sql.ast.LiteralPlace;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.types.Bytes;
import dev.borealis.types.StackDepth;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SyntaxErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the parser stands in the tokens, and the small steps that all parts of the grammar share: matching a word, a
 * name, a list of names. A part that finds something it cannot go on with throws {@link #error()}, which points at the
 * current token as PostgreSQL does.
 */
final class Cursor {
    /** Links of one chain of operators of the same kind, joins or set operations. */
    private static final int MAX_CHAIN = StackDepth.LIMIT;

    final Tokens tokens;
    private final int maxDepth;
    private int index;
    private int depth;

    Cursor(Tokens tokens, int maxDepth) {
        this.tokens = tokens;
        this.maxDepth = maxDepth;
    }

    // ---- looking ----

    int index() {
        return index;
    }

    void advance() {
        index++;
    }

    /** One token back, to point an error at it. */
    void back() {
        index--;
    }

    TokenKind kind() {
        return tokens.kind(index);
    }

    TokenKind kind(int ahead) {
        return tokens.kind(index + ahead);
    }

    boolean at(TokenKind kind) {
        return tokens.kind(index) == kind;
    }

    boolean at(int ahead, TokenKind kind) {
        return tokens.kind(index + ahead) == kind;
    }

    /** The keyword here, or null. */
    @Nullable Keyword keyword() {
        return keyword(0);
    }

    @Nullable Keyword keyword(int ahead) {
        return tokens.kind(index + ahead) == TokenKind.KEYWORD
                ? (Keyword) tokens.value(index + ahead)
                : null;
    }

    boolean at(Keyword keyword) {
        return tokens.value(index) == keyword;
    }

    boolean at(int ahead, Keyword keyword) {
        return tokens.value(index + ahead) == keyword;
    }

    /** Both keywords stand here in a row. */
    boolean at(Keyword first, Keyword second) {
        return at(first) && at(1, second);
    }

    /** 1-based, in characters. */
    int position() {
        return tokens.position(index);
    }

    // ---- taking ----

    boolean accept(TokenKind kind) {
        if (tokens.kind(index) != kind) {
            return false;
        }
        index++;
        return true;
    }

    boolean accept(Keyword keyword) {
        if (tokens.value(index) != keyword) {
            return false;
        }
        index++;
        return true;
    }

    /** Takes both words or nothing: only where the first cannot stand without the second. */
    boolean accept(Keyword first, Keyword second) {
        if (!at(first, second)) {
            return false;
        }
        index += 2;
        return true;
    }

    void expect(TokenKind kind) {
        if (!accept(kind)) {
            throw error();
        }
    }

    void expect(Keyword keyword) {
        if (!accept(keyword)) {
            throw error();
        }
    }

    void expect(Keyword first, Keyword second) {
        expect(first);
        expect(second);
    }

    /** The current token cannot stand here. */
    SqlException error() {
        return error("syntax error");
    }

    SqlException error(String message) {
        if (at(TokenKind.ERROR)) {
            return (SqlException) java.util.Objects.requireNonNull(tokens.value(index));
        }
        int start = tokens.start(index);
        String near = at(TokenKind.END) ? null : tokens.text.substring(start, tokens.end(index));
        return SyntaxErrors.at(message, near, tokens.positionOf(start));
    }

    /** Past the rest of the statement, which is known to be refused. */
    void skipStatement() {
        int parentheses = 0;
        while (!at(TokenKind.END)) {
            switch (kind()) {
                case ERROR -> throw error();
                case LEFT_PARENTHESIS -> parentheses++;
                case RIGHT_PARENTHESIS -> {
                    if (--parentheses < 0) {
                        throw error();
                    }
                }
                case SEMICOLON -> {
                    if (parentheses == 0) {
                        return;
                    }
                }
                default -> {}
            }
            advance();
        }
        if (parentheses > 0) {
            throw error();
        }
    }

    // ---- depth ----

    /** Goes one level of nesting down; every call needs its {@link #leave()}, except when an error ends the parse. */
    void enter() {
        if (++depth > maxDepth) {
            throw SyntaxErrors.stackDepthLimitExceeded();
        }
    }

    void leave() {
        depth--;
    }

    int depth() {
        return depth;
    }

    /**
     * A chain of operators, joins or set operations makes a tree as deep as it is long, though the parser reads it in a
     * loop: those who walk the tree need a bound.
     */
    void checkChain(int length) {
        if (length > MAX_CHAIN) {
            throw SyntaxErrors.stackDepthLimitExceeded();
        }
    }

    // ---- names ----

    /** PostgreSQL's ColId: names of columns, tables and most other things. */
    boolean atColumnId(int ahead) {
        TokenKind kind = kind(ahead);
        if (kind == TokenKind.KEYWORD) {
            Keyword keyword = keyword(ahead);
            return keyword != null && keyword.isColumnName();
        }
        return kind == TokenKind.IDENTIFIER;
    }

    boolean atColumnId() {
        return atColumnId(0);
    }

    String columnId() {
        if (!atColumnId()) {
            throw error();
        }
        return takeWord();
    }

    /** PostgreSQL's type_function_name. */
    boolean atTypeOrFunctionName(int ahead) {
        TokenKind kind = kind(ahead);
        if (kind == TokenKind.KEYWORD) {
            Keyword keyword = keyword(ahead);
            return keyword != null && keyword.isTypeOrFunctionName();
        }
        return kind == TokenKind.IDENTIFIER;
    }

    String typeOrFunctionName() {
        if (!atTypeOrFunctionName(0)) {
            throw error();
        }
        return takeWord();
    }

    /** PostgreSQL's ColLabel: any word. */
    String columnLabel() {
        if (!at(TokenKind.IDENTIFIER) && !at(TokenKind.KEYWORD)) {
            throw error();
        }
        return takeWord();
    }

    /** PostgreSQL's NonReservedWord. */
    boolean atNonReservedWord() {
        Keyword keyword = keyword();
        return at(TokenKind.IDENTIFIER)
                || keyword != null && keyword.category() != Keyword.Category.RESERVED;
    }

    String nonReservedWord() {
        if (!atNonReservedWord()) {
            throw error();
        }
        return takeWord();
    }

    /** Whether a label without AS may stand here. */
    boolean atBareLabel() {
        if (at(TokenKind.IDENTIFIER)) {
            return true;
        }
        Keyword keyword = keyword();
        return keyword != null && keyword.isBareLabel();
    }

    /** The current identifier or keyword as a name. */
    String takeWord() {
        Object value = tokens.value(index);
        index++;
        return value instanceof Keyword keyword
                ? keyword.text()
                : (String) java.util.Objects.requireNonNull(value);
    }

    /** {@code name {, name}}, each a ColId. */
    List<String> columnIds() {
        List<String> names = new ArrayList<>();
        do {
            names.add(columnId());
        } while (accept(TokenKind.COMMA));
        return names;
    }

    /** {@code (name {, name})}. */
    List<String> columnIdsInParentheses() {
        expect(TokenKind.LEFT_PARENTHESIS);
        List<String> names = columnIds();
        expect(TokenKind.RIGHT_PARENTHESIS);
        return names;
    }

    List<String> optionalColumnIds() {
        return at(TokenKind.LEFT_PARENTHESIS) ? columnIdsInParentheses() : List.of();
    }

    /** PostgreSQL's any_name: a ColId and then labels, as many dots as are written. */
    QualifiedName anyName() {
        int position = position();
        String first = columnId();
        if (!at(TokenKind.DOT)) {
            return QualifiedName.of(first, position);
        }
        List<String> parts = new ArrayList<>(3);
        parts.add(first);
        while (accept(TokenKind.DOT)) {
            parts.add(columnLabel());
        }
        return new QualifiedName(parts, position);
    }

    /** The name of a relation: at most catalog, schema and name. */
    QualifiedName relationName() {
        QualifiedName name = anyName();
        if (name.parts().size() > 3) {
            throw SyntaxErrors.tooManyDottedNames(name.dotted(), name.position());
        }
        return name;
    }

    List<QualifiedName> relationNames() {
        List<QualifiedName> names = new ArrayList<>();
        do {
            names.add(relationName());
        } while (accept(TokenKind.COMMA));
        return names;
    }

    List<QualifiedName> anyNames() {
        List<QualifiedName> names = new ArrayList<>();
        do {
            names.add(anyName());
        } while (accept(TokenKind.COMMA));
        return names;
    }

    // ---- literals ----

    /** Of the string that comes next; null when it is written with escapes. */
    @Nullable LiteralPlace literalPlace() {
        if (!at(TokenKind.STRING)) {
            return null;
        }
        String written = tokens.text.substring(tokens.start(index), tokens.end(index));
        boolean dollars = written.charAt(0) == '$';
        int open = dollars ? written.indexOf('$', 1) + 1 : written.indexOf('\'') + 1;
        int close = written.length() - (dollars ? open : 1);
        String inside = written.substring(open, Math.max(open, close));
        Bytes meant = (Bytes) java.util.Objects.requireNonNull(tokens.value(index));
        return meant.string().equals(dollars ? inside : inside.replace("''", "'"))
                ? new LiteralPlace(position() + written.codePointCount(0, open), !dollars)
                : null;
    }

    Bytes stringBytes() {
        if (!at(TokenKind.STRING)) {
            throw error();
        }
        return (Bytes) java.util.Objects.requireNonNull(tokens.value(index++));
    }

    String string() {
        return stringBytes().string();
    }

    /** An unsigned integer of 32 bits. */
    int integer() {
        if (!at(TokenKind.INTEGER)) {
            throw error();
        }
        return (Integer) java.util.Objects.requireNonNull(tokens.value(index++));
    }

    /** An integer of 32 bits with a sign. */
    int signedInteger() {
        if (accept(TokenKind.MINUS)) {
            return -integer();
        }
        accept(TokenKind.PLUS);
        return integer();
    }

    // ---- small clauses ----

    /** {@code IF EXISTS}. */
    boolean ifExists() {
        if (!at(Keyword.IF)) {
            return false;
        }
        expect(Keyword.IF, Keyword.EXISTS);
        return true;
    }

    /** {@code IF NOT EXISTS}, where a name could stand too. */
    boolean ifNotExists() {
        if (!at(Keyword.IF, Keyword.NOT)) {
            return false;
        }
        advance();
        expect(Keyword.NOT, Keyword.EXISTS);
        return true;
    }

    /** {@code [CASCADE | RESTRICT]}: whether CASCADE. */
    boolean cascade() {
        if (accept(Keyword.CASCADE)) {
            return true;
        }
        accept(Keyword.RESTRICT);
        return false;
    }
}
