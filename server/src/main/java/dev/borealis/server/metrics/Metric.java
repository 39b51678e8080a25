package dev.borealis.server.metrics;

import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/** One figure of the process, with a sample for each value of its labels. */
public sealed interface Metric {
    /** Lower case with underscores; a counter's ends with {@code _total}. */
    String name();

    /** One line for people. */
    String help();

    /** A number that only grows while the process runs. */
    record Counter(String name, String help, List<Sample> samples) implements Metric {
        public Counter {
            samples = List.copyOf(samples);
        }
    }

    /** A number that goes up and down. */
    record Gauge(String name, String help, List<Sample> samples) implements Metric {
        public Gauge {
            samples = List.copyOf(samples);
        }
    }

    /** How often something took how long, or was how large. */
    record Histogram(String name, String help, List<Distribution> samples) implements Metric {
        public Histogram {
            samples = List.copyOf(samples);
        }
    }

    /** A number and what it is of. */
    record Sample(SequencedMap<String, String> labels, double value) {
        public Sample {
            labels = copy(labels);
        }
    }

    /**
     * What a histogram saw of one thing.
     *
     * @param buckets ascending, each counting all up to its bound, so that none is smaller than the one before; the last
     *     bound is infinite
     * @param sum of all that was counted
     */
    record Distribution(SequencedMap<String, String> labels, List<Bucket> buckets, double sum) {
        public Distribution {
            labels = copy(labels);
            buckets = List.copyOf(buckets);
        }
    }

    /**
     * @param upTo largest value counted here
     * @param count of all values up to it: the smaller buckets are included
     */
    record Bucket(double upTo, long count) {}

    /** A value without labels. */
    static Sample sample(double value) {
        return new Sample(new TreeMap<>(), value);
    }

    /** A value with one label. */
    static Sample sample(String label, String labelValue, double value) {
        return new Sample(labels(label, labelValue), value);
    }

    /** One label. */
    static SequencedMap<String, String> labels(String label, String value) {
        TreeMap<String, String> labels = new TreeMap<>();
        labels.put(label, value);
        return labels;
    }

    private static SequencedMap<String, String> copy(SequencedMap<String, String> labels) {
        return Collections.unmodifiableSequencedMap(new TreeMap<>(labels));
    }
}
