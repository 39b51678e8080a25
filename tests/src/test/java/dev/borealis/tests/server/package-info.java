/** The whole server under load, garbage and little memory. */
@org.jspecify.annotations.NullMarked
package dev.borealis.tests.server;
