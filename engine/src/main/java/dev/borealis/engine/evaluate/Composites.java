package dev.borealis.engine.evaluate;

import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.Carrier;
import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.ExecutionErrors;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Arrays and rows: making, taking apart, comparing. */
final class Composites {
    private Composites() {}

    static SqlType elementType(SqlType array, Environment environment) {
        SqlType base = environment.baseType(array);
        return SqlType.of(BuiltinTypes.elementOf(base.oid()));
    }

    static Expression wholeRow(Scalar.Column column, Environment environment) {
        throw ExecutionErrors.notYetImplemented("a whole-row reference");
    }

    static Expression subscript(Scalar.Subscript subscript, ExpressionCompiler compiler) {
        throw ExecutionErrors.notYetImplemented("a subscript");
    }

    static Object anonymousRecord(List<SqlType> types, @Nullable Object[] values) {
        throw ExecutionErrors.notYetImplemented("a row value");
    }

    static Object gather(int elementType, List<@Nullable Object> values, NameResolver names) {
        throw ExecutionErrors.notYetImplemented("an array");
    }

    static final class MakeArray extends Expression.OfObject {
        MakeArray(int elementType, boolean nested, Expression[] elements, NameResolver names) {
            throw ExecutionErrors.notYetImplemented("an array");
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            return null;
        }
    }

    static final class MakeRecord extends Expression.OfObject {
        MakeRecord(int type, List<SqlType> types, List<String> names, Expression[] fields) {
            throw ExecutionErrors.notYetImplemented("a row value");
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            return null;
        }
    }

    static final class Field extends Expression.Boxed {
        Field(Carrier carrier, Expression row, int field) {
            super(carrier);
            throw ExecutionErrors.notYetImplemented("field selection");
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            return null;
        }
    }

    static final class RowNullTest extends Expression.OfLong {
        RowNullTest(Expression argument, boolean negated) {
            throw ExecutionErrors.notYetImplemented("a test of a row for NULL");
        }

        @Override
        public long evaluateLong(Frame frame) {
            return 0;
        }
    }

    /** {@code (a, b) < (c, d)}: the first unequal pair decides; a null before that makes it unknown. */
    static final class CompareRows extends Expression.OfLong {
        private final Scalar.RowComparison.Kind kind;
        private final Expression[] left;
        private final Expression[] right;
        private final ValueOrder[] orders;

        CompareRows(
                Scalar.RowComparison.Kind kind,
                Expression[] left,
                Expression[] right,
                ValueOrder[] orders) {
            this.kind = kind;
            this.left = left;
            this.right = right;
            this.orders = orders;
        }

        @Override
        public long evaluateLong(Frame frame) {
            int comparison = 0;
            for (int i = 0; i < left.length && comparison == 0; i++) {
                Object a = left[i].evaluateObject(frame);
                Object b = a == null ? null : right[i].evaluateObject(frame);
                if (a == null || b == null) {
                    frame.isNull = true;
                    return 0;
                }
                comparison = orders[i].compare(frame.runtime, a, b);
            }
            frame.isNull = false;
            boolean holds =
                    switch (kind) {
                        case LESS -> comparison < 0;
                        case LESS_OR_EQUAL -> comparison <= 0;
                        case GREATER_OR_EQUAL -> comparison >= 0;
                        case GREATER -> comparison > 0;
                    };
            return holds ? 1 : 0;
        }
    }
}
