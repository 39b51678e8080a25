/**
 * Certificates and encrypted connections.
 *
 * <p>Reading order: {@link dev.borealis.server.tls.CertificateNames} (what the certificate covers), {@link
 * dev.borealis.server.tls.CertificateFiles} (the authority and the server's certificate, made at first start), {@link
 * dev.borealis.server.tls.Transport} (bytes in and out of a connection), {@link dev.borealis.server.tls.PlainTransport}
 * and {@link dev.borealis.server.tls.TlsTransport}, {@link dev.borealis.server.tls.BufferPool} (why an idle connection
 * costs little). Bouncy Castle's types stay in {@code CertificateMaker}.
 */
@NullMarked
package dev.borealis.server.tls;

import org.jspecify.annotations.NullMarked;
