/**
 * Ways to serve connections, compared: what decides docs/decisions/threads.md.
 *
 * <p>Reading order: {@link dev.borealis.bench.network.PointRead} (what is asked and answered), {@link
 * dev.borealis.bench.network.Variant} (the ways), {@link dev.borealis.bench.network.VirtualThreads} and {@link
 * dev.borealis.bench.network.EventLoops} (how they serve), {@link dev.borealis.bench.network.ServerProcess} (one of them
 * in a process of its own), {@link dev.borealis.bench.network.LoadClient} (many closed loops), {@link
 * dev.borealis.bench.network.Compare} (who runs when, and the table). Apart from these, {@link
 * dev.borealis.bench.network.IdleConnections} opens as many connections to Borealis as a cluster allows.
 */
@NullMarked
package dev.borealis.bench.network;

import org.jspecify.annotations.NullMarked;
