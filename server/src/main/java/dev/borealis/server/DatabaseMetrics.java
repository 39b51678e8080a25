package dev.borealis.server;

import dev.borealis.engine.observe.DatabaseFigures;
import dev.borealis.engine.observe.Figure;
import dev.borealis.engine.observe.Histogram;
import dev.borealis.server.metrics.Metric;
import dev.borealis.server.metrics.MetricSource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The figures of the databases and of the storage they share. Source of DSQL's names: spec/operations.md section 9; what is
 * counted there and not here ({@code BytesRead}, {@code ComputeTime}, {@code ClusterStorageSize}, DPUs) is left out.
 */
final class DatabaseMetrics implements MetricSource {
    /** Figures that DSQL publishes too: its name for them. */
    private static final Map<String, String> CLOUDWATCH =
            Map.of(
                    "transactions_read_only", "ReadOnlyTransactions",
                    "conflicts_data", "OccConflicts",
                    "transactions_too_old", "QueryTimeouts",
                    "bytes_written", "BytesWritten");

    /** Every transaction that has ended is one of these. */
    private static final Set<String> TRANSACTIONS =
            Set.of(
                    "transactions_committed",
                    "transactions_read_only",
                    "transactions_rolled_back",
                    "transactions_refused",
                    "conflicts_data",
                    "conflicts_schema");

    /** The histogram of commits tells more. */
    private static final Set<String> IN_HISTOGRAM =
            Set.of("commit_time", "commit_time_median", "commit_time_p99");

    private final Clusters clusters;

    DatabaseMetrics(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public List<Metric> metrics() {
        List<Cluster> all = new ArrayList<>(clusters.all());
        all.sort(Comparator.comparing(Cluster::id));
        SequencedMap<Figure, List<Metric.Sample>> byFigure = new LinkedHashMap<>();
        List<Metric.Sample> totals = new ArrayList<>();
        List<Metric.Distribution> commits = new ArrayList<>();
        for (Cluster cluster : all) {
            DatabaseFigures figures = cluster.database().figures();
            double total = 0;
            for (Figure figure : figures.figures()) {
                if (TRANSACTIONS.contains(figure.name())) {
                    total += figure.value();
                }
                if (!IN_HISTOGRAM.contains(figure.name())) {
                    byFigure.computeIfAbsent(withoutValue(figure), _ -> new ArrayList<>())
                            .add(sample(cluster, figure.value()));
                }
            }
            totals.add(sample(cluster, total));
            commits.add(distribution(cluster, figures.commitTimes()));
        }
        List<Metric> metrics = new ArrayList<>();
        metrics.add(
                new Metric.Counter(
                        "dsql_total_transactions_total",
                        "Transactions that have ended, in whatever way (CloudWatch: TotalTransactions).",
                        totals));
        metrics.add(
                new Metric.Histogram(
                        "dsql_commit_latency_seconds",
                        "How long commits took in the store (CloudWatch: CommitLatency).",
                        commits));
        byFigure.forEach((figure, samples) -> metrics.add(metric(figure, samples)));
        storage(all).forEach(figure -> metrics.add(metric(figure, storageSample(figure))));
        return metrics;
    }

    /** All clusters tell the same of the storage. */
    private static List<Figure> storage(List<Cluster> all) {
        return all.isEmpty() ? List.of() : all.getFirst().database().figures().storageFigures();
    }

    private static List<Metric.Sample> storageSample(Figure figure) {
        return List.of(Metric.sample(figure.value()));
    }

    private static Figure withoutValue(Figure figure) {
        return new Figure(figure.name(), figure.kind(), figure.unit(), 0, figure.meaning());
    }

    private static Metric metric(Figure figure, List<Metric.Sample> samples) {
        Optional<String> cloudWatch = Optional.ofNullable(CLOUDWATCH.get(figure.name()));
        String help =
                figure.meaning() + cloudWatch.map(n -> " (CloudWatch: " + n + ").").orElse(".");
        String name =
                cloudWatch
                        .map(DatabaseMetrics::dsqlName)
                        .orElseGet(() -> "borealis_" + figure.name() + unit(figure));
        return switch (figure.kind()) {
            case COUNTER -> new Metric.Counter(name + "_total", help, samples);
            case GAUGE -> new Metric.Gauge(name, help, samples);
        };
    }

    private static String unit(Figure figure) {
        return figure.unit().isEmpty() ? "" : "_" + figure.unit();
    }

    /** {@code OccConflicts} is {@code dsql_occ_conflicts}. */
    private static String dsqlName(String cloudWatch) {
        return "dsql" + cloudWatch.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static Metric.Sample sample(Cluster cluster, double value) {
        return Metric.sample("cluster_id", cluster.id(), value);
    }

    private static Metric.Distribution distribution(Cluster cluster, Histogram.Counted counted) {
        List<Metric.Bucket> buckets = new ArrayList<>();
        long count = 0;
        for (int i = 0; i < counted.counts().length; i++) {
            count += counted.counts()[i];
            buckets.add(new Metric.Bucket(counted.bound(i), count));
        }
        return new Metric.Distribution(
                Metric.labels("cluster_id", cluster.id()), buckets, counted.seconds());
    }
}
