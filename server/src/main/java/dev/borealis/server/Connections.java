package dev.borealis.server;

import dev.borealis.types.Limits;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** All connections that are open: for cancel requests, for ending old ones, for shutting down. Thread-safe. */
final class Connections {
    /** How long a client may take from connecting to a valid password. Source: PostgreSQL 16, authentication_timeout. */
    static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    /** After this a connection ends as soon as no transaction is open. Source: spec/limits.md section 1. */
    static final Duration MAX_AGE = Duration.ofSeconds(Limits.CONNECTION_SECONDS);

    /** A transaction begun in the last minute may still run to its own limit. Source: spec/limits.md section 1. */
    static final Duration MAX_AGE_IN_TRANSACTION =
            MAX_AGE.plusSeconds(Limits.TRANSACTION_AGE_SECONDS);

    private final Map<Integer, PgConnection> byProcessId = new ConcurrentHashMap<>();
    private final AtomicInteger lastProcessId = new AtomicInteger(1000);
    private final RandomGenerator random;
    private final InstantSource clock;

    Connections(RandomGenerator random, InstantSource clock) {
        this.random = random;
        this.clock = clock;
    }

    /** What a client quotes to cancel: a number that is not secret and one that is. */
    record Key(int processId, int secret) {}

    Key newKey() {
        return new Key(lastProcessId.incrementAndGet() & Integer.MAX_VALUE, random.nextInt());
    }

    void add(PgConnection connection) {
        byProcessId.put(connection.key().processId(), connection);
    }

    void remove(PgConnection connection) {
        byProcessId.remove(connection.key().processId(), connection);
    }

    int count() {
        return byProcessId.size();
    }

    /** Cancels what the connection runs, if the secret fits; says nothing otherwise, as PostgreSQL does. */
    void cancel(int processId, int secret) {
        PgConnection connection = byProcessId.get(processId);
        if (connection != null
                && MessageDigest.isEqual(bytes(connection.key().secret()), bytes(secret))) {
            connection.cancel();
        }
    }

    /**
     * Ends connections that have grown too old or never finished to start, and transactions that have grown too old beside a
     * silent client. Called about once a second, by one thread.
     */
    void endOverdue() {
        Instant now = clock.instant();
        for (PgConnection connection : byProcessId.values()) {
            Duration age = Duration.between(connection.startedAt(), now);
            if (!connection.isStarted() && age.compareTo(START_TIMEOUT) > 0) {
                connection.abort();
            } else if (age.compareTo(MAX_AGE_IN_TRANSACTION) > 0) {
                connection.abort();
            } else if (age.compareTo(MAX_AGE) > 0) {
                connection.endWhenIdle(false);
            }
            connection.giveUpOverdueTransaction();
        }
    }

    /** Asks every connection to end: idle ones at once, the others after their statement. */
    void endAllWhenIdle() {
        all().forEach(connection -> connection.endWhenIdle(true));
    }

    void abortAll() {
        all().forEach(PgConnection::abort);
    }

    private List<PgConnection> all() {
        return new ArrayList<>(byProcessId.values());
    }

    private static byte[] bytes(int value) {
        return new byte[] {
            (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value
        };
    }
}
