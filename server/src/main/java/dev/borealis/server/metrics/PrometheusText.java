package dev.borealis.server.metrics;

import java.util.List;
import java.util.Map;

/**
 * Writes figures in the text format of Prometheus.
 *
 * <p>Source: the exposition format, version 0.0.4: a HELP and a TYPE line for each name, then a line for each sample;
 * backslash, quote and newline are escaped in label values, backslash and newline in help texts.
 */
public final class PrometheusText {
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder out = new StringBuilder(8 * 1024);

    private PrometheusText() {}

    /** All figures of all sources. */
    public static String of(List<MetricSource> sources) {
        PrometheusText text = new PrometheusText();
        for (MetricSource source : sources) {
            source.metrics().forEach(text::metric);
        }
        return text.out.toString();
    }

    private void metric(Metric metric) {
        switch (metric) {
            case Metric.Counter(String name, String help, var samples) -> {
                head(name, help, "counter");
                samples.forEach(sample -> line(name, sample.labels(), sample.value()));
            }
            case Metric.Gauge(String name, String help, var samples) -> {
                head(name, help, "gauge");
                samples.forEach(sample -> line(name, sample.labels(), sample.value()));
            }
            case Metric.Histogram(String name, String help, var samples) -> {
                head(name, help, "histogram");
                samples.forEach(sample -> distribution(name, sample));
            }
        }
    }

    private void distribution(String name, Metric.Distribution distribution) {
        long count = 0;
        for (Metric.Bucket bucket : distribution.buckets()) {
            count = bucket.count();
            out.append(name).append("_bucket");
            labels(distribution.labels(), "le", number(bucket.upTo()));
            out.append(' ').append(count).append('\n');
        }
        line(name + "_sum", distribution.labels(), distribution.sum());
        line(name + "_count", distribution.labels(), count);
    }

    private void head(String name, String help, String type) {
        out.append("# HELP ").append(name).append(' ');
        out.append(help.replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void line(String name, Map<String, String> labels, double value) {
        out.append(name);
        labels(labels, "", "");
        out.append(' ').append(number(value)).append('\n');
    }

    /** @param last one label more, behind the others; empty for none */
    private void labels(Map<String, String> labels, String last, String lastValue) {
        if (labels.isEmpty() && last.isEmpty()) {
            return;
        }
        char separator = '{';
        for (Map.Entry<String, String> label : labels.entrySet()) {
            label(separator, label.getKey(), label.getValue());
            separator = ',';
        }
        if (!last.isEmpty()) {
            label(separator, last, lastValue);
        }
        out.append('}');
    }

    private void label(char separator, String name, String value) {
        out.append(separator).append(name).append("=\"");
        out.append(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
        out.append('"');
    }

    private static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1L << 53
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
