package dev.borealis.server.metrics;

import java.util.List;

/** A part of the house that has figures. Thread-safe; waits for nobody. */
@FunctionalInterface
public interface MetricSource {
    /** As of now. A name comes from one source only. */
    List<Metric> metrics();
}
