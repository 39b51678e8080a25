package dev.borealis.cli;

import dev.borealis.server.ServerParts;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.Storage;
import dev.borealis.store.memory.MemoryStorage;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/** What a real server is put together from. */
final class Assembly {
    private Assembly() {}

    static ServerParts parts() {
        return new ServerParts(
                Clock.systemUTC(),
                new SecureRandom(),
                Assembly::openStorage,
                (store, longStatements) -> new NotYetDatabase());
    }

    private static Storage openStorage(Path directory, boolean memory) throws IOException {
        if (memory) {
            return new MemoryStorage(RelationPrefix.fixed(4));
        }
        throw new IOException("the durable store is not yet part of this build; use --memory");
    }
}
