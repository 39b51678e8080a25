/** A disk in the heap: {@link dev.borealis.tests.simulation.disk.SimulatedDisk}. */
@NullMarked
package dev.borealis.tests.simulation.disk;

import org.jspecify.annotations.NullMarked;
