package dev.borealis.server;

import dev.borealis.auth.Action;
import dev.borealis.server.metrics.Metric;
import dev.borealis.server.metrics.MetricSource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Connections as figures. Source of the names: spec/operations.md section 9, namespace AWS/Usage. */
final class ConnectionMetrics implements MetricSource {
    private final Clusters clusters;
    private final ConnectionCounters counters;

    ConnectionMetrics(Clusters clusters, ConnectionCounters counters) {
        this.clusters = clusters;
        this.counters = counters;
    }

    @Override
    public List<Metric> metrics() {
        List<Cluster> all = new ArrayList<>(clusters.all());
        all.sort(Comparator.comparing(Cluster::id));
        return List.of(
                new Metric.Gauge(
                        "dsql_cluster_connection_count",
                        "Open connections (CloudWatch: ClusterConnectionCount).",
                        each(all, cluster -> cluster.admission().open())),
                new Metric.Counter(
                        "dsql_call_count_total",
                        "Connections whose token was good, by action (CloudWatch: CallCount).",
                        calls(all)),
                new Metric.Counter(
                        "borealis_connections_accepted_total",
                        "Connections taken from the PostgreSQL port, whatever became of them.",
                        List.of(Metric.sample(counters.acceptedCount()))),
                new Metric.Counter(
                        "borealis_connections_refused_total",
                        "Connections that got no session, by the SQLSTATE they were told.",
                        counters.refusedCounts().entrySet().stream()
                                .map(
                                        refused ->
                                                Metric.sample(
                                                        "sqlstate",
                                                        refused.getKey().code(),
                                                        refused.getValue()))
                                .toList()));
    }

    private static List<Metric.Sample> each(List<Cluster> all, ToDoubleFunction<Cluster> value) {
        return all.stream()
                .map(
                        cluster ->
                                Metric.sample(
                                        "cluster_id", cluster.id(), value.applyAsDouble(cluster)))
                .toList();
    }

    private static List<Metric.Sample> calls(List<Cluster> all) {
        List<Metric.Sample> samples = new ArrayList<>();
        for (Cluster cluster : all) {
            for (Action action : Action.values()) {
                SequencedMap<String, String> labels = new TreeMap<>();
                labels.put("cluster_id", cluster.id());
                labels.put("resource", action.wireName());
                samples.add(new Metric.Sample(labels, cluster.calls().count(action)));
            }
        }
        return samples;
    }
}
