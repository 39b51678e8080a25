/**
 * What is different on purpose from a real cluster, so that programs can be tested: faults by chance, a clock that can be
 * moved, conflicts as eager as the service's.
 *
 * <p>Reading order: {@link dev.borealis.server.rehearsal.Rehearsal} (what was asked for), {@link
 * dev.borealis.server.rehearsal.Chaos} and {@link dev.borealis.server.rehearsal.SessionChaos} (the faults), {@link
 * dev.borealis.server.rehearsal.MovableClock}.
 */
@NullMarked
package dev.borealis.server.rehearsal;

import org.jspecify.annotations.NullMarked;
