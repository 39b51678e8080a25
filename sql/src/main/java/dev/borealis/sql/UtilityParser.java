package dev.borealis.sql;

import static dev.borealis.sql.TokenKind.COMMA;
import static dev.borealis.sql.TokenKind.LEFT_PARENTHESIS;
import static dev.borealis.sql.TokenKind.RIGHT_PARENTHESIS;

import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.Statement;
import dev.borealis.sql.ast.UtilityStatement;
import dev.borealis.sql.ast.UtilityStatement.AnalyzeTarget;
import dev.borealis.sql.ast.UtilityStatement.CopyPlace;
import dev.borealis.sql.ast.UtilityStatement.Option;
import dev.borealis.sql.ast.UtilityStatement.OptionValue;
import dev.borealis.types.error.SyntaxErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** EXPLAIN, ANALYZE, COPY, CALL. */
final class UtilityParser {
    private final Grammar grammar;
    private final Cursor cursor;

    UtilityParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    UtilityStatement utility() {
        Keyword keyword = java.util.Objects.requireNonNull(cursor.keyword());
        return switch (keyword) {
            case EXPLAIN -> explain();
            case COPY -> copy();
            case CALL -> call();
            default -> analyze();
        };
    }

    // ---- EXPLAIN ----

    private UtilityStatement explain() {
        cursor.expect(Keyword.EXPLAIN);
        List<Option> options = new ArrayList<>();
        if (cursor.at(LEFT_PARENTHESIS) && !atQuery()) {
            options = grammar.options().utilityOptions();
        } else {
            int position = cursor.position();
            if (cursor.accept(Keyword.ANALYZE) || cursor.accept(Keyword.ANALYSE)) {
                options.add(new Option("analyze", new OptionValue.None(), position));
            }
            position = cursor.position();
            if (cursor.accept(Keyword.VERBOSE)) {
                options.add(new Option("verbose", new OptionValue.None(), position));
            }
        }
        return new UtilityStatement.Explain(explainable(), options);
    }

    private boolean atQuery() {
        int ahead = 1;
        while (cursor.at(ahead, LEFT_PARENTHESIS)) {
            ahead++;
        }
        Keyword keyword = cursor.keyword(ahead);
        return keyword == Keyword.SELECT
                || keyword == Keyword.VALUES && cursor.at(ahead + 1, LEFT_PARENTHESIS)
                || keyword == Keyword.WITH
                || keyword == Keyword.TABLE;
    }

    private Statement explainable() {
        Keyword keyword = cursor.keyword();
        if (keyword == null && !cursor.at(LEFT_PARENTHESIS)) {
            throw cursor.error();
        }
        if (keyword != null) {
            switch (keyword) {
                case SELECT,
                        VALUES,
                        TABLE,
                        WITH,
                        INSERT,
                        UPDATE,
                        DELETE,
                        MERGE,
                        CREATE,
                        DECLARE,
                        REFRESH,
                        EXECUTE -> {}
                default -> throw cursor.error();
            }
        }
        return grammar.statements().statement();
    }

    // ---- ANALYZE ----

    private UtilityStatement analyze() {
        cursor.advance();
        List<Option> options = List.of();
        int position = cursor.position();
        if (cursor.at(LEFT_PARENTHESIS)) {
            options = grammar.options().utilityOptions();
        } else if (cursor.accept(Keyword.VERBOSE)) {
            options = List.of(new Option("verbose", new OptionValue.None(), position));
        }
        return new UtilityStatement.Analyze(options, targets());
    }

    /** {@code [relation [(columns)], …]}, as in VACUUM too. */
    List<AnalyzeTarget> targets() {
        if (!cursor.atColumnId()) {
            return List.of();
        }
        List<AnalyzeTarget> targets = new ArrayList<>();
        do {
            QualifiedName name = cursor.relationName();
            targets.add(new AnalyzeTarget(name, cursor.optionalColumnIds()));
        } while (cursor.accept(COMMA));
        return targets;
    }

    // ---- CALL ----

    private UtilityStatement call() {
        cursor.expect(Keyword.CALL);
        int position = cursor.position();
        QualifiedName name =
                cursor.at(1, TokenKind.DOT)
                        ? cursor.anyName()
                        : QualifiedName.of(cursor.typeOrFunctionName(), position);
        return new UtilityStatement.Call(grammar.calls().windowless(name));
    }

    // ---- COPY ----

    private UtilityStatement copy() {
        cursor.expect(Keyword.COPY);
        if (cursor.accept(LEFT_PARENTHESIS)) {
            Statement query = grammar.with().query();
            cursor.expect(RIGHT_PARENTHESIS);
            cursor.expect(Keyword.TO);
            CopyPlace place = place();
            return new UtilityStatement.Copy(
                    null, List.of(), query, false, place, copyOptions(), null);
        }
        List<Option> options = new ArrayList<>();
        int position = cursor.position();
        if (cursor.at(Keyword.BINARY)) {
            cursor.advance();
            options.add(new Option("format", new OptionValue.Text("binary"), position));
        }
        QualifiedName relation = cursor.relationName();
        List<String> columns = cursor.optionalColumnIds();
        boolean from = cursor.accept(Keyword.FROM);
        if (!from) {
            cursor.expect(Keyword.TO);
        }
        CopyPlace place = place();
        position = cursor.position();
        if (cursor.accept(Keyword.USING)) {
            cursor.expect(Keyword.DELIMITERS);
            options.add(new Option("delimiter", new OptionValue.Text(cursor.string()), position));
        } else if (cursor.accept(Keyword.DELIMITERS)) {
            options.add(new Option("delimiter", new OptionValue.Text(cursor.string()), position));
        }
        options.addAll(copyOptions());
        Expression where = null;
        int wherePosition = cursor.position();
        if (cursor.accept(Keyword.WHERE)) {
            where = grammar.expressions().expression();
            if (!from) {
                throw SyntaxErrors.plain("WHERE clause not allowed with COPY TO", wherePosition);
            }
        }
        return new UtilityStatement.Copy(relation, columns, null, from, place, options, where);
    }

    private CopyPlace place() {
        int position = cursor.position();
        if (cursor.accept(Keyword.PROGRAM)) {
            if (cursor.at(Keyword.STDIN) || cursor.at(Keyword.STDOUT)) {
                throw SyntaxErrors.plain("STDIN/STDOUT not allowed with PROGRAM", position);
            }
            return new CopyPlace.Program(cursor.string());
        }
        // PostgreSQL takes either word in both directions
        if (cursor.accept(Keyword.STDIN) || cursor.accept(Keyword.STDOUT)) {
            return new CopyPlace.Client();
        }
        return new CopyPlace.File(cursor.string());
    }

    private List<Option> copyOptions() {
        cursor.accept(Keyword.WITH);
        if (cursor.at(LEFT_PARENTHESIS)) {
            return grammar.options().copyOptions();
        }
        List<Option> options = new ArrayList<>();
        while (true) {
            Option option = legacyOption();
            if (option == null) {
                return options;
            }
            options.add(option);
        }
    }

    /** An option in the syntax before PostgreSQL 9, by its modern name. */
    private @Nullable Option legacyOption() {
        int position = cursor.position();
        Keyword keyword = cursor.keyword();
        if (keyword == null) {
            return null;
        }
        switch (keyword) {
            case BINARY -> {
                cursor.advance();
                return new Option("format", new OptionValue.Text("binary"), position);
            }
            case CSV -> {
                cursor.advance();
                return new Option("format", new OptionValue.Text("csv"), position);
            }
            case FREEZE, HEADER -> {
                cursor.advance();
                return new Option(keyword.text(), new OptionValue.Text("true"), position);
            }
            case DELIMITER, NULL, QUOTE, ESCAPE -> {
                cursor.advance();
                cursor.accept(Keyword.AS);
                return new Option(keyword.text(), new OptionValue.Text(cursor.string()), position);
            }
            case ENCODING -> {
                cursor.advance();
                return new Option("encoding", new OptionValue.Text(cursor.string()), position);
            }
            case FORCE -> {
                cursor.advance();
                if (cursor.accept(Keyword.QUOTE)) {
                    OptionValue value =
                            cursor.accept(TokenKind.STAR)
                                    ? new OptionValue.Star()
                                    : new OptionValue.Names(cursor.columnIds());
                    return new Option("force_quote", value, position);
                }
                boolean not = cursor.accept(Keyword.NOT);
                cursor.expect(Keyword.NULL);
                return new Option(
                        not ? "force_not_null" : "force_null",
                        new OptionValue.Names(cursor.columnIds()),
                        position);
            }
            default -> {
                return null;
            }
        }
    }
}
