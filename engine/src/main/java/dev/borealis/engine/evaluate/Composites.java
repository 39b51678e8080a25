package dev.borealis.engine.evaluate;

import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.Carrier;
import dev.borealis.types.Limits;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeInfo;
import dev.borealis.types.error.ArrayErrors;
import dev.borealis.types.error.ExecutionErrors;
import dev.borealis.types.value.ArrayValue;
import dev.borealis.types.value.RecordValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Arrays and rows: making, taking apart, comparing. */
final class Composites {
    private Composites() {}

    /** Element type of an array type; also of arrays over the user's types. */
    static SqlType elementType(SqlType array, Environment environment) {
        SqlType base = environment.baseType(array);
        int element = BuiltinTypes.elementOf(base.oid());
        if (element == 0) {
            TypeInfo info = environment.names().type(base.oid());
            element = info == null ? 0 : info.element();
        }
        return new SqlType(element, base.typmod());
    }

    /** A value of a row type; anonymous where the type is not one. */
    static RecordValue recordOf(int type, @Nullable Object[] values, NameResolver names) {
        List<NameResolver.Field> fields = names.rowType(type);
        if (fields == null || fields.size() != values.length) {
            throw new IllegalStateException(
                    "type " + type + " has no " + values.length + " columns");
        }
        return new RecordValue(
                new RecordValue.Shape(
                        type,
                        fields.stream().map(NameResolver.Field::type).toList(),
                        fields.stream().map(NameResolver.Field::name).toList()),
                values);
    }

    /**
     * A whole-row reference. Of a table it is the row type's value, without dropped columns; null where an outer join
     * left the row out.
     */
    static Expression wholeRow(
            Scalar.Column column,
            List<SqlType> types,
            List<String> names,
            int[] columns,
            Environment environment) {
        return new WholeRow(column, types, names, columns, environment);
    }

    private static final class WholeRow extends Expression.OfObject {
        private final Scalar.Column column;
        private final RecordValue.Shape shape;
        private final int[] columns;
        private final Carrier[] carriers;

        WholeRow(
                Scalar.Column column,
                List<SqlType> types,
                List<String> names,
                int[] columns,
                Environment environment) {
            this.column = column;
            this.columns = columns;
            shape = new RecordValue.Shape(column.type().oid(), types, names);
            carriers = types.stream().map(environment::carrier).toArray(Carrier[]::new);
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            Row row = frame.up(column.levelsUp()).rows[column.range()];
            if (row == NullRow.INSTANCE) {
                return null;
            }
            @Nullable Object[] values = new Object[columns.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = Subqueries.boxed(row, columns[i], carriers[i]);
            }
            return new RecordValue(shape, values);
        }
    }

    static Expression subscript(Scalar.Subscript subscript, ExpressionCompiler compiler) {
        SqlType container = compiler.environment().baseType(subscript.container().type());
        boolean slice = false;
        List<Subscripts.Bounds> bounds = new ArrayList<>();
        for (Scalar.Index index : subscript.indexes()) {
            slice |= index.slice();
            Scalar lower = index.lower();
            Scalar upper = index.upper();
            bounds.add(
                    new Subscripts.Bounds(
                            lower == null ? null : compiler.compile(lower),
                            upper == null ? null : compiler.compile(upper),
                            index.slice()));
        }
        Expression value = compiler.compile(subscript.container());
        if (container.oid() == Oid.JSONB) {
            Scalar assigned = subscript.assigned();
            if (assigned != null) {
                return new Subscripts.IntoJsonb(value, bounds, compiler.compile(assigned));
            }
            return new Subscripts.OfJsonb(value, bounds);
        }
        return slice
                ? new Subscripts.Slice(value, bounds)
                : new Subscripts.Element(compiler.carrier(subscript.type()), value, bounds);
    }

    static Object anonymousRecord(List<SqlType> types, @Nullable Object[] values) {
        return new RecordValue(RecordValue.Shape.anonymous(types), values);
    }

    /** The array of values of a sub-query; of arrays it is one of a dimension more. */
    static Object gather(int elementType, List<@Nullable Object> values) {
        if (!values.isEmpty()
                && values.getFirst() instanceof ArrayValue first
                && elementType != first.elementOid()) {
            return stack(first.elementOid(), values.toArray());
        }
        return ArrayValue.of(elementType, values);
    }

    /** Arrays of equal shape as one with a dimension more. */
    static Object stack(int elementType, @Nullable Object[] arrays) {
        ArrayValue first = null;
        for (Object array : arrays) {
            if (array != null) {
                first = (ArrayValue) array;
                break;
            }
        }
        if (first == null || first.size() == 0) {
            return ArrayValue.empty(elementType);
        }
        if (first.dimensions() + 1 > Limits.ARRAY_DIMENSIONS) {
            throw ArrayErrors.tooManyDimensions(first.dimensions() + 1);
        }
        @Nullable Object[] all = new Object[first.size() * arrays.length];
        for (int i = 0; i < arrays.length; i++) {
            ArrayValue array = (ArrayValue) arrays[i];
            if (array == null || !Arrays.equals(array.lengths(), first.lengths())) {
                throw ExecutionErrors.unequalArrays();
            }
            System.arraycopy(array.elements(), 0, all, i * first.size(), first.size());
        }
        int[] lengths = new int[first.dimensions() + 1];
        int[] lower = new int[lengths.length];
        lengths[0] = arrays.length;
        System.arraycopy(first.lengths(), 0, lengths, 1, first.dimensions());
        lower[0] = 1;
        System.arraycopy(first.lowerBounds(), 0, lower, 1, first.dimensions());
        return ArrayValue.of(elementType, lengths, lower, all);
    }

    static final class MakeArray extends Expression.OfObject {
        private final int elementType;
        private final boolean nested;
        private final Expression[] elements;

        MakeArray(int elementType, boolean nested, Expression[] elements) {
            this.elementType = elementType;
            this.nested = nested;
            this.elements = elements;
        }

        @Override
        public Object evaluateObject(Frame frame) {
            @Nullable Object[] values = new Object[elements.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = elements[i].evaluateObject(frame);
            }
            return nested ? stack(elementType, values) : ArrayValue.of(elementType, values);
        }
    }

    static final class MakeRecord extends Expression.OfObject {
        private final RecordValue.Shape shape;
        private final Expression[] fields;

        MakeRecord(int type, List<SqlType> types, List<String> names, Expression[] fields) {
            shape =
                    names.size() == types.size()
                            ? new RecordValue.Shape(type, types, names)
                            : RecordValue.Shape.anonymous(types);
            this.fields = fields;
        }

        @Override
        public Object evaluateObject(Frame frame) {
            @Nullable Object[] values = new Object[fields.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = fields[i].evaluateObject(frame);
            }
            return new RecordValue(shape, values);
        }
    }

    /** @see Scalar.FieldAccess */
    static final class Field extends Expression.Boxed {
        private final Expression row;
        private final int field;

        Field(Carrier carrier, Expression row, int field) {
            super(carrier);
            this.row = row;
            this.field = field;
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            RecordValue record = (RecordValue) row.evaluateObject(frame);
            return record == null ? null : record.get(field - 1);
        }
    }

    /** Of a row: IS NULL when all fields are null, IS NOT NULL when none is. */
    static final class RowNullTest extends Expression.OfLong {
        private final Expression argument;
        private final boolean negated;

        RowNullTest(Expression argument, boolean negated) {
            this.argument = argument;
            this.negated = negated;
        }

        @Override
        public long evaluateLong(Frame frame) {
            Object value = argument.evaluateObject(frame);
            frame.isNull = false;
            if (!(value instanceof RecordValue record)) {
                return (value == null) != negated ? 1 : 0;
            }
            for (Object field : record.values()) {
                if ((field == null) == negated) {
                    return 0;
                }
            }
            return 1;
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
