package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The forms of SQL that answer a boolean and are not plain operators. */
public sealed interface Predicate extends Expression {
    /** {@code value [NOT] IN (list)}. */
    record In(Expression value, List<Expression> list, boolean negated, int position)
            implements Predicate {
        public In {
            list = List.copyOf(list);
        }
    }

    /** {@code value [NOT] IN (SELECT …)}; {@code value} may be a row. */
    record InSubquery(Expression value, Select query, boolean negated, int position)
            implements Predicate {}

    /** {@code EXISTS (SELECT …)}. */
    record Exists(Select query, int position) implements Predicate {}

    /** ANY (also written SOME) or ALL. */
    enum Quantifier {
        ANY,
        ALL
    }

    /**
     * {@code value operator ANY (array)}; {@code value LIKE ANY (…)} arrives with operator {@code ~~}.
     */
    record QuantifiedArray(
            Expression value,
            OperatorName operator,
            Quantifier quantifier,
            Expression array,
            int position)
            implements Predicate {}

    /** {@code value operator ALL (SELECT …)}; {@code value} may be a row. */
    record QuantifiedSubquery(
            Expression value,
            OperatorName operator,
            Quantifier quantifier,
            Select query,
            int position)
            implements Predicate {}

    /** {@code value [NOT] BETWEEN [SYMMETRIC] lower AND upper}. */
    record Between(
            Expression value,
            Expression lower,
            Expression upper,
            boolean symmetric,
            boolean negated,
            int position)
            implements Predicate {}

    /** LIKE (operator {@code ~~}), ILIKE ({@code ~~*}), SIMILAR TO ({@code ~} of {@code similar_to_escape}). */
    enum Pattern {
        LIKE,
        ILIKE,
        SIMILAR
    }

    /** {@code value [NOT] LIKE | ILIKE | SIMILAR TO pattern [ESCAPE escape]}. */
    record Like(
            Pattern kind,
            Expression value,
            Expression pattern,
            @Nullable Expression escape,
            boolean negated,
            int position)
            implements Predicate {}

    /** {@code value IS [NOT] NULL}, also written ISNULL and NOTNULL. */
    record IsNull(Expression value, boolean negated, int position) implements Predicate {}

    /** The right side of IS TRUE, IS FALSE, IS UNKNOWN. */
    enum Truth {
        TRUE,
        FALSE,
        UNKNOWN
    }

    /** {@code value IS [NOT] TRUE | FALSE | UNKNOWN}. */
    record IsBoolean(Expression value, Truth truth, boolean negated, int position)
            implements Predicate {}

    /** {@code left IS [NOT] DISTINCT FROM right}. */
    record IsDistinctFrom(Expression left, Expression right, boolean negated, int position)
            implements Predicate {}
}
