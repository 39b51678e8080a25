package dev.borealis.server;

import dev.borealis.engine.session.Database;
import dev.borealis.engine.session.Incidents;
import dev.borealis.engine.session.LongStatements;
import dev.borealis.store.Storage;
import dev.borealis.store.Store;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * What a server is put together from: the outside world and the two lower floors. Tests bring their own.
 *
 * @param random also makes secrets, so a secure one
 */
public record ServerParts(
        Clock clock, SecureRandom random, StorageOpener storage, DatabaseOpener database) {
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
