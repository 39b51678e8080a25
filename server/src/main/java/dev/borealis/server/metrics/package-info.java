/**
 * Figures for monitoring, in the text format of Prometheus.
 *
 * <p>Reading order: {@link dev.borealis.server.metrics.Metric} (what a figure is), {@link
 * dev.borealis.server.metrics.MetricSource} (who has some), {@link dev.borealis.server.metrics.PrometheusText} (how they
 * are written), then the sources. Nothing is counted here: each part of the house counts for itself, and its source reads.
 *
 * <p>Names: what DSQL publishes to CloudWatch keeps its name, in snake case behind {@code dsql_} and with the unit and
 * {@code _total} that Prometheus wants, and its dimension ClusterId is the label {@code cluster_id}; what only this program
 * has begins with {@code borealis_}; the process itself has the names that every Prometheus client uses.
 */
@NullMarked
package dev.borealis.server.metrics;

import org.jspecify.annotations.NullMarked;
