package dev.borealis.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.store.ModelContract;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.Storage;
import dev.borealis.store.StoreContract;
import dev.borealis.store.tree.PageTree;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.SplittableRandom;

/** The contract on RocksDB: with memory to spare, with almost none, with tiny pages. No native handle may be left. */
class RocksDbStoreTest {
    /** Of the 300 to 500 KB that {@code StoreFixture.fill} writes. */
    private static final int ONE_PERCENT = 4_000;

    private static final int TINY_PAGE = 300;

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
    class WithTinyPages extends Contract {
        @Override
        RocksDbStorage.Options with() {
            return tiny(20_000_000, TINY_PAGE);
        }
    }

    /** About 1 % of what the larger tests write. */
    @Nested
    class WithAlmostNoMemory extends Contract {
        @Override
        RocksDbStorage.Options with() {
            return tiny(ONE_PERCENT, PageTree.PAGE_BYTES);
        }
    }

    @Nested
    class WithTinyPagesAndAlmostNoMemory extends Contract {
        @Override
        RocksDbStorage.Options with() {
            return tiny(ONE_PERCENT, TINY_PAGE);
        }
    }

    /** Whatever the size of the data: every page goes as soon as it is written or read. */
    @Nested
    class WithNoMemory extends Contract {
        @Override
        RocksDbStorage.Options with() {
            return tiny(0, PageTree.PAGE_BYTES);
        }
    }

    @Nested
    class WithTinyPagesAndNoMemory extends Contract {
        @Override
        RocksDbStorage.Options with() {
            return tiny(0, TINY_PAGE);
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
    class ModelWithMemoryToSpare extends Model {
        @Override
        RocksDbStorage.Options with() {
            return options().withSyncs(false);
        }
    }

    /** Pages as large as in earnest; memory for a few of them, about 1 % of what a long run writes. */
    @Nested
    class ModelWithAlmostNoMemory extends Model {
        @Override
        RocksDbStorage.Options with() {
            return tiny(5_000, PageTree.PAGE_BYTES).withSyncs(false);
        }
    }

    /** The directory is copied while the storage works, and the copy is opened: what a power failure leaves behind. */
    @Nested
    class ModelWithCrashes extends Model {
        private Path where;
        private int crashes;

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
            Path copy = directory.resolve(where.getFileName() + "-" + ++crashes);
            CrashCopy.copy(last, where, copy);
            storage.close();
            where = copy;
            return openAgain(copy);
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
