package dev.borealis.server;

import dev.borealis.auth.TokenVerifier;
import dev.borealis.server.tls.BufferPool;

import java.time.InstantSource;

import javax.net.ssl.SSLContext;

/**
 * What all connections share.
 *
 * @param insecureLoopback whether connections from a loopback address may do without TLS and token
 */
record ConnectionContext(
        SSLContext tls,
        Clusters clusters,
        TokenVerifier verifier,
        Connections connections,
        BufferPool pool,
        Workers workers,
        InstantSource clock,
        boolean insecureLoopback) {}
