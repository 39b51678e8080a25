/** Limits of transactions and connections, with a clock that is moved by hand. */
@org.jspecify.annotations.NullMarked
package dev.borealis.tests.limits;
