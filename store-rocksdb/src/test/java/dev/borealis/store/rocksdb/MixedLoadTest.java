package dev.borealis.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.store.MixedLoadContract;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.Storage;
import dev.borealis.store.tree.PageTree;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Rows of all histories on RocksDB: pages from tiny to as large as in earnest, memory from none to plenty, write buffers so
 * small that tables are written and compacted all the time.
 */
class MixedLoadTest {
    private static final int[] PAGE_BYTES = {200, 500, 2_000, PageTree.PAGE_BYTES};

    /** The data are 1 to 2 MB: nothing stays, 1 % of them, a tenth, all. */
    private static final int[] BUDGETS = {0, 15_000, 150_000, 20_000_000};

    private static final long WRITE_BUFFER = 64 << 10;

    abstract static class OnRocksDb extends MixedLoadContract {
        @TempDir Path directory;

        private RocksDbStorage last;
        private Path where;
        private int pageBytes;
        private int copies;

        /** Memory for pages at this opening. */
        abstract long budget(SplittableRandom random);

        @Override
        protected Storage open(long seed) {
            var random = new SplittableRandom(seed);
            where = directory.resolve("data" + copies++);
            pageBytes = PAGE_BYTES[random.nextInt(PAGE_BYTES.length)];
            return open(random);
        }

        private Storage open(SplittableRandom random) {
            var options = RocksDbStorage.Options.forHeap(RelationPrefix.fixed(1), 64 << 20, 1);
            last =
                    RocksDbStorage.open(
                            where,
                            options.withPages(
                                            options.pages()
                                                    .withPageBytes(pageBytes)
                                                    .withPageBudget(budget(random)))
                                    .withWriteBuffer(WRITE_BUFFER)
                                    .withSyncs(false));
            return last;
        }

        @Override
        protected boolean outlivesItsProcess() {
            return true;
        }

        @Override
        protected Storage openAgain(Storage storage, SplittableRandom random) throws Exception {
            if (random.nextBoolean()) {
                Path copy = directory.resolve("data" + copies++);
                CrashCopy.copy(last, where, copy);
                storage.close();
                CrashCopy.delete(where);
                where = copy;
            } else {
                storage.close();
            }
            return open(random);
        }

        @Override
        protected void disturb(Storage storage, SplittableRandom random) {
            switch (random.nextInt(4)) {
                case 0 -> assertThat(last.check()).isEmpty();
                case 1 -> last.reclaim();
                default -> last.sweep();
            }
        }

        @Override
        protected void afterClose() {
            assertThat(last.liveHandles()).isZero();
        }
    }

    @Nested
    class WithAnyMemory extends OnRocksDb {
        @Override
        long budget(SplittableRandom random) {
            return BUDGETS[random.nextInt(BUDGETS.length)];
        }
    }

    @Nested
    class WithNoMemory extends OnRocksDb {
        @Override
        long budget(SplittableRandom random) {
            return 0;
        }
    }
}
