package dev.borealis.engine.function.json;

import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.text.Values;
import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeContext.DateStyle;
import dev.borealis.types.TypeInfo;
import dev.borealis.types.datetime.DateTimes;
import dev.borealis.types.error.JsonErrors;
import dev.borealis.types.error.SyntaxErrors;
import dev.borealis.types.format.JsonReader;
import dev.borealis.types.value.ArrayValue;
import dev.borealis.types.value.Jsonb;
import dev.borealis.types.value.JsonbObjectBuilder;
import dev.borealis.types.value.Numeric;
import dev.borealis.types.value.RecordValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;

/** Any SQL value as json text or as jsonb. */
final class JsonBuilder {
    /** Arrays and rows inside each other. */
    private static final int MAX_DEPTH = 1_000;

    private JsonBuilder() {}

    private static int baseType(Call call, int type) {
        SqlType base = call.names().domainBase(type);
        return base == null ? type : baseType(call, base.oid());
    }

    /** Whether json_agg puts each value on a line of its own. */
    static boolean isStructure(int type) {
        TypeInfo info = BuiltinTypes.find(type);
        return info == null || info.isArray() || info.isComposite() || type == Oid.RECORD;
    }

    /** Appends a value as json text. @param pretty with line feeds between elements and columns */
    static void append(
            Call call,
            int type,
            @Nullable Object value,
            boolean pretty,
            int depth,
            ByteAppender out) {
        if (depth > MAX_DEPTH) {
            throw SyntaxErrors.stackDepthLimitExceeded();
        }
        switch (value) {
            case null -> out.append("null");
            case ArrayValue array -> appendArray(call, array, 0, new int[1], pretty, depth, out);
            case RecordValue row -> appendRow(call, row, pretty, depth, out);
            case Jsonb json -> out.append(Values.textOfType(call, Oid.JSONB, json));
            default -> appendScalar(call, baseType(call, type), value, out);
        }
    }

    private static void appendScalar(Call call, int type, Object value, ByteAppender out) {
        switch (type) {
            case Oid.BOOL -> out.append((Long) value == 0 ? "false" : "true");
            case Oid.INT2, Oid.INT4, Oid.INT8 -> out.append(value.toString());
            case Oid.FLOAT4, Oid.FLOAT8, Oid.NUMERIC -> {
                boolean number =
                        value instanceof Double real
                                ? Double.isFinite(real)
                                : ((Numeric) value).isFinite();
                Bytes text = Values.textOfType(call, type, value);
                if (number) {
                    out.append(text);
                } else {
                    JsonText.quote(text, out);
                }
            }
            case Oid.JSON -> out.append((Bytes) value);
            case Oid.DATE, Oid.TIMESTAMP, Oid.TIMESTAMPTZ ->
                    JsonText.quote(isoTime(call, type, (Long) value), out);
            default -> JsonText.quote(Values.textOfType(call, type, value), out);
        }
    }

    /** ISO 8601, whatever DateStyle says. */
    private static Bytes isoTime(Call call, int type, long value) {
        var out = new ByteAppender(32);
        switch (type) {
            case Oid.DATE -> DateTimes.printDate(value, DateStyle.DEFAULT, out);
            case Oid.TIMESTAMP -> DateTimes.printTimestamp(value, DateStyle.DEFAULT, out);
            default -> {
                DateTimes.printTimestampTz(
                        value, call.context().timeZone(), DateStyle.DEFAULT, out);
            }
        }
        String text = out.string();
        if (type == Oid.DATE || DateTimes.isInfinite(value)) {
            return Bytes.ofString(text);
        }
        text = text.replaceFirst(" ", "T");
        if (type == Oid.TIMESTAMPTZ && text.matches(".*[+-]\\d\\d( BC)?")) {
            text =
                    text.endsWith(" BC")
                            ? text.substring(0, text.length() - 3) + ":00 BC"
                            : text + ":00";
        }
        return Bytes.ofString(text);
    }

    private static void appendArray(
            Call call,
            ArrayValue array,
            int dimension,
            int[] next,
            boolean pretty,
            int depth,
            ByteAppender out) {
        out.append('[');
        int length = array.dimensions() == 0 ? 0 : array.length(dimension);
        for (int i = 0; i < length; i++) {
            if (i > 0) {
                out.append(pretty && dimension == 0 ? ",\n " : ",");
            }
            if (dimension + 1 < array.dimensions()) {
                appendArray(call, array, dimension + 1, next, false, depth, out);
            } else {
                append(call, array.elementOid(), array.get(next[0]++), false, depth + 1, out);
            }
        }
        out.append(']');
    }

    private static void appendRow(
            Call call, RecordValue row, boolean pretty, int depth, ByteAppender out) {
        out.append('{');
        for (int i = 0; i < row.size(); i++) {
            if (i > 0) {
                out.append(pretty ? ",\n " : ",");
            }
            JsonText.quote(Bytes.ofString(row.shape().names().get(i)), out);
            out.append(':');
            append(call, row.shape().types().get(i).oid(), row.get(i), false, depth + 1, out);
        }
        out.append('}');
    }

    /** The value as json text. */
    static Bytes text(Call call, int type, @Nullable Object value, boolean pretty) {
        var out = new ByteAppender();
        append(call, type, value, pretty, 0, out);
        return out.toBytes();
    }

    /** The value as jsonb. */
    static Jsonb jsonb(Call call, int declaredType, @Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw SyntaxErrors.stackDepthLimitExceeded();
        }
        int type = baseType(call, declaredType);
        return switch (value) {
            case null -> Jsonb.NULL;
            case Jsonb json -> json;
            case ArrayValue array -> jsonbArray(call, array, 0, new int[1], depth);
            case RecordValue row -> {
                var object = new JsonbObjectBuilder();
                for (int i = 0; i < row.size(); i++) {
                    object.put(
                            row.shape().names().get(i),
                            jsonb(call, row.shape().types().get(i).oid(), row.get(i), depth + 1));
                }
                yield object.build();
            }
            case Numeric number when number.isFinite() -> new Jsonb.Number(number);
            default ->
                    switch (type) {
                        case Oid.BOOL -> (Long) value == 0 ? Jsonb.FALSE : Jsonb.TRUE;
                        case Oid.INT2, Oid.INT4, Oid.INT8 ->
                                new Jsonb.Number(Numeric.of((Long) value));
                        case Oid.JSON,
                                Oid.FLOAT4,
                                Oid.FLOAT8,
                                Oid.DATE,
                                Oid.TIMESTAMP,
                                Oid.TIMESTAMPTZ ->
                                JsonReader.parse(text(call, type, value, false));
                        default -> new Jsonb.Text(Values.textOfType(call, type, value));
                    };
        };
    }

    private static Jsonb jsonbArray(
            Call call, ArrayValue array, int dimension, int[] next, int depth) {
        var elements = new ArrayList<Jsonb>();
        int length = array.dimensions() == 0 ? 0 : array.length(dimension);
        for (int i = 0; i < length; i++) {
            elements.add(
                    dimension + 1 < array.dimensions()
                            ? jsonbArray(call, array, dimension + 1, next, depth)
                            : jsonb(call, array.elementOid(), array.get(next[0]++), depth + 1));
        }
        return new Jsonb.Array(elements);
    }

    /** A value as the key of an object. */
    static Bytes key(Call call, int type, @Nullable Object value) {
        if (value == null) {
            throw JsonErrors.nullKey();
        }
        if (value instanceof ArrayValue
                || value instanceof RecordValue
                || value instanceof Jsonb
                || type == Oid.JSON) {
            throw JsonErrors.keyNotScalar();
        }
        return switch (type) {
            case Oid.BOOL -> Bytes.ofString((Long) value == 0 ? "false" : "true");
            case Oid.DATE, Oid.TIMESTAMP, Oid.TIMESTAMPTZ -> isoTime(call, type, (Long) value);
            default -> Values.textOfType(call, type, value);
        };
    }
}
