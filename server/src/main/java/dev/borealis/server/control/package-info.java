/**
 * How commands on the same machine talk to a running server: a socket in its data directory, which only the owner of the
 * directory can open.
 *
 * <p>Reading order: {@link ControlMessage} (what is said, one line each), {@link ControlClient} (who asks), {@link
 * ControlListener} (who answers).
 */
@NullMarked
package dev.borealis.server.control;

import org.jspecify.annotations.NullMarked;
