package dev.borealis.sql;

import static dev.borealis.sql.TokenKind.COMMA;
import static dev.borealis.sql.TokenKind.LEFT_PARENTHESIS;
import static dev.borealis.sql.TokenKind.RIGHT_PARENTHESIS;

import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.FunctionStatement.Body;
import dev.borealis.sql.ast.FunctionStatement.CreateFunction;
import dev.borealis.sql.ast.FunctionStatement.FunctionOption;
import dev.borealis.sql.ast.FunctionStatement.Mode;
import dev.borealis.sql.ast.FunctionStatement.Parameter;
import dev.borealis.sql.ast.LiteralPlace;
import dev.borealis.sql.ast.ObjectReference;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.Statement;
import dev.borealis.sql.ast.TypeName;
import dev.borealis.types.Bytes;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** CREATE FUNCTION and PROCEDURE, and the signatures by which other statements name them. */
final class FunctionParser {
    private final Grammar grammar;
    private final Cursor cursor;

    FunctionParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** PostgreSQL's func_name. */
    QualifiedName name() {
        if (cursor.at(1, TokenKind.DOT)) {
            return cursor.anyName();
        }
        int position = cursor.position();
        return QualifiedName.of(cursor.typeOrFunctionName(), position);
    }

    /** {@code name [(parameters)]}. */
    ObjectReference signature() {
        // a keyword such as coalesce may stand without parentheses
        QualifiedName name =
                cursor.at(1, LEFT_PARENTHESIS)
                                || cursor.at(1, TokenKind.DOT)
                                || !cursor.atColumnId()
                        ? name()
                        : cursor.anyName();
        if (!cursor.at(LEFT_PARENTHESIS)) {
            return ObjectReference.of(name);
        }
        return new ObjectReference(name, parameters(false), null);
    }

    /** {@code (parameters)}, of an aggregate also {@code (*)} and {@code (… ORDER BY …)}. */
    ObjectReference aggregateSignature() {
        QualifiedName name = name();
        cursor.expect(LEFT_PARENTHESIS);
        if (!cursor.accept(TokenKind.STAR)) {
            if (!cursor.at(Keyword.ORDER)) {
                parameterList(false);
            }
            if (cursor.accept(Keyword.ORDER)) {
                cursor.expect(Keyword.BY);
                parameterList(false);
            }
        }
        cursor.expect(RIGHT_PARENTHESIS);
        return ObjectReference.of(name);
    }

    private List<Parameter> parameters(boolean defaults) {
        cursor.expect(LEFT_PARENTHESIS);
        List<Parameter> list = cursor.at(RIGHT_PARENTHESIS) ? List.of() : parameterList(defaults);
        cursor.expect(RIGHT_PARENTHESIS);
        return list;
    }

    private List<Parameter> parameterList(boolean defaults) {
        List<Parameter> list = new ArrayList<>();
        do {
            list.add(parameter(defaults));
        } while (cursor.accept(COMMA));
        return list;
    }

    /** {@code [mode] [name] [mode] type [DEFAULT value]}. */
    private Parameter parameter(boolean defaults) {
        int position = cursor.position();
        Mode mode = mode();
        String name = null;
        if (cursor.atTypeOrFunctionName(0) && nameBeforeType()) {
            name = cursor.typeOrFunctionName();
            if (mode == Mode.DEFAULT) {
                mode = mode();
            }
        }
        TypeName type = grammar.types().functionType();
        Expression value = null;
        if (defaults && (cursor.accept(Keyword.DEFAULT) || cursor.accept(TokenKind.EQUAL))) {
            value = grammar.expressions().expression();
        }
        return new Parameter(mode, name, type, value, position);
    }

    private Mode mode() {
        if (cursor.accept(Keyword.IN)) {
            return cursor.accept(Keyword.OUT) ? Mode.INOUT : Mode.IN;
        }
        if (cursor.accept(Keyword.OUT)) {
            return Mode.OUT;
        }
        if (cursor.accept(Keyword.INOUT)) {
            return Mode.INOUT;
        }
        return cursor.accept(Keyword.VARIADIC) ? Mode.VARIADIC : Mode.DEFAULT;
    }

    /** Whether the word here is a parameter's name: another word that can begin a type or a mode follows. */
    private boolean nameBeforeType() {
        if (cursor.at(Keyword.DOUBLE) && cursor.at(1, Keyword.PRECISION)) {
            return false;
        }
        if (cursor.at(1, TokenKind.IDENTIFIER)) {
            return true;
        }
        Keyword next = cursor.keyword(1);
        if (next == null) {
            return false;
        }
        return switch (next) {
            case ARRAY, DEFAULT, ORDER -> false;
            case IN, VARIADIC -> true;
            case PRECISION, VARYING -> false;
            default -> next.category() != Keyword.Category.RESERVED;
        };
    }

    // ---- CREATE ----

    Statement create(boolean orReplace) {
        boolean procedure = cursor.at(Keyword.PROCEDURE);
        cursor.advance();
        QualifiedName name = name();
        List<Parameter> parameters = new ArrayList<>(parameters(true));
        TypeName returns = null;
        if (!procedure && cursor.accept(Keyword.RETURNS)) {
            int position = cursor.position();
            if (cursor.at(Keyword.TABLE) && cursor.at(1, LEFT_PARENTHESIS)) {
                cursor.advance();
                List<Parameter> columns = tableColumns();
                parameters.addAll(columns);
                returns = tableType(columns, position);
            } else {
                returns = grammar.types().functionType();
            }
        }
        List<FunctionOption> options = options();
        Body body = body();
        return new CreateFunction(name, orReplace, procedure, parameters, returns, options, body);
    }

    private List<Parameter> tableColumns() {
        cursor.expect(LEFT_PARENTHESIS);
        List<Parameter> columns = new ArrayList<>();
        do {
            int position = cursor.position();
            String name = cursor.typeOrFunctionName();
            columns.add(
                    new Parameter(
                            Mode.TABLE, name, grammar.types().functionType(), null, position));
        } while (cursor.accept(COMMA));
        cursor.expect(RIGHT_PARENTHESIS);
        return columns;
    }

    /** RETURNS TABLE is SETOF the only column's type, or SETOF record. */
    private static TypeName tableType(List<Parameter> columns, int position) {
        if (columns.size() == 1) {
            TypeName type = columns.getFirst().type();
            return new TypeName(
                    type.names(),
                    type.modifiers(),
                    type.arrayBounds(),
                    true,
                    type.percentType(),
                    position);
        }
        return new TypeName(
                List.of("pg_catalog", "record"), List.of(), List.of(), true, false, position);
    }

    /** Properties, as in ALTER FUNCTION too. */
    List<FunctionOption> options() {
        List<FunctionOption> options = new ArrayList<>();
        while (true) {
            FunctionOption option = option();
            if (option == null) {
                return options;
            }
            options.add(option);
        }
    }

    private @Nullable FunctionOption option() {
        int position = cursor.position();
        Keyword keyword = cursor.keyword();
        if (keyword == null) {
            return null;
        }
        switch (keyword) {
            case AS -> {
                cursor.advance();
                List<Bytes> strings = new ArrayList<>(1);
                LiteralPlace place = cursor.literalPlace();
                do {
                    strings.add(cursor.stringBytes());
                } while (strings.size() < 2 && cursor.accept(COMMA));
                return new FunctionOption.As(strings, place, position);
            }
            case LANGUAGE -> {
                cursor.advance();
                String language =
                        cursor.at(TokenKind.STRING) ? cursor.string() : cursor.nonReservedWord();
                return new FunctionOption.Language(language, position);
            }
            case IMMUTABLE, STABLE, VOLATILE -> {
                cursor.advance();
                return new FunctionOption.Volatility(keyword.text(), position);
            }
            case CALLED -> {
                cursor.advance();
                cursor.expect(Keyword.ON);
                cursor.expect(Keyword.NULL, Keyword.INPUT);
                return new FunctionOption.Strict(false, position);
            }
            case RETURNS -> {
                cursor.advance();
                cursor.expect(Keyword.NULL, Keyword.ON);
                cursor.expect(Keyword.NULL, Keyword.INPUT);
                return new FunctionOption.Strict(true, position);
            }
            case STRICT -> {
                cursor.advance();
                return new FunctionOption.Strict(true, position);
            }
            case EXTERNAL, SECURITY -> {
                cursor.accept(Keyword.EXTERNAL);
                cursor.expect(Keyword.SECURITY);
                boolean definer = cursor.accept(Keyword.DEFINER);
                if (!definer) {
                    cursor.expect(Keyword.INVOKER);
                }
                return new FunctionOption.SecurityDefiner(definer, position);
            }
            case LEAKPROOF -> {
                cursor.advance();
                return new FunctionOption.Leakproof(true, position);
            }
            case NOT -> {
                cursor.advance();
                cursor.expect(Keyword.LEAKPROOF);
                return new FunctionOption.Leakproof(false, position);
            }
            case WINDOW -> {
                cursor.advance();
                return new FunctionOption.Window(position);
            }
            case COST -> {
                cursor.advance();
                return new FunctionOption.Cost(grammar.primaries().signedNumber(), position);
            }
            case ROWS -> {
                cursor.advance();
                return new FunctionOption.Rows(grammar.primaries().signedNumber(), position);
            }
            case SUPPORT -> {
                cursor.advance();
                return new FunctionOption.Support(cursor.anyName(), position);
            }
            case PARALLEL -> {
                cursor.advance();
                return new FunctionOption.Parallel(cursor.columnId(), position);
            }
            case SET -> {
                cursor.advance();
                return new FunctionOption.Setting(grammar.session().setRest(false), position);
            }
            case RESET -> {
                cursor.advance();
                return new FunctionOption.Setting(grammar.session().reset(), position);
            }
            case TRANSFORM -> {
                cursor.advance();
                List<TypeName> types = new ArrayList<>();
                do {
                    cursor.expect(Keyword.FOR, Keyword.TYPE);
                    types.add(grammar.types().typeName());
                } while (cursor.accept(COMMA));
                return new FunctionOption.Transform(types, position);
            }
            default -> {
                return null;
            }
        }
    }

    private @Nullable Body body() {
        if (cursor.accept(Keyword.RETURN)) {
            return new Body.Return(grammar.expressions().expression());
        }
        if (!cursor.accept(Keyword.BEGIN)) {
            return null;
        }
        cursor.expect(Keyword.ATOMIC);
        List<Statement> statements = new ArrayList<>();
        while (!cursor.accept(Keyword.END)) {
            if (cursor.accept(TokenKind.SEMICOLON)) {
                continue;
            }
            if (cursor.at(Keyword.RETURN)) {
                statements.add(returned());
            } else {
                statements.add(grammar.statements().statement());
            }
            cursor.expect(TokenKind.SEMICOLON);
        }
        return new Body.Atomic(statements);
    }

    /** {@code RETURN value} inside a body is a query of that value. */
    private Statement returned() {
        int position = cursor.position();
        cursor.expect(Keyword.RETURN);
        Expression value = grammar.expressions().expression();
        var target = new dev.borealis.sql.ast.QueryStatement.Target(value, null, position);
        var body =
                new dev.borealis.sql.ast.Select.Simple(
                        false,
                        List.of(),
                        List.of(target),
                        null,
                        List.of(),
                        null,
                        List.of(),
                        false,
                        null,
                        List.of());
        return new dev.borealis.sql.ast.Select(
                null, body, List.of(), null, null, false, List.of(), position);
    }

    /** At least one property is needed in ALTER FUNCTION. */
    List<FunctionOption> requiredOptions() {
        List<FunctionOption> options = options();
        if (options.isEmpty()) {
            throw cursor.error();
        }
        return options;
    }
}
