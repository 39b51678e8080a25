package dev.borealis.engine.function.json;

import dev.borealis.engine.function.Accumulator;
import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.Implementations;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.error.JsonErrors;
import dev.borealis.types.value.Jsonb;
import dev.borealis.types.value.JsonbObjectBuilder;
import dev.borealis.types.value.ValueMemory;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** json_agg, json_object_agg, their jsonb forms, strict (NULL values left out) and unique (keys only once). */
public final class JsonAggregates {
    private JsonAggregates() {}

    public static void define(Implementations to) {
        to.aggregate("json_agg(anyelement)", _ -> new TextArray(false));
        to.aggregate("json_agg_strict(anyelement)", _ -> new TextArray(true));
        to.aggregate("jsonb_agg(anyelement)", _ -> new JsonbArray(false));
        to.aggregate("jsonb_agg_strict(anyelement)", _ -> new JsonbArray(true));
        for (String form : List.of("", "_strict", "_unique", "_unique_strict")) {
            boolean strict = form.endsWith("_strict");
            boolean unique = form.contains("unique");
            to.aggregate(
                    "json_object_agg" + form + "(any,any)", _ -> new TextObject(strict, unique));
            to.aggregate(
                    "jsonb_object_agg" + form + "(any,any)", _ -> new JsonbObject(strict, unique));
        }
    }

    private static int type(Call call, int argument) {
        return call.argumentTypes().get(argument).oid();
    }

    private static final class TextArray extends Accumulator {
        private final boolean strict;
        private @Nullable ByteAppender out;

        TextArray(boolean strict) {
            this.strict = strict;
        }

        @Override
        public void add(Call call, @Nullable Object[] arguments) {
            if (strict && arguments[0] == null) {
                return;
            }
            if (out == null) {
                out = new ByteAppender().append('[');
            } else {
                out.append(
                        arguments[0] != null && JsonBuilder.isStructure(type(call, 0))
                                ? ", \n "
                                : ", ");
            }
            JsonBuilder.append(call, type(call, 0), arguments[0], false, 0, out);
        }

        @Override
        public @Nullable Object result(Call call) {
            return out == null
                    ? null
                    : new ByteAppender(out.length() + 1)
                            .append(out.toBytes())
                            .append(']')
                            .toBytes();
        }

        @Override
        public long bytes() {
            return out == null ? 0 : out.array().length;
        }
    }

    private static final class JsonbArray extends Accumulator {
        private final boolean strict;
        private @Nullable ArrayList<Jsonb> elements;
        private long bytes;

        JsonbArray(boolean strict) {
            this.strict = strict;
        }

        @Override
        public void add(Call call, @Nullable Object[] arguments) {
            if (strict && arguments[0] == null) {
                return;
            }
            if (elements == null) {
                elements = new ArrayList<>();
            }
            Jsonb element = JsonBuilder.jsonb(call, type(call, 0), arguments[0], 0);
            elements.add(element);
            bytes += 8 + ValueMemory.bytes(element);
        }

        @Override
        public @Nullable Object result(Call call) {
            return elements == null ? null : new Jsonb.Array(elements);
        }

        @Override
        public long bytes() {
            return bytes;
        }
    }

    private static final class TextObject extends Accumulator {
        private final boolean strict;
        private final boolean unique;
        private final Set<Bytes> keys = new HashSet<>();
        private @Nullable ByteAppender out;

        TextObject(boolean strict, boolean unique) {
            this.strict = strict;
            this.unique = unique;
        }

        @Override
        public void add(Call call, @Nullable Object[] arguments) {
            Bytes key = JsonBuilder.key(call, type(call, 0), arguments[0]);
            boolean skipped = strict && arguments[1] == null;
            if (unique && !keys.add(key)) {
                var quoted = new ByteAppender();
                JsonText.quote(key, quoted);
                throw JsonErrors.duplicateKey(quoted.string());
            }
            if (out == null) {
                out = new ByteAppender().append("{ ");
            } else if (!skipped && out.length() > 2) {
                out.append(", ");
            }
            if (skipped) {
                return;
            }
            JsonText.quote(key, out);
            out.append(" : ");
            JsonBuilder.append(call, type(call, 1), arguments[1], false, 0, out);
        }

        @Override
        public @Nullable Object result(Call call) {
            return out == null
                    ? null
                    : new ByteAppender(out.length() + 2)
                            .append(out.toBytes())
                            .append(" }")
                            .toBytes();
        }

        @Override
        public long bytes() {
            return out == null ? 0 : out.array().length;
        }
    }

    private static final class JsonbObject extends Accumulator {
        private final boolean strict;
        private final boolean unique;
        private final Set<Bytes> keys = new HashSet<>();
        private final JsonbObjectBuilder object = new JsonbObjectBuilder();
        private boolean any;
        private long bytes;

        JsonbObject(boolean strict, boolean unique) {
            this.strict = strict;
            this.unique = unique;
        }

        @Override
        public void add(Call call, @Nullable Object[] arguments) {
            any = true;
            Bytes key = JsonBuilder.key(call, type(call, 0), arguments[0]);
            if (unique && !keys.add(key)) {
                throw JsonErrors.duplicateJsonbKey();
            }
            if (strict && arguments[1] == null) {
                return;
            }
            Jsonb value = JsonBuilder.jsonb(call, type(call, 1), arguments[1], 0);
            object.put(key, value);
            bytes += 64 + ValueMemory.bytes(key) + ValueMemory.bytes(value);
        }

        @Override
        public @Nullable Object result(Call call) {
            return any ? object.build() : null;
        }

        @Override
        public long bytes() {
            return bytes;
        }
    }
}
