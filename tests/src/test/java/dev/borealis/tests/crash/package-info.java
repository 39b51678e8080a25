/** Processes that are killed while they write. */
@org.jspecify.annotations.NullMarked
package dev.borealis.tests.crash;
