package dev.borealis.engine.session;

import dev.borealis.engine.catalog.CatalogKeys;
import dev.borealis.engine.catalog.CatalogStore;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.store.Label;
import dev.borealis.store.Touch;
import dev.borealis.types.error.ConflictErrors;

/**
 * OC001 as the service's sessions are told it: each keeps the version of the catalog that it saw last, notices a newer one
 * when it next touches the store, and then fails once, whatever the definition was about and however long ago it was
 * committed. A transaction that writes also fails at COMMIT when a definition was committed since its first statement. The
 * failure brings the session up to date, so the first retry succeeds. Source: spec/transactions.md section 7.
 *
 * <p>Without this a session is told OC001 only where its transaction could go wrong otherwise.
 */
final class EagerSchemaConflicts {
    /** Before the session's first statement that touches the store. */
    private static final long NONE = -1;

    private final CatalogStore catalogs;
    private long seen = NONE;

    EagerSchemaConflicts(CatalogStore catalogs) {
        this.catalogs = catalogs;
    }

    /**
     * A statement that touches the store is made ready.
     *
     * @throws dev.borealis.types.error.SqlException 40001 (OC001) when the session was not up to date
     */
    void check(StoreTransaction transaction) {
        long version = catalogs.ddlVersion(transaction);
        boolean isNew = seen != NONE && seen != version;
        seen = version;
        if (isNew) {
            throw ConflictErrors.schemaConflict();
        }
        transaction.touch(CatalogKeys.version(), Touch.ROW, 0, Label.SCHEMA);
    }

    /** The session is up to date: it has just committed a definition of its own, or set its search_path. */
    void refresh() {
        seen = NONE;
    }
}
