package dev.borealis.server.metrics;

import static dev.borealis.server.metrics.Metric.sample;

import dev.borealis.engine.transaction.MemoryPool;

import java.util.List;

/** The memory that the statements of all clusters share. */
public final class StatementMemory implements MetricSource {
    private final MemoryPool pool;

    public StatementMemory(MemoryPool pool) {
        this.pool = pool;
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                new Metric.Gauge(
                        "borealis_statement_memory_bytes",
                        "Memory that running statements hold for sorting, hashing and results.",
                        List.of(sample(pool.taken()))),
                new Metric.Gauge(
                        "borealis_statement_memory_limit_bytes",
                        "Memory that all statements together may hold.",
                        List.of(sample(pool.bytes()))));
    }
}
