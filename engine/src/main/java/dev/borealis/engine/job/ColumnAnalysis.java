package dev.borealis.engine.job;

import dev.borealis.engine.catalog.TableStatistics.ColumnStatistics;
import dev.borealis.engine.key.KeyOrder;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeInfo;
import dev.borealis.types.value.ArrayValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What a sample tells of one column, by PostgreSQL's rules, so that equal samples give equal statistics: how many distinct
 * values the whole table has is estimated from those seen once and those seen more often (Haas and Stokes, 1998); common
 * are values so much more frequent than the others that it is no accident of the sample; the histogram parts what is left
 * into steps of equally many rows.
 */
final class ColumnAnalysis {
    /** Common values, and steps of the histogram. Source: default_statistics_target. */
    static final int TARGET = 100;

    /** A column with more distinct values than this part of its rows is taken to get more with each row. */
    private static final double GROWING = 0.1;

    /** A value of the sample. @param position among those that are not null, in the order of the rows */
    private record Value(byte[] key, Object value, int position) {}

    /** Equal values of the sample that occur more than once. @param first of them in the sorted values */
    private record Repeated(int first, int count) {}

    private final SqlType type;
    private final @Nullable Object[] sample;
    private final double rows;
    private int nulls;
    private int wide;
    private long width;

    private ColumnAnalysis(SqlType type, @Nullable Object[] sample, double rows) {
        this.type = type;
        this.sample = sample;
        this.rows = Math.max(rows, sample.length);
    }

    /**
     * @param type of a domain what it is over
     * @param sample values in the order of the rows, those too long as {@link RowSample.Wide}
     * @param rows of the whole table
     */
    static ColumnStatistics of(SqlType type, @Nullable Object[] sample, double rows) {
        return new ColumnAnalysis(type, sample, rows).result();
    }

    private ColumnStatistics result() {
        Value[] values = sorted();
        double nullFraction = sample.length == 0 ? 0 : (float) nulls / sample.length;
        if (nulls == sample.length) {
            TypeInfo info = BuiltinTypes.find(type.oid());
            int length = info == null ? 0 : Math.max(0, info.length());
            return simple(nullFraction, 0, length);
        }
        int averageWidth = (int) (width / (sample.length - nulls));
        if (!KeyOrder.isOrdered(type)) {
            return simple(nullFraction, 0, averageWidth);
        }
        if (values.length == 0) {
            return simple(nullFraction, -(1 - nullFraction), averageWidth);
        }
        return ofValues(values, nullFraction, averageWidth);
    }

    private static ColumnStatistics simple(double nullFraction, double distinct, int width) {
        return new ColumnStatistics(nullFraction, distinct, width, null, List.of(), null, null);
    }

    /** Counts the sample and sorts what can be compared. */
    private Value[] sorted() {
        KeyOrder order = KeyOrder.isOrdered(type) ? new KeyOrder(type) : null;
        var values = new ArrayList<Value>(sample.length);
        for (Object value : sample) {
            switch (value) {
                case null -> nulls++;
                case RowSample.Wide(int length) -> {
                    wide++;
                    width += length;
                }
                default -> {
                    width += StoredWidth.of(value, type);
                    if (order != null) {
                        values.add(new Value(order.key(value), value, values.size()));
                    }
                }
            }
        }
        var sorted = values.toArray(new Value[0]);
        Arrays.sort(sorted, Comparator.comparing(Value::key, Arrays::compareUnsigned)); // stable
        return sorted;
    }

    private ColumnStatistics ofValues(Value[] values, double nullFraction, int averageWidth) {
        var repeated = new ArrayList<Repeated>();
        int different = 0;
        for (int first = 0, next; first < values.length; first = next) {
            next = first + 1;
            while (next < values.length && Arrays.equals(values[first].key, values[next].key)) {
                next++;
            }
            different++;
            if (next - first > 1) {
                repeated.add(new Repeated(first, next - first));
            }
        }
        double distinct = distinct(different, repeated.size(), nullFraction);
        List<Repeated> common = common(different, repeated, distinct, nullFraction);
        Object[] commonValues =
                common.stream().map(value -> values[value.first].value).toArray(Object[]::new);
        List<Double> frequencies =
                common.stream().map(value -> (double) value.count / sample.length).toList();
        Object[] bounds = bounds(values, common, different);
        return new ColumnStatistics(
                nullFraction,
                distinct,
                averageWidth,
                array(commonValues),
                frequencies,
                array(bounds),
                correlation(values));
    }

    private Scalar.@Nullable Constant array(Object[] values) {
        return values.length == 0
                ? null
                : new Scalar.Constant(
                        SqlType.of(BuiltinTypes.arrayOf(type.oid())),
                        ArrayValue.of(type.oid(), values));
    }

    /** How many distinct values the table has, or minus what part of its rows. @param often values seen more than once */
    private double distinct(int different, int often, double nullFraction) {
        if (often == 0) {
            return -(1 - nullFraction); // all are different, so it seems
        }
        if (wide == 0 && often == different) {
            return growing(different); // all were seen again, so there are no more
        }
        double once = different - often + wide;
        double seen = once + often;
        double sampled = sample.length - nulls;
        double all = rows * (1 - nullFraction);
        double estimate = all > 0 ? sampled * seen / (sampled - once + once * sampled / all) : 0;
        return growing(Math.floor(Math.min(all, Math.max(seen, estimate)) + 0.5));
    }

    private double growing(double distinct) {
        return distinct > GROWING * rows ? -(distinct / rows) : distinct;
    }

    /** The most common values, of equally common ones the smaller first. */
    private List<Repeated> common(
            int different, List<Repeated> repeated, double distinct, double nullFraction) {
        List<Repeated> most =
                repeated.stream()
                        .sorted(Comparator.comparingInt(Repeated::count).reversed())
                        .limit(TARGET)
                        .toList();
        if (most.size() == different && wide == 0 && distinct > 0) {
            return most; // these are all there are
        }
        return most.subList(0, worthKeeping(most, distinct, nullFraction));
    }

    /**
     * How many of the first values are more common than an average value that is left out would be, by more than two
     * standard deviations of what a sample of this size may say by chance.
     */
    private int worthKeeping(List<Repeated> most, double distinct, double nullFraction) {
        double sampled = sample.length;
        if (sampled == rows || rows <= 1) {
            return most.size();
        }
        double allDistinct = distinct < 0 ? -distinct * rows : distinct;
        double before =
                most.stream()
                        .limit(Math.max(0, most.size() - 1))
                        .mapToDouble(Repeated::count)
                        .sum();
        int kept = most.size();
        while (kept > 0) {
            double left = Math.clamp(1 - before / sampled - nullFraction, 0.0, 1.0);
            double others = allDistinct - (kept - 1);
            double average = others > 1 ? left / others : left;
            int count = most.get(kept - 1).count;
            double inTable = rows * count / sampled;
            double variance =
                    sampled
                            * inTable
                            * (rows - inTable)
                            * (rows - sampled)
                            / (rows * rows * (rows - 1));
            if (count > average * sampled + 2 * Math.sqrt(variance) + 0.5) {
                break;
            }
            kept--;
            before -= kept > 0 ? most.get(kept - 1).count : 0;
        }
        return kept;
    }

    private static Object[] bounds(Value[] values, List<Repeated> common, int different) {
        int bounds = Math.min(different - common.size(), TARGET + 1);
        if (bounds < 2) {
            return new Object[0];
        }
        boolean[] left = new boolean[values.length];
        Arrays.fill(left, true);
        common.forEach(value -> Arrays.fill(left, value.first, value.first + value.count, false));
        var others = new ArrayList<Object>();
        for (int i = 0; i < values.length; i++) {
            if (left[i]) {
                others.add(values[i].value);
            }
        }
        var chosen = new Object[bounds];
        for (int i = 0; i < bounds; i++) {
            chosen[i] = others.get((int) ((long) i * (others.size() - 1) / (bounds - 1)));
        }
        return chosen;
    }

    /** Of the places of values in the table with their places in the order. */
    private static @Nullable Double correlation(Value[] values) {
        if (values.length < 2) {
            return null;
        }
        double products = 0;
        for (int i = 0; i < values.length; i++) {
            products += (double) i * values[i].position;
        }
        double count = values.length;
        double sum = (count - 1) * count / 2;
        double squares = (count - 1) * count * (2 * count - 1) / 6;
        return (count * products - sum * sum) / (count * squares - sum * sum);
    }
}
