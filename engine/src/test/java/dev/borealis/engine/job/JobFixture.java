package dev.borealis.engine.job;

import dev.borealis.engine.catalog.CatalogStore;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.RelationFormats;
import dev.borealis.engine.catalog.RoleDefinition;
import dev.borealis.engine.catalog.SystemObjects;
import dev.borealis.engine.catalog.SystemOids;
import dev.borealis.engine.define.Definer;
import dev.borealis.engine.define.DefinitionContext;
import dev.borealis.engine.define.DefinitionResult;
import dev.borealis.engine.define.Sequences;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.transaction.EntryCursor;
import dev.borealis.engine.transaction.MemoryPool;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.sql.Parser;
import dev.borealis.sql.ParserOptions;
import dev.borealis.sql.ast.DefinitionStatement;
import dev.borealis.store.Commit;
import dev.borealis.store.CommitResult;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Label;
import dev.borealis.store.Piece;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.Store;
import dev.borealis.store.StoreId;
import dev.borealis.store.Touch;
import dev.borealis.store.fault.ForwardingStore;
import dev.borealis.store.memory.MemoryStorage;
import dev.borealis.types.TypeContext;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** A cluster in memory whose jobs a test does step by step, with something happening in between. */
abstract class JobFixture {
    /** Lets a test come in between. */
    static final class HookedStore extends ForwardingStore {
        /** Done once, before the next commit. */
        @Nullable Runnable beforeCommit;

        /** Done once, before the next look at the pieces of a table: when a build begins to read, or ANALYZE ends. */
        @Nullable Runnable beforePieces;

        /** Whether a range is never cut. */
        boolean inOnePiece;

        HookedStore(Store inner) {
            super(inner);
        }

        @Override
        public CompletableFuture<CommitResult> commit(Commit commit) {
            Runnable hook = beforeCommit;
            beforeCommit = null;
            if (hook != null) {
                hook.run();
            }
            return super.commit(commit);
        }

        @Override
        public List<Piece> pieces(KeyRange range, int wanted) {
            Runnable hook = beforePieces;
            beforePieces = null;
            if (hook != null) {
                hook.run();
            }
            return super.pieces(range, inOnePiece ? 1 : wanted);
        }
    }

    /** Goes on by a millisecond each time it is read. */
    static final class TestClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        synchronized void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public synchronized Instant instant() {
            now = now.plusMillis(1);
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    final HookedStore store =
            new HookedStore(new MemoryStorage(RelationPrefix.fixed(4)).create(new StoreId("test")));
    final Random random = new Random(7);
    final TestClock clock = new TestClock();
    final CatalogStore catalogs = new CatalogStore(store, SystemObjects.NONE);
    final FunctionRegistry registry = FunctionRegistry.builtin();
    final Definer definer =
            new Definer(catalogs, registry, (_, _, _) -> {}, new Sequences(store), clock, random);
    final Jobs jobs = new Jobs(parts(catalogs), null, 50_000);

    Jobs.Parts parts(CatalogStore of) {
        return new Jobs.Parts(
                of, registry, (_, _, _) -> {}, new MemoryPool(64L << 20), clock, random, null);
    }

    @BeforeEach
    void bootstrap() {
        catalogs.bootstrap(clock, random);
    }

    StoreTransaction begin() {
        return new StoreTransaction(store, clock, random, false);
    }

    DefinitionResult run(String sql) {
        var statement =
                (DefinitionStatement)
                        Parser.parse(sql, ParserOptions.DEFAULT)
                                .statements()
                                .getFirst()
                                .statement();
        try (var transaction = begin()) {
            DefinitionResult result =
                    definer.execute(
                            statement,
                            new DefinitionContext(
                                    transaction,
                                    RoleDefinition.ADMIN,
                                    List.of("public"),
                                    TypeContext.DEFAULT,
                                    _ -> {}));
            transaction.commit();
            return result;
        }
    }

    void insert(String table, @Nullable Object... values) {
        try (var transaction = begin()) {
            put(transaction, table, values);
            transaction.commit();
        }
    }

    void put(StoreTransaction transaction, String name, @Nullable Object... values) {
        var table = (Relation.Table) catalogs.of(transaction).relation(SystemOids.PUBLIC, name);
        RelationFormats.TableFormat format =
                catalogs.of(transaction).formats().table(java.util.Objects.requireNonNull(table));
        byte[] key = format.key().key(values[0]);
        transaction.put(key, format.row().row(values));
        transaction.touch(key, Touch.ALL, Touch.ROW | Touch.KEY, Label.DATA);
    }

    Relation.Index index(String name) {
        try (var transaction = begin()) {
            return (Relation.Index)
                    java.util.Objects.requireNonNull(
                            catalogs.of(transaction).relation(SystemOids.PUBLIC, name));
        }
    }

    long entries(String name) {
        try (var transaction = begin();
                EntryCursor cursor =
                        transaction.scan(
                                catalogs.of(transaction)
                                        .formats()
                                        .entry(index(name))
                                        .format()
                                        .keys()
                                        .all(),
                                false,
                                10)) {
            long count = 0;
            for (long more = cursor.skip(); more > 0; more = cursor.skip()) {
                count += more;
            }
            return count;
        }
    }

    String job(String sql) {
        return String.valueOf(run(sql).job());
    }
}
