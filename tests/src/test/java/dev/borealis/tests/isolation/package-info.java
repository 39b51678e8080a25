/**
 * Histories of concurrent transactions over real connections, and who judges them.
 *
 * <p>Reading order: {@link dev.borealis.tests.isolation.Transaction} (what is recorded), {@code ListAppend} (who records),
 * {@code Checker} (who judges; {@code CheckerTest} has a bad history for each anomaly), {@code IsolationTest} (a server that
 * lives), {@code KilledHistoriesTest} (one that dies again and again, a {@code KilledServer}), {@code SchemaHistoriesTest}
 * (one whose schema changes).
 */
@org.jspecify.annotations.NullMarked
package dev.borealis.tests.isolation;
