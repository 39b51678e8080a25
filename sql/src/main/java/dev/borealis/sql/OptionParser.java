package dev.borealis.sql;

import static dev.borealis.sql.TokenKind.COMMA;
import static dev.borealis.sql.TokenKind.LEFT_PARENTHESIS;
import static dev.borealis.sql.TokenKind.RIGHT_PARENTHESIS;

import dev.borealis.sql.ast.UtilityStatement.Option;
import dev.borealis.sql.ast.UtilityStatement.OptionValue;

import java.util.ArrayList;
import java.util.List;

/** Lists of options in parentheses, in their several dialects. */
final class OptionParser {
    private final Grammar grammar;
    private final Cursor cursor;

    OptionParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** {@code (name [value], …)} of EXPLAIN, ANALYZE, VACUUM. */
    List<Option> utilityOptions() {
        cursor.expect(LEFT_PARENTHESIS);
        List<Option> options = new ArrayList<>();
        do {
            int position = cursor.position();
            String name;
            if (cursor.accept(Keyword.ANALYZE) || cursor.accept(Keyword.ANALYSE)) {
                name = "analyze";
            } else {
                name = cursor.nonReservedWord();
            }
            options.add(new Option(name, utilityValue(), position));
        } while (cursor.accept(COMMA));
        cursor.expect(RIGHT_PARENTHESIS);
        return options;
    }

    private OptionValue utilityValue() {
        return cursor.at(COMMA) || cursor.at(RIGHT_PARENTHESIS)
                ? new OptionValue.None()
                : booleanOrNumber();
    }

    /** A word, TRUE, FALSE, ON, a string or a number. */
    private OptionValue booleanOrNumber() {
        if (cursor.at(TokenKind.STRING)) {
            return new OptionValue.Text(cursor.string());
        }
        if (cursor.at(Keyword.TRUE) || cursor.at(Keyword.FALSE) || cursor.at(Keyword.ON)) {
            return new OptionValue.Text(cursor.takeWord());
        }
        if (cursor.atNonReservedWord()) {
            return new OptionValue.Text(cursor.takeWord());
        }
        return new OptionValue.Number(grammar.primaries().signedNumber());
    }

    /** {@code (name [value], …)} of COPY: a value may also be a list or a star. */
    List<Option> copyOptions() {
        cursor.expect(LEFT_PARENTHESIS);
        List<Option> options = new ArrayList<>();
        do {
            int position = cursor.position();
            String name = cursor.columnLabel();
            OptionValue value;
            if (cursor.accept(TokenKind.STAR)) {
                value = new OptionValue.Star();
            } else if (cursor.accept(LEFT_PARENTHESIS)) {
                List<String> names = new ArrayList<>();
                do {
                    names.add(cursor.at(TokenKind.STRING) ? cursor.string() : booleanWord());
                } while (cursor.accept(COMMA));
                cursor.expect(RIGHT_PARENTHESIS);
                value = new OptionValue.Names(names);
            } else if (cursor.accept(Keyword.DEFAULT)) {
                value = new OptionValue.Text("default");
            } else {
                value = utilityValue();
            }
            options.add(new Option(name, value, position));
        } while (cursor.accept(COMMA));
        cursor.expect(RIGHT_PARENTHESIS);
        return options;
    }

    private String booleanWord() {
        if (cursor.at(Keyword.TRUE) || cursor.at(Keyword.FALSE) || cursor.at(Keyword.ON)) {
            return cursor.takeWord();
        }
        return cursor.nonReservedWord();
    }

    /** {@code (name [= value], …)} of relations: a name may be qualified, a value may be almost anything. */
    List<Option> relationOptions() {
        cursor.expect(LEFT_PARENTHESIS);
        List<Option> options = new ArrayList<>();
        do {
            int position = cursor.position();
            String name = cursor.columnLabel();
            if (cursor.accept(TokenKind.DOT)) {
                name = name + "." + cursor.columnLabel();
            }
            OptionValue value =
                    cursor.accept(TokenKind.EQUAL) ? definitionValue() : new OptionValue.None();
            options.add(new Option(name, value, position));
        } while (cursor.accept(COMMA));
        cursor.expect(RIGHT_PARENTHESIS);
        return options;
    }

    /** PostgreSQL's def_arg. */
    private OptionValue definitionValue() {
        if (cursor.at(TokenKind.STRING)) {
            return new OptionValue.Text(cursor.string());
        }
        if (cursor.at(TokenKind.INTEGER)
                || cursor.at(TokenKind.NUMBER)
                || (cursor.at(TokenKind.PLUS) || cursor.at(TokenKind.MINUS))
                        && (cursor.at(1, TokenKind.INTEGER) || cursor.at(1, TokenKind.NUMBER))) {
            return new OptionValue.Number(grammar.primaries().signedNumber());
        }
        Keyword keyword = cursor.keyword();
        if (keyword != null && keyword.category() == Keyword.Category.RESERVED) {
            return new OptionValue.Text(cursor.takeWord());
        }
        if (keyword == Keyword.NONE) {
            return new OptionValue.Text(cursor.takeWord());
        }
        if (cursor.at(TokenKind.IDENTIFIER) || keyword != null) {
            return new OptionValue.Text(grammar.types().functionType().dotted());
        }
        return new OptionValue.Text(
                cursor.at(Keyword.OPERATOR)
                        ? grammar.expressions().qualifiedOperator().symbol()
                        : grammar.expressions().symbol());
    }

    /** {@code (name = value, …)} of CREATE TYPE, AGGREGATE, OPERATOR: read and forgotten. */
    void definition() {
        relationOptions();
    }

    /** {@code OPTIONS ([ADD|SET|DROP] name 'value', …)}: read and forgotten. */
    void foreignOptions() {
        cursor.expect(Keyword.OPTIONS);
        cursor.expect(LEFT_PARENTHESIS);
        do {
            boolean drop = cursor.at(Keyword.DROP) && !cursor.at(1, TokenKind.STRING);
            if (drop
                    || (cursor.at(Keyword.ADD) || cursor.at(Keyword.SET))
                            && !cursor.at(1, TokenKind.STRING)) {
                cursor.advance();
            }
            cursor.columnLabel();
            if (!drop) {
                cursor.string();
            }
        } while (cursor.accept(COMMA));
        cursor.expect(RIGHT_PARENTHESIS);
    }
}
