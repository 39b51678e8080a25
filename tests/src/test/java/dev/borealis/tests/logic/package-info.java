/**
 * The logic files, {@code tests/logic/**.slt}: the specification as SQL and its answers.
 *
 * <p>Reading order: {@code LogicFile} (how a file reads), {@code LogicRunner} (sessions, expected rows and errors), {@code
 * LogicTest} (every file, over every kind of store), {@code FailingStore} and {@code Trouble} (how a file gets along with a store that
 * fails).
 */
@org.jspecify.annotations.NullMarked
package dev.borealis.tests.logic;
