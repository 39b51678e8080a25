package dev.borealis.store.memory;

import dev.borealis.store.MixedLoadContract;
import dev.borealis.store.ModelContract;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.Storage;
import dev.borealis.store.StoreContract;
import dev.borealis.store.paged.PagedOptions;

import org.junit.jupiter.api.Nested;

/** The contract on stores in memory. */
class MemoryStoreTest {
    private static PagedOptions options(PagedOptions.Drive drive) {
        return PagedOptions.forHeap(RelationPrefix.fixed(1), 64 << 20, 1, drive);
    }

    @Nested
    class OnTheThreadOfTheCaller extends StoreContract {
        @Override
        protected Storage open() {
            return new MemoryStorage(RelationPrefix.fixed(1));
        }
    }

    @Nested
    class OnAThreadOfItsOwn extends StoreContract {
        @Override
        protected Storage open() {
            return new MemoryStorage(options(PagedOptions.Drive.THREAD));
        }
    }

    @Nested
    class WithTinyPages extends StoreContract {
        @Override
        protected Storage open() {
            return new MemoryStorage(options(PagedOptions.Drive.THREAD).withPageBytes(300));
        }
    }

    @Nested
    class Model extends ModelContract {
        @Override
        protected Storage open(long seed) {
            return new MemoryStorage(options(PagedOptions.Drive.CALLER));
        }
    }

    @Nested
    class ModelWithTinyPages extends ModelContract {
        @Override
        protected Storage open(long seed) {
            return new MemoryStorage(options(PagedOptions.Drive.CALLER).withPageBytes(256));
        }
    }

    @Nested
    class MixedLoad extends MixedLoadContract {
        @Override
        protected Storage open(long seed) {
            return new MemoryStorage(options(PagedOptions.Drive.THREAD).withPageBytes(500));
        }
    }
}
