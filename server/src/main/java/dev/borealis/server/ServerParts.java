package dev.borealis.server;

import dev.borealis.engine.session.Database;
import dev.borealis.engine.session.Incidents;
import dev.borealis.engine.session.LongStatements;
import dev.borealis.server.metrics.MetricSource;
import dev.borealis.store.Storage;
import dev.borealis.store.Store;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/**
 * What a server is put together from: the outside world and the two lower floors. Tests bring their own.
 *
 * @param random also makes secrets, so a secure one
 * @param metrics figures of what these parts share
 */
public record ServerParts(
        Clock clock,
        SecureRandom random,
        StorageOpener storage,
        DatabaseOpener database,
        List<MetricSource> metrics) {
    public ServerParts {
        metrics = List.copyOf(metrics);
    }

    /** Without figures. */
    public ServerParts(
            Clock clock, SecureRandom random, StorageOpener storage, DatabaseOpener database) {
        this(clock, random, storage, database, List.of());
    }

    /** Opens the storage of an installation, making it if there is none. */
    @FunctionalInterface
    public interface StorageOpener {
        /** @param directory may not exist yet */
        Storage open(Path directory, ServerOptions options) throws IOException;
    }

    /** Opens the database in a store, making it if the store is empty. */
    @FunctionalInterface
    public interface DatabaseOpener {
        Database open(Store store, LongStatements longStatements, Incidents incidents);
    }
}
