package dev.borealis.engine.function.comparison;

import dev.borealis.engine.function.number.FloatFunctions;
import dev.borealis.engine.function.text.Characters;
import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.Bytes;
import dev.borealis.types.Oid;
import dev.borealis.types.error.ArrayErrors;
import dev.borealis.types.error.BindTypeErrors;
import dev.borealis.types.value.ArrayValue;
import dev.borealis.types.value.RecordValue;

import org.jspecify.annotations.Nullable;

/** The default order of values of any type, for arrays, records and aggregates. */
public final class TypeOrder {
    private TypeOrder() {}

    /** As {@link #compare(int, Object, Object)}; NULL equals NULL and comes after everything, as inside arrays. */
    public static int compareNullsLast(int type, @Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return a == b ? 0 : a == null ? 1 : -1;
        }
        return compare(type, a, b);
    }

    /** Negative, zero or positive by the default btree operator class of the type. */
    public static int compare(int type, Object a, Object b) {
        switch (type) {
            case Oid.CHAR -> {
                return Integer.compare((int) (long) (Long) a & 0xFF, (int) (long) (Long) b & 0xFF);
            }
            case Oid.XID8 -> {
                return Long.compareUnsigned((Long) a, (Long) b);
            }
            case Oid.BPCHAR -> {
                return Characters.withoutTrailingBlanks((Bytes) a)
                        .compareTo(Characters.withoutTrailingBlanks((Bytes) b));
            }
            case Oid.JSON, Oid.XML, Oid.POINT, Oid.XID, Oid.CID ->
                    throw BindTypeErrors.noComparisonFunction(type(type));
            default -> {}
        }
        return switch (a) {
            case Long number -> Long.compare(number, (Long) b);
            case Double number -> FloatFunctions.compare(number, (Double) b);
            case ArrayValue array -> compareArrays(array, (ArrayValue) b);
            case RecordValue row -> compareRecords(row, (RecordValue) b);
            case Comparable<?> comparable -> compareComparable(comparable, b);
            default -> throw BindTypeErrors.noComparisonFunction(type(type));
        };
    }

    private static String type(int type) {
        var info = BuiltinTypes.find(type);
        return info == null ? Long.toString(Oid.unsigned(type)) : info.displayName();
    }

    @SuppressWarnings("unchecked")
    private static int compareComparable(Comparable<?> a, Object b) {
        return ((Comparable<Object>) a).compareTo(b);
    }

    /** Elements first, then their number, then the shape. */
    public static int compareArrays(ArrayValue a, ArrayValue b) {
        int common = Math.min(a.size(), b.size());
        for (int i = 0; i < common; i++) {
            int order = compareNullsLast(a.elementOid(), a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        if (a.size() != b.size()) {
            return Integer.compare(a.size(), b.size());
        }
        if (a.dimensions() != b.dimensions()) {
            return Integer.compare(a.dimensions(), b.dimensions());
        }
        for (int i = 0; i < a.dimensions(); i++) {
            if (a.length(i) != b.length(i)) {
                return Integer.compare(a.length(i), b.length(i));
            }
        }
        for (int i = 0; i < a.dimensions(); i++) {
            if (a.lowerBound(i) != b.lowerBound(i)) {
                return Integer.compare(a.lowerBound(i), b.lowerBound(i));
            }
        }
        return 0;
    }

    /** Column by column; the number and types of columns must agree. */
    public static int compareRecords(RecordValue a, RecordValue b) {
        int common = Math.min(a.size(), b.size());
        for (int i = 0; i < common; i++) {
            int typeA = a.shape().types().get(i).oid();
            int typeB = b.shape().types().get(i).oid();
            if (typeA != typeB) {
                throw ArrayErrors.dissimilarColumns(type(typeA), type(typeB), i + 1);
            }
            int order = compareNullsLast(typeA, a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        if (a.size() != b.size()) {
            throw ArrayErrors.differentColumnCounts();
        }
        return 0;
    }
}
