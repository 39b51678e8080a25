package dev.borealis.sql;

import static dev.borealis.sql.TokenKind.LEFT_PARENTHESIS;
import static dev.borealis.sql.TokenKind.RIGHT_PARENTHESIS;

import dev.borealis.sql.ast.Constant;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.SequenceStatement.SequenceOption;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Options of sequences and identity columns. */
final class SequenceParser {
    private final Grammar grammar;
    private final Cursor cursor;

    SequenceParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** {@code [(options)]}, at least one between the parentheses. */
    List<SequenceOption> optionsInParentheses() {
        if (!cursor.accept(LEFT_PARENTHESIS)) {
            return List.of();
        }
        List<SequenceOption> options = new ArrayList<>();
        do {
            SequenceOption option = option();
            if (option == null) {
                throw cursor.error();
            }
            options.add(option);
        } while (!cursor.accept(RIGHT_PARENTHESIS));
        return options;
    }

    List<SequenceOption> options() {
        List<SequenceOption> options = new ArrayList<>(2);
        while (true) {
            SequenceOption option = option();
            if (option == null) {
                return options;
            }
            options.add(option);
        }
    }

    /** One option, or null when none begins here. */
    @Nullable SequenceOption option() {
        int position = cursor.position();
        Keyword keyword = cursor.keyword();
        if (keyword == null) {
            return null;
        }
        switch (keyword) {
            case AS -> {
                cursor.advance();
                return new SequenceOption.As(grammar.types().simpleTypeName(), position);
            }
            case CACHE -> {
                cursor.advance();
                return new SequenceOption.Cache(number(), position);
            }
            case CYCLE -> {
                cursor.advance();
                return new SequenceOption.Cycle(true, position);
            }
            case INCREMENT -> {
                cursor.advance();
                cursor.accept(Keyword.BY);
                return new SequenceOption.Increment(number(), position);
            }
            case MAXVALUE -> {
                cursor.advance();
                return new SequenceOption.MaxValue(number(), position);
            }
            case MINVALUE -> {
                cursor.advance();
                return new SequenceOption.MinValue(number(), position);
            }
            case NO -> {
                return no(position);
            }
            case OWNED -> {
                cursor.advance();
                cursor.expect(Keyword.BY);
                return new SequenceOption.OwnedBy(cursor.anyName(), position);
            }
            case SEQUENCE -> {
                cursor.advance();
                cursor.expect(Keyword.NAME);
                QualifiedName name = cursor.anyName();
                return new SequenceOption.SequenceName(name, position);
            }
            case START -> {
                cursor.advance();
                cursor.accept(Keyword.WITH);
                return new SequenceOption.Start(number(), position);
            }
            case RESTART -> {
                cursor.advance();
                return restart(position);
            }
            case LOGGED, UNLOGGED -> {
                cursor.advance();
                return new SequenceOption.Logged(keyword == Keyword.LOGGED, position);
            }
            default -> {
                return null;
            }
        }
    }

    private SequenceOption no(int position) {
        cursor.expect(Keyword.NO);
        if (cursor.accept(Keyword.CYCLE)) {
            return new SequenceOption.Cycle(false, position);
        }
        if (cursor.accept(Keyword.MAXVALUE)) {
            return new SequenceOption.MaxValue(null, position);
        }
        cursor.expect(Keyword.MINVALUE);
        return new SequenceOption.MinValue(null, position);
    }

    private SequenceOption restart(int position) {
        boolean with = cursor.accept(Keyword.WITH);
        boolean value =
                with
                        || cursor.at(TokenKind.INTEGER)
                        || cursor.at(TokenKind.NUMBER)
                        || cursor.at(TokenKind.PLUS)
                        || cursor.at(TokenKind.MINUS);
        return new SequenceOption.Restart(value ? number() : null, position);
    }

    private Constant number() {
        return grammar.primaries().signedNumber();
    }
}
