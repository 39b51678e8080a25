package dev.borealis.engine.define;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.CatalogNames;
import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.Limits;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeInfo;
import dev.borealis.types.TypeModifiers;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.ObjectLimitErrors;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Which types columns and keys may have, and what the service makes of them. */
final class ColumnTypes {
    private ColumnTypes() {}

    /** Refuses the names of system columns. */
    static void checkName(String column) {
        switch (column) {
            case "ctid", "xmin", "cmin", "xmax", "cmax", "tableoid" ->
                    throw DefinitionErrors.systemColumn(column);
            default -> {}
        }
    }

    /** The type a column declared so gets; refuses what cannot be stored. */
    static SqlType stored(Edit edit, SqlType declared, String column) {
        CatalogNames names = edit.names();
        TypeInfo info = names.type(declared.oid());
        if (info != null && (info.isPseudo() && declared.oid() != Oid.UNKNOWN)) {
            throw DefinitionErrors.pseudoTypeColumn(
                    column, declared.withoutTypmod().display(names));
        }
        SqlType base = edit.catalog().baseType(declared);
        if (!isStorable(base.oid())) {
            throw DefinitionErrors.datatypeNotSupported(info == null ? "???" : info.displayName());
        }
        int length = TypeModifiers.characterLength(declared.typmod());
        if (declared.oid() == Oid.BPCHAR && length > Limits.CHAR_COLUMN_LENGTH) {
            throw ObjectLimitErrors.charTooLong(Limits.CHAR_COLUMN_LENGTH, "char");
        }
        if (declared.oid() == Oid.VARCHAR && length > Limits.VARCHAR_COLUMN_LENGTH) {
            throw ObjectLimitErrors.charTooLong(Limits.VARCHAR_COLUMN_LENGTH, "varchar");
        }
        return declared.equals(SqlType.NUMERIC) ? SqlType.BARE_NUMERIC_COLUMN : declared;
    }

    private static boolean isStorable(int type) {
        return switch (type) {
            case Oid.INT2,
                    Oid.INT4,
                    Oid.INT8,
                    Oid.FLOAT4,
                    Oid.FLOAT8,
                    Oid.NUMERIC,
                    Oid.BPCHAR,
                    Oid.VARCHAR,
                    Oid.TEXT,
                    Oid.DATE,
                    Oid.TIME,
                    Oid.TIMETZ,
                    Oid.TIMESTAMP,
                    Oid.TIMESTAMPTZ,
                    Oid.INTERVAL,
                    Oid.BOOL,
                    Oid.UUID,
                    Oid.BYTEA,
                    Oid.JSON,
                    Oid.JSONB ->
                    true;
            default -> false;
        };
    }

    /** Refuses a key whose columns are too many, of types without keys, or too wide as declared. */
    static void checkKey(Edit edit, List<SqlType> types) {
        Catalog catalog = edit.catalog();
        if (types.size() > Limits.KEY_COLUMNS) {
            throw ObjectLimitErrors.tooManyKeyColumns(Limits.KEY_COLUMNS);
        }
        int bytes = 0;
        for (SqlType type : types) {
            SqlType base = catalog.baseType(type);
            if (!isStorable(base.oid()) || !isKeyable(base.oid())) {
                throw DefinitionErrors.datatypeNotInKey(type.withoutTypmod().display(edit.names()));
            }
            bytes += declaredBytes(base);
        }
        if (bytes > Limits.DECLARED_KEY_BYTES) {
            throw ObjectLimitErrors.declaredKeyTooLarge(Limits.DECLARED_KEY_BYTES);
        }
    }

    private static boolean isKeyable(int type) {
        return switch (type) {
            case Oid.TIMETZ, Oid.INTERVAL, Oid.BYTEA, Oid.JSON, Oid.JSONB -> false;
            default -> true;
        };
    }

    /** Unbounded types count nothing: their size is checked at the write. */
    private static int declaredBytes(SqlType type) {
        TypeInfo info = BuiltinTypes.get(type.oid());
        if (info.length() > 0) {
            return info.length();
        }
        return type.oid() == Oid.BPCHAR || type.oid() == Oid.VARCHAR
                ? Math.max(0, TypeModifiers.characterLength(type.typmod()))
                : 0;
    }

    /** pg_attribute.attstorage for a column. @param word after STORAGE in lower case, or null */
    static char storage(Edit edit, SqlType type, @Nullable String word) {
        TypeInfo info = BuiltinTypes.get(edit.catalog().baseType(type).oid());
        char storage =
                switch (word) {
                    case null -> info.storage();
                    case "default" -> info.storage();
                    case "plain" -> 'p';
                    case "external" -> 'e';
                    case "main" -> 'm';
                    case "extended" -> 'x';
                    default -> throw DefinitionErrors.unknownStorage(word);
                };
        if (storage != 'p' && info.storage() == 'p') {
            throw DefinitionErrors.storagePlainOnly(type.withoutTypmod().display(edit.names()));
        }
        return storage;
    }
}
