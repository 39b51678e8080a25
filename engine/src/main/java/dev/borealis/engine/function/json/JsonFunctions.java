package dev.borealis.engine.function.json;

import dev.borealis.engine.function.Implementations;
import dev.borealis.engine.function.array.SeriesFunctions;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.error.JsonErrors;

import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.List;

/** json, which keeps its text: access, rows, json_strip_nulls, json_typeof. */
public final class JsonFunctions {
    private JsonFunctions() {}

    public static void define(Implementations to) {
        to.objectOfObjectObject("json_object_field", (_, a, key) -> field((Bytes) a, (Bytes) key));
        to.objectOfObjectObject(
                "json_object_field_text", (_, a, key) -> text(field((Bytes) a, (Bytes) key)));
        to.objectOfObjectLong("json_array_element", (_, a, index) -> element((Bytes) a, index));
        to.objectOfObjectLong(
                "json_array_element_text", (_, a, index) -> text(element((Bytes) a, index)));
        to.general("json_extract_path", (_, a) -> extract((Bytes) a[0], JsonbFunctions.path(a)));
        to.general(
                "json_extract_path_text",
                (_, a) -> text(extract((Bytes) a[0], JsonbFunctions.path(a))));
        to.longOfObject("json_array_length", (_, a) -> length((Bytes) a));
        to.objectOfObject("json_typeof", (_, a) -> typeOf((Bytes) a));
        to.objectOfObject(
                "json_strip_nulls",
                (_, a) -> {
                    var out = new ByteAppender();
                    stripNulls((Bytes) a, out);
                    return out.toBytes();
                });
        to.setReturning(
                "json_array_elements",
                (_, a) -> elements((Bytes) a[0], false, "json_array_elements"));
        to.setReturning(
                "json_array_elements_text",
                (_, a) -> elements((Bytes) a[0], true, "json_array_elements_text"));
        to.setReturning("json_each", (_, a) -> members((Bytes) a[0], false));
        to.setReturning("json_each_text", (_, a) -> members((Bytes) a[0], true));
        to.setReturning("json_object_keys", (_, a) -> keys((Bytes) a[0]));
    }

    private static @Nullable Bytes text(@Nullable Bytes json) {
        return json == null ? null : JsonText.asText(json);
    }

    /** Of repeated keys the last counts. */
    private static @Nullable Bytes field(Bytes json, Bytes key) {
        if (!JsonText.isObject(json)) {
            return null;
        }
        Bytes found = null;
        for (JsonText.Member member : JsonText.members(json)) {
            if (JsonText.unquote(member.key()).equals(key)) {
                found = member.value();
            }
        }
        return found;
    }

    private static @Nullable Bytes element(Bytes json, long index) {
        if (!JsonText.isArray(json)) {
            return null;
        }
        List<Bytes> elements = JsonText.elements(json);
        long at = index < 0 ? elements.size() + index : index;
        return at < 0 || at >= elements.size() ? null : elements.get((int) at);
    }

    private static @Nullable Bytes extract(Bytes json, @Nullable Object[] path) {
        Bytes at = json;
        for (Object step : path) {
            if (step == null || at == null) {
                return null;
            }
            if (JsonText.isArray(at)) {
                Long index = JsonbFunctions.integer((Bytes) step);
                at = index == null ? null : element(at, index);
            } else {
                at = field(at, (Bytes) step);
            }
        }
        return at;
    }

    private static long length(Bytes json) {
        if (!JsonText.isArray(json)) {
            throw JsonErrors.arrayLengthOf(!JsonText.isObject(json));
        }
        return JsonText.elements(json).size();
    }

    private static Bytes typeOf(Bytes json) {
        return Bytes.ofString(
                switch (JsonText.kind(json)) {
                    case '{' -> "object";
                    case '[' -> "array";
                    case '"' -> "string";
                    case 't', 'f' -> "boolean";
                    case 'n' -> "null";
                    default -> "number";
                });
    }

    private static void stripNulls(Bytes json, ByteAppender out) {
        Bytes value = JsonText.trim(json);
        switch (value.get(0)) {
            case '{' -> {
                out.append('{');
                String separator = "";
                for (JsonText.Member member : JsonText.members(value)) {
                    if (member.value().get(0) != 'n') {
                        out.append(separator);
                        JsonText.quote(JsonText.unquote(member.key()), out);
                        out.append(':');
                        separator = ",";
                        stripNulls(member.value(), out);
                    }
                }
                out.append('}');
            }
            case '[' -> {
                out.append('[');
                String separator = "";
                for (Bytes element : JsonText.elements(value)) {
                    out.append(separator);
                    separator = ",";
                    stripNulls(element, out);
                }
                out.append(']');
            }
            case '"' -> JsonText.quote(JsonText.unquote(value), out);
            default -> out.append(value);
        }
    }

    private static Iterator<@Nullable Object[]> elements(
            Bytes json, boolean asText, String function) {
        if (!JsonText.isArray(json)) {
            throw JsonErrors.wrongKind(
                    "cannot call "
                            + function
                            + " on a "
                            + (JsonText.isObject(json) ? "non-array" : "scalar"));
        }
        List<Bytes> elements = JsonText.elements(json);
        return SeriesFunctions.rows(
                elements.size(),
                index -> asText ? text(elements.get((int) index)) : elements.get((int) index));
    }

    private static Iterator<@Nullable Object[]> members(Bytes json, boolean asText) {
        if (!JsonText.isObject(json)) {
            throw JsonErrors.wrongKind(
                    JsonText.isArray(json)
                            ? "cannot deconstruct an array as an object"
                            : "cannot deconstruct a scalar");
        }
        Iterator<JsonText.Member> members = JsonText.members(json).iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return members.hasNext();
            }

            @Override
            public @Nullable Object[] next() {
                JsonText.Member member = members.next();
                return new @Nullable Object[] {
                    JsonText.unquote(member.key()), asText ? text(member.value()) : member.value()
                };
            }
        };
    }

    private static Iterator<@Nullable Object[]> keys(Bytes json) {
        if (!JsonText.isObject(json)) {
            throw JsonErrors.wrongKind(
                    "cannot call json_object_keys on "
                            + (JsonText.isArray(json) ? "an array" : "a scalar"));
        }
        List<JsonText.Member> members = JsonText.members(json);
        return SeriesFunctions.rows(
                members.size(), index -> JsonText.unquote(members.get((int) index).key()));
    }
}
