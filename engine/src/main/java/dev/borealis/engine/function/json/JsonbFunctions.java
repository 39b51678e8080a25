package dev.borealis.engine.function.json;

import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.Implementations;
import dev.borealis.engine.function.array.SeriesFunctions;
import dev.borealis.engine.function.comparison.ComparisonFunctions;
import dev.borealis.engine.function.number.NumericFunctions;
import dev.borealis.engine.function.text.Values;
import dev.borealis.types.Bytes;
import dev.borealis.types.Oid;
import dev.borealis.types.error.JsonErrors;
import dev.borealis.types.value.ArrayValue;
import dev.borealis.types.value.Jsonb;
import dev.borealis.types.value.Numeric;

import org.jspecify.annotations.Nullable;

import java.util.Iterator;

/** jsonb: access, containment, rows, casts. */
public final class JsonbFunctions {
    private JsonbFunctions() {}

    public static void define(Implementations to) {
        ComparisonFunctions.objects(to, "jsonb_", (_, a, b) -> ((Jsonb) a).compareTo((Jsonb) b));
        to.longOfObjectObject(
                "jsonb_cmp", (_, a, b) -> Integer.signum(((Jsonb) a).compareTo((Jsonb) b)));
        access(to);
        containment(to);
        rows(to);
        casts(to);
        to.objectOfObject(
                "jsonb_typeof",
                (_, a) ->
                        Bytes.ofString(
                                kind((Jsonb) a).equals("numeric") ? "number" : kind((Jsonb) a)));
    }

    private static void access(Implementations to) {
        to.objectOfObjectObject("jsonb_object_field", (_, a, key) -> field((Jsonb) a, (Bytes) key));
        to.objectOfObjectObject(
                "jsonb_object_field_text",
                (call, a, key) -> text(call, field((Jsonb) a, (Bytes) key)));
        to.objectOfObjectLong("jsonb_array_element", (_, a, index) -> element((Jsonb) a, index));
        to.objectOfObjectLong(
                "jsonb_array_element_text",
                (call, a, index) -> text(call, element((Jsonb) a, index)));
        to.general("jsonb_extract_path", (_, a) -> extract((Jsonb) a[0], path(a)));
        to.general(
                "jsonb_extract_path_text", (call, a) -> text(call, extract((Jsonb) a[0], path(a))));
        to.longOfObject(
                "jsonb_array_length",
                (_, a) -> {
                    if (a instanceof Jsonb.Array array) {
                        return array.elements().size();
                    }
                    throw JsonErrors.arrayLengthOf(!(a instanceof Jsonb.Obj));
                });
    }

    static @Nullable Jsonb field(Jsonb json, Bytes key) {
        return json instanceof Jsonb.Obj object ? object.get(key) : null;
    }

    static @Nullable Jsonb element(Jsonb json, long index) {
        if (!(json instanceof Jsonb.Array array)) {
            // a bare scalar is stored as an array of one, and lets itself be asked so
            return isScalar(json) && (index == 0 || index == -1) ? json : null;
        }
        long at = index < 0 ? array.elements().size() + index : index;
        return at < 0 || at >= array.elements().size() ? null : array.elements().get((int) at);
    }

    /** Strings without quotes, null as SQL's NULL. */
    static @Nullable Bytes text(Call call, @Nullable Jsonb json) {
        return switch (json) {
            case null -> null;
            case Jsonb.Null _ -> null;
            case Jsonb.Text text -> text.value();
            case Jsonb.Bool _, Jsonb.Number _, Jsonb.Array _, Jsonb.Obj _ ->
                    Values.textOfType(call, Oid.JSONB, json);
        };
    }

    /** The path arguments: one text array, or texts one by one. */
    static @Nullable Object[] path(@Nullable Object[] a) {
        if (a.length == 2 && a[1] instanceof ArrayValue array) {
            return array.elements();
        }
        return java.util.Arrays.copyOfRange(a, 1, a.length);
    }

    private static @Nullable Jsonb extract(Jsonb json, @Nullable Object[] path) {
        Jsonb at = json;
        for (Object step : path) {
            if (step == null || at == null) {
                return null;
            }
            Long index = at instanceof Jsonb.Array ? integer((Bytes) step) : null;
            at =
                    at instanceof Jsonb.Array
                            ? (index == null ? null : element(at, index))
                            : field(at, (Bytes) step);
        }
        return at;
    }

    /** An array index as text, null when it is no integer. */
    static @Nullable Long integer(Bytes text) {
        try {
            String trimmed = text.string().stripLeading();
            return (long) Integer.parseInt(trimmed);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static void containment(Implementations to) {
        to.longOfObjectObject(
                "jsonb_contains", (_, a, b) -> contains((Jsonb) a, (Jsonb) b) ? 1 : 0);
        to.longOfObjectObject(
                "jsonb_contained", (_, a, b) -> contains((Jsonb) b, (Jsonb) a) ? 1 : 0);
        to.longOfObjectObject(
                "jsonb_exists", (_, a, key) -> exists((Jsonb) a, (Bytes) key) ? 1 : 0);
        to.longOfObjectObject(
                "jsonb_exists_any",
                (_, a, keys) -> {
                    for (Object key : ((ArrayValue) keys).elements()) {
                        if (key != null && exists((Jsonb) a, (Bytes) key)) {
                            return 1;
                        }
                    }
                    return 0;
                });
        to.longOfObjectObject(
                "jsonb_exists_all",
                (_, a, keys) -> {
                    for (Object key : ((ArrayValue) keys).elements()) {
                        if (key != null && !exists((Jsonb) a, (Bytes) key)) {
                            return 0;
                        }
                    }
                    return 1;
                });
    }

    private static boolean exists(Jsonb json, Bytes key) {
        return switch (json) {
            case Jsonb.Obj object -> object.get(key) != null;
            case Jsonb.Array array ->
                    array.elements().stream()
                            .anyMatch(
                                    e -> e instanceof Jsonb.Text text && text.value().equals(key));
            case Jsonb.Text text -> text.value().equals(key);
            case Jsonb.Null _, Jsonb.Bool _, Jsonb.Number _ -> false;
        };
    }

    private static boolean contains(Jsonb whole, Jsonb part) {
        // an array contains a scalar that is one of its elements, at the top level alone
        if (whole instanceof Jsonb.Array array && isScalar(part)) {
            return array.elements().contains(part);
        }
        return deepContains(whole, part);
    }

    private static boolean isScalar(Jsonb json) {
        return !(json instanceof Jsonb.Array) && !(json instanceof Jsonb.Obj);
    }

    private static boolean deepContains(Jsonb whole, Jsonb part) {
        if (part instanceof Jsonb.Obj wanted) {
            if (!(whole instanceof Jsonb.Obj object)) {
                return false;
            }
            for (int i = 0; i < wanted.size(); i++) {
                Jsonb value = object.get(wanted.key(i));
                if (value == null || !deepContains(value, wanted.value(i))) {
                    return false;
                }
            }
            return true;
        }
        if (part instanceof Jsonb.Array wanted) {
            return whole instanceof Jsonb.Array array
                    && wanted.elements().stream()
                            .allMatch(
                                    e ->
                                            array.elements().stream()
                                                    .anyMatch(
                                                            candidate ->
                                                                    deepContains(candidate, e)));
        }
        return whole.equals(part);
    }

    private static void rows(Implementations to) {
        to.setReturning("jsonb_array_elements", (_, a) -> elements((Jsonb) a[0], null));
        to.setReturning("jsonb_array_elements_text", (call, a) -> elements((Jsonb) a[0], call));
        to.setReturning("jsonb_each", (_, a) -> members((Jsonb) a[0], null, "jsonb_each"));
        to.setReturning(
                "jsonb_each_text", (call, a) -> members((Jsonb) a[0], call, "jsonb_each_text"));
        to.setReturning("jsonb_object_keys", (_, a) -> keys((Jsonb) a[0]));
    }

    /** @param textCall when given, values are turned into text */
    private static Iterator<@Nullable Object[]> elements(Jsonb json, @Nullable Call textCall) {
        if (!(json instanceof Jsonb.Array array)) {
            throw JsonErrors.wrongKind(
                    json instanceof Jsonb.Obj
                            ? "cannot extract elements from an object"
                            : "cannot extract elements from a scalar");
        }
        return SeriesFunctions.rows(
                array.elements().size(),
                index -> {
                    Jsonb element = array.elements().get((int) index);
                    return textCall == null ? element : text(textCall, element);
                });
    }

    private static Iterator<@Nullable Object[]> members(
            Jsonb json, @Nullable Call textCall, String function) {
        if (!(json instanceof Jsonb.Obj object)) {
            throw JsonErrors.wrongKind("cannot call " + function + " on a non-object");
        }
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < object.size();
            }

            @Override
            public @Nullable Object[] next() {
                Jsonb value = object.value(next);
                return new @Nullable Object[] {
                    object.key(next++), textCall == null ? value : text(textCall, value)
                };
            }
        };
    }

    private static Iterator<@Nullable Object[]> keys(Jsonb json) {
        if (!(json instanceof Jsonb.Obj object)) {
            throw JsonErrors.wrongKind(
                    "cannot call jsonb_object_keys on "
                            + (json instanceof Jsonb.Array ? "an array" : "a scalar"));
        }
        return SeriesFunctions.rows(object.size(), index -> object.key((int) index));
    }

    /** As error messages name it. */
    private static String kind(Jsonb json) {
        return switch (json) {
            case Jsonb.Null _ -> "null";
            case Jsonb.Bool _ -> "boolean";
            case Jsonb.Number _ -> "numeric";
            case Jsonb.Text _ -> "string";
            case Jsonb.Array _ -> "array";
            case Jsonb.Obj _ -> "object";
        };
    }

    private static void casts(Implementations to) {
        to.longOfObject(
                "jsonb_bool",
                (_, a) -> {
                    if (a instanceof Jsonb.Bool bool) {
                        return bool.value() ? 1 : 0;
                    }
                    throw cannotCast((Jsonb) a, "boolean");
                });
        to.objectOfObject("jsonb_numeric", (_, a) -> number((Jsonb) a, "numeric"));
        to.longOfObject(
                "jsonb_int2",
                (_, a) ->
                        NumericFunctions.integer(
                                number((Jsonb) a, "smallint"),
                                "smallint",
                                Short.MIN_VALUE,
                                Short.MAX_VALUE));
        to.longOfObject(
                "jsonb_int4",
                (_, a) ->
                        NumericFunctions.integer(
                                number((Jsonb) a, "integer"),
                                "integer",
                                Integer.MIN_VALUE,
                                Integer.MAX_VALUE));
        to.longOfObject(
                "jsonb_int8",
                (_, a) ->
                        NumericFunctions.integer(
                                number((Jsonb) a, "bigint"),
                                "bigint",
                                Long.MIN_VALUE,
                                Long.MAX_VALUE));
        to.doubleOfObject("jsonb_float4", (_, a) -> number((Jsonb) a, "real").toFloat());
        to.doubleOfObject(
                "jsonb_float8", (_, a) -> number((Jsonb) a, "double precision").toDouble());
    }

    private static dev.borealis.types.error.SqlException cannotCast(Jsonb json, String type) {
        String kind = kind(json);
        return JsonErrors.cannotCast(kind, type);
    }

    private static Numeric number(Jsonb json, String type) {
        if (json instanceof Jsonb.Number number) {
            return number.value();
        }
        throw cannotCast(json, type);
    }
}
