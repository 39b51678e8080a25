package dev.borealis.engine.catalog;

import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.store.Label;
import dev.borealis.store.Touch;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The changes of one DDL: definitions put and removed, and the fences of relations whose writers must behave differently
 * afterwards. {@link #apply} writes them into the transaction, which from then on sees its new catalog. Used by one
 * thread.
 */
public final class CatalogEditor {
    private final CatalogStore catalogs;
    private final StoreTransaction transaction;
    private final Map<CatalogVersions.Key, Definition> definitions = new HashMap<>();
    private final Map<CatalogVersions.Key, @Nullable Definition> changed = new LinkedHashMap<>();
    private final Map<Integer, TableStatistics> statistics;
    private final Set<Integer> fences = new TreeSet<>();
    private Catalog current;
    private boolean stale;

    CatalogEditor(CatalogStore catalogs, StoreTransaction transaction, CatalogVersions.Entry base) {
        this.catalogs = catalogs;
        this.transaction = transaction;
        this.statistics = base.catalog().allStatistics();
        base.definitions().forEach((key, stored) -> definitions.put(key, stored.value()));
        this.current = base.catalog();
    }

    /** The catalog with the changes so far. */
    public Catalog catalog() {
        if (stale) {
            current =
                    new LoadedCatalog(
                            catalogs.uncommittedVersion(),
                            definitions.values(),
                            statistics,
                            catalogs.system());
            stale = false;
        }
        return current;
    }

    /** Where the changes go. */
    public StoreTransaction transaction() {
        return transaction;
    }

    /** For a new object; never given before in this database. */
    public int nextOid() {
        return catalogs.nextOid();
    }

    /** Adds a definition, or replaces the one of the same object. */
    public void put(Definition definition) {
        var key = new CatalogVersions.Key(DefinitionFormat.key(definition));
        definitions.put(key, definition);
        changed.put(key, definition);
        stale = true;
    }

    /** As {@link #put} of each. */
    public void putAll(Collection<? extends Definition> all) {
        all.forEach(this::put);
    }

    /** The object is gone for this transaction, and for all once it commits. */
    public void remove(Definition definition) {
        var key = new CatalogVersions.Key(DefinitionFormat.key(definition));
        definitions.remove(key);
        changed.put(key, null);
        stale = true;
    }

    /** Removes the comments of an object and its columns. */
    public void removeComments(int classOid, int objectOid) {
        for (CommentDefinition comment : catalog().comments()) {
            if (comment.classOid() == classOid && comment.objectOid() == objectOid) {
                remove(comment);
            }
        }
    }

    /** Transactions that used the relation before this one commits must fail once: they would write what no longer fits. */
    public void fence(int relation) {
        fences.add(relation);
    }

    /** Bytes that a definition takes in the store. */
    public static int storedBytes(Definition definition) {
        return DefinitionFormat.encode(definition).length;
    }

    /** Whether nothing was changed. */
    public boolean isEmpty() {
        return changed.isEmpty();
    }

    /** Writes the changes. Nothing happens when there are none. */
    public void apply() {
        if (changed.isEmpty() && fences.isEmpty()) {
            return;
        }
        changed.forEach(
                (key, definition) -> {
                    if (definition == null) {
                        transaction.delete(key.bytes());
                    } else {
                        transaction.put(key.bytes(), DefinitionFormat.encode(definition));
                    }
                });
        long version = catalogs.ddlVersion(transaction);
        transaction.put(CatalogKeys.version(), CatalogStore.longBytes(version + 1));
        transaction.touch(CatalogKeys.version(), Touch.ALL, Touch.ROW | Touch.KEY, Label.SCHEMA);
        for (int relation : fences) {
            transaction.touch(
                    CatalogKeys.fence(relation), Touch.ALL, Touch.ROW | Touch.KEY, Label.SCHEMA);
        }
        transaction.rememberSchema(catalog());
    }
}
