package dev.borealis.types.value;

import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/**
 * A row as a value: {@code ROW(1, 'a')}, a whole-row reference. Columns are {@link Long}, {@link Double} or objects by
 * carrier, null for NULL.
 */
public final class RecordValue {
    /**
     * What the columns are.
     *
     * @param oid of the row type, or {@link Oid#RECORD}
     * @param names of the columns; {@code f1}, {@code f2}, … for {@code ROW(…)}
     */
    public record Shape(int oid, List<SqlType> types, List<String> names) {
        public Shape {
            types = List.copyOf(types);
            names = List.copyOf(names);
            if (types.size() != names.size()) {
                throw new IllegalStateException(
                        types.size() + " types, " + names.size() + " names");
            }
        }

        /** Of {@code ROW(…)}. */
        public static Shape anonymous(List<SqlType> types) {
            var names = new java.util.ArrayList<String>();
            for (int i = 1; i <= types.size(); i++) {
                names.add("f" + i);
            }
            return new Shape(Oid.RECORD, types, names);
        }
    }

    private final Shape shape;
    private final @Nullable Object[] values;

    /** The array is given away. */
    public RecordValue(Shape shape, @Nullable Object... values) {
        if (shape.types.size() != values.length) {
            throw new IllegalStateException(
                    shape.types.size() + " columns, " + values.length + " values");
        }
        this.shape = shape;
        this.values = values;
    }

    /** Types and names of the fields. */
    public Shape shape() {
        return shape;
    }

    public int size() {
        return values.length;
    }

    /** @param column from 0 */
    public @Nullable Object get(int column) {
        return values[column];
    }

    /** Only to be read. */
    public @Nullable Object[] values() {
        return values;
    }

    /** Java-equal columns; SQL's equality is that of the column types. */
    @Override
    public boolean equals(Object other) {
        return other instanceof RecordValue that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** For debugging. */
    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
