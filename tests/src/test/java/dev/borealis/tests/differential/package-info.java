/**
 * The same SQL on Borealis and on a real PostgreSQL 16: values, types, names, SQLSTATEs and messages must agree.
 *
 * <p>Reading order: {@code PostgresServer} (the oracle), {@code Corpus} (hand-written statements), {@code Comparison} of two
 * {@code Answer}s, {@code DifferentialTest}; {@code RandomQueries} and {@code RandomDifferentialTest} (statements from a
 * seed); {@code WireClient} and {@code ProtocolTest} (messages instead of statements).
 */
@org.jspecify.annotations.NullMarked
package dev.borealis.tests.differential;
