package dev.borealis.sql;

import static dev.borealis.sql.TokenKind.COMMA;
import static dev.borealis.sql.TokenKind.DOT;
import static dev.borealis.sql.TokenKind.LEFT_BRACKET;
import static dev.borealis.sql.TokenKind.LEFT_PARENTHESIS;
import static dev.borealis.sql.TokenKind.RIGHT_BRACKET;
import static dev.borealis.sql.TokenKind.RIGHT_PARENTHESIS;

import dev.borealis.sql.ast.Constant.IntegerConstant;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.TypeName;
import dev.borealis.types.error.SyntaxErrors;

import java.util.ArrayList;
import java.util.List;

/** Names of types. SQL's own spellings become PostgreSQL's names at once. */
final class TypeParser {
    // Bits of interval's field mask. Source: PostgreSQL's datetime field numbers, as seen in
    // pg_attribute.atttypmod.
    private static final int MONTH = 1 << 1;
    private static final int YEAR = 1 << 2;
    private static final int DAY = 1 << 3;
    private static final int HOUR = 1 << 10;
    private static final int MINUTE = 1 << 11;
    private static final int SECOND = 1 << 12;

    /** No fields were named: {@code interval(3)}. */
    private static final int FULL_RANGE = 0x7fff;

    private final Grammar grammar;
    private final Cursor cursor;

    TypeParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** PostgreSQL's Typename: with SETOF and array bounds. */
    TypeName typeName() {
        int position = cursor.position();
        boolean setOf = cursor.accept(Keyword.SETOF);
        TypeName simple = simpleTypeName();
        List<Integer> bounds = List.of();
        if (cursor.accept(Keyword.ARRAY)) {
            bounds = List.of(cursor.at(LEFT_BRACKET) ? bound(true) : -1);
        } else if (cursor.at(LEFT_BRACKET)) {
            bounds = new ArrayList<>(1);
            while (cursor.at(LEFT_BRACKET)) {
                bounds.add(bound(false));
            }
        }
        if (!setOf && bounds.isEmpty()) {
            return simple;
        }
        return new TypeName(
                simple.names(),
                simple.modifiers(),
                bounds,
                setOf,
                simple.percentType(),
                setOf ? position : simple.position());
    }

    private int bound(boolean required) {
        cursor.expect(LEFT_BRACKET);
        int bound = required || !cursor.at(RIGHT_BRACKET) ? cursor.integer() : -1;
        cursor.expect(RIGHT_BRACKET);
        return bound;
    }

    /** A type of a function's parameter or result: also {@code table.column%TYPE}. */
    TypeName functionType() {
        int position = cursor.position();
        int ahead = cursor.at(Keyword.SETOF) ? 1 : 0;
        if (cursor.atTypeOrFunctionName(ahead) && cursor.at(ahead + 1, DOT)) {
            int i = ahead + 1;
            while (cursor.at(i, DOT)) {
                i += 2;
            }
            if (cursor.at(i, TokenKind.PERCENT) && cursor.at(i + 1, Keyword.TYPE)) {
                boolean setOf = cursor.accept(Keyword.SETOF);
                List<String> names = new ArrayList<>();
                names.add(cursor.typeOrFunctionName());
                while (cursor.accept(DOT)) {
                    names.add(cursor.columnLabel());
                }
                cursor.advance();
                cursor.advance();
                return new TypeName(names, List.of(), List.of(), setOf, true, position);
            }
        }
        return typeName();
    }

    TypeName simpleTypeName() {
        Keyword keyword = cursor.keyword();
        if (keyword != null && isTypeKeyword(keyword)) {
            return keyword == Keyword.INTERVAL ? interval() : keywordType(false);
        }
        int position = cursor.position();
        List<String> names = new ArrayList<>(2);
        names.add(cursor.typeOrFunctionName());
        while (cursor.accept(DOT)) {
            names.add(cursor.columnLabel());
        }
        return new TypeName(names, optionalModifiers(), List.of(), false, false, position);
    }

    /** Whether a keyword begins one of SQL's own type names. */
    boolean isTypeKeyword(Keyword keyword) {
        return switch (keyword) {
            case INT, INTEGER, SMALLINT, BIGINT, REAL, FLOAT, DECIMAL, DEC, NUMERIC, BOOLEAN, BIT ->
                    true;
            case CHARACTER, CHAR, VARCHAR, NATIONAL, NCHAR, TIMESTAMP, TIME, INTERVAL -> true;
            case DOUBLE -> cursor.at(1, Keyword.PRECISION);
            default -> false;
        };
    }

    /**
     * A type of SQL's own, except INTERVAL.
     *
     * @param constant before a literal: {@code char 'abc'} then has no length
     */
    TypeName keywordType(boolean constant) {
        int position = cursor.position();
        Keyword keyword = cursor.keyword();
        if (keyword == null) {
            throw cursor.error();
        }
        cursor.advance();
        return switch (keyword) {
            case INT, INTEGER -> system("int4", position);
            case SMALLINT -> system("int2", position);
            case BIGINT -> system("int8", position);
            case REAL -> system("float4", position);
            case BOOLEAN -> system("bool", position);
            case DOUBLE -> {
                cursor.expect(Keyword.PRECISION);
                yield system("float8", position);
            }
            case FLOAT -> floatType(position);
            case DECIMAL, DEC, NUMERIC -> system("numeric", optionalModifiers(), position);
            case BIT -> {
                boolean varying = cursor.accept(Keyword.VARYING);
                List<Expression> modifiers = optionalModifiers();
                if (modifiers.isEmpty() && !varying && !constant) {
                    modifiers = one(1);
                }
                yield system(varying ? "varbit" : "bit", modifiers, position);
            }
            case CHARACTER, CHAR, NCHAR ->
                    character(cursor.accept(Keyword.VARYING), constant, position);
            case NATIONAL -> {
                if (!cursor.accept(Keyword.CHARACTER)) {
                    cursor.expect(Keyword.CHAR);
                }
                yield character(cursor.accept(Keyword.VARYING), constant, position);
            }
            case VARCHAR -> character(true, constant, position);
            case TIMESTAMP -> dateTime("timestamp", position);
            case TIME -> dateTime("time", position);
            default -> throw new IllegalStateException("not a type: " + keyword);
        };
    }

    private TypeName floatType(int position) {
        if (!cursor.accept(LEFT_PARENTHESIS)) {
            return system("float8", position);
        }
        int place = cursor.position();
        int precision = cursor.integer();
        cursor.expect(RIGHT_PARENTHESIS);
        if (precision < 1) {
            throw SyntaxErrors.invalidParameterValue(
                    "precision for type float must be at least 1 bit", place);
        }
        if (precision > 53) {
            throw SyntaxErrors.invalidParameterValue(
                    "precision for type float must be less than 54 bits", place);
        }
        return system(precision <= 24 ? "float4" : "float8", position);
    }

    private TypeName character(boolean varying, boolean constant, int position) {
        List<Expression> modifiers = List.of();
        if (cursor.accept(LEFT_PARENTHESIS)) {
            int place = cursor.position();
            modifiers = List.of(new IntegerConstant(cursor.integer(), place));
            cursor.expect(RIGHT_PARENTHESIS);
        } else if (!varying && !constant) {
            modifiers = one(1);
        }
        return system(varying ? "varchar" : "bpchar", modifiers, position);
    }

    private TypeName dateTime(String name, int position) {
        List<Expression> modifiers = List.of();
        if (cursor.accept(LEFT_PARENTHESIS)) {
            int place = cursor.position();
            modifiers = List.of(new IntegerConstant(cursor.integer(), place));
            cursor.expect(RIGHT_PARENTHESIS);
        }
        boolean zone = false;
        if (cursor.at(Keyword.WITH, Keyword.TIME) || cursor.at(Keyword.WITHOUT, Keyword.TIME)) {
            zone = cursor.at(Keyword.WITH);
            cursor.advance();
            cursor.expect(Keyword.TIME, Keyword.ZONE);
        }
        return system(zone ? name + "tz" : name, modifiers, position);
    }

    /** {@code INTERVAL [fields] | INTERVAL (precision)}. */
    private TypeName interval() {
        int position = cursor.position();
        cursor.expect(Keyword.INTERVAL);
        return system("interval", intervalModifiers(true), position);
    }

    /**
     * What may follow INTERVAL, or the literal in {@code INTERVAL '…' fields}.
     *
     * @param bare a precision without fields may stand here
     */
    List<Expression> intervalModifiers(boolean bare) {
        int position = cursor.position();
        if (bare && cursor.accept(LEFT_PARENTHESIS)) {
            int place = cursor.position();
            int precision = cursor.integer();
            cursor.expect(RIGHT_PARENTHESIS);
            return List.of(
                    new IntegerConstant(FULL_RANGE, 0), new IntegerConstant(precision, place));
        }
        Keyword first = cursor.keyword();
        if (first == null) {
            return List.of();
        }
        return switch (first) {
            case YEAR -> {
                cursor.advance();
                yield cursor.accept(Keyword.TO)
                        ? range(YEAR, Keyword.MONTH, position)
                        : mask(YEAR, position);
            }
            case MONTH -> {
                cursor.advance();
                yield mask(MONTH, position);
            }
            case DAY -> {
                cursor.advance();
                yield cursor.accept(Keyword.TO)
                        ? range(DAY, Keyword.SECOND, position)
                        : mask(DAY, position);
            }
            case HOUR -> {
                cursor.advance();
                yield cursor.accept(Keyword.TO)
                        ? range(HOUR, Keyword.SECOND, position)
                        : mask(HOUR, position);
            }
            case MINUTE -> {
                cursor.advance();
                yield cursor.accept(Keyword.TO)
                        ? range(MINUTE, Keyword.SECOND, position)
                        : mask(MINUTE, position);
            }
            case SECOND -> {
                cursor.advance();
                yield second(SECOND, position);
            }
            default -> List.of();
        };
    }

    /** After TO: every field down to {@code last} that is smaller than the first. */
    private List<Expression> range(int first, Keyword last, int position) {
        if (last == Keyword.MONTH) {
            cursor.expect(Keyword.MONTH);
            return mask(YEAR | MONTH, position);
        }
        if (first == DAY && cursor.accept(Keyword.HOUR)) {
            return mask(DAY | HOUR, position);
        }
        if (first != MINUTE && cursor.accept(Keyword.MINUTE)) {
            return mask(first == DAY ? DAY | HOUR | MINUTE : HOUR | MINUTE, position);
        }
        cursor.expect(Keyword.SECOND);
        int mask =
                switch (first) {
                    case DAY -> DAY | HOUR | MINUTE | SECOND;
                    case HOUR -> HOUR | MINUTE | SECOND;
                    default -> MINUTE | SECOND;
                };
        return second(mask, position);
    }

    private List<Expression> second(int mask, int position) {
        if (!cursor.accept(LEFT_PARENTHESIS)) {
            return mask(mask, position);
        }
        int place = cursor.position();
        int precision = cursor.integer();
        cursor.expect(RIGHT_PARENTHESIS);
        return List.of(new IntegerConstant(mask, position), new IntegerConstant(precision, place));
    }

    private static List<Expression> mask(int mask, int position) {
        return List.of(new IntegerConstant(mask, position));
    }

    /** {@code INTERVAL [(precision)] 'text' [fields]}, INTERVAL taken already: the modifiers for the literal. */
    static List<Expression> precisionOnly(int precision, int position) {
        return List.of(
                new IntegerConstant(FULL_RANGE, 0), new IntegerConstant(precision, position));
    }

    private List<Expression> optionalModifiers() {
        if (!cursor.accept(LEFT_PARENTHESIS)) {
            return List.of();
        }
        List<Expression> modifiers = new ArrayList<>(2);
        do {
            modifiers.add(grammar.expressions().expression());
        } while (cursor.accept(COMMA));
        cursor.expect(RIGHT_PARENTHESIS);
        return modifiers;
    }

    private static List<Expression> one(int value) {
        return List.of(new IntegerConstant(value, 0));
    }

    private static TypeName system(String name, int position) {
        return system(name, List.of(), position);
    }

    static TypeName system(String name, List<Expression> modifiers, int position) {
        return new TypeName(
                List.of("pg_catalog", name), modifiers, List.of(), false, false, position);
    }
}
