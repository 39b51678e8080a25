package dev.borealis.server;

import dev.borealis.auth.TokenVerifier;
import dev.borealis.server.rehearsal.Chaos;
import dev.borealis.server.rehearsal.SessionChaos;
import dev.borealis.server.tls.BufferPool;
import dev.borealis.types.error.ConnectionErrors;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;

import javax.net.ssl.SSLContext;

/**
 * What all connections share.
 *
 * @param insecureLoopback whether connections from a loopback address may do without TLS and token
 * @param chaos faults on purpose; null for none
 */
record ConnectionContext(
        SSLContext tls,
        Clusters clusters,
        TokenVerifier verifier,
        Connections connections,
        ConnectionCounters counters,
        BufferPool pool,
        Workers workers,
        IncidentLog incidents,
        InstantSource clock,
        boolean insecureLoopback,
        @Nullable Chaos chaos) {

    /** The faults of a session that begins. */
    SessionChaos nextChaos() {
        return chaos == null ? SessionChaos.NONE : chaos.nextSession();
    }

    /** Puts a defect into the log and makes what the client is told of it. */
    SqlException incident(Throwable defect) {
        return ConnectionErrors.internal(incidents.record(defect));
    }
}
