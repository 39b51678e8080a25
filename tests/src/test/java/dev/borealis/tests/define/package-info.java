/** Definitions beside other sessions: who is told what, and whether an index agrees with its table afterwards. */
@org.jspecify.annotations.NullMarked
package dev.borealis.tests.define;
