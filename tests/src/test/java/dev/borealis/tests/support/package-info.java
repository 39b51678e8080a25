/** What tests share: databases and servers to test against, a clock moved by hand, a store that can be interrupted. */
@org.jspecify.annotations.NullMarked
package dev.borealis.tests.support;
