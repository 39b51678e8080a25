/**
 * The proof that the simulation can fail: compiled classes of the program are changed in one place, loaded beside the real
 * ones, and the simulation must notice within a few seeds. {@link dev.borealis.tests.simulation.mutation.Mutation} is one
 * such change, {@link dev.borealis.tests.simulation.mutation.MutationTest} has the list.
 */
@NullMarked
package dev.borealis.tests.simulation.mutation;

import org.jspecify.annotations.NullMarked;
