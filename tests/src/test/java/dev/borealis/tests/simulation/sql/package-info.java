/**
 * The whole database under a seed: sessions speak SQL, statement by statement, and each commit is handed in, others go on,
 * and only then it is answered.
 *
 * <p>Reading order: {@link dev.borealis.tests.simulation.sql.Model} (two tables with a foreign key, every version of them,
 * and who used which row how), {@link dev.borealis.tests.simulation.sql.ModelTransaction} (what each statement should do),
 * {@link dev.borealis.tests.simulation.sql.Statements} (which statements there are), {@link
 * dev.borealis.tests.simulation.sql.Commits} (which answers to commits are allowed), {@link
 * dev.borealis.tests.simulation.sql.SteppedStore} (where a commit waits while others go on), {@link
 * dev.borealis.tests.simulation.sql.SqlActor} (a session), {@link dev.borealis.tests.simulation.sql.SqlWorld} (who does what
 * next).
 */
@NullMarked
package dev.borealis.tests.simulation.sql;

import org.jspecify.annotations.NullMarked;
