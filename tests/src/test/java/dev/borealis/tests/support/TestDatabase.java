package dev.borealis.tests.support;

import dev.borealis.engine.execute.MemoryPool;
import dev.borealis.engine.key.KeyFormat;
import dev.borealis.engine.session.Database;
import dev.borealis.engine.session.LocalDatabase;
import dev.borealis.engine.session.LongStatements;
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

    /** In a new store of that storage. */
    public static Database over(Storage storage) {
        return LocalDatabase.open(
                storage.create(new StoreId("test")),
                new LocalDatabase.Options(
                        Clock.systemUTC(),
                        new Random(1),
                        new MemoryPool(256L << 20),
                        LongStatements.HERE,
                        failure -> {
                            failure.printStackTrace();
                            return "test";
                        }));
    }
}
