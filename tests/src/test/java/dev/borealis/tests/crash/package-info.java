/**
 * What is left when a process ends anywhere, and when its files are damaged.
 *
 * <p>Reading order: {@code CrashTest} (killed again and again, in {@code CrashChild}), {@code FrozenCopiesTest} (copies of
 * the directory at random instants), {@code CopiesTest} (copies at every commit of a {@code ScriptedLoad}), the package
 * {@code recorded} (copies at every write), {@code ColdServerTest} (the whole server, with tables that are mostly on disk,
 * killed and copied), {@code DamagedDirectoryTest} (torn logs, flipped bits), {@code FailingDiskTest} (disks that are full or
 * do not sync), {@code RealDiskTest} (read-only, without power).
 */
@org.jspecify.annotations.NullMarked
package dev.borealis.tests.crash;
