package dev.borealis.server.http;

import dev.borealis.server.metrics.MetricSource;
import dev.borealis.server.metrics.PrometheusText;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.StringEntity;

import java.util.List;

/** {@code /metrics}: all figures of the process, for Prometheus. */
public final class MetricsPage extends Page {
    private static final ContentType TYPE = ContentType.parse(PrometheusText.CONTENT_TYPE);

    private final List<MetricSource> sources;

    public MetricsPage(List<MetricSource> sources) {
        this.sources = List.copyOf(sources);
    }

    @Override
    void answer(ClassicHttpResponse response) {
        response.setCode(HttpStatus.SC_OK);
        response.setEntity(new StringEntity(PrometheusText.of(sources), TYPE));
    }
}
