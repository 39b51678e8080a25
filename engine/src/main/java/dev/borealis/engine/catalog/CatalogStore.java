package dev.borealis.engine.catalog;

import dev.borealis.engine.key.KeyFormat;
import dev.borealis.engine.transaction.EntryCursor;
import dev.borealis.engine.transaction.EntryView;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Label;
import dev.borealis.store.Store;
import dev.borealis.store.Touch;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SqlState;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * The catalog in the store: definitions are ordinary rows. Gives each transaction the {@link Catalog} of its snapshot,
 * with its own uncommitted DDL over it, and shares one object among all that see the same version.
 *
 * <p>Thread-safe.
 */
public final class CatalogStore {
    /** What this code can read. A store of another number is refused. */
    private static final long FORMAT = 1;

    /** OIDs taken from the store at once. */
    private static final int OID_BLOCK = 64;

    /** Versions kept for snapshots of different ages. */
    private static final int CACHED_VERSIONS = 8;

    private final Store store;
    private final SystemObjects system;
    private final CatalogVersions cached = new CatalogVersions(CACHED_VERSIONS);
    private final AtomicLong uncommitted = new AtomicLong();
    private volatile @Nullable Seen newest;
    private int nextOid;
    private int oidsLeft;

    /** The catalog of a view: equal tokens are equal views, so nothing need be read. */
    private record Seen(long token, Catalog catalog) {}

    public CatalogStore(Store store, SystemObjects system) {
        this.store = store;
        this.system = system;
    }

    /** Where the definitions are kept. */
    public Store store() {
        return store;
    }

    /**
     * Prepares an empty store, or checks that this code can read what is in it. Idempotent, and safe when several
     * processes do it at once.
     *
     * @throws IllegalStateException when the store was written in a format this code does not know
     */
    public void bootstrap(Clock clock, RandomGenerator random) {
        while (true) {
            try (var transaction = new StoreTransaction(store, clock, random, false)) {
                EntryView format = transaction.get(CatalogKeys.format());
                if (format != null) {
                    long version = readLong(format);
                    if (version != FORMAT) {
                        throw new IllegalStateException(
                                "the store has format "
                                        + version
                                        + "; this version of Borealis reads "
                                        + FORMAT);
                    }
                    return;
                }
                transaction.put(CatalogKeys.format(), longBytes(FORMAT));
                transaction.put(CatalogKeys.version(), longBytes(1));
                transaction.put(CatalogKeys.statisticsVersion(), longBytes(0));
                for (Definition definition : initialDefinitions()) {
                    transaction.put(
                            DefinitionFormat.key(definition), DefinitionFormat.encode(definition));
                }
                transaction.touch(
                        CatalogKeys.version(), Touch.ALL, Touch.ROW | Touch.KEY, Label.SCHEMA);
                transaction.commit();
                return;
            } catch (SqlException failure) {
                if (failure.state() != SqlState.SERIALIZATION_FAILURE) {
                    throw failure;
                }
            }
        }
    }

    /** Whether the store was never bootstrapped. */
    public boolean isEmpty(StoreTransaction transaction) {
        return transaction.get(CatalogKeys.format()) == null;
    }

    private static List<Definition> initialDefinitions() {
        int admin = RoleDefinition.ADMIN;
        int service = SystemOids.ROLE_SERVICE;
        var use = new Privilege(0, service, "U", List.of());
        return List.of(
                new RoleDefinition(service, "postgres", false, true, List.of(), List.of()),
                new RoleDefinition(admin, "admin", true, true, List.of(), List.of()),
                new SchemaDefinition(SystemOids.PG_CATALOG, "pg_catalog", service, List.of(use)),
                new SchemaDefinition(
                        SystemOids.INFORMATION_SCHEMA, "information_schema", service, List.of(use)),
                new SchemaDefinition(SystemOids.SYS, "sys", service, List.of(use)),
                new SchemaDefinition(
                        SystemOids.PUBLIC,
                        "public",
                        admin,
                        List.of(
                                new Privilege(
                                        admin, admin, Grantable.SCHEMA.allRights(), List.of()),
                                new Privilege(0, admin, "U", List.of()))));
    }

    /** The catalog that a transaction sees: of its snapshot, or with its own DDL over it. Takes the snapshot. */
    public Catalog of(StoreTransaction transaction) {
        if (transaction.schema() instanceof Catalog own) {
            return own;
        }
        long token = transaction.token().value();
        Seen seen = newest;
        Catalog catalog = seen != null && seen.token == token ? seen.catalog : load(transaction);
        if (seen == null || seen.token < token) {
            newest = new Seen(token, catalog);
        }
        transaction.rememberSchema(catalog);
        return catalog;
    }

    /** Begins a DDL in a transaction. */
    public CatalogEditor edit(StoreTransaction transaction) {
        of(transaction);
        return new CatalogEditor(this, transaction, loaded(transaction));
    }

    private CatalogVersions.Entry loaded(StoreTransaction transaction) {
        return cached.find(
                ddlVersion(transaction), statisticsVersion(transaction), () -> read(transaction));
    }

    private Catalog load(StoreTransaction transaction) {
        return loaded(transaction).catalog();
    }

    /** Number of definitions committed before the transaction's snapshot; read from the store at each call. */
    public long ddlVersion(StoreTransaction transaction) {
        return readLong(transaction.get(CatalogKeys.version()));
    }

    private static long statisticsVersion(StoreTransaction transaction) {
        return readLong(transaction.get(CatalogKeys.statisticsVersion()));
    }

    /**
     * Reads all definitions and statistics, but not those of the newest cached version if theirs is the same; what that
     * version has with the same bytes is not decoded again.
     */
    private CatalogVersions.Entry read(StoreTransaction transaction) {
        CatalogVersions.Entry known = cached.newest();
        long ddl = ddlVersion(transaction);
        long analyzed = statisticsVersion(transaction);
        Map<CatalogVersions.Key, CatalogVersions.Stored<Definition>> definitions =
                known != null && known.ddl() == ddl
                        ? known.definitions()
                        : scan(
                                transaction,
                                CatalogKeys.definitions(),
                                Definition.class,
                                known == null ? Map.of() : known.definitions());
        Map<CatalogVersions.Key, CatalogVersions.Stored<TableStatistics>> tables =
                known != null && known.statistics() == analyzed
                        ? known.tables()
                        : scan(
                                transaction,
                                CatalogKeys.allStatistics(),
                                TableStatistics.class,
                                known == null ? Map.of() : known.tables());
        var statistics = new HashMap<Integer, TableStatistics>();
        tables.forEach((key, stored) -> statistics.put(tableOf(key), stored.value()));
        var catalog =
                new LoadedCatalog(
                        ddl + analyzed,
                        definitions.values().stream().map(CatalogVersions.Stored::value).toList(),
                        statistics,
                        system);
        return new CatalogVersions.Entry(ddl, analyzed, catalog, definitions, tables);
    }

    private static int tableOf(CatalogVersions.Key statistics) {
        return ByteBuffer.wrap(statistics.bytes()).getInt(KeyFormat.PREFIX_BYTES);
    }

    private static <T> Map<CatalogVersions.Key, CatalogVersions.Stored<T>> scan(
            StoreTransaction transaction,
            KeyRange range,
            Class<T> type,
            Map<CatalogVersions.Key, CatalogVersions.Stored<T>> known) {
        var found = new HashMap<CatalogVersions.Key, CatalogVersions.Stored<T>>();
        try (EntryCursor cursor = transaction.scan(range, false, 1_000)) {
            while (cursor.next()) {
                var key =
                        new CatalogVersions.Key(
                                Arrays.copyOfRange(
                                        cursor.bytes(), cursor.keyStart(), cursor.keyEnd()));
                CatalogVersions.Stored<T> before = known.get(key);
                if (before != null
                        && Arrays.equals(
                                before.bytes(),
                                0,
                                before.bytes().length,
                                cursor.bytes(),
                                cursor.valueStart(),
                                cursor.valueEnd())) {
                    found.put(key, before);
                } else {
                    byte[] bytes =
                            Arrays.copyOfRange(
                                    cursor.bytes(), cursor.valueStart(), cursor.valueEnd());
                    T value = type.cast(DefinitionFormat.CODEC.decode(bytes));
                    found.put(key, new CatalogVersions.Stored<>(bytes, value));
                }
            }
        }
        return found;
    }

    /** A number below zero for the version of an uncommitted catalog, never given twice. */
    long uncommittedVersion() {
        return uncommitted.decrementAndGet();
    }

    SystemObjects system() {
        return system;
    }

    /** An OID for a new object; one that is not used, because its transaction rolls back, is lost. */
    public synchronized int nextOid() {
        if (oidsLeft == 0) {
            byte[] after =
                    store.update(
                            CatalogKeys.nextOid(),
                            before -> {
                                long next =
                                        before == null
                                                ? CatalogKeys.FIRST_USER_OID
                                                : ByteBuffer.wrap(before).getLong();
                                return longBytes(next + OID_BLOCK);
                            });
            if (after == null) {
                throw new IllegalStateException("no next OID");
            }
            nextOid = (int) (ByteBuffer.wrap(after).getLong() - OID_BLOCK);
            oidsLeft = OID_BLOCK;
        }
        oidsLeft--;
        return nextOid++;
    }

    /**
     * Stores what ANALYZE found, and forgets what it found of tables that are gone. Marks no fence and not the catalog
     * version, so it disturbs nobody; two at a time are told apart by a key of their own.
     */
    public void putStatistics(StoreTransaction transaction, int table, TableStatistics statistics) {
        CatalogVersions.Entry base = loaded(transaction);
        for (CatalogVersions.Key key : base.tables().keySet()) {
            if (base.catalog().relation(tableOf(key)) == null) {
                transaction.delete(key.bytes());
            }
        }
        transaction.put(CatalogKeys.statistics(table), DefinitionFormat.CODEC.encode(statistics));
        transaction.put(
                CatalogKeys.statisticsVersion(), longBytes(statisticsVersion(transaction) + 1));
        transaction.touch(CatalogKeys.statisticsVersion(), Touch.ROW, Touch.ROW, Label.SCHEMA);
    }

    static long readLong(@Nullable EntryView view) {
        if (view == null) {
            throw new IllegalStateException("the store has no catalog: it was not bootstrapped");
        }
        return ByteBuffer.wrap(view.bytes()).getLong(view.valueStart());
    }

    static byte[] longBytes(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }
}
