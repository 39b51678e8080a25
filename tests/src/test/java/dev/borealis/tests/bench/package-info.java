/**
 * Benchmarks of the hot paths inside one process, by JMH, with bytes allocated per operation: {@link
 * dev.borealis.tests.bench.Benchmarks} runs them, {@link dev.borealis.tests.bench.EngineBenchmark} holds statements and
 * commits, {@link dev.borealis.tests.bench.ProtocolBenchmark} messages. What a whole server does beside PostgreSQL is
 * measured by {@code tests/bench/pgbench.sh}.
 */
@org.jspecify.annotations.NullMarked
package dev.borealis.tests.bench;
