package dev.borealis.engine.function.json;

import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.Implementations;
import dev.borealis.engine.function.text.Values;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.Oid;
import dev.borealis.types.error.JsonErrors;
import dev.borealis.types.value.ArrayValue;
import dev.borealis.types.value.Jsonb;
import dev.borealis.types.value.JsonbObjectBuilder;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** jsonb: ||, -, #-, jsonb_set, jsonb_insert, jsonb_strip_nulls, jsonb_pretty. */
public final class JsonbChangeFunctions {
    private JsonbChangeFunctions() {}

    public static void define(Implementations to) {
        to.objectOfObjectObject("jsonb_concat", (_, a, b) -> concatenate((Jsonb) a, (Jsonb) b));
        to.objectOfObjectObject(
                "jsonb_delete", (_, a, key) -> delete((Jsonb) a, ((Bytes) key)::equals));
        to.general("jsonb_delete_array", (_, a) -> deleteAll((Jsonb) a[0], JsonbFunctions.path(a)));
        to.objectOfObjectLong("jsonb_delete_idx", (_, a, index) -> deleteIndex((Jsonb) a, index));
        to.objectOfObjectObject(
                "jsonb_delete_path", (_, a, path) -> deletePath((Jsonb) a, (ArrayValue) path));
        to.general(
                "jsonb_set",
                (_, a) -> set((Jsonb) a[0], (ArrayValue) a[1], (Jsonb) a[2], (Long) a[3] != 0));
        to.general("jsonb_set_lax", (_, a) -> setLax(a));
        to.general(
                "jsonb_insert",
                (_, a) -> insert((Jsonb) a[0], (ArrayValue) a[1], (Jsonb) a[2], (Long) a[3] != 0));
        to.objectOfObject("jsonb_strip_nulls", (_, a) -> stripNulls((Jsonb) a));
        to.objectOfObject(
                "jsonb_pretty",
                (call, a) -> {
                    var out = new ByteAppender();
                    pretty(call, (Jsonb) a, 0, out);
                    return out.toBytes();
                });
    }

    private static Jsonb concatenate(Jsonb a, Jsonb b) {
        if (a instanceof Jsonb.Obj left && b instanceof Jsonb.Obj right) {
            return new JsonbObjectBuilder().putAll(left).putAll(right).build();
        }
        var elements = new ArrayList<Jsonb>(elements(a));
        elements.addAll(elements(b));
        return new Jsonb.Array(elements);
    }

    private static List<Jsonb> elements(Jsonb json) {
        return json instanceof Jsonb.Array array ? array.elements() : List.of(json);
    }

    private static Jsonb delete(Jsonb json, Predicate<Bytes> key) {
        return switch (json) {
            case Jsonb.Obj object -> {
                var kept = new JsonbObjectBuilder();
                for (int i = 0; i < object.size(); i++) {
                    if (!key.test(object.key(i))) {
                        kept.put(object.key(i), object.value(i));
                    }
                }
                yield kept.build();
            }
            case Jsonb.Array array ->
                    new Jsonb.Array(
                            array.elements().stream()
                                    .filter(
                                            e ->
                                                    !(e instanceof Jsonb.Text text
                                                            && key.test(text.value())))
                                    .toList());
            case Jsonb.Null _, Jsonb.Bool _, Jsonb.Number _, Jsonb.Text _ ->
                    throw JsonErrors.wrongKind("cannot delete from scalar");
        };
    }

    private static Jsonb deleteAll(Jsonb json, @Nullable Object[] keys) {
        return delete(json, key -> java.util.Arrays.asList(keys).contains(key));
    }

    private static Jsonb deleteIndex(Jsonb json, long index) {
        if (json instanceof Jsonb.Obj) {
            throw JsonErrors.wrongKind("cannot delete from object using integer index");
        }
        if (!(json instanceof Jsonb.Array array)) {
            throw JsonErrors.wrongKind("cannot delete from scalar");
        }
        long at = index < 0 ? array.elements().size() + index : index;
        if (at < 0 || at >= array.elements().size()) {
            return json;
        }
        var elements = new ArrayList<Jsonb>(array.elements());
        elements.remove((int) at);
        return new Jsonb.Array(elements);
    }

    /** What to do at the end of a path. */
    private sealed interface Change {
        record Delete() implements Change {}

        record Set(Jsonb value, boolean create) implements Change {}

        record Insert(Jsonb value, boolean after) implements Change {}
    }

    private static boolean isScalar(Jsonb json) {
        return !(json instanceof Jsonb.Array) && !(json instanceof Jsonb.Obj);
    }

    private static boolean isEmpty(Jsonb json) {
        return switch (json) {
            case Jsonb.Obj object -> object.size() == 0;
            case Jsonb.Array array -> array.elements().isEmpty();
            case Jsonb.Null _, Jsonb.Bool _, Jsonb.Number _, Jsonb.Text _ -> false;
        };
    }

    private static Jsonb deletePath(Jsonb json, ArrayValue path) {
        if (isScalar(json)) {
            throw JsonErrors.wrongKind("cannot delete path in scalar");
        }
        return path.size() == 0 || isEmpty(json)
                ? json
                : change(json, path.elements(), 0, new Change.Delete());
    }

    private static Jsonb set(Jsonb json, ArrayValue path, Jsonb value, boolean create) {
        if (isScalar(json)) {
            throw JsonErrors.wrongKind("cannot set path in scalar");
        }
        return path.size() == 0 || !create && isEmpty(json)
                ? json
                : change(json, path.elements(), 0, new Change.Set(value, create));
    }

    private static Jsonb insert(Jsonb json, ArrayValue path, Jsonb value, boolean after) {
        if (isScalar(json)) {
            throw JsonErrors.wrongKind("cannot set path in scalar");
        }
        return path.size() == 0
                ? json
                : change(json, path.elements(), 0, new Change.Insert(value, after));
    }

    private static @Nullable Object setLax(@Nullable Object[] a) {
        if (a[0] == null || a[1] == null || a[3] == null) {
            return null;
        }
        var target = (Jsonb) a[0];
        var path = (ArrayValue) a[1];
        boolean create = (Long) a[3] != 0;
        if (a[4] == null) {
            throw JsonErrors.nullTreatment();
        }
        if (a[2] != null) {
            return set(target, path, (Jsonb) a[2], create);
        }
        return switch (((Bytes) a[4]).string()) {
            case "raise_exception" -> throw JsonErrors.nullNotAllowed();
            case "use_json_null" -> set(target, path, Jsonb.NULL, create);
            case "delete_key" -> deletePath(target, path);
            case "return_target" -> target;
            default -> throw JsonErrors.nullTreatment();
        };
    }

    private static Jsonb change(Jsonb json, @Nullable Object[] path, int level, Change change) {
        Object step = path[level];
        if (step == null) {
            throw JsonErrors.nullPathElement(level + 1);
        }
        return switch (json) {
            case Jsonb.Obj object -> changeObject(object, (Bytes) step, path, level, change);
            case Jsonb.Array array -> changeArray(array, (Bytes) step, path, level, change);
            case Jsonb.Null _, Jsonb.Bool _, Jsonb.Number _, Jsonb.Text _ -> json;
        };
    }

    private static Jsonb changeObject(
            Jsonb.Obj object, Bytes key, @Nullable Object[] path, int level, Change change) {
        Jsonb value = object.get(key);
        if (level < path.length - 1) {
            return value == null
                    ? object
                    : new JsonbObjectBuilder()
                            .putAll(object)
                            .put(key, change(value, path, level + 1, change))
                            .build();
        }
        return switch (change) {
            case Change.Delete _ -> value == null ? object : delete(object, key::equals);
            case Change.Set set ->
                    value == null && !set.create()
                            ? object
                            : new JsonbObjectBuilder().putAll(object).put(key, set.value()).build();
            case Change.Insert insert -> {
                if (value != null) {
                    throw JsonErrors.existingKey();
                }
                yield new JsonbObjectBuilder().putAll(object).put(key, insert.value()).build();
            }
        };
    }

    private static Jsonb changeArray(
            Jsonb.Array array, Bytes step, @Nullable Object[] path, int level, Change change) {
        Long index = JsonbFunctions.integer(step);
        if (index == null) {
            throw JsonErrors.pathNotInteger(level + 1, step.string());
        }
        int size = array.elements().size();
        long at = index < 0 ? size + index : index;
        boolean exists = at >= 0 && at < size;
        var elements = new ArrayList<Jsonb>(array.elements());
        if (level < path.length - 1) {
            if (exists) {
                elements.set((int) at, change(elements.get((int) at), path, level + 1, change));
            }
            return new Jsonb.Array(elements);
        }
        switch (change) {
            case Change.Delete _ -> {
                if (exists) {
                    elements.remove((int) at);
                }
            }
            case Change.Set set -> {
                if (exists) {
                    elements.set((int) at, set.value());
                } else if (set.create()) {
                    elements.add(at < 0 ? 0 : size, set.value());
                }
            }
            case Change.Insert insert -> {
                if (exists) {
                    elements.add((int) at + (insert.after() ? 1 : 0), insert.value());
                } else {
                    elements.add(at < 0 ? 0 : size, insert.value());
                }
            }
        }
        return new Jsonb.Array(elements);
    }

    private static Jsonb stripNulls(Jsonb json) {
        return switch (json) {
            case Jsonb.Obj object -> {
                var kept = new JsonbObjectBuilder();
                for (int i = 0; i < object.size(); i++) {
                    if (!(object.value(i) instanceof Jsonb.Null)) {
                        kept.put(object.key(i), stripNulls(object.value(i)));
                    }
                }
                yield kept.build();
            }
            case Jsonb.Array array ->
                    new Jsonb.Array(
                            array.elements().stream()
                                    .map(JsonbChangeFunctions::stripNulls)
                                    .toList());
            case Jsonb.Null _, Jsonb.Bool _, Jsonb.Number _, Jsonb.Text _ -> json;
        };
    }

    private static void pretty(Call call, Jsonb json, int level, ByteAppender out) {
        switch (json) {
            case Jsonb.Obj object -> {
                out.append('{');
                for (int i = 0; i < object.size(); i++) {
                    newLine(level + 1, i > 0, out);
                    JsonText.quote(object.key(i), out);
                    out.append(": ");
                    pretty(call, object.value(i), level + 1, out);
                }
                newLine(level, false, out);
                out.append('}');
            }
            case Jsonb.Array array -> {
                out.append('[');
                for (int i = 0; i < array.elements().size(); i++) {
                    newLine(level + 1, i > 0, out);
                    pretty(call, array.elements().get(i), level + 1, out);
                }
                newLine(level, false, out);
                out.append(']');
            }
            case Jsonb.Null _, Jsonb.Bool _, Jsonb.Number _, Jsonb.Text _ ->
                    out.append(Values.textOfType(call, Oid.JSONB, json));
        }
    }

    private static void newLine(int level, boolean comma, ByteAppender out) {
        out.append(comma ? ",\n" : "\n");
        for (int i = 0; i < level; i++) {
            out.append("    ");
        }
    }
}
