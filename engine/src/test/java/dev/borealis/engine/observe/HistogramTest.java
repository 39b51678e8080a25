package dev.borealis.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class HistogramTest {
    private final Histogram histogram = new Histogram();

    @Test
    void durationsFallIntoTheBucketThatHoldsThem() {
        histogram.add(1);
        histogram.add(Duration.ofNanos(1_999).toNanos());
        histogram.add(Duration.ofMillis(1).toNanos());
        histogram.add(Duration.ofHours(1).toNanos());
        Histogram.Counted counted = histogram.counted();
        assertThat(counted.count()).isEqualTo(4);
        assertThat(counted.counts()[0]).as("at most a microsecond, rounded down").isEqualTo(2);
        assertThat(counted.counts()[10]).as("513 to 1,024 microseconds").isEqualTo(1);
        assertThat(counted.counts()[counted.counts().length - 1]).isEqualTo(1);
        assertThat(counted.bound(10)).isEqualTo(0.001024);
        assertThat(counted.seconds()).isBetween(3_600.0, 3_600.1);
    }

    @Test
    void quantilesAreUpperBounds() {
        assertThat(histogram.counted().quantile(0.5)).isZero();
        for (int i = 0; i < 98; i++) {
            histogram.add(Duration.ofNanos(300_000).toNanos());
        }
        histogram.add(Duration.ofMillis(20).toNanos());
        histogram.add(Duration.ofMillis(20).toNanos());
        assertThat(histogram.counted().quantile(0.5)).isEqualTo(0.000512);
        assertThat(histogram.counted().quantile(0.99)).isEqualTo(0.032768);
    }
}
