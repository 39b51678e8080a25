package dev.borealis.engine.function.aggregate;

import dev.borealis.engine.function.Accumulator;
import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.Implementation;
import dev.borealis.engine.function.Implementations;
import dev.borealis.engine.function.comparison.TypeOrder;
import dev.borealis.engine.function.number.FloatFunctions;
import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.error.ArrayErrors;
import dev.borealis.types.value.ArrayValue;
import dev.borealis.types.value.Interval;
import dev.borealis.types.value.ValueMemory;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * min, max, any_value, array_agg, string_agg, sums of intervals, and the ordered-set aggregates, whose accumulator is given the direct
 * arguments followed by the aggregated ones, rows in the order of WITHIN GROUP.
 */
public final class Collecting {
    private static final List<String> ORDERED =
            List.of(
                    "int2",
                    "int4",
                    "int8",
                    "oid",
                    "float4",
                    "float8",
                    "numeric",
                    "text",
                    "bpchar",
                    "date",
                    "time",
                    "timetz",
                    "timestamp",
                    "timestamptz",
                    "interval",
                    "money",
                    "pg_lsn",
                    "anyarray",
                    "xid8",
                    "anyenum");

    private Collecting() {}

    public static void define(Implementations to) {
        for (String type : ORDERED) {
            Implementation.Aggregate max = call -> new Extreme(call, 1);
            Implementation.Aggregate min = call -> new Extreme(call, -1);
            to.aggregate("max(" + type + ")", max);
            to.aggregate("min(" + type + ")", min);
        }
        to.aggregate("any_value(anyelement)", _ -> new First());
        to.aggregate(
                "array_agg(anynonarray)",
                call -> new Elements(BuiltinTypes.elementOf(call.resultType().oid())));
        to.aggregate("array_agg(anyarray)", _ -> new Slices());
        to.aggregate("string_agg(text,text)", _ -> new Joined());
        to.aggregate("string_agg(bytea,bytea)", _ -> new Joined());
        to.aggregate("sum(interval)", _ -> new IntervalSum(false));
        to.aggregate("avg(interval)", _ -> new IntervalSum(true));
        to.aggregate("sum(money)", _ -> new MoneySum());
        to.aggregate("mode(anyelement)", Mode::new);
        to.aggregate("percentile_disc(float8,anyelement)", _ -> new Percentile(false));
        to.aggregate("percentile_cont(float8,float8)", _ -> new Percentile(true));
        to.aggregate("percentile_cont(float8,interval)", _ -> new Percentile(true));
        to.aggregate("percentile_disc(_float8,anyelement)", _ -> new Percentile(false));
        to.aggregate("percentile_cont(_float8,float8)", _ -> new Percentile(true));
        to.aggregate("percentile_cont(_float8,interval)", _ -> new Percentile(true));
    }

    private static final class Extreme extends Accumulator {
        private final int type;
        private final int direction;
        private @Nullable Object best;

        Extreme(Call call, int direction) {
            this.type = call.argumentTypes().getFirst().oid();
            this.direction = direction;
        }

        @Override
        public void add(Call call, @Nullable Object[] arguments) {
            Object value = arguments[0];
            if (value != null
                    && (best == null || TypeOrder.compare(type, value, best) * direction > 0)) {
                best = value instanceof Bytes bytes ? bytes.compact() : value;
            }
        }

        @Override
        public void addLong(Call call, long argument) {
            if (!(best instanceof Long known)
                    || (direction > 0 ? argument > known : argument < known)) {
                best = argument;
            }
        }

        @Override
        public void addDouble(Call call, double argument) {
            if (!(best instanceof Double known)
                    || FloatFunctions.compare(argument, known) * direction > 0) {
                best = argument;
            }
        }

        @Override
        public @Nullable Object result(Call call) {
            return best;
        }

        @Override
        public long bytes() {
            return ValueMemory.bytes(best);
        }
    }

    private static final class First extends Accumulator {
        private @Nullable Object value;

        @Override
        public void add(Call call, @Nullable Object[] arguments) {
            if (value == null) {
                value = arguments[0];
            }
        }

        @Override
        public @Nullable Object result(Call call) {
            return value;
        }
    }

    /** array_agg of elements; NULLs stay. */
    private static final class Elements extends Accumulator {
        private final int elementType;
        private final ArrayList<@Nullable Object> elements = new ArrayList<>();
        private long bytes;

        Elements(int elementType) {
            this.elementType = elementType;
        }

        @Override
        public void add(Call call, @Nullable Object[] arguments) {
            elements.add(arguments[0]);
            bytes += 8 + ValueMemory.bytes(arguments[0]);
        }

        @Override
        public @Nullable Object result(Call call) {
            return elements.isEmpty() ? null : ArrayValue.of(elementType, elements.toArray());
        }

        @Override
        public long bytes() {
            return bytes;
        }
    }

    /** array_agg of arrays of one shape: one dimension more. */
    private static final class Slices extends Accumulator {
        private final ArrayList<ArrayValue> slices = new ArrayList<>();
        private long bytes;

        @Override
        public void add(Call call, @Nullable Object[] arguments) {
            if (!(arguments[0] instanceof ArrayValue array)) {
                throw ArrayErrors.accumulateNull();
            }
            if (array.dimensions() == 0) {
                throw ArrayErrors.accumulateEmpty();
            }
            if (!slices.isEmpty() && !Arrays.equals(slices.getFirst().lengths(), array.lengths())) {
                throw ArrayErrors.accumulateDifferent();
            }
            slices.add(array);
            bytes += 8 + ValueMemory.bytes(array);
        }

        @Override
        public @Nullable Object result(Call call) {
            if (slices.isEmpty()) {
                return null;
            }
            ArrayValue first = slices.getFirst();
            int[] lengths = new int[first.dimensions() + 1];
            int[] lower = new int[lengths.length];
            lengths[0] = slices.size();
            lower[0] = 1;
            System.arraycopy(first.lengths(), 0, lengths, 1, first.dimensions());
            System.arraycopy(first.lowerBounds(), 0, lower, 1, first.dimensions());
            var elements = new ArrayList<@Nullable Object>();
            slices.forEach(slice -> elements.addAll(Arrays.asList(slice.elements())));
            return ArrayValue.of(first.elementOid(), lengths, lower, elements.toArray());
        }

        @Override
        public long bytes() {
            return bytes;
        }
    }

    /** string_agg: rows with a null value are left out, the first row's separator too. */
    private static final class Joined extends Accumulator {
        private @Nullable ByteAppender text;

        @Override
        public void add(Call call, @Nullable Object[] arguments) {
            if (!(arguments[0] instanceof Bytes value)) {
                return;
            }
            if (text == null) {
                text = new ByteAppender();
            } else if (arguments[1] instanceof Bytes separator) {
                text.append(separator);
            }
            text.append(value);
        }

        @Override
        public @Nullable Object result(Call call) {
            return text == null ? null : text.toBytes();
        }

        @Override
        public long bytes() {
            return text == null ? 0 : text.array().length;
        }
    }

    private static final class IntervalSum extends Accumulator {
        private final boolean average;
        private Interval sum = Interval.ZERO;
        private long rows;

        IntervalSum(boolean average) {
            this.average = average;
        }

        @Override
        public void add(Call call, @Nullable Object[] arguments) {
            if (arguments[0] instanceof Interval value) {
                sum = sum.add(value);
                rows++;
            }
        }

        @Override
        public @Nullable Object result(Call call) {
            if (rows == 0) {
                return null;
            }
            return average ? sum.divide(rows) : sum;
        }
    }

    private static final class MoneySum extends CountAndSum.OfLong {
        private long sum;
        private boolean any;

        @Override
        public void addLong(Call call, long argument) {
            sum += argument;
            any = true;
        }

        @Override
        public @Nullable Object result(Call call) {
            return any ? (Object) sum : null;
        }
    }

    /** The most frequent value; of equally frequent ones the first in order. */
    private static final class Mode extends Accumulator {
        private final int type;
        private @Nullable Object best;
        private long bestCount;
        private @Nullable Object current;
        private long count;

        Mode(Call call) {
            type = call.argumentTypes().getFirst().oid();
        }

        @Override
        public void add(Call call, @Nullable Object[] arguments) {
            Object value = arguments[0];
            if (value == null) {
                return;
            }
            if (current == null || TypeOrder.compare(type, value, current) != 0) {
                current = value;
                count = 0;
            }
            if (++count > bestCount) {
                best = current;
                bestCount = count;
            }
        }

        @Override
        public @Nullable Object result(Call call) {
            return best;
        }
    }

    private static final class Percentile extends Accumulator {
        private final boolean continuous;
        private @Nullable Object fraction;
        private final ArrayList<Object> values = new ArrayList<>();

        Percentile(boolean continuous) {
            this.continuous = continuous;
        }

        @Override
        public void add(Call call, @Nullable Object[] arguments) {
            fraction = arguments[0];
            if (arguments[1] != null) {
                values.add(arguments[1]);
            }
        }

        @Override
        public long bytes() {
            return 40L * values.size();
        }

        @Override
        public @Nullable Object result(Call call) {
            if (fraction == null || values.isEmpty()) {
                return null;
            }
            if (!(fraction instanceof ArrayValue fractions)) {
                return at((Double) fraction);
            }
            @Nullable Object[] results = fractions.elements().clone();
            for (int i = 0; i < results.length; i++) {
                results[i] = results[i] == null ? null : at((Double) results[i]);
            }
            return ArrayValue.of(
                    BuiltinTypes.elementOf(call.resultType().oid()),
                    fractions.lengths().clone(),
                    fractions.lowerBounds().clone(),
                    results);
        }

        private Object at(double wanted) {
            if (!(wanted >= 0 && wanted <= 1)) {
                throw ArrayErrors.percentile(
                        dev.borealis.types.value.Numeric.ofDouble(wanted).toString());
            }
            if (!continuous) {
                int row = (int) Math.ceil(wanted * values.size());
                return values.get(Math.max(row, 1) - 1);
            }
            double position = wanted * (values.size() - 1);
            int first = (int) Math.floor(position);
            int second = (int) Math.ceil(position);
            Object low = values.get(first);
            Object high = values.get(second);
            if (first == second) {
                return low;
            }
            double part = position - first;
            if (low instanceof Interval interval) {
                return interval.add(((Interval) high).subtract(interval).multiply(part));
            }
            double least = (Double) low;
            return least + part * ((Double) high - least);
        }
    }
}
