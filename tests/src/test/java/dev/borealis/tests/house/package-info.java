/**
 * The house itself: {@code DependencyTest} (who may use whom), {@code SourceTest} (how switches end, what has a docstring),
 * {@code DocumentsTest} (what documents name exists), {@code CompatibilityTest} (writes {@code docs/compatibility.md} by trying everything on it).
 */
@org.jspecify.annotations.NullMarked
package dev.borealis.tests.house;
