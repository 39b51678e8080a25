package dev.borealis.types.format;

import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.Identifiers;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.TypeInfo;
import dev.borealis.types.error.TypeErrors;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the name of a type as text, for regtype: SQL's spellings, names with schema, arrays; modifiers are dropped. */
public final class TypeNameReader {
    private static final Pattern MODIFIER = Pattern.compile("\\s*\\([^()]*\\)");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Map<String, Integer> SPELLINGS =
            Map.ofEntries(
                    Map.entry("int", Oid.INT4),
                    Map.entry("integer", Oid.INT4),
                    Map.entry("smallint", Oid.INT2),
                    Map.entry("bigint", Oid.INT8),
                    Map.entry("real", Oid.FLOAT4),
                    Map.entry("float", Oid.FLOAT8),
                    Map.entry("double precision", Oid.FLOAT8),
                    Map.entry("decimal", Oid.NUMERIC),
                    Map.entry("dec", Oid.NUMERIC),
                    Map.entry("numeric", Oid.NUMERIC),
                    Map.entry("boolean", Oid.BOOL),
                    Map.entry("character varying", Oid.VARCHAR),
                    Map.entry("char varying", Oid.VARCHAR),
                    Map.entry("character", Oid.BPCHAR),
                    Map.entry("char", Oid.BPCHAR),
                    Map.entry("time without time zone", Oid.TIME),
                    Map.entry("time with time zone", Oid.TIMETZ),
                    Map.entry("timestamp without time zone", Oid.TIMESTAMP),
                    Map.entry("timestamp with time zone", Oid.TIMESTAMPTZ),
                    Map.entry("bit varying", Oid.VARBIT));

    private TypeNameReader() {}

    /** The OID; throws 42704 when there is no such type. */
    public static int read(String text, NameResolver names) {
        String name = text.strip();
        boolean array = false;
        while (name.endsWith("]")) {
            int open = name.lastIndexOf('[');
            if (open < 0) {
                throw TypeErrors.typeDoesNotExist(text);
            }
            array = true;
            name = name.substring(0, open).strip();
        }
        TypeInfo type = readPlain(name, names);
        if (type == null || array && type.array() == Oid.NONE) {
            throw TypeErrors.typeDoesNotExist(text);
        }
        return array ? type.array() : type.oid();
    }

    private static @org.jspecify.annotations.Nullable TypeInfo readPlain(
            String name, NameResolver names) {
        if (name.indexOf('"') < 0) {
            name = MODIFIER.matcher(name).replaceAll("");
            String spelling = BLANKS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
            Integer oid = SPELLINGS.get(spelling);
            if (oid != null) {
                return BuiltinTypes.get(oid);
            }
            if (spelling.startsWith("interval ")) {
                return BuiltinTypes.get(Oid.INTERVAL);
            }
        }
        List<String> parts = Identifiers.split(name);
        return switch (parts.size()) {
            case 1 -> names.type(null, parts.getFirst());
            case 2 -> names.type(parts.getFirst(), parts.getLast());
            default -> null;
        };
    }
}
