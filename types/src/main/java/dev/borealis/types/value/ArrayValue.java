package dev.borealis.types.value;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/**
 * An array of any number of dimensions; the empty one has none. Elements lie in row-major order and are {@link Long},
 * {@link Double} or objects by the carrier of their type, null for NULL. Immutable: nobody changes the arrays it was made
 * of.
 */
public final class ArrayValue {
    private static final int[] NO_INTS = {};
    private static final @Nullable Object[] NO_ELEMENTS = {};

    private final int elementOid;
    private final int[] lengths;
    private final int[] lowerBounds;
    private final @Nullable Object[] elements;

    private ArrayValue(
            int elementOid, int[] lengths, int[] lowerBounds, @Nullable Object[] elements) {
        this.elementOid = elementOid;
        this.lengths = lengths;
        this.lowerBounds = lowerBounds;
        this.elements = elements;
    }

    /** Without dimensions. */
    public static ArrayValue empty(int elementOid) {
        return new ArrayValue(elementOid, NO_INTS, NO_INTS, NO_ELEMENTS);
    }

    /** One dimension from 1; no elements make the empty array. The array is given away. */
    public static ArrayValue of(int elementOid, @Nullable Object... elements) {
        return elements.length == 0
                ? empty(elementOid)
                : new ArrayValue(elementOid, new int[] {elements.length}, new int[] {1}, elements);
    }

    /** Of one dimension whose lower bound is 1. */
    public static ArrayValue of(int elementOid, List<? extends @Nullable Object> elements) {
        return of(elementOid, elements.toArray());
    }

    /** Any shape; the product of the lengths must be the number of elements. The arrays are given away. */
    public static ArrayValue of(
            int elementOid, int[] lengths, int[] lowerBounds, @Nullable Object[] elements) {
        if (elements.length == 0) {
            return empty(elementOid);
        }
        int product = 1;
        for (int length : lengths) {
            product *= length;
        }
        if (product != elements.length || lengths.length != lowerBounds.length) {
            throw new IllegalStateException(
                    "lengths " + Arrays.toString(lengths) + " of " + elements.length + " elements");
        }
        return new ArrayValue(elementOid, lengths, lowerBounds, elements);
    }

    public int elementOid() {
        return elementOid;
    }

    /** 0 for the empty array. */
    public int dimensions() {
        return lengths.length;
    }

    /** @param dimension from 0 */
    public int length(int dimension) {
        return lengths[dimension];
    }

    /** @param dimension from 0 */
    public int lowerBound(int dimension) {
        return lowerBounds[dimension];
    }

    /** @param dimension from 0 */
    public int upperBound(int dimension) {
        return lowerBounds[dimension] + lengths[dimension] - 1;
    }

    /** All elements of all dimensions. */
    public int size() {
        return elements.length;
    }

    /** @param index from 0, in row-major order */
    public @Nullable Object get(int index) {
        return elements[index];
    }

    /** The elements in row-major order; only to be read. */
    public @Nullable Object[] elements() {
        return elements;
    }

    /** Only to be read. */
    public int[] lengths() {
        return lengths;
    }

    /** Only to be read. */
    public int[] lowerBounds() {
        return lowerBounds;
    }

    public boolean hasNull() {
        for (Object element : elements) {
            if (element == null) {
                return true;
            }
        }
        return false;
    }

    /** The element at SQL subscripts, or null when one is out of bounds or their number is wrong. */
    public @Nullable Object at(long... subscripts) {
        if (subscripts.length != lengths.length || lengths.length == 0) {
            return null;
        }
        int index = 0;
        for (int i = 0; i < subscripts.length; i++) {
            long position = subscripts[i] - lowerBounds[i];
            if (position < 0 || position >= lengths[i]) {
                return null;
            }
            index = index * lengths[i] + (int) position;
        }
        return elements[index];
    }

    /** Same shape, bounds and Java-equal elements; SQL's equality is that of the element type. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ArrayValue that
                && elementOid == that.elementOid
                && Arrays.equals(lengths, that.lengths)
                && Arrays.equals(lowerBounds, that.lowerBounds)
                && Arrays.equals(elements, that.elements);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(elements);
    }

    /** For debugging. */
    @Override
    public String toString() {
        return Arrays.toString(elements);
    }
}
