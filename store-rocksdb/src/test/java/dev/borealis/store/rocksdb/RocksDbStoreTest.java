package dev.borealis.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.store.ModelContract;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.Storage;
import dev.borealis.store.StoreContract;
import dev.borealis.store.paged.PagedOptions;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.SplittableRandom;

/** The contract on RocksDB: with memory to spare, with almost none, with tiny pages. No native handle may be left. */
class RocksDbStoreTest {
    private static RocksDbStorage.Options options() {
        return RocksDbStorage.Options.forHeap(RelationPrefix.fixed(1), 64 << 20, 1);
    }

    private static RocksDbStorage.Options tiny(long pageBudget, int pageBytes) {
        RocksDbStorage.Options options = options();
        return options.withPages(
                options.pages().withPageBudget(pageBudget).withPageBytes(pageBytes));
    }

    abstract static class Contract extends StoreContract {
        @TempDir Path directory;

        abstract RocksDbStorage.Options with();

        @Override
        protected Storage open() {
            return RocksDbStorage.open(directory.resolve("data"), with());
        }

        @Override
        protected void afterClose() {
            assertThat(((RocksDbStorage) storage).liveHandles()).isZero();
        }
    }

    @Nested
    class WithMemoryToSpare extends Contract {
        @Override
        RocksDbStorage.Options with() {
            return options();
        }
    }

    @Nested
    class WithAlmostNoMemory extends Contract {
        @Override
        RocksDbStorage.Options with() {
            return tiny(
                    4_000,
                    PagedOptions.forHeap(RelationPrefix.fixed(1), 1, 1, PagedOptions.Drive.THREAD)
                            .pageBytes());
        }
    }

    @Nested
    class WithTinyPagesAndAlmostNoMemory extends Contract {
        @Override
        RocksDbStorage.Options with() {
            return tiny(4_000, 300);
        }
    }

    abstract static class Model extends ModelContract {
        @TempDir Path directory;

        RocksDbStorage last;

        abstract RocksDbStorage.Options with();

        @Override
        protected Storage open(long seed) {
            return openAgain(directory.resolve("seed" + seed));
        }

        Storage openAgain(Path where) {
            last = RocksDbStorage.open(where, with());
            return last;
        }

        @Override
        protected void afterClose() {
            assertThat(last.liveHandles()).isZero();
        }
    }

    @Nested
    class ModelWithEvictions extends Model {
        @Override
        RocksDbStorage.Options with() {
            return tiny(20_000, 400).withSyncs(false);
        }

        @Override
        protected Storage disturb(Storage storage, SplittableRandom random) {
            ((RocksDbStorage) storage).sweep();
            if (random.nextInt(10) == 0) {
                assertThat(((RocksDbStorage) storage).check()).isEmpty();
            }
            return storage;
        }

        @Override
        protected void afterClose() {
            super.afterClose();
            assertThat(last.metrics().pagesEvicted()).isGreaterThan(100);
            assertThat(last.metrics().pagesRead()).isGreaterThan(100);
        }
    }

    @Nested
    class ModelWithRestarts extends Model {
        private Path where;

        @Override
        RocksDbStorage.Options with() {
            return tiny(30_000, 1_000).withSyncs(false);
        }

        @Override
        protected Storage open(long seed) {
            where = directory.resolve("seed" + seed);
            return openAgain(where);
        }

        @Override
        protected boolean closesSnapshots() {
            return true;
        }

        @Override
        protected Storage disturb(Storage storage, SplittableRandom random) throws Exception {
            assertThat(((RocksDbStorage) storage).check()).isEmpty();
            storage.close();
            return openAgain(where);
        }
    }
}
