package dev.borealis.engine.system;

import dev.borealis.engine.catalog.Relation;
import dev.borealis.types.Bytes;
import dev.borealis.types.Carrier;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.value.ArrayValue;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One row of a system relation being made: columns are set by name, in the carriers of their types; those not set are
 * NULL, or for columns that are never NULL zero, false or empty.
 */
final class Tuple {
    /** The columns of one relation, by name. */
    static final class Shape {
        private final Map<String, Integer> positions = new HashMap<>();
        private final @Nullable Object[] defaults;

        Shape(Relation.SystemRelation relation, List<Boolean> notNull) {
            int size = relation.columns().size();
            defaults = new Object[relation.hasTableOid() ? size + 1 : size];
            if (relation.hasTableOid()) {
                defaults[size] = (long) relation.oid();
            }
            for (int i = 0; i < size; i++) {
                positions.put(relation.columns().get(i).name(), i);
                defaults[i] = notNull.get(i) ? zero(relation.columns().get(i).type()) : null;
            }
        }

        Tuple tuple() {
            return new Tuple(this);
        }
    }

    private final Shape shape;
    private final @Nullable Object[] values;

    private Tuple(Shape shape) {
        this.shape = shape;
        this.values = shape.defaults.clone();
    }

    private static Object zero(SqlType type) {
        if (type.oid() == Oid.INT2VECTOR) {
            return vector(Oid.INT2VECTOR, List.of());
        }
        if (type.oid() == Oid.OIDVECTOR) {
            return vector(Oid.OIDVECTOR, List.of());
        }
        Carrier carrier = type.carrier();
        return switch (carrier) {
            case LONG -> 0L;
            case DOUBLE -> 0.0;
            case OBJECT -> Bytes.EMPTY;
        };
    }

    private Tuple put(String column, @Nullable Object value) {
        Integer position = shape.positions.get(column);
        if (position == null) {
            throw new IllegalStateException("no column " + column);
        }
        values[position] = value;
        return this;
    }

    Tuple set(String column, long value) {
        return put(column, value);
    }

    Tuple set(String column, boolean value) {
        return put(column, value ? 1L : 0L);
    }

    /** A "char" column. */
    Tuple set(String column, char value) {
        return put(column, (long) (byte) value);
    }

    Tuple set(String column, double value) {
        return put(column, value);
    }

    Tuple set(String column, @Nullable String value) {
        return put(column, value == null ? null : Bytes.ofString(value));
    }

    /** Any value in its carrier, or NULL. */
    Tuple setValue(String column, @Nullable Object value) {
        return put(column, value);
    }

    /** YES or NO of information_schema. */
    Tuple yes(String column, boolean value) {
        return set(column, value ? "YES" : "NO");
    }

    Tuple setVector(String column, int vectorType, List<Integer> values) {
        return put(column, vector(vectorType, values));
    }

    Tuple setArray(String column, int elementType, List<?> values) {
        return put(column, array(elementType, values));
    }

    Tuple setTexts(String column, int elementType, List<String> texts) {
        return put(column, array(elementType, texts.stream().map(Bytes::ofString).toList()));
    }

    @Nullable Object[] done() {
        return values;
    }

    /** int2vector or oidvector: an array whose only dimension counts from 0. */
    static Object vector(int vectorType, List<Integer> values) {
        int element = vectorType == Oid.INT2VECTOR ? Oid.INT2 : Oid.OID;
        Object[] elements = values.stream().map(v -> (Object) v.longValue()).toArray();
        return ArrayValue.of(element, new int[] {elements.length}, new int[] {0}, elements);
    }

    static Object array(int elementType, List<?> values) {
        return ArrayValue.of(elementType, values.toArray());
    }
}
