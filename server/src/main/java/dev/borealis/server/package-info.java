/**
 * Where all is joined: storage, databases, identities, TLS, connections.
 *
 * <p>Reading order: {@link dev.borealis.server.ServerOptions} and {@link dev.borealis.server.BorealisServer} (start and
 * stop), {@link dev.borealis.server.DataDirectory} (what lies on disk), {@link dev.borealis.server.Listener} (accepting),
 * {@link dev.borealis.server.Negotiation} (TLS, start-up, which cluster), {@link dev.borealis.server.Authentication} (who
 * is it), {@link dev.borealis.server.PgConnection} (stop 1 of a SELECT: messages in, {@link
 * dev.borealis.server.WireInput}, results out, {@link dev.borealis.server.WireOutput}), {@link
 * dev.borealis.server.Admission} (how many), {@link dev.borealis.server.Connections} (all that are open: cancelling,
 * ageing, shutting down), {@link dev.borealis.server.Workers} (threads for long statements), {@link
 * dev.borealis.server.ProcessHeap}, {@link dev.borealis.server.HeapTarget} and {@link dev.borealis.server.IdleMemory}
 * (how much memory the process keeps).
 *
 * <p>One virtual thread per connection and blocking code: {@code docs/decisions/threads.md}.
 */
@NullMarked
package dev.borealis.server;

import org.jspecify.annotations.NullMarked;
