package dev.borealis.tests.define;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.CatalogNames;
import dev.borealis.engine.catalog.CatalogStore;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.RowIds;
import dev.borealis.engine.catalog.SystemOids;
import dev.borealis.engine.evaluate.BoxedRow;
import dev.borealis.engine.evaluate.Environment;
import dev.borealis.engine.evaluate.ExpressionCompiler;
import dev.borealis.engine.evaluate.FoldingRuntime;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.Sites;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.key.KeyFormat;
import dev.borealis.engine.plan.IndexStorage;
import dev.borealis.engine.plan.TableStorage;
import dev.borealis.engine.system.SystemTables;
import dev.borealis.engine.transaction.EntryCursor;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.store.Store;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Compares every valid index of a store with its table, entry by entry, byte by byte. It shares nothing with the check that
 * the product has ({@code engine.check}), so that neither can hide a fault of the other.
 */
public final class IndexJudge {
    private final FunctionRegistry registry = FunctionRegistry.builtin();
    private final BoxedRow row = new BoxedRow(new Object[0]);

    /** Returns the names of the indexes that were compared. */
    public List<String> check(Store store) {
        var catalogs =
                new CatalogStore(
                        store,
                        SystemTables.load(
                                SystemOids.INFORMATION_SCHEMA,
                                SystemOids.SYS,
                                SystemOids.ROLE_SERVICE));
        List<String> checked = new ArrayList<>();
        try (var transaction =
                new StoreTransaction(store, Clock.systemUTC(), new Random(1), true)) {
            Catalog catalog = catalogs.of(transaction);
            for (Relation relation : catalog.relations()) {
                if (relation instanceof Relation.Table table) {
                    checked.addAll(check(transaction, catalog, table));
                }
            }
        }
        return checked;
    }

    private List<String> check(
            StoreTransaction transaction, Catalog catalog, Relation.Table table) {
        var sites = new Sites();
        var names = new CatalogNames(catalog, registry, List.of("public"), (_, _, _) -> {});
        var compiler =
                new ExpressionCompiler(
                        new Environment(
                                registry,
                                catalog,
                                names,
                                sites,
                                _ -> {
                                    throw new AssertionError("a sub-query in an index");
                                },
                                _ -> {
                                    throw new AssertionError("a row in an index");
                                }));
        TableStorage storage = TableStorage.of(table, compiler);
        var frame = new Frame(new FoldingRuntime(sites.count(), names), null, 1);
        frame.rows[0] = row;
        List<String> checked = new ArrayList<>();
        for (IndexStorage index : storage.indexes) {
            if (index.index().state() != Relation.IndexState.VALID || index.index().primary()) {
                continue;
            }
            Map<String, String> wanted = wanted(transaction, storage, index, frame);
            assertThat(entries(transaction, index.index().oid()))
                    .as(index.index().name())
                    .isEqualTo(wanted);
            checked.add(index.index().name());
        }
        return checked;
    }

    private Map<String, String> wanted(
            StoreTransaction transaction, TableStorage storage, IndexStorage index, Frame frame) {
        var wanted = new TreeMap<String, String>();
        try (EntryCursor cursor = transaction.scan(storage.keyFormat.all(), false, 1_000)) {
            while (cursor.next()) {
                byte[] rowKey =
                        Arrays.copyOfRange(cursor.bytes(), cursor.keyStart(), cursor.keyEnd());
                @Nullable Object[] values =
                        storage.rowFormat.readAll(
                                cursor.bytes(), cursor.valueStart(), cursor.valueEnd());
                row.set(values);
                if (index.predicate() != null && !index.predicate().test(frame)) {
                    continue;
                }
                var keys = new @Nullable Object[index.keys().size()];
                for (int i = 0; i < keys.length; i++) {
                    keys[i] = index.keys().get(i).evaluateObject(frame);
                }
                var included = new @Nullable Object[index.included().length];
                for (int i = 0; i < included.length; i++) {
                    included[i] = values[index.included()[i] - 1];
                }
                @Nullable Object[] rowKeyValues = rowKeyValues(storage, rowKey, values);
                wanted.put(
                        hex(index.format().key(keys, rowKeyValues)),
                        hex(index.format().value(keys, rowKeyValues, included)));
            }
        }
        return wanted;
    }

    private static @Nullable Object[] rowKeyValues(
            TableStorage storage, byte[] rowKey, @Nullable Object[] values) {
        if (storage.hasHiddenKey()) {
            return new Object[] {RowIds.of(rowKey, 0)};
        }
        var keyValues = new @Nullable Object[storage.keyColumns.length];
        for (int i = 0; i < keyValues.length; i++) {
            keyValues[i] = values[storage.keyColumns[i] - 1];
        }
        return keyValues;
    }

    private static Map<String, String> entries(StoreTransaction transaction, int index) {
        var entries = new TreeMap<String, String>();
        try (EntryCursor cursor = transaction.scan(KeyFormat.all(index), false, 1_000)) {
            while (cursor.next()) {
                entries.put(
                        hex(Arrays.copyOfRange(cursor.bytes(), cursor.keyStart(), cursor.keyEnd())),
                        hex(
                                Arrays.copyOfRange(
                                        cursor.bytes(), cursor.valueStart(), cursor.valueEnd())));
            }
        }
        return entries;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
