package dev.borealis.engine.observe;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.CatalogKeys;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.RelationFormats;
import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.engine.key.KeyFormat;
import dev.borealis.engine.key.KeyReader;
import dev.borealis.store.CommitResult;
import dev.borealis.types.NameResolver;
import dev.borealis.types.TypeContext;
import dev.borealis.types.format.ValueFormats;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.StringJoiner;

/** Says in SQL's words which row, index entry or definition a key of the store belongs to. */
public final class KeyNames {
    /** Characters of a value that are shown. */
    private static final int SHOWN = 40;

    private final Catalog catalog;
    private final NameResolver names;

    public KeyNames(Catalog catalog, NameResolver names) {
        this.catalog = catalog;
        this.names = names;
    }

    /**
     * What a key is.
     *
     * @param table OID of the table, 0 for the catalog
     * @param relation schema and name of the table; {@code catalog} for what is no table's
     * @param index name of the unique index whose entry it is; null for a row and for a definition
     * @param text columns and values as {@code (a, b)=(1, x)}; null when it cannot be told
     */
    public record Named(
            int table, String relation, @Nullable String index, @Nullable String text) {}

    /** The relation that owns a key: of a fence the relation it guards, 0 for the catalog. */
    static int relation(byte[] key) {
        if (CatalogKeys.isFence(key)) {
            return ByteBuffer.wrap(key).getInt(KeyFormat.PREFIX_BYTES);
        }
        int prefix = key.length < KeyFormat.PREFIX_BYTES ? 0 : ByteBuffer.wrap(key).getInt();
        return prefix < CatalogKeys.FIRST_RELATION ? 0 : prefix;
    }

    /** The relation in which two transactions met; 0 for the catalog and where that is forgotten. */
    static int relation(CommitResult.Scope scope) {
        return switch (scope) {
            case CommitResult.Scope.Key(byte[] key) -> relation(key);
            case CommitResult.Scope.Relation(byte[] prefix) -> relation(prefix);
            case CommitResult.Scope.Store _ -> 0;
        };
    }

    /** Where two transactions met, as far as it is known. */
    Named of(CommitResult.Scope scope) {
        return switch (scope) {
            case CommitResult.Scope.Key(byte[] key) -> of(key);
            case CommitResult.Scope.Relation(byte[] prefix) -> of(relation(prefix));
            case CommitResult.Scope.Store _ -> new Named(0, "unknown", null, null);
        };
    }

    /** The table, and the index when it is in one, that a key belongs to. */
    public Named of(byte[] key) {
        Named owner = of(relation(key));
        if (owner.table() == 0 || CatalogKeys.isFence(key)) {
            return new Named(owner.table(), owner.relation(), null, null);
        }
        return new Named(owner.table(), owner.relation(), owner.index(), text(key));
    }

    /** The table of a table or index, and the index unless rows lie in it. */
    Named of(int relation) {
        return switch (catalog.relation(relation)) {
            case Relation.Index index -> {
                boolean rows = catalog.table(index.table()).primaryKey() == index.oid();
                yield new Named(
                        index.table(),
                        qualified(catalog.table(index.table())),
                        rows ? null : index.name(),
                        null);
            }
            case null ->
                    relation == 0
                            ? new Named(0, "catalog", null, null)
                            : new Named(relation, "dropped relation " + relation, null, null);
            case Relation other -> new Named(other.oid(), qualified(other), null, null);
        };
    }

    private String qualified(Relation relation) {
        SchemaDefinition schema = catalog.schema(relation.schema());
        return (schema == null ? "?" : schema.name()) + "." + relation.name();
    }

    private @Nullable String text(byte[] key) {
        return switch (catalog.relation(relation(key))) {
            case Relation.Table table ->
                    text(catalog.formats().table(table).key(), List.of("row"), key);
            case Relation.Index index -> {
                Relation.Table table = catalog.table(index.table());
                RelationFormats formats = catalog.formats();
                boolean rows = table.primaryKey() == index.oid();
                KeyFormat format =
                        rows ? formats.table(table).key() : formats.entry(index).format().keys();
                yield text(format, columns(table, index), key);
            }
            case null -> null;
            case Relation _ -> null;
        };
    }

    private static List<String> columns(Relation.Table table, Relation.Index index) {
        return index.keys().stream()
                .map(
                        part ->
                                part.expression() == null
                                        ? table.column(part.column()).name()
                                        : "expression")
                .toList();
    }

    private @Nullable String text(KeyFormat format, List<String> columns, byte[] key) {
        List<@Nullable Object> values = KeyReader.read(format, key);
        if (values == null) {
            return null;
        }
        var shown = new StringJoiner(", ", "(", ")");
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            shown.add(value == null ? "null" : shown(value, format.columns().get(i)));
        }
        return "(" + String.join(", ", columns) + ")=" + shown;
    }

    private String shown(Object value, KeyFormat.Column column) {
        String text =
                ValueFormats.of(column.type().oid(), names).text(value, TypeContext.DEFAULT, names);
        var safe = new StringBuilder();
        text.codePoints()
                .limit(SHOWN)
                .forEach(c -> safe.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return text.codePointCount(0, text.length()) > SHOWN ? safe + "…" : safe.toString();
    }
}
