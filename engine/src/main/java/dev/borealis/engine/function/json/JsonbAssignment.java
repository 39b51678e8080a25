package dev.borealis.engine.function.json;

import dev.borealis.types.Bytes;
import dev.borealis.types.error.ExecutionErrors;
import dev.borealis.types.error.JsonErrors;
import dev.borealis.types.value.Jsonb;
import dev.borealis.types.value.JsonbObjectBuilder;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code SET column['a'][1] = value}: what is missing on the way is made, an array grows to the index with nulls between.
 * A scalar on the way is an error. As PostgreSQL does it.
 */
public final class JsonbAssignment {
    /** Elements that one assignment may add: more could not be stored anyway. */
    private static final int MAX_NEW_ELEMENTS = 1 << 20;

    private final List<Bytes> path;
    private final Jsonb value;

    private JsonbAssignment(List<Bytes> path, Jsonb value) {
        this.path = path;
        this.value = value;
    }

    /**
     * @param container null for SQL's NULL, which becomes an array when the first subscript is an integer, else an object
     * @param subscripts integers as Long, texts as Bytes
     * @param value SQL's NULL becomes the null of JSON
     */
    public static Jsonb assign(
            @Nullable Jsonb container, List<@Nullable Object> subscripts, @Nullable Jsonb value) {
        var path = new ArrayList<Bytes>();
        for (Object subscript : subscripts) {
            if (subscript == null) {
                throw JsonErrors.nullSubscriptInAssignment();
            }
            path.add(subscript instanceof Bytes text ? text : Bytes.ofString(subscript.toString()));
        }
        Jsonb into = container;
        if (into == null) {
            into =
                    subscripts.getFirst() instanceof Long
                            ? new Jsonb.Array(List.of())
                            : new JsonbObjectBuilder().build();
        }
        return new JsonbAssignment(path, value == null ? Jsonb.NULL : value).set(into, 0);
    }

    private Jsonb set(Jsonb json, int level) {
        return switch (json) {
            case Jsonb.Obj object -> {
                Bytes key = path.get(level);
                yield new JsonbObjectBuilder()
                        .putAll(object)
                        .put(key, below(object.get(key), level + 1))
                        .build();
            }
            case Jsonb.Array array -> inArray(array, level);
            case Jsonb.Null _, Jsonb.Bool _, Jsonb.Number _, Jsonb.Text _ ->
                    throw JsonErrors.scalarOnThePath();
        };
    }

    private Jsonb below(@Nullable Jsonb before, int level) {
        if (level == path.size()) {
            return value;
        }
        return before == null ? made(level) : set(before, level);
    }

    private Jsonb inArray(Jsonb.Array array, int level) {
        Bytes step = path.get(level);
        Long index = JsonbFunctions.integer(step);
        if (index == null) {
            throw JsonErrors.pathNotInteger(level + 1, step.string());
        }
        int size = array.elements().size();
        long at = index < 0 ? size + index : index;
        if (at < 0) {
            throw JsonErrors.pathOutOfRange(level + 1, index);
        }
        var elements = new ArrayList<Jsonb>(array.elements());
        Jsonb before = at < size ? elements.get((int) at) : null;
        put(elements, at, below(before, level + 1));
        return new Jsonb.Array(elements);
    }

    /** What was not there: an array for a number, an object for a name. */
    private Jsonb made(int level) {
        Long index = JsonbFunctions.integer(path.get(level));
        Jsonb inner = below(null, level + 1);
        if (index == null) {
            return new JsonbObjectBuilder().put(path.get(level), inner).build();
        }
        var elements = new ArrayList<Jsonb>();
        put(elements, Math.max(0, index), inner);
        return new Jsonb.Array(elements);
    }

    private static void put(List<Jsonb> elements, long at, Jsonb element) {
        if (at - elements.size() > MAX_NEW_ELEMENTS) {
            throw ExecutionErrors.outOfTempSpace();
        }
        while (elements.size() <= at) {
            elements.add(Jsonb.NULL);
        }
        elements.set((int) at, element);
    }
}
