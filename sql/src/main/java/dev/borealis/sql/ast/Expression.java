package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A value expression. The position of an operator form is that of its operator; {@link Expressions#start} gives where the whole
 * expression begins.
 */
public sealed interface Expression
        permits Constant, Predicate, Expression.Simple, JsonExpression, XmlExpression {
    /** See {@link Statement}. */
    int position();

    /** The forms that are neither constants, predicates, JSON nor XML. */
    sealed interface Simple extends Expression {}

    /** {@code $number}. */
    record ParameterRef(int number, int position) implements Simple {}

    /**
     * {@code a}, {@code a.b.c}, {@code *}, {@code a.*}.
     *
     * @param names outermost first; empty for a bare {@code *}
     */
    record ColumnRef(List<String> names, boolean star, int position) implements Simple {
        public ColumnRef {
            names = List.copyOf(names);
        }
    }

    /** {@code left operator right}; {@code !=} arrives as {@code <>}. */
    record BinaryOperator(OperatorName operator, Expression left, Expression right, int position)
            implements Simple {}

    /** {@code operator operand}; a minus before a number is part of the constant instead. */
    record UnaryOperator(OperatorName operator, Expression operand, int position)
            implements Simple {}

    /** {@code arguments} has two or more; {@code a AND b AND c} is one node. */
    record And(List<Expression> arguments, int position) implements Simple {
        public And {
            arguments = List.copyOf(arguments);
        }
    }

    /** Two or more terms. */
    record Or(List<Expression> arguments, int position) implements Simple {
        public Or {
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code NOT argument}. */
    record Not(Expression argument, int position) implements Simple {}

    /**
     * A call, also of what SQL gives its own syntax: {@code EXTRACT(year FROM x)} is {@code pg_catalog.extract('year',
     * x)}, {@code x AT TIME ZONE z} is {@code pg_catalog.timezone(z, x)}.
     *
     * @param arguments empty when {@code star}
     * @param star {@code count(*)}
     * @param distinct {@code f(DISTINCT …)}
     * @param variadic the last argument is marked VARIADIC
     * @param orderBy inside the parentheses, or of WITHIN GROUP
     * @param withinGroup {@code orderBy} came from {@code WITHIN GROUP (ORDER BY …)}
     * @param over a window, named or given in place
     * @param sqlSyntax written in SQL's own syntax rather than as a call
     */
    record FunctionCall(
            QualifiedName name,
            List<Argument> arguments,
            boolean star,
            boolean distinct,
            boolean variadic,
            List<SortItem> orderBy,
            boolean withinGroup,
            @Nullable Expression filter,
            @Nullable WindowDefinition over,
            boolean sqlSyntax,
            int position)
            implements Simple {
        public FunctionCall {
            arguments = List.copyOf(arguments);
            orderBy = List.copyOf(orderBy);
        }
    }

    /** One argument; {@code name} for {@code name => value}, position then that of the name. */
    record Argument(@Nullable String name, Expression value, int position) {}

    /** How a cast was written. */
    enum CastForm {
        /** {@code CAST(value AS type)}. */
        CAST,
        /** {@code value::type}. */
        COLONS,
        /** {@code type 'text'}: the value is a string constant. */
        LITERAL
    }

    /** A cast in any of its forms. */
    record Cast(Expression value, TypeName type, CastForm form, int position) implements Simple {}

    /** {@code CASE [operand] WHEN … ELSE otherwise END}. */
    record Case(
            @Nullable Expression operand,
            List<When> whens,
            @Nullable Expression otherwise,
            int position)
            implements Simple {
        public Case {
            whens = List.copyOf(whens);
        }
    }

    /** {@code WHEN condition THEN result}. */
    record When(Expression condition, Expression result, int position) {}

    /** {@code COALESCE(arguments)}. */
    record Coalesce(List<Expression> arguments, int position) implements Simple {
        public Coalesce {
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code NULLIF(left, right)}. */
    record Nullif(Expression left, Expression right, int position) implements Simple {}

    /** {@code GREATEST(arguments)}. */
    record Greatest(List<Expression> arguments, int position) implements Simple {
        public Greatest {
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code LEAST(arguments)}. */
    record Least(List<Expression> arguments, int position) implements Simple {
        public Least {
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code (SELECT …)} as a value. */
    record ScalarSubquery(Select query, int position) implements Simple {}

    /** {@code ARRAY(SELECT …)}. */
    record ArraySubquery(Select query, int position) implements Simple {}

    /** {@code ARRAY[…]}; nested {@code [[…],[…]]} are constructors too. */
    record ArrayConstructor(List<Expression> elements, int position) implements Simple {
        public ArrayConstructor {
            elements = List.copyOf(elements);
        }
    }

    /** {@code ROW(…)} or {@code (a, b)}. */
    record RowConstructor(List<Expression> fields, boolean explicit, int position)
            implements Simple {
        public RowConstructor {
            fields = List.copyOf(fields);
        }
    }

    /** {@code base[1][2:3]}: all neighbouring subscripts in one node. */
    record Subscript(Expression base, List<ArrayStep> subscripts, int position) implements Simple {
        public Subscript {
            subscripts = List.copyOf(subscripts);
        }
    }

    /** {@code (base).field}. */
    record FieldSelect(Expression base, String field, int position) implements Simple {}

    /** {@code (base).*}. */
    record FieldStar(Expression base, int position) implements Simple {}

    /** {@code value COLLATE name}. */
    record Collate(Expression value, QualifiedName collation, int position) implements Simple {}

    /** The functions that SQL writes without parentheses. */
    enum SqlValue {
        CURRENT_DATE,
        CURRENT_TIME,
        CURRENT_TIMESTAMP,
        LOCALTIME,
        LOCALTIMESTAMP,
        CURRENT_ROLE,
        CURRENT_USER,
        USER,
        SESSION_USER,
        SYSTEM_USER,
        CURRENT_CATALOG,
        CURRENT_SCHEMA
    }

    /** {@code precision} is -1 when none was written. */
    record SqlValueFunction(SqlValue kind, int precision, int position) implements Simple {}

    /** {@code GROUPING(a, b)}. */
    record Grouping(List<Expression> arguments, int position) implements Simple {
        public Grouping {
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code DEFAULT} as a value: legal only in VALUES of an INSERT and in SET. */
    record SetToDefault(int position) implements Simple {}

    /** {@code WHERE CURRENT OF cursor}. */
    record CurrentOf(String cursor, int position) implements Simple {}
}
