package dev.borealis.engine.function.array;

import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.Implementations;
import dev.borealis.engine.function.comparison.ComparisonFunctions;
import dev.borealis.engine.function.comparison.TypeOrder;
import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.Bytes;
import dev.borealis.types.error.ArrayErrors;
import dev.borealis.types.value.ArrayValue;
import dev.borealis.types.value.RecordValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Shape, search, change and containment of arrays; comparison of arrays and records. */
public final class ArrayFunctions {
    /** Dimensions an array may have. Source: PostgreSQL 16 (MAXDIM). */
    private static final int MAX_DIMENSIONS = 6;

    /** Elements an array may have. Source: PostgreSQL 16 (MaxArraySize). */
    private static final int MAX_ELEMENTS = 134_217_727;

    private ArrayFunctions() {}

    public static void define(Implementations to) {
        ComparisonFunctions.objects(
                to, "array_", (_, a, b) -> TypeOrder.compareArrays((ArrayValue) a, (ArrayValue) b));
        ComparisonFunctions.extreme(
                to, "array_", (_, a, b) -> TypeOrder.compareArrays((ArrayValue) a, (ArrayValue) b));
        to.longOfObjectObject(
                "btarraycmp", (_, a, b) -> TypeOrder.compareArrays((ArrayValue) a, (ArrayValue) b));
        ComparisonFunctions.objects(
                to,
                "record_",
                (_, a, b) -> TypeOrder.compareRecords((RecordValue) a, (RecordValue) b));
        to.longOfObjectObject(
                "btrecordcmp",
                (_, a, b) -> TypeOrder.compareRecords((RecordValue) a, (RecordValue) b));
        shape(to);
        search(to);
        change(to);
        to.longOfObjectObject(
                "arraycontains", (_, a, b) -> contains((ArrayValue) a, (ArrayValue) b) ? 1 : 0);
        to.longOfObjectObject(
                "arraycontained", (_, a, b) -> contains((ArrayValue) b, (ArrayValue) a) ? 1 : 0);
        to.longOfObjectObject(
                "arrayoverlap", (_, a, b) -> overlaps((ArrayValue) a, (ArrayValue) b) ? 1 : 0);
    }

    private static void shape(Implementations to) {
        to.general(
                "array_ndims", (_, a) -> dimensions(a) == 0 ? null : (Object) (long) dimensions(a));
        to.general(
                "array_dims",
                (_, a) -> dimensions(a) == 0 ? null : dimensionText((ArrayValue) a[0]));
        to.general(
                "array_length",
                (_, a) -> dimension(a) < 0 ? null : (Object) (long) array(a).length(dimension(a)));
        to.general(
                "array_lower",
                (_, a) ->
                        dimension(a) < 0
                                ? null
                                : (Object) (long) array(a).lowerBound(dimension(a)));
        to.general(
                "array_upper",
                (_, a) ->
                        dimension(a) < 0
                                ? null
                                : (Object) (long) array(a).upperBound(dimension(a)));
        to.longOfObject("array_cardinality", (_, a) -> ((ArrayValue) a).size());
    }

    private static ArrayValue array(@Nullable Object[] a) {
        return (ArrayValue) a[0];
    }

    private static int dimensions(@Nullable Object[] a) {
        return array(a).dimensions();
    }

    /** The asked dimension from 0, −1 when the array lacks it. */
    private static int dimension(@Nullable Object[] a) {
        long wanted = (Long) a[1];
        return wanted < 1 || wanted > dimensions(a) ? -1 : (int) wanted - 1;
    }

    private static Bytes dimensionText(ArrayValue array) {
        var text = new StringBuilder();
        for (int i = 0; i < array.dimensions(); i++) {
            text.append('[')
                    .append(array.lowerBound(i))
                    .append(':')
                    .append(array.upperBound(i))
                    .append(']');
        }
        return Bytes.ofString(text.toString());
    }

    private static void search(Implementations to) {
        to.general("array_position", (_, a) -> position(a, 0));
        to.general(
                "array_position_start",
                (_, a) -> {
                    if (a[0] != null && a[2] == null) {
                        throw ArrayErrors.initialPositionNull();
                    }
                    return a[0] == null
                            ? null
                            : position(a, (int) Math.max(0, (Long) a[2] - lower(array(a))));
                });
        to.general("array_positions", (_, a) -> positions(a));
    }

    private static int lower(ArrayValue array) {
        return array.dimensions() == 0 ? 1 : array.lowerBound(0);
    }

    private static @Nullable Object position(@Nullable Object[] a, int from) {
        if (a[0] == null) {
            return null;
        }
        ArrayValue array = array(a);
        if (array.dimensions() > 1) {
            throw ArrayErrors.searchInMultidimensional();
        }
        for (int i = from; i < array.size(); i++) {
            if (same(array, i, a[1])) {
                return (long) lower(array) + i;
            }
        }
        return null;
    }

    private static boolean same(ArrayValue array, int index, @Nullable Object value) {
        return TypeOrder.compareNullsLast(array.elementOid(), array.get(index), value) == 0;
    }

    private static @Nullable Object positions(@Nullable Object[] a) {
        if (a[0] == null) {
            return null;
        }
        ArrayValue array = array(a);
        if (array.dimensions() > 1) {
            throw ArrayErrors.searchInMultidimensional();
        }
        var found = new ArrayList<@Nullable Object>();
        for (int i = 0; i < array.size(); i++) {
            if (same(array, i, a[1])) {
                found.add((long) lower(array) + i);
            }
        }
        return ArrayValue.of(dev.borealis.types.Oid.INT4, found);
    }

    private static void change(Implementations to) {
        to.general("array_append", (call, a) -> append(call, (ArrayValue) a[0], a[1]));
        to.general("array_prepend", (call, a) -> prepend(call, a[0], (ArrayValue) a[1]));
        to.general("array_cat", (_, a) -> concatenate((ArrayValue) a[0], (ArrayValue) a[1]));
        to.general("array_remove", (_, a) -> a[0] == null ? null : remove(array(a), a[1]));
        to.general("array_replace", (_, a) -> a[0] == null ? null : replace(array(a), a[1], a[2]));
        to.general("array_fill", (call, a) -> fill(call, a[0], (ArrayValue) a[1], null));
        to.general(
                "array_fill_with_lower_bounds",
                (call, a) -> {
                    if (a[2] == null) {
                        throw ArrayErrors.dimensionsNull();
                    }
                    return fill(call, a[0], (ArrayValue) a[1], (ArrayValue) a[2]);
                });
        to.objectOfObjectLong("trim_array", (_, a, count) -> trim((ArrayValue) a, count));
        to.general("array_shuffle", (call, a) -> shuffle(call, array(a), -1));
        to.general("array_sample", (call, a) -> shuffle(call, array(a), (Long) a[1]));
    }

    private static int elementType(Call call) {
        return BuiltinTypes.elementOf(call.resultType().oid());
    }

    private static ArrayValue append(
            Call call, @Nullable ArrayValue array, @Nullable Object value) {
        if (array == null || array.dimensions() == 0) {
            return ArrayValue.of(
                    array == null ? elementType(call) : array.elementOid(),
                    new @Nullable Object[] {value});
        }
        checkOneDimensional(array);
        @Nullable Object[] elements = Arrays.copyOf(array.elements(), array.size() + 1);
        elements[array.size()] = value;
        return ArrayValue.of(
                array.elementOid(),
                new int[] {elements.length},
                array.lowerBounds().clone(),
                elements);
    }

    private static ArrayValue prepend(
            Call call, @Nullable Object value, @Nullable ArrayValue array) {
        if (array == null || array.dimensions() == 0) {
            return ArrayValue.of(
                    array == null ? elementType(call) : array.elementOid(),
                    new @Nullable Object[] {value});
        }
        checkOneDimensional(array);
        var elements = new @Nullable Object[array.size() + 1];
        elements[0] = value;
        System.arraycopy(array.elements(), 0, elements, 1, array.size());
        return ArrayValue.of(
                array.elementOid(),
                new int[] {elements.length},
                array.lowerBounds().clone(),
                elements);
    }

    private static void checkOneDimensional(ArrayValue array) {
        if (array.dimensions() != 1) {
            throw ArrayErrors.notOneDimensional();
        }
    }

    private static @Nullable ArrayValue concatenate(
            @Nullable ArrayValue a, @Nullable ArrayValue b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        if (a.dimensions() == 0 || b.dimensions() == 0) {
            return a.dimensions() == 0 ? b : a;
        }
        int difference = a.dimensions() - b.dimensions();
        if (Math.abs(difference) > 1) {
            throw ArrayErrors.incompatible(
                    "Arrays of "
                            + a.dimensions()
                            + " and "
                            + b.dimensions()
                            + " dimensions are not compatible for concatenation.");
        }
        ArrayValue shape = difference >= 0 ? a : b;
        ArrayValue other = difference >= 0 ? b : a;
        int skipped = difference == 0 ? 0 : 1;
        for (int i = 1; i < shape.dimensions(); i++) {
            int j = i - skipped;
            boolean fits =
                    shape.length(i) == other.length(j)
                            && shape.lowerBound(i) == other.lowerBound(j);
            if (!fits) {
                throw ArrayErrors.incompatible(
                        difference == 0
                                ? "Arrays with differing element dimensions are not compatible for concatenation."
                                : "Arrays with differing dimensions are not compatible for concatenation.");
            }
        }
        int[] lengths = shape.lengths().clone();
        lengths[0] = difference == 0 ? a.length(0) + b.length(0) : lengths[0] + 1;
        @Nullable Object[] elements = Arrays.copyOf(a.elements(), a.size() + b.size());
        System.arraycopy(b.elements(), 0, elements, a.size(), b.size());
        return ArrayValue.of(a.elementOid(), lengths, shape.lowerBounds().clone(), elements);
    }

    private static ArrayValue remove(ArrayValue array, @Nullable Object value) {
        if (array.dimensions() > 1) {
            throw ArrayErrors.removeFromMultidimensional();
        }
        var kept = new ArrayList<@Nullable Object>();
        for (int i = 0; i < array.size(); i++) {
            if (!same(array, i, value)) {
                kept.add(array.get(i));
            }
        }
        if (kept.size() == array.size() || kept.isEmpty()) {
            return kept.isEmpty() ? ArrayValue.empty(array.elementOid()) : array;
        }
        return ArrayValue.of(
                array.elementOid(),
                new int[] {kept.size()},
                array.lowerBounds().clone(),
                kept.toArray());
    }

    private static ArrayValue replace(
            ArrayValue array, @Nullable Object from, @Nullable Object by) {
        @Nullable Object[] elements = array.elements().clone();
        for (int i = 0; i < elements.length; i++) {
            if (same(array, i, from)) {
                elements[i] = by;
            }
        }
        return ArrayValue.of(
                array.elementOid(), array.lengths().clone(), array.lowerBounds().clone(), elements);
    }

    private static ArrayValue fill(
            Call call,
            @Nullable Object value,
            @Nullable ArrayValue dimensions,
            @Nullable ArrayValue lowerBounds) {
        if (dimensions == null) {
            throw ArrayErrors.dimensionsNull();
        }
        if (dimensions.dimensions() > 1 || lowerBounds != null && lowerBounds.dimensions() > 1) {
            throw ArrayErrors.wrongSubscripts("Dimension array must be one dimensional.");
        }
        if (dimensions.hasNull() || lowerBounds != null && lowerBounds.hasNull()) {
            throw ArrayErrors.dimensionValuesNull();
        }
        int count = dimensions.size();
        if (count > MAX_DIMENSIONS) {
            throw ArrayErrors.tooManyDimensions(count);
        }
        if (lowerBounds != null && lowerBounds.size() != count) {
            throw ArrayErrors.wrongSubscripts(
                    "Low bound array has different size than dimensions array.");
        }
        if (count == 0) {
            return ArrayValue.empty(elementType(call));
        }
        int[] lengths = new int[count];
        int[] lower = new int[count];
        long size = 1;
        for (int i = 0; i < count; i++) {
            lengths[i] = ((Long) dimensions.elements()[i]).intValue();
            lower[i] = lowerBounds == null ? 1 : ((Long) lowerBounds.elements()[i]).intValue();
            size *= Math.max(lengths[i], 0);
            if (size > MAX_ELEMENTS) {
                throw ArrayErrors.sizeTooLarge();
            }
        }
        call.reserve(size * 16);
        var elements = new @Nullable Object[(int) size];
        Arrays.fill(elements, value);
        return ArrayValue.of(elementType(call), lengths, lower, elements);
    }

    private static ArrayValue trim(ArrayValue array, long count) {
        int length = array.dimensions() == 0 ? 0 : array.length(0);
        if (count < 0 || count > length) {
            throw ArrayErrors.trimCount(length);
        }
        if (count == length) {
            return ArrayValue.empty(array.elementOid());
        }
        int[] lengths = array.lengths().clone();
        lengths[0] -= (int) count;
        int[] lower = new int[lengths.length];
        Arrays.fill(lower, 1);
        int size = array.size() / length * lengths[0];
        return ArrayValue.of(
                array.elementOid(), lengths, lower, Arrays.copyOf(array.elements(), size));
    }

    /** A random order of the slices of the first dimension; the first {@code count} of them when it is not negative. */
    private static ArrayValue shuffle(Call call, ArrayValue array, long count) {
        int length = array.dimensions() == 0 ? 0 : array.length(0);
        if (count > length || count < -1) {
            throw ArrayErrors.sampleCount(length);
        }
        if (length == 0 || count == 0) {
            return ArrayValue.empty(array.elementOid());
        }
        int slice = array.size() / length;
        @Nullable Object[] elements = array.elements().clone();
        for (int i = 0; i < length - 1; i++) {
            int j = i + call.random().nextInt(length - i);
            for (int k = 0; k < slice; k++) {
                Object swap = elements[i * slice + k];
                elements[i * slice + k] = elements[j * slice + k];
                elements[j * slice + k] = swap;
            }
        }
        int[] lengths = array.lengths().clone();
        int[] lower = array.lowerBounds().clone();
        if (count >= 0) {
            lengths[0] = (int) count;
            lower[0] = 1;
        }
        return ArrayValue.of(
                array.elementOid(), lengths, lower, Arrays.copyOf(elements, lengths[0] * slice));
    }

    private static boolean contains(ArrayValue whole, ArrayValue part) {
        for (Object element : part.elements()) {
            if (element == null || !has(whole, element)) {
                return false;
            }
        }
        return true;
    }

    private static boolean overlaps(ArrayValue a, ArrayValue b) {
        for (Object element : b.elements()) {
            if (element != null && has(a, element)) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(ArrayValue array, Object value) {
        for (Object element : array.elements()) {
            if (element != null && TypeOrder.compare(array.elementOid(), element, value) == 0) {
                return true;
            }
        }
        return false;
    }

    /** A text array. */
    public static ArrayValue ofTexts(List<? extends @Nullable Object> texts) {
        return ArrayValue.of(dev.borealis.types.Oid.TEXT, texts);
    }
}
