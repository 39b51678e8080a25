package dev.borealis.engine.function.json;

import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.Implementations;
import dev.borealis.types.Bytes;
import dev.borealis.types.Limits;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.StackDepth;
import dev.borealis.types.TypeInfo;
import dev.borealis.types.error.ArrayErrors;
import dev.borealis.types.error.JsonErrors;
import dev.borealis.types.error.SyntaxErrors;
import dev.borealis.types.format.JsonReader;
import dev.borealis.types.format.ValueFormats;
import dev.borealis.types.value.ArrayValue;
import dev.borealis.types.value.RecordValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Objects as rows: json_to_record, json_populate_record, their forms for arrays of objects and for jsonb. Members are found
 * by the names of the columns; values are read as the types read text, arrays and objects by their parts.
 */
public final class JsonRecordFunctions {
    private final Call call;
    private int depth;

    private JsonRecordFunctions(Call call) {
        this.call = call;
    }

    public static void define(Implementations to) {
        for (String type : List.of("json", "jsonb")) {
            to.general(
                    type + "_to_record",
                    (call, a) -> toRecord(call, text(call, a[0]), type + "_to_record"));
            to.setReturning(
                    type + "_to_recordset",
                    (call, a) -> {
                        String name = type + "_to_recordset";
                        if (call.wantedColumns().isEmpty()) {
                            throw JsonErrors.unknownRowType(name);
                        }
                        return rows(call, null, call.wantedColumns(), a[0], name);
                    });
            to.general(
                    type + "_populate_record",
                    (call, a) -> populated(call, (RecordValue) a[0], a[1]));
            to.setReturning(
                    type + "_populate_recordset",
                    (call, a) ->
                            rows(
                                    call,
                                    (RecordValue) a[0],
                                    fields(call, (RecordValue) a[0], type + "_populate_recordset"),
                                    a[1],
                                    type + "_populate_recordset"));
        }
    }

    /** A json value or a jsonb value as json text. */
    private static Bytes text(Call call, @Nullable Object value) {
        return value instanceof Bytes json
                ? JsonText.trim(json)
                : Bytes.ofString(
                        ValueFormats.of(Oid.JSONB)
                                .text(Objects.requireNonNull(value), call.context(), call.names()));
    }

    private static Object toRecord(Call call, Bytes json, String function) {
        List<NameResolver.Field> fields = call.wantedColumns();
        if (fields.isEmpty()) {
            throw JsonErrors.unknownRowType(function);
        }
        return new JsonRecordFunctions(call).record(json, null, fields, Oid.RECORD);
    }

    private static @Nullable Object populated(
            Call call, @Nullable RecordValue base, @Nullable Object json) {
        if (json == null) {
            return base;
        }
        String function = json instanceof Bytes ? "json_populate_record" : "jsonb_populate_record";
        return new JsonRecordFunctions(call)
                .record(
                        text(call, json),
                        base,
                        fields(call, base, function),
                        call.resultType().oid());
    }

    /** Of the row type that the call returns. */
    private static List<NameResolver.Field> fields(
            Call call, @Nullable RecordValue base, String function) {
        List<NameResolver.Field> fields = call.names().rowType(call.resultType().oid());
        if (fields != null) {
            return fields;
        }
        if (base == null) {
            if (call.wantedColumns().isEmpty()) {
                throw JsonErrors.unknownRowType(function);
            }
            return call.wantedColumns();
        }
        var given = new ArrayList<NameResolver.Field>();
        for (int i = 0; i < base.size(); i++) {
            given.add(
                    new NameResolver.Field(
                            base.shape().names().get(i), base.shape().types().get(i)));
        }
        return given;
    }

    private static Iterator<@Nullable Object[]> rows(
            Call call,
            @Nullable RecordValue base,
            List<NameResolver.Field> fields,
            @Nullable Object value,
            String function) {
        if (value == null) {
            return List.<@Nullable Object[]>of().iterator();
        }
        Bytes json = text(call, value);
        if (!JsonText.isArray(json)) {
            boolean object = JsonText.isObject(json);
            throw JsonErrors.wrongKind(
                    "cannot call "
                            + function
                            + (value instanceof Bytes
                                    ? object ? " on an object" : " on a scalar"
                                    : " on a non-array"));
        }
        var reader = new JsonRecordFunctions(call);
        var rows = new ArrayList<@Nullable Object[]>();
        for (Bytes element : JsonText.elements(json)) {
            call.checkCancelled();
            if (!JsonText.isObject(element)) {
                throw JsonErrors.wrongKind(
                        "argument of " + function + " must be an array of objects");
            }
            rows.add(reader.columns(element, base, fields));
        }
        return rows.iterator();
    }

    private RecordValue record(
            Bytes json, @Nullable RecordValue base, List<NameResolver.Field> fields, int type) {
        if (!JsonText.isObject(json)) {
            throw JsonErrors.wrongKind(
                    "cannot call populate_composite on "
                            + (JsonText.isArray(json) ? "an array" : "a scalar"));
        }
        var shape =
                new RecordValue.Shape(
                        type,
                        fields.stream().map(NameResolver.Field::type).toList(),
                        fields.stream().map(NameResolver.Field::name).toList());
        return new RecordValue(shape, columns(json, base, fields));
    }

    /** Of repeated members the last counts; what is missing stays as it is in the base. */
    private @Nullable Object[] columns(
            Bytes object, @Nullable RecordValue base, List<NameResolver.Field> fields) {
        Map<String, Bytes> members = new HashMap<>();
        JsonText.members(object).forEach(member -> members.put(member.name(), member.value()));
        @Nullable Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            NameResolver.Field field = fields.get(i);
            Bytes json = members.get(field.name());
            values[i] =
                    json == null && base != null
                            ? base.get(i)
                            : value(json, field.type(), "value of key \"" + field.name() + "\"");
        }
        return values;
    }

    private @Nullable Object value(@Nullable Bytes json, SqlType type, String where) {
        if (++depth > StackDepth.LIMIT) {
            throw SyntaxErrors.stackDepthLimitExceeded();
        }
        try {
            SqlType base = call.names().domainBase(type.oid());
            if (base == null) {
                return json == null || JsonText.kind(json) == 'n' ? null : known(json, type, where);
            }
            Object value = value(json, base, where);
            call.names().checkDomain(type.oid(), value);
            return value;
        } finally {
            depth--;
        }
    }

    private Object known(Bytes json, SqlType type, String where) {
        if (type.oid() == Oid.JSON) {
            return json;
        }
        if (type.oid() == Oid.JSONB) {
            return JsonReader.parse(json);
        }
        TypeInfo info = call.names().type(type.oid());
        boolean isText = JsonText.kind(json) == '"';
        if (info != null && info.isArray() && !isText) {
            if (!JsonText.isArray(json)) {
                throw JsonErrors.expectedArray(where);
            }
            return array(json, new SqlType(info.element(), type.typmod()), where);
        }
        List<NameResolver.Field> fields = call.names().rowType(type.oid());
        if (fields != null && !isText) {
            return record(json, null, fields, type.oid());
        }
        Bytes text = isText ? JsonText.unquote(json) : json;
        return ValueFormats.of(type.oid(), call.names())
                .parse(text, type.typmod(), call.context(), call.names());
    }

    /** The first elements say how many dimensions there are. */
    private ArrayValue array(Bytes json, SqlType element, String where) {
        var lengths = new ArrayList<Integer>();
        for (Bytes at = json; JsonText.isArray(at); ) {
            List<Bytes> elements = JsonText.elements(at);
            lengths.add(elements.size());
            if (elements.isEmpty()) {
                break;
            }
            if (lengths.size() > Limits.ARRAY_DIMENSIONS) {
                throw ArrayErrors.tooManyDimensions(lengths.size());
            }
            at = elements.getFirst();
        }
        var values = new ArrayList<@Nullable Object>();
        collect(json, 0, lengths, element, where, values);
        int[] ones = new int[lengths.size()];
        Arrays.fill(ones, 1);
        return ArrayValue.of(
                element.oid(),
                lengths.stream().mapToInt(Integer::intValue).toArray(),
                ones,
                values.toArray());
    }

    private void collect(
            Bytes json,
            int level,
            List<Integer> lengths,
            SqlType element,
            String where,
            List<@Nullable Object> values) {
        List<Bytes> elements = JsonText.elements(json);
        if (elements.size() != lengths.get(level)) {
            throw JsonErrors.malformedArray();
        }
        boolean last = level + 1 == lengths.size();
        for (int i = 0; i < elements.size(); i++) {
            Bytes one = elements.get(i);
            String place =
                    where.startsWith("array element")
                            ? where.replaceFirst("\\] of key", "][" + i + "] of key")
                            : where.replaceFirst(
                                    "value of key", "array element [" + i + "] of key");
            if (last) {
                values.add(value(one, element, place));
            } else if (JsonText.isArray(one)) {
                collect(one, level + 1, lengths, element, place, values);
            } else {
                throw JsonErrors.expectedArray(place);
            }
        }
    }
}
