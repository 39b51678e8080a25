package dev.borealis.tests.support;

import dev.borealis.engine.key.KeyFormat;
import dev.borealis.engine.session.Database;
import dev.borealis.engine.session.LocalDatabase;
import dev.borealis.engine.session.LongStatements;
import dev.borealis.engine.transaction.MemoryPool;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.Storage;
import dev.borealis.store.StoreId;
import dev.borealis.store.memory.MemoryStorage;

import java.time.Clock;
import java.util.Random;

/** Databases for tests, each over a store of its own. */
public final class TestDatabase {
    public static final RelationPrefix RELATION = RelationPrefix.fixed(KeyFormat.PREFIX_BYTES);

    private TestDatabase() {}

    /** In memory, empty. */
    public static Database inMemory() {
        return over(new MemoryStorage(RELATION));
    }

    /** As below, in real time. */
    public static Database over(Storage storage) {
        return over(storage, Clock.systemUTC());
    }

    /** In the store of that storage that this class made before, or in a new one. */
    public static Database over(Storage storage, Clock clock) {
        return over(storage, clock, new Random(1));
    }

    /** @param random also makes UUIDs: over old data not the one that made those */
    public static Database over(Storage storage, Clock clock, Random random) {
        var id = new StoreId("test");
        return LocalDatabase.open(
                storage.list().contains(id) ? storage.open(id) : storage.create(id),
                new LocalDatabase.Options(
                        clock,
                        random,
                        new MemoryPool(256L << 20),
                        LongStatements.HERE,
                        failure -> {
                            failure.printStackTrace();
                            return "test";
                        }));
    }
}
