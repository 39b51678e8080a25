package dev.borealis.engine.session;

import dev.borealis.sql.ParsedStatement;
import dev.borealis.sql.ast.Statement;
import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A statement that Parse made ready, or one of a simple message.
 *
 * <p>What depends on the catalog and the settings is kept beside it by {@link QueryPlanning} and made anew when they
 * change.
 */
final class PreparedStatement {
    /** Of a simple message, where {@code $1} means nothing. */
    final boolean simple;

    /** Null for an empty text. */
    final @Nullable ParsedStatement parsed;

    /** As Parse gave them. */
    final int[] givenTypes;

    /** What the query was last bound to, see {@link QueryPlanning}. */
    @Nullable BoundQuery bound;

    /** The session's view of the catalog and the settings for which {@link #bound} was found to hold. */
    @Nullable SessionContext boundIn;

    /** The plan last made; it holds while it is one of {@link #bound}. */
    @Nullable PlannedQuery plan;

    /** The columns last described in formats other than text, and these formats. */
    @Nullable List<ResultSink.ResultColumn> formatted;

    @Nullable List<ResultSink.ResultColumn> formattedFrom;

    List<Integer> formats = List.of();

    /** Of the columns last written, and for which view of the catalog. */
    @Nullable FieldWriter writer;

    @Nullable SessionContext writerContext;

    /** Types of the parameters, once described or bound. */
    List<SqlType> parameterTypes = List.of();

    /** Whether a client was promised its parameters and columns. */
    boolean isFixed;

    private @Nullable List<ResultSink.ResultColumn> columns;

    PreparedStatement(@Nullable ParsedStatement parsed, int[] givenTypes) {
        this(parsed, givenTypes, false);
    }

    private PreparedStatement(@Nullable ParsedStatement parsed, int[] givenTypes, boolean simple) {
        this.simple = simple;
        this.parsed = parsed;
        this.givenTypes = givenTypes;
    }

    /** A statement that is planned already. */
    PreparedStatement(ParsedStatement parsed, PlannedQuery plan, SessionContext context) {
        this(parsed, new int[0], false);
        this.plan = plan;
        bound = plan.bound();
        boundIn = context;
        parameterTypes = bound.parameterTypes();
    }

    /** Null for an empty text. */
    @Nullable Statement statement() {
        return parsed == null ? null : parsed.statement();
    }

    /** Parse has ended: from now on the types of the parameters and the columns are those. */
    void fix(@Nullable List<ResultSink.ResultColumn> promised) {
        isFixed = true;
        columns = promised;
    }

    /** Whether a plan that gives these columns keeps the promise: their number, names and types. */
    boolean hasColumns(@Nullable List<ResultSink.ResultColumn> others) {
        if (columns == others) {
            return true;
        }
        if (columns == null || others == null || columns.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < columns.size(); i++) {
            ResultSink.ResultColumn promised = columns.get(i);
            ResultSink.ResultColumn other = others.get(i);
            if (!promised.name().equals(other.name()) || !promised.type().equals(other.type())) {
                return false;
            }
        }
        columns = others; // the same ones come again
        return true;
    }

    /** OIDs of the types of the parameters. */
    int[] parameterOids() {
        return parameterTypes.stream().mapToInt(SqlType::oid).toArray();
    }

    /** A statement of a simple message. */
    static PreparedStatement simple(ParsedStatement parsed) {
        return new PreparedStatement(parsed, new int[0], true);
    }
}
