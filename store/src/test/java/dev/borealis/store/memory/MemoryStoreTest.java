package dev.borealis.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.store.MixedLoadContract;
import dev.borealis.store.ModelContract;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.Storage;
import dev.borealis.store.StoreContract;
import dev.borealis.store.StoreFixture;
import dev.borealis.store.StoreId;
import dev.borealis.store.paged.PagedOptions;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract on stores in memory. */
class MemoryStoreTest {
    private static PagedOptions options(PagedOptions.Drive drive) {
        return PagedOptions.forHeap(RelationPrefix.fixed(1), 64 << 20, 1, drive);
    }

    /** There is no budget that they could exceed: a number that only grows would tell nobody anything. */
    @Test
    void pagesThatMustStayAreNotCounted() {
        try (var storage = new MemoryStorage(RelationPrefix.fixed(1))) {
            StoreFixture.set(storage.create(new StoreId("m")), "a", "1");
            assertThat(storage.metrics().pageBytes()).isZero();
        }
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
