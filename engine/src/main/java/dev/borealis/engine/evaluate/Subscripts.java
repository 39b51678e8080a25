package dev.borealis.engine.evaluate;

import dev.borealis.engine.function.json.JsonbAssignment;
import dev.borealis.types.Bytes;
import dev.borealis.types.Carrier;
import dev.borealis.types.value.ArrayValue;
import dev.borealis.types.value.Jsonb;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Reading elements and slices. */
final class Subscripts {
    private Subscripts() {}

    /** {@code [upper]}, or {@code [lower:upper]} with either left out. */
    record Bounds(@Nullable Expression lower, @Nullable Expression upper, boolean slice) {}

    static final class Element extends Expression.Boxed {
        private final Expression container;
        private final Expression[] indexes;

        Element(Carrier carrier, Expression container, List<Bounds> bounds) {
            super(carrier);
            this.container = container;
            indexes =
                    bounds.stream()
                            .map(
                                    bound ->
                                            java.util.Objects.requireNonNull(
                                                    bound.upper() == null
                                                            ? bound.lower()
                                                            : bound.upper()))
                            .toArray(Expression[]::new);
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            ArrayValue array = (ArrayValue) container.evaluateObject(frame);
            if (array == null) {
                return null;
            }
            long[] subscripts = new long[indexes.length];
            for (int i = 0; i < subscripts.length; i++) {
                subscripts[i] = indexes[i].evaluateLong(frame);
                if (frame.isNull) {
                    return null;
                }
            }
            return array.at(subscripts);
        }
    }

    static final class Slice extends Expression.OfObject {
        private final Expression container;
        private final List<Bounds> bounds;

        Slice(Expression container, List<Bounds> bounds) {
            this.container = container;
            this.bounds = bounds;
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            ArrayValue array = (ArrayValue) container.evaluateObject(frame);
            if (array == null) {
                return null;
            }
            int dimensions = array.dimensions();
            long[] from = new long[Math.max(dimensions, bounds.size())];
            long[] to = new long[from.length];
            for (int i = 0; i < bounds.size(); i++) {
                Bounds bound = bounds.get(i);
                Expression lower = bound.lower();
                Expression upper = bound.upper();
                // beside a slice, a plain subscript n means 1:n
                from[i] = !bound.slice() ? 1 : i < dimensions ? array.lowerBound(i) : 1;
                to[i] = i < dimensions ? array.upperBound(i) : 0;
                if (bound.slice() && lower != null) {
                    from[i] = lower.evaluateLong(frame);
                    if (frame.isNull) {
                        return null;
                    }
                }
                if (upper != null) {
                    to[i] = upper.evaluateLong(frame);
                    if (frame.isNull) {
                        return null;
                    }
                }
            }
            if (bounds.size() > dimensions) {
                return ArrayValue.empty(array.elementOid());
            }
            for (int i = bounds.size(); i < dimensions; i++) {
                from[i] = array.lowerBound(i);
                to[i] = array.upperBound(i);
            }
            return cut(array, from, to);
        }

        private static ArrayValue cut(ArrayValue array, long[] from, long[] to) {
            int dimensions = array.dimensions();
            int[] lengths = new int[dimensions];
            int[] start = new int[dimensions];
            int size = 1;
            for (int i = 0; i < dimensions; i++) {
                long first = Math.max(from[i], array.lowerBound(i));
                long last = Math.min(to[i], array.upperBound(i));
                if (first > last) {
                    return ArrayValue.empty(array.elementOid());
                }
                lengths[i] = (int) (last - first + 1);
                start[i] = (int) (first - array.lowerBound(i));
                size *= lengths[i];
            }
            @Nullable Object[] elements = new Object[size];
            int[] at = new int[dimensions];
            for (int i = 0; i < size; i++) {
                int index = 0;
                for (int j = 0; j < dimensions; j++) {
                    index = index * array.length(j) + start[j] + at[j];
                }
                elements[i] = array.get(index);
                for (int j = dimensions - 1; j >= 0 && ++at[j] == lengths[j]; j--) {
                    at[j] = 0;
                }
            }
            int[] lower = new int[dimensions];
            java.util.Arrays.fill(lower, 1);
            return ArrayValue.of(array.elementOid(), lengths, lower, elements);
        }
    }

    /** {@code j['key'][0]}: subscripts are texts or integers. */
    static final class OfJsonb extends Expression.OfObject {
        private final Expression container;
        private final List<Bounds> bounds;

        OfJsonb(Expression container, List<Bounds> bounds) {
            this.container = container;
            this.bounds = bounds;
        }

        @Override
        public @Nullable Object evaluateObject(Frame frame) {
            Jsonb value = (Jsonb) container.evaluateObject(frame);
            for (Bounds bound : bounds) {
                Expression subscript = java.util.Objects.requireNonNull(bound.upper());
                Object index = subscript.evaluateObject(frame);
                if (value == null || index == null) {
                    return null;
                }
                value =
                        switch (value) {
                            case Jsonb.Obj object ->
                                    object.get(
                                            index instanceof Bytes key
                                                    ? key
                                                    : Bytes.ofString(index.toString()));
                            case Jsonb.Array array -> element(array, index);
                            case Jsonb.Null _, Jsonb.Bool _, Jsonb.Number _, Jsonb.Text _ -> null;
                        };
            }
            return value;
        }

        private static @Nullable Jsonb element(Jsonb.Array array, Object index) {
            long position;
            if (index instanceof Long number) {
                position = number;
            } else {
                try {
                    position = Long.parseLong(index.toString());
                } catch (NumberFormatException _) {
                    return null;
                }
            }
            int size = array.elements().size();
            long at = position < 0 ? size + position : position;
            return at < 0 || at >= size ? null : array.elements().get((int) at);
        }
    }

    /** The value after an assignment to a part of it. */
    static final class IntoJsonb extends Expression.OfObject {
        private final Expression container;
        private final List<Bounds> bounds;
        private final Expression assigned;

        IntoJsonb(Expression container, List<Bounds> bounds, Expression assigned) {
            this.container = container;
            this.bounds = bounds;
            this.assigned = assigned;
        }

        @Override
        public Object evaluateObject(Frame frame) {
            var subscripts = new ArrayList<@Nullable Object>();
            for (Bounds bound : bounds) {
                Expression subscript = java.util.Objects.requireNonNull(bound.upper());
                subscripts.add(subscript.evaluateObject(frame));
            }
            return JsonbAssignment.assign(
                    (Jsonb) container.evaluateObject(frame),
                    subscripts,
                    (Jsonb) assigned.evaluateObject(frame));
        }
    }
}
