package dev.borealis.engine.tree;

import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A bound expression with one value: every name is resolved to a number, every implicit conversion is written out,
 * every operator to its function. Immutable; stored in the catalog for defaults, checks, views and index expressions,
 * so a new kind of node gets a new tag and no tag ever changes its meaning (see {@link TreeCodec}).
 */
public sealed interface Scalar {
    /** The type of the value. */
    SqlType type();

    // What the kinds have in common, for those who treat many alike. Beside these there are
    // Coercion and Subquery.

    /** No expression is below it. */
    sealed interface Leaf extends Scalar {}

    /** True, false or unknown, whatever it is made of. */
    sealed interface Condition extends Scalar {
        @Override
        default SqlType type() {
            return SqlType.BOOL;
        }
    }

    /** A call of a function of pg_proc. */
    sealed interface Call extends Scalar {
        /** pg_proc OID. */
        int function();

        /** In the order of the signature; those of an ordered-set aggregate before WITHIN GROUP stand apart. */
        List<Scalar> arguments();
    }

    /** Its value is that of one of its operands, or null. */
    sealed interface Choice extends Scalar {}

    /** Makes one value of several. */
    sealed interface Constructor extends Scalar {}

    /** A part of a value that has parts. */
    sealed interface Part extends Scalar {}

    /** A constant; value as {@link dev.borealis.types.Carrier} says, null for SQL's NULL. */
    record Constant(SqlType type, @Nullable Object value) implements Leaf {}

    /** {@code $number}, counted from 1. */
    record Parameter(SqlType type, int number) implements Leaf {}

    /**
     * A column of a range entry.
     *
     * @param levelsUp 0 for the query this stands in, 1 for the one around it, …
     * @param range index into that query's {@code ranges}
     * @param column attribute number: for relations the stable column number (from 1), for all others the position
     *     (from 1); 0 is the whole row, −1 and below are system columns
     */
    record Column(SqlType type, int levelsUp, int range, int column) implements Leaf {}

    /**
     * A call of a normal (not aggregate, not window) function, also for operators and casts by function.
     *
     * @param function pg_proc OID
     * @param operator pg_operator OID when written as an operator, else 0
     * @param arguments in the order of the signature, defaults filled in; with {@code variadic} the last one is an
     *     array that was written {@code VARIADIC array}; otherwise variadic arguments were gathered by the binder into an
     *     {@link ArrayConstructor} (not for VARIADIC "any", whose arguments stand one by one)
     */
    record FunctionCall(
            SqlType type,
            int function,
            int operator,
            List<Scalar> arguments,
            boolean variadic,
            CallForm form)
            implements Call {
        public FunctionCall {
            arguments = List.copyOf(arguments);
        }

        /** The same call of other arguments of the same types. */
        public FunctionCall withArguments(List<Scalar> others) {
            return new FunctionCall(type, function, operator, others, variadic, form);
        }
    }

    /** How a call was written: for printing, and for column names. */
    enum CallForm {
        CALL,
        OPERATOR,
        EXPLICIT_CAST,
        IMPLICIT_CAST,
        /** Syntax of its own: EXTRACT(…), SUBSTRING(… FROM …), AT TIME ZONE, LIKE … ESCAPE … */
        SPECIAL_SYNTAX
    }

    /**
     * A conversion that is no function of pg_cast.
     *
     * @param kind RELABEL: same bytes under another type (text → varchar, also domain → base); IO: through the text
     *     form; ARRAY: element by element with {@code element} applied to {@link ElementPlaceholder}; ROW: record to a
     *     composite type; DOMAIN: checks the domain's constraints
     */
    record Coercion(
            SqlType type, Kind kind, Scalar argument, CallForm form, @Nullable Scalar element)
            implements Scalar {
        /** The ways, explained at {@link Coercion}. */
        public enum Kind {
            RELABEL,
            IO,
            ARRAY,
            ROW,
            DOMAIN
        }
    }

    /** The element that an ARRAY {@link Coercion} converts, the tested value of a simple CASE, the value of a domain check. */
    record ElementPlaceholder(SqlType type) implements Leaf {}

    /** Two or more conditions. */
    record And(List<Scalar> arguments) implements Condition {
        public And {
            arguments = List.copyOf(arguments);
        }
    }

    /** Two or more conditions. */
    record Or(List<Scalar> arguments) implements Condition {
        public Or {
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code NOT a}. */
    record Not(Scalar argument) implements Condition {}

    /** {@code IS [NOT] NULL}; of a row value it looks at the fields. */
    record NullTest(Scalar argument, boolean negated, boolean rowWise) implements Condition {}

    /** {@code IS [NOT] TRUE | FALSE | UNKNOWN}. */
    record BooleanTest(Scalar argument, Kind kind, boolean negated) implements Condition {
        /** What a boolean is compared with. */
        public enum Kind {
            TRUE,
            FALSE,
            UNKNOWN
        }
    }

    /** {@code a IS [NOT] DISTINCT FROM b}: {@code equality} is the function of the type's = operator. */
    record DistinctFrom(int equality, int operator, Scalar left, Scalar right, boolean negated)
            implements Condition {}

    /** {@code NULLIF(a, b)}: null when the function of = says true, else a. */
    record NullIf(SqlType type, int equality, int operator, Scalar left, Scalar right)
            implements Choice {}

    /** The first argument that is not null; the others behind it are not evaluated. */
    record Coalesce(SqlType type, List<Scalar> arguments) implements Choice {
        public Coalesce {
            arguments = List.copyOf(arguments);
        }
    }

    /** GREATEST, or LEAST; compares with the default ordering of the type. */
    record Extreme(SqlType type, boolean greatest, List<Scalar> arguments) implements Choice {
        public Extreme {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * {@code CASE [operand] WHEN … THEN … ELSE … END}. With an operand, it is evaluated once and the conditions contain
     * {@link ElementPlaceholder} in its stead.
     */
    record Case(
            SqlType type, @Nullable Scalar operand, List<When> whens, @Nullable Scalar otherwise)
            implements Choice {
        public Case {
            whens = List.copyOf(whens);
        }
    }

    /** A branch of {@link Case}. */
    record When(Scalar condition, Scalar result) {}

    /** {@code left op ANY | ALL (array)}, also what {@code IN (list)} of constants becomes. */
    record ArrayComparison(int function, int operator, boolean any, Scalar left, Scalar array)
            implements Condition {}

    /** {@code ARRAY[…]}; with {@code nested} the elements are arrays that form one of a dimension more. */
    record ArrayConstructor(SqlType type, SqlType element, boolean nested, List<Scalar> elements)
            implements Constructor {
        public ArrayConstructor {
            elements = List.copyOf(elements);
        }
    }

    /** {@code ROW(…)}. */
    record RowConstructor(SqlType type, List<Scalar> fields, List<String> names)
            implements Constructor {
        public RowConstructor {
            fields = List.copyOf(fields);
            names = List.copyOf(names);
        }
    }

    /**
     * {@code (a, b) < (c, d)} by columns; = and <> of rows are written out with {@link And} and {@link Or} instead.
     *
     * @param kind which of the four orderings
     * @param operators for each column the pg_operator OID of that ordering
     */
    record RowComparison(Kind kind, List<Integer> operators, List<Scalar> left, List<Scalar> right)
            implements Condition {
        /** The ordering asked for. */
        public enum Kind {
            LESS,
            LESS_OR_EQUAL,
            GREATER_OR_EQUAL,
            GREATER
        }

        public RowComparison {
            operators = List.copyOf(operators);
            left = List.copyOf(left);
            right = List.copyOf(right);
        }
    }

    /**
     * {@code a[i]}, {@code a[l:u]}, jsonb subscripts. A bound left out is null.
     *
     * @param assigned what an assignment puts there: then this is the container after it; null where it is only read
     */
    record Subscript(SqlType type, Scalar container, List<Index> indexes, @Nullable Scalar assigned)
            implements Part {
        public Subscript {
            indexes = List.copyOf(indexes);
        }

        public Subscript(SqlType type, Scalar container, List<Index> indexes) {
            this(type, container, indexes, null);
        }
    }

    /** One pair of brackets. @param slice written with a colon; else only {@code upper} is there */
    record Index(@Nullable Scalar lower, @Nullable Scalar upper, boolean slice) {}

    /** {@code (row).field}: field counted from 1. */
    record FieldAccess(SqlType type, Scalar row, int field, String name) implements Part {}

    /**
     * A sub-query inside an expression.
     *
     * @param test left side for ANY and ALL; in it and in {@code comparison} nothing of the sub-query is visible
     * @param comparison for ANY and ALL: boolean, over {@code test} columns and {@link SubqueryColumn}s
     */
    record Subquery(
            SqlType type, Kind kind, Query query, List<Scalar> test, @Nullable Scalar comparison)
            implements Scalar {
        /** What becomes of the rows. */
        public enum Kind {
            EXISTS,
            /** One column, at most one row. */
            SCALAR,
            /** Several columns, at most one row, as a record: for row comparison and multi-column SET. */
            ROW,
            ANY,
            ALL,
            ARRAY
        }

        public Subquery {
            test = List.copyOf(test);
        }
    }

    /** Inside {@link Subquery#comparison}: output column (from 1) of the sub-query's current row. */
    record SubqueryColumn(SqlType type, int column) implements Leaf {}

    /**
     * @param directArguments of ordered-set aggregates: those before WITHIN GROUP
     * @param levelsUp the query the aggregate belongs to
     */
    record AggregateCall(
            SqlType type,
            int function,
            List<Scalar> directArguments,
            List<Scalar> arguments,
            boolean star,
            boolean distinct,
            List<Ordering> orderBy,
            boolean withinGroup,
            @Nullable Scalar filter,
            boolean variadic,
            int levelsUp)
            implements Call {
        public AggregateCall {
            directArguments = List.copyOf(directArguments);
            arguments = List.copyOf(arguments);
            orderBy = List.copyOf(orderBy);
        }
    }

    /** A window function or an aggregate with OVER; {@code window} is an index into the query's windows. */
    record WindowCall(
            SqlType type,
            int function,
            List<Scalar> arguments,
            boolean star,
            @Nullable Scalar filter,
            int window)
            implements Call {
        public WindowCall {
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code GROUPING(…)}: indexes into the query's group keys. */
    record Grouping(List<Integer> keys) implements Leaf {
        public Grouping {
            keys = List.copyOf(keys);
        }

        @Override
        public SqlType type() {
            return SqlType.INT4;
        }
    }

    /** CURRENT_DATE, CURRENT_USER and the other values that look like columns; {@code type} carries the precision. */
    record SessionValue(SqlType type, Kind kind) implements Leaf {
        /** Named as SQL writes them. */
        public enum Kind {
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
    }

    /**
     * SQL/JSON constructors and predicates.
     *
     * @param kind OBJECT: arguments key, value, key, value …; ARRAY: elements; IS_JSON: the one argument
     * @param itemType for IS_JSON: one of {@code any, object, array, scalar}
     */
    record JsonConstructor(
            SqlType type,
            Kind kind,
            List<Scalar> arguments,
            boolean absentOnNull,
            boolean uniqueKeys,
            String itemType)
            implements Constructor {
        /** Which arguments there are, see {@link JsonConstructor}. */
        public enum Kind {
            OBJECT,
            ARRAY,
            IS_JSON
        }

        public JsonConstructor {
            arguments = List.copyOf(arguments);
        }
    }

    /** One key of an ORDER BY inside an aggregate or window. {@code operator}: the pg_operator OID of < or >. */
    record Ordering(Scalar value, boolean descending, boolean nullsFirst, int operator) {}
}
