package dev.borealis.sql;

import static dev.borealis.sql.TokenKind.COMMA;

import dev.borealis.sql.ast.ObjectKind;
import dev.borealis.sql.ast.ObjectReference;
import dev.borealis.sql.ast.ObjectStatement.Comment;
import dev.borealis.sql.ast.ObjectStatement.Drop;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.Refused;
import dev.borealis.sql.ast.Statement;
import dev.borealis.types.Bytes;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** DROP and COMMENT, which name objects of every kind. */
final class DropParser {
    private final Grammar grammar;
    private final Cursor cursor;

    DropParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    Statement drop() {
        cursor.expect(Keyword.DROP);
        Keyword keyword = cursor.keyword();
        if (keyword == null) {
            throw cursor.error();
        }
        switch (keyword) {
            case ROLE, GROUP -> {
                return grammar.roles().drop();
            }
            case USER -> {
                if (!cursor.at(1, Keyword.MAPPING)) {
                    return grammar.roles().drop();
                }
                return refused("DropUserMapping");
            }
            case DATABASE -> {
                return refused("Dropdb");
            }
            case OWNED -> {
                return refused("DropOwned");
            }
            case SUBSCRIPTION -> {
                return refused("DropSubscription");
            }
            case TABLESPACE -> {
                return refused("DropTableSpace");
            }
            default -> {}
        }
        ObjectKind kind = kind();
        if (kind == null) {
            throw cursor.error();
        }
        boolean concurrently = kind == ObjectKind.INDEX && cursor.accept(Keyword.CONCURRENTLY);
        boolean ifExists = cursor.ifExists();
        List<ObjectReference> objects = objects(kind);
        return new Drop(kind, objects, ifExists, cursor.cascade(), concurrently);
    }

    private Statement refused(String node) {
        cursor.advance();
        if (cursor.at(TokenKind.END) || cursor.at(TokenKind.SEMICOLON)) {
            throw cursor.error();
        }
        cursor.skipStatement();
        return new Refused("unsupported statement: " + node);
    }

    /** The kind of object named here, its words taken; null when none. */
    @Nullable ObjectKind kind() {
        Keyword keyword = cursor.keyword();
        if (keyword == null) {
            return null;
        }
        ObjectKind kind =
                switch (keyword) {
                    case TABLE -> ObjectKind.TABLE;
                    case VIEW -> ObjectKind.VIEW;
                    case SEQUENCE -> ObjectKind.SEQUENCE;
                    case INDEX -> ObjectKind.INDEX;
                    case SCHEMA -> ObjectKind.SCHEMA;
                    case DOMAIN -> ObjectKind.DOMAIN;
                    case TYPE -> ObjectKind.TYPE;
                    case FUNCTION -> ObjectKind.FUNCTION;
                    case PROCEDURE -> ObjectKind.PROCEDURE;
                    case ROUTINE -> ObjectKind.ROUTINE;
                    case AGGREGATE -> ObjectKind.AGGREGATE;
                    case STATISTICS -> ObjectKind.STATISTICS;
                    case TRIGGER -> ObjectKind.TRIGGER;
                    case RULE -> ObjectKind.RULE;
                    case POLICY -> ObjectKind.POLICY;
                    case EXTENSION -> ObjectKind.EXTENSION;
                    case LANGUAGE -> ObjectKind.LANGUAGE;
                    case COLLATION -> ObjectKind.COLLATION;
                    case CONVERSION -> ObjectKind.CONVERSION;
                    case SERVER -> ObjectKind.SERVER;
                    case PUBLICATION -> ObjectKind.PUBLICATION;
                    case CAST -> ObjectKind.CAST;
                    case TRANSFORM -> ObjectKind.TRANSFORM;
                    default -> null;
                };
        if (kind != null) {
            cursor.advance();
            return kind;
        }
        return longKind(keyword);
    }

    private @Nullable ObjectKind longKind(Keyword keyword) {
        switch (keyword) {
            case MATERIALIZED -> {
                cursor.advance();
                cursor.expect(Keyword.VIEW);
                return ObjectKind.MATERIALIZED_VIEW;
            }
            case FOREIGN -> {
                cursor.advance();
                if (cursor.accept(Keyword.TABLE)) {
                    return ObjectKind.FOREIGN_TABLE;
                }
                cursor.expect(Keyword.DATA, Keyword.WRAPPER);
                return ObjectKind.FOREIGN_DATA_WRAPPER;
            }
            case EVENT -> {
                cursor.advance();
                cursor.expect(Keyword.TRIGGER);
                return ObjectKind.EVENT_TRIGGER;
            }
            case ACCESS -> {
                cursor.advance();
                cursor.expect(Keyword.METHOD);
                return ObjectKind.ACCESS_METHOD;
            }
            case PROCEDURAL -> {
                cursor.advance();
                cursor.expect(Keyword.LANGUAGE);
                return ObjectKind.LANGUAGE;
            }
            case OPERATOR -> {
                cursor.advance();
                if (cursor.accept(Keyword.CLASS)) {
                    return ObjectKind.OPERATOR_CLASS;
                }
                return cursor.accept(Keyword.FAMILY)
                        ? ObjectKind.OPERATOR_FAMILY
                        : ObjectKind.OPERATOR;
            }
            case TEXT -> {
                cursor.advance();
                cursor.expect(Keyword.SEARCH);
                if (cursor.accept(Keyword.PARSER)) {
                    return ObjectKind.TEXT_SEARCH_PARSER;
                }
                if (cursor.accept(Keyword.DICTIONARY)) {
                    return ObjectKind.TEXT_SEARCH_DICTIONARY;
                }
                if (cursor.accept(Keyword.TEMPLATE)) {
                    return ObjectKind.TEXT_SEARCH_TEMPLATE;
                }
                cursor.expect(Keyword.CONFIGURATION);
                return ObjectKind.TEXT_SEARCH_CONFIGURATION;
            }
            default -> {
                return null;
            }
        }
    }

    private List<ObjectReference> objects(ObjectKind kind) {
        List<ObjectReference> objects = new ArrayList<>(1);
        do {
            objects.add(object(kind));
        } while (cursor.accept(COMMA));
        return objects;
    }

    /** One object as its kind is named in DROP, ALTER and COMMENT. */
    ObjectReference object(ObjectKind kind) {
        return switch (kind) {
            case FUNCTION, PROCEDURE, ROUTINE -> grammar.functions().signature();
            case AGGREGATE -> grammar.functions().aggregateSignature();
            case SCHEMA,
                    EXTENSION,
                    LANGUAGE,
                    SERVER,
                    PUBLICATION,
                    EVENT_TRIGGER,
                    ACCESS_METHOD,
                    FOREIGN_DATA_WRAPPER,
                    DATABASE,
                    TABLESPACE,
                    SUBSCRIPTION,
                    ROLE -> {
                int position = cursor.position();
                yield ObjectReference.of(QualifiedName.of(cursor.columnId(), position));
            }
            case TRIGGER, RULE, POLICY, CONSTRAINT, DOMAIN_CONSTRAINT -> {
                int position = cursor.position();
                QualifiedName name = QualifiedName.of(cursor.columnId(), position);
                cursor.expect(Keyword.ON);
                yield new ObjectReference(name, null, cursor.anyName());
            }
            case TYPE, DOMAIN -> {
                var type = grammar.types().typeName();
                yield ObjectReference.of(new QualifiedName(type.names(), type.position()));
            }
            case OPERATOR -> {
                int position = cursor.position();
                var operator = grammar.expressions().anyOperator();
                skipParentheses();
                yield ObjectReference.of(QualifiedName.of(operator.symbol(), position));
            }
            case OPERATOR_CLASS, OPERATOR_FAMILY -> {
                QualifiedName name = cursor.anyName();
                cursor.expect(Keyword.USING);
                cursor.columnId();
                yield ObjectReference.of(name);
            }
            case CAST -> {
                int position = cursor.position();
                skipParentheses();
                yield ObjectReference.of(QualifiedName.of("cast", position));
            }
            case TRANSFORM -> {
                int position = cursor.position();
                cursor.expect(Keyword.FOR);
                grammar.types().typeName();
                cursor.expect(Keyword.LANGUAGE);
                yield ObjectReference.of(QualifiedName.of(cursor.columnId(), position));
            }
            case LARGE_OBJECT -> {
                int position = cursor.position();
                grammar.primaries().signedNumber();
                yield ObjectReference.of(QualifiedName.of("large object", position));
            }
            case TABLE,
                    VIEW,
                    MATERIALIZED_VIEW,
                    INDEX,
                    SEQUENCE,
                    FOREIGN_TABLE,
                    STATISTICS,
                    COLUMN,
                    ATTRIBUTE,
                    COLLATION,
                    CONVERSION,
                    TEXT_SEARCH_PARSER,
                    TEXT_SEARCH_DICTIONARY,
                    TEXT_SEARCH_TEMPLATE,
                    TEXT_SEARCH_CONFIGURATION ->
                    ObjectReference.of(cursor.anyName());
        };
    }

    /** Past {@code (…)}. */
    private void skipParentheses() {
        if (!cursor.at(TokenKind.LEFT_PARENTHESIS)) {
            throw cursor.error();
        }
        int depth = 0;
        do {
            if (cursor.at(TokenKind.LEFT_PARENTHESIS)) {
                depth++;
            } else if (cursor.at(TokenKind.RIGHT_PARENTHESIS)) {
                depth--;
            } else if (cursor.at(TokenKind.END)
                    || cursor.at(TokenKind.ERROR)
                    || cursor.at(TokenKind.SEMICOLON)) {
                throw cursor.error();
            }
            cursor.advance();
        } while (depth > 0);
    }

    // ---- COMMENT ----

    Statement comment() {
        cursor.expect(Keyword.COMMENT, Keyword.ON);
        ObjectKind kind = commentKind();
        ObjectReference object;
        if (kind == ObjectKind.CONSTRAINT) {
            int position = cursor.position();
            QualifiedName name = QualifiedName.of(cursor.columnId(), position);
            cursor.expect(Keyword.ON);
            if (cursor.at(Keyword.DOMAIN) && cursor.atColumnId(1)) {
                cursor.advance();
                kind = ObjectKind.DOMAIN_CONSTRAINT;
            }
            object = new ObjectReference(name, null, cursor.anyName());
        } else {
            object = object(kind);
        }
        cursor.expect(Keyword.IS);
        Bytes text = cursor.accept(Keyword.NULL) ? null : cursor.stringBytes();
        return new Comment(kind, object, text);
    }

    private ObjectKind commentKind() {
        if (cursor.accept(Keyword.COLUMN)) {
            return ObjectKind.COLUMN;
        }
        if (cursor.accept(Keyword.CONSTRAINT)) {
            return ObjectKind.CONSTRAINT;
        }
        if (cursor.accept(Keyword.ROLE)) {
            return ObjectKind.ROLE;
        }
        if (cursor.accept(Keyword.DATABASE)) {
            return ObjectKind.DATABASE;
        }
        if (cursor.accept(Keyword.TABLESPACE)) {
            return ObjectKind.TABLESPACE;
        }
        if (cursor.accept(Keyword.SUBSCRIPTION)) {
            return ObjectKind.SUBSCRIPTION;
        }
        if (cursor.accept(Keyword.LARGE)) {
            cursor.expect(Keyword.OBJECT);
            return ObjectKind.LARGE_OBJECT;
        }
        ObjectKind kind = kind();
        if (kind == null) {
            throw cursor.error();
        }
        return kind;
    }
}
