package dev.borealis.sql;

import static dev.borealis.sql.TokenKind.COMMA;
import static dev.borealis.sql.TokenKind.LEFT_PARENTHESIS;
import static dev.borealis.sql.TokenKind.RIGHT_PARENTHESIS;

import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.JsonExpression;
import dev.borealis.sql.ast.JsonExpression.Format;
import dev.borealis.sql.ast.JsonExpression.ItemKind;
import dev.borealis.sql.ast.JsonExpression.KeyValue;
import dev.borealis.sql.ast.JsonExpression.Output;
import dev.borealis.sql.ast.JsonExpression.Value;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.Select;
import dev.borealis.sql.ast.SortItem;
import dev.borealis.sql.ast.TypeName;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The SQL/JSON constructors and IS JSON. */
final class JsonParser {
    private final Grammar grammar;
    private final Cursor cursor;

    JsonParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** After {@code IS [NOT] JSON}. */
    JsonExpression isJson(Expression value, int position) {
        ItemKind kind = ItemKind.VALUE;
        if (cursor.accept(Keyword.OBJECT)) {
            kind = ItemKind.OBJECT;
        } else if (cursor.accept(Keyword.ARRAY)) {
            kind = ItemKind.ARRAY;
        } else if (cursor.accept(Keyword.SCALAR)) {
            kind = ItemKind.SCALAR;
        } else {
            cursor.accept(Keyword.VALUE);
        }
        return new JsonExpression.IsJson(value, null, kind, uniqueKeys(), position);
    }

    Expression call(Keyword keyword) {
        int position = cursor.position();
        cursor.advance();
        if (keyword == Keyword.JSON_OBJECT && !atObjectSyntax()) {
            return grammar.calls().call(QualifiedName.of("json_object", position));
        }
        cursor.enter();
        cursor.expect(LEFT_PARENTHESIS);
        Expression result =
                switch (keyword) {
                    case JSON_OBJECT -> object(position);
                    case JSON_ARRAY -> array(position);
                    case JSON_OBJECTAGG -> objectAggregate(position);
                    default -> arrayAggregate(position);
                };
        cursor.leave();
        return result;
    }

    /**
     * Whether the parenthesis holds SQL's syntax rather than the arguments of PostgreSQL's older function: a colon or
     * VALUE after the first expression, RETURNING, or nothing.
     */
    private boolean atObjectSyntax() {
        if (cursor.at(1, RIGHT_PARENTHESIS) || cursor.at(1, Keyword.RETURNING)) {
            return true;
        }
        int depth = 0;
        for (int i = 1; ; i++) {
            switch (cursor.kind(i)) {
                case LEFT_PARENTHESIS, LEFT_BRACKET -> depth++;
                case RIGHT_PARENTHESIS, RIGHT_BRACKET -> {
                    if (--depth < 0) {
                        return false;
                    }
                }
                case COLON -> {
                    if (depth == 0) {
                        return true;
                    }
                }
                case COMMA -> {
                    if (depth == 0) {
                        return false;
                    }
                }
                case END, ERROR -> {
                    return false;
                }
                case KEYWORD -> {
                    if (depth == 0 && i > 1 && cursor.at(i, Keyword.VALUE)) {
                        return true;
                    }
                }
                default -> {}
            }
        }
    }

    private Expression object(int position) {
        List<KeyValue> entries = new ArrayList<>();
        boolean absent = false;
        boolean unique = false;
        if (!cursor.at(RIGHT_PARENTHESIS) && !cursor.at(Keyword.RETURNING)) {
            do {
                entries.add(entry());
            } while (cursor.accept(COMMA));
            absent = absentOnNull(false);
            unique = uniqueKeys();
        }
        Output output = output();
        cursor.expect(RIGHT_PARENTHESIS);
        return new JsonExpression.ObjectConstructor(entries, absent, unique, output, position);
    }

    private Expression array(int position) {
        if (grammar.queries().atQueryWord()) {
            Select query = grammar.queries().select();
            Format format = format();
            Output output = output();
            cursor.expect(RIGHT_PARENTHESIS);
            return new JsonExpression.ArrayQuery(query, format, output, position);
        }
        List<Value> elements = new ArrayList<>();
        boolean absent = true;
        if (!cursor.at(RIGHT_PARENTHESIS) && !cursor.at(Keyword.RETURNING)) {
            do {
                elements.add(value());
            } while (cursor.accept(COMMA));
            absent = absentOnNull(true);
        }
        Output output = output();
        cursor.expect(RIGHT_PARENTHESIS);
        return new JsonExpression.ArrayConstructor(elements, absent, output, position);
    }

    private Expression objectAggregate(int position) {
        KeyValue entry = entry();
        boolean absent = absentOnNull(false);
        boolean unique = uniqueKeys();
        Output output = output();
        cursor.expect(RIGHT_PARENTHESIS);
        return new JsonExpression.ObjectAggregate(
                entry,
                absent,
                unique,
                output,
                grammar.calls().optionalFilter(),
                grammar.calls().optionalOver(),
                position);
    }

    private Expression arrayAggregate(int position) {
        Value element = value();
        List<SortItem> orderBy = grammar.queries().optionalOrderBy();
        boolean absent = absentOnNull(true);
        Output output = output();
        cursor.expect(RIGHT_PARENTHESIS);
        return new JsonExpression.ArrayAggregate(
                element,
                orderBy,
                absent,
                output,
                grammar.calls().optionalFilter(),
                grammar.calls().optionalOver(),
                position);
    }

    private KeyValue entry() {
        Expression key = grammar.expressions().expression();
        if (!cursor.accept(Keyword.VALUE)) {
            cursor.expect(TokenKind.COLON);
        }
        return new KeyValue(key, value());
    }

    private Value value() {
        return new Value(grammar.expressions().expression(), format());
    }

    private @Nullable Format format() {
        if (!cursor.at(Keyword.FORMAT, Keyword.JSON)) {
            return null;
        }
        int position = cursor.position();
        cursor.advance();
        cursor.advance();
        String encoding = cursor.accept(Keyword.ENCODING) ? cursor.columnId() : null;
        return new Format(encoding, position);
    }

    private @Nullable Output output() {
        if (!cursor.accept(Keyword.RETURNING)) {
            return null;
        }
        TypeName type = grammar.types().typeName();
        return new Output(type, format());
    }

    private boolean absentOnNull(boolean otherwise) {
        boolean absent = cursor.at(Keyword.ABSENT);
        if (!absent && !cursor.at(Keyword.NULL)) {
            return otherwise;
        }
        cursor.advance();
        cursor.expect(Keyword.ON, Keyword.NULL);
        return absent;
    }

    private boolean uniqueKeys() {
        boolean with = cursor.at(Keyword.WITH, Keyword.UNIQUE);
        if (!with && !cursor.at(Keyword.WITHOUT, Keyword.UNIQUE)) {
            return false;
        }
        cursor.advance();
        cursor.advance();
        cursor.accept(Keyword.KEYS);
        return with;
    }
}
