package dev.borealis.engine.function.array;

import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.Implementations;
import dev.borealis.engine.function.text.Characters;
import dev.borealis.engine.function.text.Values;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.value.ArrayValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** string_to_array, string_to_table, array_to_string. */
public final class TextArrayFunctions {
    private TextArrayFunctions() {}

    public static void define(Implementations to) {
        to.general(
                "text_to_array",
                (_, a) -> a[0] == null ? null : ArrayFunctions.ofTexts(split(a, null)));
        to.general(
                "text_to_array_null",
                (_, a) -> a[0] == null ? null : ArrayFunctions.ofTexts(split(a, (Bytes) a[2])));
        to.setReturning("text_to_table", (_, a) -> rows(a[0] == null ? List.of() : split(a, null)));
        to.setReturning(
                "text_to_table_null",
                (_, a) -> rows(a[0] == null ? List.of() : split(a, (Bytes) a[2])));
        to.objectOfObjectObject(
                "array_to_text",
                (call, array, separator) ->
                        join(call, (ArrayValue) array, (Bytes) separator, null));
        to.general(
                "array_to_text_null",
                (call, a) ->
                        a[0] == null || a[1] == null
                                ? null
                                : join(call, (ArrayValue) a[0], (Bytes) a[1], (Bytes) a[2]));
    }

    private static Iterator<@Nullable Object[]> rows(List<@Nullable Bytes> texts) {
        return SeriesFunctions.rows(texts.size(), index -> texts.get((int) index));
    }

    /** Fields between separators; a null separator splits into characters, an empty one not at all. */
    private static List<@Nullable Bytes> split(@Nullable Object[] a, @Nullable Bytes nullText) {
        Bytes text = (Bytes) a[0];
        var fields = new ArrayList<@Nullable Bytes>();
        if (text == null || text.isEmpty()) {
            return fields;
        }
        if (a[1] == null) {
            for (int i = 0; i < text.length(); ) {
                int end = i + Characters.width(text.get(i));
                add(fields, text.slice(i, end), nullText);
                i = end;
            }
            return fields;
        }
        Bytes separator = (Bytes) a[1];
        int start = 0;
        int end = separator.isEmpty() ? -1 : Characters.indexOf(text, separator, 0);
        while (end >= 0) {
            add(fields, text.slice(start, end), nullText);
            start = end + separator.length();
            end = Characters.indexOf(text, separator, start);
        }
        add(fields, text.slice(start, text.length()), nullText);
        return fields;
    }

    private static void add(List<@Nullable Bytes> fields, Bytes field, @Nullable Bytes nullText) {
        fields.add(field.equals(nullText) ? null : field);
    }

    private static Bytes join(
            Call call, ArrayValue array, Bytes separator, @Nullable Bytes nullText) {
        var result = new ByteAppender();
        boolean first = true;
        for (Object element : array.elements()) {
            if (element == null && nullText == null) {
                continue;
            }
            if (!first) {
                result.append(separator);
            }
            first = false;
            result.append(
                    element == null
                            ? nullText
                            : Values.textOfType(call, array.elementOid(), element));
        }
        return result.toBytes();
    }
}
