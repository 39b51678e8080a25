package dev.borealis.engine.check;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.CatalogNames;
import dev.borealis.engine.catalog.CatalogStore;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.engine.catalog.SystemOids;
import dev.borealis.engine.execute.StoredExpressions;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.system.SystemFunctions;
import dev.borealis.engine.system.SystemTables;
import dev.borealis.engine.transaction.MemoryPool;
import dev.borealis.engine.transaction.StoreProblems;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.store.Finding;
import dev.borealis.store.Progress;
import dev.borealis.store.Store;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreId;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Reads a whole database as of one snapshot: the catalog, every row, every index entry, every reference. What is wrong is
 * told; only what keeps the check itself from going on is thrown.
 */
public final class DatabaseCheck {
    /** Findings told of one relation; more say the same. */
    static final int FINDINGS_PER_RELATION = 100;

    final StoreTransaction transaction;
    final Catalog catalog;
    final CatalogNames names;
    final Progress progress;
    private final FunctionRegistry registry = SystemFunctions.registry();
    private final Clock clock;
    private final RandomGenerator random;
    private final StoreId store;
    private final Consumer<Finding> findings;

    private DatabaseCheck(
            Store store,
            StoreTransaction transaction,
            Catalog catalog,
            Clock clock,
            RandomGenerator random,
            Progress progress,
            Consumer<Finding> findings) {
        this.store = store.id();
        this.transaction = transaction;
        this.catalog = catalog;
        this.clock = clock;
        this.random = random;
        this.names = new CatalogNames(catalog, registry, List.of("public"), (_, _, _) -> {});
        this.progress = progress;
        this.findings = findings;
    }

    /** Checks the database in a store. A store without one, which was just made, is in order. */
    public static void run(
            Store store,
            Clock clock,
            RandomGenerator random,
            Progress progress,
            Consumer<Finding> findings) {
        // the age limit is not for a check, so its clock stands
        Clock standing = Clock.fixed(clock.instant(), clock.getZone());
        try (var transaction = new StoreTransaction(store, standing, random, true)) {
            var catalogs =
                    new CatalogStore(
                            store,
                            SystemTables.load(
                                    SystemOids.INFORMATION_SCHEMA,
                                    SystemOids.SYS,
                                    SystemOids.ROLE_SERVICE));
            Catalog catalog;
            try {
                if (catalogs.isEmpty(transaction)) {
                    return;
                }
                catalog = catalogs.of(transaction);
            } catch (RuntimeException e) {
                findings.accept(
                        new Finding(
                                store.id(),
                                null,
                                null,
                                null,
                                "the catalog cannot be read: " + problem(e)));
                return;
            }
            new DatabaseCheck(store, transaction, catalog, standing, random, progress, findings)
                    .tables();
        }
    }

    private void tables() {
        var tables = new ArrayList<Relation.Table>();
        for (Relation relation : catalog.relations()) {
            if (relation instanceof Relation.Table table) {
                tables.add(table);
            } else if (relation instanceof Relation.Index index
                    && !(catalog.relation(index.table()) instanceof Relation.Table)) {
                found(index, null, "its table is not in the catalog");
            }
        }
        tables.sort(Comparator.comparingInt(Relation.Table::oid));
        for (Relation.Table table : tables) {
            try (var check = new TableCheck(this, table)) {
                check.run();
            } catch (RuntimeException | StackOverflowError e) {
                found(table, null, "the check of it ended early: " + problem(e));
            }
        }
    }

    /**
     * What an exception says of the data; damaged bytes may cause any. It is thrown again when it comes from a store that
     * cannot answer: it is closing, or the disk failed.
     */
    static String problem(Throwable e) {
        if (e instanceof StoreException gone) {
            throw gone;
        }
        if (e instanceof SqlException refused && StoreProblems.isUnavailable(refused)) {
            throw refused;
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** What expressions over the rows of a table are computed with. */
    StoredExpressions expressions(Relation.Table table) {
        return new StoredExpressions(
                new StoredExpressions.Surroundings(
                        transaction,
                        catalog,
                        names,
                        registry,
                        MemoryPool.unbounded(),
                        clock,
                        random,
                        () -> {}),
                table.owner());
    }

    void found(Relation relation, @Nullable String key, String problem) {
        findings.accept(new Finding(store, name(relation), key, null, problem));
    }

    String name(Relation relation) {
        SchemaDefinition schema = catalog.schema(relation.schema());
        return (schema == null ? "?" : schema.name()) + "." + relation.name();
    }
}
