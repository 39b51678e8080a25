/**
 * PostgreSQL protocol 3.0 as bytes: no sockets, no threads, no engine.
 *
 * <p>Reading order: {@link dev.borealis.server.codec.InitialMessage} (what may come first on a connection), {@link
 * dev.borealis.server.codec.FrontendMessage} (what a client says afterwards), {@link
 * dev.borealis.server.codec.MessageReader} (the cursor both are read with), {@link
 * dev.borealis.server.codec.MessageBuffer} and {@link dev.borealis.server.codec.BackendMessages} (what the server
 * says).
 */
@NullMarked
package dev.borealis.server.codec;

import org.jspecify.annotations.NullMarked;
