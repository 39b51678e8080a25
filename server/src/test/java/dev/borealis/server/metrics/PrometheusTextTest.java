package dev.borealis.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class PrometheusTextTest {
    private static String text(Metric metric) {
        return PrometheusText.of(List.of(() -> List.of(metric)));
    }

    @Test
    void aSampleHasItsLabelsAndWholeNumbersHaveNoPoint() {
        assertThat(
                        text(
                                new Metric.Counter(
                                        "commits_total",
                                        "All.",
                                        List.of(
                                                Metric.sample("cluster_id", "a", 3),
                                                Metric.sample("cluster_id", "b", 0.25)))))
                .isEqualTo(
                        """
                        # HELP commits_total All.
                        # TYPE commits_total counter
                        commits_total{cluster_id="a"} 3
                        commits_total{cluster_id="b"} 0.25
                        """);
    }

    @Test
    void whatWouldEndALineOrAQuoteIsEscaped() {
        assertThat(
                        text(
                                new Metric.Gauge(
                                        "size_bytes",
                                        "One\nor \\two.",
                                        List.of(Metric.sample("name", "a\"b\\c\nd", -1)))))
                .isEqualTo(
                        """
                        # HELP size_bytes One\\nor \\\\two.
                        # TYPE size_bytes gauge
                        size_bytes{name="a\\"b\\\\c\\nd"} -1
                        """);
    }

    @Test
    void aHistogramEndsWithTheInfiniteBucketSumAndCount() {
        assertThat(
                        text(
                                new Metric.Histogram(
                                        "commit_latency_seconds",
                                        "Commits.",
                                        List.of(
                                                new Metric.Distribution(
                                                        Metric.labels("cluster_id", "a"),
                                                        List.of(
                                                                new Metric.Bucket(0.001, 2),
                                                                new Metric.Bucket(
                                                                        Double.POSITIVE_INFINITY,
                                                                        3)),
                                                        0.5)))))
                .isEqualTo(
                        """
                        # HELP commit_latency_seconds Commits.
                        # TYPE commit_latency_seconds histogram
                        commit_latency_seconds_bucket{cluster_id="a",le="0.001"} 2
                        commit_latency_seconds_bucket{cluster_id="a",le="+Inf"} 3
                        commit_latency_seconds_sum{cluster_id="a"} 0.5
                        commit_latency_seconds_count{cluster_id="a"} 3
                        """);
    }
}
