package dev.borealis.engine.function.json;

import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.Implementations;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.error.JsonErrors;
import dev.borealis.types.value.ArrayValue;
import dev.borealis.types.value.Jsonb;
import dev.borealis.types.value.JsonbObjectBuilder;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** to_json, row_to_json, json_build_object, json_object and their jsonb forms. */
public final class JsonBuildFunctions {
    private JsonBuildFunctions() {}

    public static void define(Implementations to) {
        to.general("to_json", (call, a) -> JsonBuilder.text(call, type(call, 0), a[0], false));
        to.general("to_jsonb", (call, a) -> JsonBuilder.jsonb(call, type(call, 0), a[0], 0));
        to.general(
                "array_to_json", (call, a) -> JsonBuilder.text(call, type(call, 0), a[0], false));
        to.general(
                "array_to_json_pretty",
                (call, a) -> JsonBuilder.text(call, type(call, 0), a[0], (Long) a[1] != 0));
        to.general("row_to_json", (call, a) -> JsonBuilder.text(call, type(call, 0), a[0], false));
        to.general(
                "row_to_json_pretty",
                (call, a) -> JsonBuilder.text(call, type(call, 0), a[0], (Long) a[1] != 0));
        to.general("json_build_object", JsonBuildFunctions::buildObject);
        to.general("json_build_object_noargs", (_, _) -> Bytes.ofString("{}"));
        to.general("json_build_array", JsonBuildFunctions::buildArray);
        to.general("json_build_array_noargs", (_, _) -> Bytes.ofString("[]"));
        to.general("jsonb_build_object", JsonBuildFunctions::buildJsonbObject);
        to.general("jsonb_build_object_noargs", (_, _) -> new JsonbObjectBuilder().build());
        to.general("jsonb_build_array", JsonBuildFunctions::buildJsonbArray);
        to.general("jsonb_build_array_noargs", (_, _) -> new Jsonb.Array(List.of()));
        to.general("json_object", (_, a) -> objectText(pairs((ArrayValue) a[0])));
        to.general(
                "json_object_two_arg",
                (_, a) -> objectText(pairs((ArrayValue) a[0], (ArrayValue) a[1])));
        to.general("jsonb_object", (_, a) -> object(pairs((ArrayValue) a[0])));
        to.general(
                "jsonb_object_two_arg",
                (_, a) -> object(pairs((ArrayValue) a[0], (ArrayValue) a[1])));
    }

    private static int type(Call call, int argument) {
        return call.argumentTypes().get(argument).oid();
    }

    private static Object buildObject(Call call, @Nullable Object[] a) {
        if (a.length % 2 != 0) {
            throw JsonErrors.oddArguments("json_build_object()");
        }
        var out = new ByteAppender().append('{');
        for (int i = 0; i < a.length; i += 2) {
            out.append(i == 0 ? "" : ", ");
            JsonText.quote(JsonBuilder.key(call, type(call, i), a[i]), out);
            out.append(" : ");
            JsonBuilder.append(call, type(call, i + 1), a[i + 1], false, 0, out);
        }
        return out.append('}').toBytes();
    }

    private static Object buildArray(Call call, @Nullable Object[] a) {
        var out = new ByteAppender().append('[');
        for (int i = 0; i < a.length; i++) {
            out.append(i == 0 ? "" : ", ");
            JsonBuilder.append(call, type(call, i), a[i], false, 0, out);
        }
        return out.append(']').toBytes();
    }

    private static Object buildJsonbObject(Call call, @Nullable Object[] a) {
        if (a.length % 2 != 0) {
            throw JsonErrors.oddArguments("jsonb_build_object()");
        }
        var object = new JsonbObjectBuilder();
        for (int i = 0; i < a.length; i += 2) {
            object.put(
                    JsonBuilder.key(call, type(call, i), a[i]),
                    JsonBuilder.jsonb(call, type(call, i + 1), a[i + 1], 0));
        }
        return object.build();
    }

    private static Object buildJsonbArray(Call call, @Nullable Object[] a) {
        var elements = new ArrayList<Jsonb>();
        for (int i = 0; i < a.length; i++) {
            elements.add(JsonBuilder.jsonb(call, type(call, i), a[i], 0));
        }
        return new Jsonb.Array(elements);
    }

    private record Pair(Bytes key, @Nullable Bytes value) {}

    private static List<Pair> pairs(ArrayValue array) {
        if (array.dimensions() > 2) {
            throw JsonErrors.objectArrayDimensions();
        }
        if (array.dimensions() == 1 && array.size() % 2 != 0) {
            throw JsonErrors.objectArrayOdd();
        }
        if (array.dimensions() == 2 && array.length(1) != 2) {
            throw JsonErrors.objectArrayColumns();
        }
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < array.size(); i += 2) {
            pairs.add(pair(array.get(i), array.get(i + 1)));
        }
        return pairs;
    }

    private static List<Pair> pairs(ArrayValue keys, ArrayValue values) {
        if (keys.dimensions() > 1 || values.dimensions() > 1) {
            throw JsonErrors.objectArrayDimensions();
        }
        if (keys.size() != values.size()) {
            throw JsonErrors.mismatchedDimensions();
        }
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < keys.size(); i++) {
            pairs.add(pair(keys.get(i), values.get(i)));
        }
        return pairs;
    }

    private static Pair pair(@Nullable Object key, @Nullable Object value) {
        if (key == null) {
            throw JsonErrors.nullKey();
        }
        return new Pair((Bytes) key, (Bytes) value);
    }

    private static Bytes objectText(List<Pair> pairs) {
        var out = new ByteAppender().append('{');
        String separator = "";
        for (Pair pair : pairs) {
            out.append(separator);
            separator = ", ";
            JsonText.quote(pair.key(), out);
            out.append(" : ");
            if (pair.value() == null) {
                out.append("null");
            } else {
                JsonText.quote(pair.value(), out);
            }
        }
        return out.append('}').toBytes();
    }

    private static Jsonb object(List<Pair> pairs) {
        var object = new JsonbObjectBuilder();
        for (Pair pair : pairs) {
            object.put(
                    pair.key(), pair.value() == null ? Jsonb.NULL : new Jsonb.Text(pair.value()));
        }
        return object.build();
    }
}
