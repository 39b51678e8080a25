/** Whether a check of a database finds what is wrong with it. */
@org.jspecify.annotations.NullMarked
package dev.borealis.tests.check;
