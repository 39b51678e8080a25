/**
 * What is left when a process ends anywhere, and when its files are damaged.
 *
 * <p>Reading order: {@code CrashTest} (killed again and again, in {@code CrashChild}), {@code FrozenCopiesTest} (copies of
 * the directory at random instants), {@code CopiesTest} (copies at every commit of a {@code ScriptedLoad}), {@code
 * DamagedDirectoryTest} (torn logs, flipped bits).
 */
@org.jspecify.annotations.NullMarked
package dev.borealis.tests.crash;
