/** Histories of concurrent transactions and who judges them: {@link dev.borealis.tests.isolation.Transaction}, {@link dev.borealis.tests.isolation.Checker}. */
@org.jspecify.annotations.NullMarked
package dev.borealis.tests.isolation;
