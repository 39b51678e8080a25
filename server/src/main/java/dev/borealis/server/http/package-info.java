/**
 * The HTTP port: one port for http and https, whatever is asked there.
 *
 * <p>Reading order: {@link dev.borealis.server.http.HttpConnections} (a connection: the first byte decides about TLS, then
 * request after request), {@link dev.borealis.server.http.Router} (which path is whose), then one class per path: {@link
 * dev.borealis.server.http.HealthPage}, {@link dev.borealis.server.http.MetricsPage}.
 *
 * <p>A new page, or a whole interface below a path, is a handler and one line where the server is put together. Blocking
 * code on a virtual thread per connection, as on the PostgreSQL port; parsing and framing are Apache HttpCore's: {@code
 * docs/decisions/http.md}.
 */
@NullMarked
package dev.borealis.server.http;

import org.jspecify.annotations.NullMarked;
