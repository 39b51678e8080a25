package dev.borealis.engine.function.json;

import dev.borealis.engine.function.Call;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.Oid;
import dev.borealis.types.error.JsonErrors;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SqlState;
import dev.borealis.types.format.JsonReader;
import dev.borealis.types.value.Jsonb;
import dev.borealis.types.value.JsonbObjectBuilder;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** JSON_OBJECT, JSON_ARRAY and IS JSON. Types of the arguments are those of the call. */
public final class JsonConstructors {
    private JsonConstructors() {}

    private static int type(Call call, int argument) {
        return call.argumentTypes().get(argument).oid();
    }

    /** Keys and values in turn. */
    public static Object object(
            Call call, @Nullable Object[] a, boolean absentOnNull, boolean uniqueKeys) {
        Set<Bytes> seen = new HashSet<>();
        boolean binary = call.resultType().oid() == Oid.JSONB;
        var object = new JsonbObjectBuilder();
        var out = new ByteAppender().append('{');
        String separator = "";
        for (int i = 0; i < a.length; i += 2) {
            Bytes key = JsonBuilder.key(call, type(call, i), a[i]);
            if (uniqueKeys && !seen.add(key)) {
                throw binary
                        ? JsonErrors.duplicateJsonbKey()
                        : JsonErrors.duplicateKey("\"" + key.string() + "\"");
            }
            if (a[i + 1] == null && absentOnNull) {
                continue;
            }
            if (binary) {
                object.put(key, JsonBuilder.jsonb(call, type(call, i + 1), a[i + 1], 0));
                continue;
            }
            out.append(separator);
            separator = ", ";
            JsonText.quote(key, out);
            out.append(" : ");
            JsonBuilder.append(call, type(call, i + 1), a[i + 1], false, 0, out);
        }
        return binary ? object.build() : out.append('}').toBytes();
    }

    /** JSON_ARRAY and json_build_array. */
    public static Object array(Call call, @Nullable Object[] a, boolean absentOnNull) {
        boolean binary = call.resultType().oid() == Oid.JSONB;
        var elements = new ArrayList<Jsonb>();
        var out = new ByteAppender().append('[');
        String separator = "";
        for (int i = 0; i < a.length; i++) {
            if (a[i] == null && absentOnNull) {
                continue;
            }
            if (binary) {
                elements.add(JsonBuilder.jsonb(call, type(call, i), a[i], 0));
                continue;
            }
            out.append(separator);
            separator = ", ";
            JsonBuilder.append(call, type(call, i), a[i], false, 0, out);
        }
        return binary ? new Jsonb.Array(elements) : out.append(']').toBytes();
    }

    /** Whether a text, json or jsonb is JSON of a kind: any, object, array or scalar. */
    public static boolean isJson(Object value, String kind, boolean uniqueKeys) {
        Jsonb json;
        if (value instanceof Jsonb parsed) {
            json = parsed;
        } else {
            Bytes text = (Bytes) value;
            try {
                json = JsonReader.parse(text);
            } catch (SqlException e) {
                if (e.state() == SqlState.STATEMENT_TOO_COMPLEX) {
                    throw e; // too deep to say
                }
                return false;
            }
            if (uniqueKeys && repeatsKey(text)) {
                return false;
            }
        }
        return switch (kind) {
            case "object" -> json instanceof Jsonb.Obj;
            case "array" -> json instanceof Jsonb.Array;
            case "scalar" -> !(json instanceof Jsonb.Obj) && !(json instanceof Jsonb.Array);
            default -> true;
        };
    }

    /** Whether an object in a text known to be JSON has a key twice. */
    private static boolean repeatsKey(Bytes text) {
        Deque<Set<Jsonb>> open = new ArrayDeque<>();
        byte[] bytes = text.toByteArray();
        int i = 0;
        while (i < bytes.length) {
            switch (bytes[i]) {
                case '{', '[' -> open.push(new HashSet<>());
                case '}', ']' -> open.pop();
                case '"' -> {
                    int from = i++;
                    while (bytes[i] != '"') {
                        i += bytes[i] == '\\' ? 2 : 1;
                    }
                    int after = i + 1;
                    while (after < bytes.length && bytes[after] <= ' ') {
                        after++;
                    }
                    if (after < bytes.length && bytes[after] == ':') {
                        byte[] key = java.util.Arrays.copyOfRange(bytes, from, i + 1);
                        if (!open.element().add(JsonReader.parse(Bytes.of(key)))) {
                            return true;
                        }
                    }
                }
                default -> {}
            }
            i++;
        }
        return false;
    }
}
