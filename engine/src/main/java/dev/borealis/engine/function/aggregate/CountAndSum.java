package dev.borealis.engine.function.aggregate;

import dev.borealis.engine.function.Accumulator;
import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.Implementations;
import dev.borealis.engine.function.number.IntegerFunctions;
import dev.borealis.types.error.NumberErrors;
import dev.borealis.types.value.Numeric;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;

/** count, sum and avg of numbers, bool_and, bool_or, bit_and, bit_or, bit_xor. Rows with a null argument are ignored. */
public final class CountAndSum {
    private CountAndSum() {}

    public static void define(Implementations to) {
        to.aggregate("count()", _ -> new Count(false));
        to.aggregate("count(any)", _ -> new Count(true));
        to.aggregate("regr_count(float8,float8)", _ -> new Count(true));
        to.aggregate("sum(int2)", _ -> new BigintSum());
        to.aggregate("sum(int4)", _ -> new BigintSum());
        to.aggregate("sum(int8)", _ -> new IntegerSum(false));
        to.aggregate("avg(int2)", _ -> new IntegerSum(true));
        to.aggregate("avg(int4)", _ -> new IntegerSum(true));
        to.aggregate("avg(int8)", _ -> new IntegerSum(true));
        to.aggregate("sum(numeric)", _ -> new NumericSum(false));
        to.aggregate("avg(numeric)", _ -> new NumericSum(true));
        to.aggregate("sum(float4)", _ -> new FloatSum(true));
        to.aggregate("sum(float8)", _ -> new FloatSum(false));
        for (String type : new String[] {"int2", "int4", "int8"}) {
            to.aggregate("bit_and(" + type + ")", _ -> new Bits(Bits.Operation.AND));
            to.aggregate("bit_or(" + type + ")", _ -> new Bits(Bits.Operation.OR));
            to.aggregate("bit_xor(" + type + ")", _ -> new Bits(Bits.Operation.XOR));
        }
        to.aggregate("bool_and(bool)", _ -> new Bits(Bits.Operation.AND));
        to.aggregate("every(bool)", _ -> new Bits(Bits.Operation.AND));
        to.aggregate("bool_or(bool)", _ -> new Bits(Bits.Operation.OR));
    }

    /** An aggregate over one argument that travels as a long. */
    abstract static class OfLong extends Accumulator {
        @Override
        public void add(Call call, @Nullable Object[] arguments) {
            if (arguments[0] instanceof Long value) {
                addLong(call, value);
            }
        }

        @Override
        public abstract void addLong(Call call, long argument);
    }

    /** An aggregate over one argument that travels as a double. */
    abstract static class OfDouble extends Accumulator {
        @Override
        public void add(Call call, @Nullable Object[] arguments) {
            if (arguments[0] instanceof Double value) {
                addDouble(call, value);
            }
        }

        @Override
        public abstract void addDouble(Call call, double argument);
    }

    private static final class Count extends Accumulator {
        private final boolean ofArguments;
        private long count;

        Count(boolean ofArguments) {
            this.ofArguments = ofArguments;
        }

        private boolean counts(@Nullable Object[] arguments) {
            if (ofArguments) {
                for (Object argument : arguments) {
                    if (argument == null) {
                        return false;
                    }
                }
            }
            return true;
        }

        @Override
        public void add(Call call, @Nullable Object[] arguments) {
            if (counts(arguments)) {
                count++;
            }
        }

        @Override
        public void addLong(Call call, long argument) {
            count++;
        }

        @Override
        public void addDouble(Call call, double argument) {
            count++;
        }

        @Override
        public void addRows(Call call, long rows) {
            count += rows;
        }

        @Override
        public Object result(Call call) {
            return count;
        }

        @Override
        public boolean isInvertible() {
            return true;
        }

        @Override
        public void remove(Call call, @Nullable Object[] arguments) {
            if (counts(arguments)) {
                count--;
            }
        }
    }

    /** The sum of smallints and integers. */
    private static final class BigintSum extends OfLong {
        private long sum;
        private long rows;

        @Override
        public void addLong(Call call, long argument) {
            sum = IntegerFunctions.add(sum, argument);
            rows++;
        }

        @Override
        public @Nullable Object result(Call call) {
            return rows == 0 ? null : sum;
        }

        @Override
        public boolean isInvertible() {
            return true;
        }

        @Override
        public void remove(Call call, @Nullable Object[] arguments) {
            if (arguments[0] instanceof Long value) {
                sum -= value;
                rows--;
            }
        }
    }

    /** The sum or average, as numeric, of integers; a long until it overflows. */
    private static final class IntegerSum extends OfLong {
        private final boolean average;
        private long low;
        private BigInteger high = BigInteger.ZERO;
        private long rows;

        IntegerSum(boolean average) {
            this.average = average;
        }

        @Override
        public void addLong(Call call, long argument) {
            rows++;
            take(argument);
        }

        private void take(long argument) {
            long sum = low + argument;
            if (((low ^ sum) & (argument ^ sum)) < 0) {
                high = high.add(BigInteger.valueOf(low)).add(BigInteger.valueOf(argument));
                low = 0;
            } else {
                low = sum;
            }
        }

        @Override
        public @Nullable Object result(Call call) {
            if (rows == 0) {
                return null;
            }
            Numeric sum =
                    high.signum() == 0
                            ? Numeric.of(low)
                            : Numeric.of(high.add(BigInteger.valueOf(low)), 0);
            return average ? sum.divide(Numeric.of(rows)) : sum;
        }

        @Override
        public boolean isInvertible() {
            return true;
        }

        @Override
        public void remove(Call call, @Nullable Object[] arguments) {
            if (arguments[0] instanceof Long value) {
                rows--;
                if (value == Long.MIN_VALUE) {
                    high = high.subtract(BigInteger.valueOf(value));
                } else {
                    take(-value);
                }
            }
        }
    }

    private static final class NumericSum extends Accumulator {
        private final boolean average;
        private Numeric sum = Numeric.ZERO;
        private long rows;

        NumericSum(boolean average) {
            this.average = average;
        }

        @Override
        public void add(Call call, @Nullable Object[] arguments) {
            if (arguments[0] instanceof Numeric value) {
                sum = sum.add(value);
                rows++;
            }
        }

        @Override
        public @Nullable Object result(Call call) {
            if (rows == 0) {
                return null;
            }
            return average ? sum.divide(Numeric.of(rows)) : sum;
        }
    }

    private static final class FloatSum extends OfDouble {
        private final boolean real;
        private double sum;
        private boolean any;

        FloatSum(boolean real) {
            this.real = real;
        }

        @Override
        public void addDouble(Call call, double argument) {
            // the first value itself, so that −0 stays −0
            double next = !any ? argument : real ? (float) sum + (float) argument : sum + argument;
            if (Double.isInfinite(next)
                    && !Double.isInfinite(sum)
                    && !Double.isInfinite(argument)) {
                throw NumberErrors.floatOverflow();
            }
            sum = next;
            any = true;
        }

        @Override
        public @Nullable Object result(Call call) {
            return any ? (Object) sum : null;
        }
    }

    private static final class Bits extends OfLong {
        private enum Operation {
            AND,
            OR,
            XOR
        }

        private final Operation operation;
        private long bits;
        private boolean any;

        Bits(Operation operation) {
            this.operation = operation;
        }

        @Override
        public void addLong(Call call, long argument) {
            bits =
                    !any
                            ? argument
                            : switch (operation) {
                                case AND -> bits & argument;
                                case OR -> bits | argument;
                                case XOR -> bits ^ argument;
                            };
            any = true;
        }

        @Override
        public @Nullable Object result(Call call) {
            return any ? (Object) bits : null;
        }
    }
}
