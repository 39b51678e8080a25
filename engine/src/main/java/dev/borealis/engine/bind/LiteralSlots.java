package dev.borealis.engine.bind;

import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.Statement;
import dev.borealis.engine.tree.TreeMapper;
import dev.borealis.sql.StatementShape;
import dev.borealis.sql.StatementShape.Literal;
import dev.borealis.types.Bytes;
import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeContext;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Literals that are bound as parameters, so that the tree serves every statement of the same shape. The binder asks here
 * wherever it would make a literal a typed constant; a literal that it looks at for anything else (a position in ORDER BY,
 * a type's length) never comes here, so it is missing from the tree, and the tree serves one statement only.
 *
 * <p>Literals are found by where they stand in the text; a text within the text (a function's body) has none.
 */
public final class LiteralSlots {
    /** No literal is special. */
    public static final LiteralSlots NONE = new LiteralSlots(List.of());

    private final List<Literal> literals;
    private final List<Reading> readings = new ArrayList<>();

    /**
     * How the value of a parameter comes from its literal.
     *
     * @param number of the parameter: that of the literal in its statement, from 1
     * @param negated whether the minus sign before it belongs to it
     */
    public record Reading(int number, SqlType type, boolean negated) {
        /** The value in a statement of the same shape; throws the type's error, with position, when it is none. */
        public Object value(
                StatementShape shape,
                BindContext.LiteralReader reader,
                TypeContext context,
                NameResolver names) {
            return switch (shape.literals().get(number - 1)) {
                case Literal.Whole whole -> negated ? -whole.value() : whole.value();
                case Literal.Text text -> {
                    try {
                        yield reader.read(type, text.value(), context, names);
                    } catch (SqlException e) {
                        throw e.orPosition(text.position());
                    }
                }
            };
        }
    }

    private LiteralSlots(List<Literal> literals) {
        this.literals = literals;
    }

    /** For the literals of a statement of this shape. */
    public static LiteralSlots of(StatementShape shape) {
        return new LiteralSlots(shape.literals());
    }

    /** In the order in which the binder came to them, which is that of their errors. */
    public List<Reading> readings() {
        return List.copyOf(readings);
    }

    /** The parameter for a whole number; null when it stays a constant. */
    @Nullable Scalar whole(long value, SqlType type, int position) {
        for (int i = 0; i < literals.size(); i++) {
            if (literals.get(i) instanceof Literal.Whole whole) {
                boolean plain = whole.position() == position && whole.value() == value;
                boolean negated =
                        whole.minus() == position && position > 0 && whole.value() == -value;
                if (plain || negated) {
                    return parameter(new Reading(i + 1, type, negated));
                }
            }
        }
        return null;
    }

    /**
     * The parameter for a string that is now known to be of a type; null when it becomes a constant.
     *
     * @param type by which it is read
     */
    @Nullable Scalar text(Bytes value, SqlType type, int position) {
        for (int i = 0; i < literals.size(); i++) {
            if (literals.get(i) instanceof Literal.Text text
                    && text.position() == position
                    && text.value().equals(value)) {
                return parameter(new Reading(i + 1, type, false));
            }
        }
        return null;
    }

    /**
     * Whether every literal stands in the bound statement, once, and none where expressions are compared with each other
     * (equal literals would have made one expression of two).
     */
    public boolean areAllIn(Statement statement) {
        var count = new int[literals.size()];
        boolean[] compared = {false};
        var counter =
                new TreeMapper() {
                    @Override
                    public Scalar scalar(Scalar scalar, int level) {
                        if (scalar instanceof Scalar.Parameter parameter) {
                            count[parameter.number() - 1]++;
                        }
                        return super.scalar(scalar, level);
                    }

                    @Override
                    public Query query(Query query, int level) {
                        int before = Arrays.stream(count).sum();
                        for (Query.Target target : query.targets()) {
                            if (target.hidden()) {
                                scalar(target.value(), level);
                            }
                        }
                        if (query.body() instanceof Query.Select select) {
                            select.groupKeys().forEach(key -> scalar(key, level));
                            compared[0] |= !select.windows().isEmpty();
                        }
                        compared[0] |= Arrays.stream(count).sum() > before;
                        return super.query(query, level);
                    }
                };
        counter.statement(statement, 0);
        return !compared[0] && Arrays.stream(count).allMatch(n -> n == 1);
    }

    private Scalar parameter(Reading reading) {
        readings.add(reading);
        return new Scalar.Parameter(SqlType.of(reading.type().oid()), reading.number());
    }
}
