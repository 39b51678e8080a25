package dev.borealis.engine.function.regex;

import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.Implementations;
import dev.borealis.engine.function.array.ArrayFunctions;
import dev.borealis.engine.function.array.SeriesFunctions;
import dev.borealis.engine.function.text.Characters;
import dev.borealis.types.Bytes;
import dev.borealis.types.error.RegexErrors;
import dev.borealis.types.value.ArrayValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** regexp_match, regexp_matches, regexp_split_to_array, regexp_split_to_table. */
public final class RegexSetFunctions {
    private RegexSetFunctions() {}

    public static void define(Implementations to) {
        to.general("regexp_match_no_flags", (call, a) -> match(call, a, ""));
        to.general("regexp_match", (call, a) -> match(call, a, ((Bytes) a[2]).string()));
        to.setReturning("regexp_matches_no_flags", (call, a) -> matches(call, a, ""));
        to.setReturning("regexp_matches", (call, a) -> matches(call, a, ((Bytes) a[2]).string()));
        to.general(
                "regexp_split_to_array_no_flags",
                (call, a) -> ArrayFunctions.ofTexts(split(call, a, "", "regexp_split_to_array()")));
        to.general(
                "regexp_split_to_array",
                (call, a) ->
                        ArrayFunctions.ofTexts(
                                split(
                                        call,
                                        a,
                                        ((Bytes) a[2]).string(),
                                        "regexp_split_to_array()")));
        to.setReturning(
                "regexp_split_to_table_no_flags",
                (call, a) -> rows(split(call, a, "", "regexp_split_to_table()")));
        to.setReturning(
                "regexp_split_to_table",
                (call, a) ->
                        rows(split(call, a, ((Bytes) a[2]).string(), "regexp_split_to_table()")));
    }

    private static Iterator<@Nullable Object[]> rows(List<Bytes> texts) {
        return SeriesFunctions.rows(texts.size(), index -> texts.get((int) index));
    }

    private static @Nullable Object match(Call call, @Nullable Object[] a, String flags) {
        RegexOptions options = RegexOptions.of(flags);
        if (options.global()) {
            throw RegexErrors.useRegexpMatches("regexp_match()");
        }
        Regex regex = RegexFunctions.compile(call, (Bytes) a[1], options);
        int[] text = Characters.codePoints((Bytes) a[0]);
        int[] match = regex.find(call, text, 0);
        return match == null ? null : groups(regex, text, match);
    }

    /** What the groups matched; the whole when there are none. */
    private static ArrayValue groups(Regex regex, int[] text, int[] match) {
        var groups = new ArrayList<@Nullable Object>();
        if (regex.groups() == 0) {
            groups.add(RegexFunctions.group(text, match, 0));
        }
        for (int i = 1; i <= regex.groups(); i++) {
            groups.add(RegexFunctions.group(text, match, i));
        }
        return ArrayFunctions.ofTexts(groups);
    }

    private static Iterator<@Nullable Object[]> matches(
            Call call, @Nullable Object[] a, String flags) {
        RegexOptions options = RegexOptions.of(flags);
        Regex regex = RegexFunctions.compile(call, (Bytes) a[1], options);
        int[] text = Characters.codePoints((Bytes) a[0]);
        var found = new ArrayList<ArrayValue>();
        int[] match = regex.find(call, text, 0);
        while (match != null) {
            found.add(groups(regex, text, match));
            match = options.global() ? RegexFunctions.after(call, regex, text, match) : null;
        }
        return SeriesFunctions.rows(found.size(), index -> found.get((int) index));
    }

    /** Empty matches at the ends and right after another match do not split. */
    private static List<Bytes> split(
            Call call, @Nullable Object[] a, String flags, String function) {
        RegexOptions options = RegexOptions.of(flags);
        if (options.global()) {
            throw RegexErrors.globalOption(function);
        }
        Regex regex = RegexFunctions.compile(call, (Bytes) a[1], options);
        int[] text = Characters.codePoints((Bytes) a[0]);
        var parts = new ArrayList<Bytes>();
        int start = 0;
        int previousEnd = 0;
        int[] match = regex.find(call, text, 0);
        while (match != null) {
            if (match[0] < text.length && match[1] > previousEnd) {
                parts.add(Characters.of(text, start, match[0]));
                start = match[1];
            }
            previousEnd = match[1];
            match = RegexFunctions.after(call, regex, text, match);
        }
        parts.add(Characters.of(text, start, text.length));
        return parts;
    }
}
