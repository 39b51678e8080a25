package dev.borealis.engine.function.regex;

import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.Implementation;
import dev.borealis.engine.function.Implementations;
import dev.borealis.engine.function.text.Characters;
import dev.borealis.types.Bytes;
import dev.borealis.types.error.RegexErrors;

import org.jspecify.annotations.Nullable;

/** The operators ~ ~* !~ !~*, substring from a pattern, regexp_replace, _count, _instr, _like, _substr, SIMILAR TO. */
public final class RegexFunctions {
    private RegexFunctions() {}

    public static void define(Implementations to) {
        for (String prefix : new String[] {"text", "name"}) {
            to.longOfObjectObject(prefix + "regexeq", test(RegexOptions.DEFAULT, 1));
            to.longOfObjectObject(prefix + "regexne", test(RegexOptions.DEFAULT, 0));
            to.longOfObjectObject(prefix + "icregexeq", test(RegexOptions.IGNORE_CASE, 1));
            to.longOfObjectObject(prefix + "icregexne", test(RegexOptions.IGNORE_CASE, 0));
        }
        to.objectOfObjectObject("textregexsubstr", RegexFunctions::substring);
        to.objectOfObjectObjectObject(
                "substring(text,text,text)", RegexFunctions::similarSubstring);
        replace(to);
        similar(to);
        to.general("regexp_like_no_flags", RegexFunctions::like);
        to.general("regexp_like", RegexFunctions::like);
        for (String form : new String[] {"_no_start", "_no_flags", ""}) {
            to.general("regexp_count" + form, RegexFunctions::count);
        }
        for (String form :
                new String[] {
                    "_no_start", "_no_n", "_no_endoption", "_no_flags", "_no_subexpr", ""
                }) {
            to.general("regexp_instr" + form, RegexFunctions::position);
        }
        for (String form : new String[] {"_no_start", "_no_n", "_no_flags", "_no_subexpr", ""}) {
            to.general("regexp_substr" + form, RegexFunctions::part);
        }
    }

    /** The last compiled pattern of a call site. */
    static final class Cache {
        private @Nullable Bytes pattern;
        private @Nullable RegexOptions options;
        private @Nullable Regex regex;
    }

    static Regex compile(Call call, Bytes pattern, RegexOptions options) {
        Cache cache = call.memo(Cache.class, Cache::new);
        Regex regex = cache.regex;
        if (regex == null || !pattern.equals(cache.pattern) || !options.equals(cache.options)) {
            regex = new Regex(Characters.codePoints(pattern), options);
            cache.regex = regex;
            cache.pattern = pattern.compact();
            cache.options = options;
        }
        return regex;
    }

    private static Implementation.LongOfObjectObject test(RegexOptions options, int ifMatched) {
        return (call, text, pattern) -> {
            boolean matched =
                    compile(call, (Bytes) pattern, options)
                            .matches(call, Characters.codePoints((Bytes) text));
            return matched ? ifMatched : 1 - ifMatched;
        };
    }

    /** The first group, or the whole match when there are none. */
    private static @Nullable Object substring(Call call, Object value, Object pattern) {
        Regex regex = compile(call, (Bytes) pattern, RegexOptions.DEFAULT);
        int[] text = Characters.codePoints((Bytes) value);
        int[] match = regex.find(call, text, 0);
        return match == null ? null : group(text, match, regex.groups() > 0 ? 1 : 0);
    }

    static @Nullable Bytes group(int[] text, int[] match, int number) {
        return match[2 * number] < 0
                ? null
                : Characters.of(text, match[2 * number], match[2 * number + 1]);
    }

    private static @Nullable Object similarSubstring(
            Call call, Object value, Object pattern, Object escape) {
        return substring(call, value, SimilarTo.translate((Bytes) pattern, (Bytes) escape));
    }

    private static void similar(Implementations to) {
        to.objectOfObject(
                "similar_to_escape_1",
                (_, pattern) -> SimilarTo.translate((Bytes) pattern, BACKSLASH));
        to.objectOfObjectObject(
                "similar_to_escape_2",
                (_, pattern, escape) -> SimilarTo.translate((Bytes) pattern, (Bytes) escape));
        to.general(
                "similar_escape",
                (_, a) ->
                        a[0] == null
                                ? null
                                : SimilarTo.translate(
                                        (Bytes) a[0], a[1] == null ? BACKSLASH : (Bytes) a[1]));
    }

    private static final Bytes BACKSLASH = Bytes.ofString("\\");

    private static void replace(Implementations to) {
        to.objectOfObjectObjectObject(
                "textregexreplace_noopt",
                (call, value, pattern, by) ->
                        Replacement.replace(
                                call,
                                compile(call, (Bytes) pattern, RegexOptions.DEFAULT),
                                (Bytes) value,
                                (Bytes) by,
                                0,
                                1));
        to.general("textregexreplace", RegexFunctions::replaceWithFlags);
        to.general(
                "textregexreplace_extended",
                (call, a) -> replaceExtended(call, a, (Long) a[4], (Bytes) a[5]));
        to.general(
                "textregexreplace_extended_no_flags",
                (call, a) -> replaceExtended(call, a, (Long) a[4], Bytes.EMPTY));
        to.general(
                "textregexreplace_extended_no_n",
                (call, a) -> replaceExtended(call, a, 1, Bytes.EMPTY));
    }

    private static Object replaceWithFlags(Call call, @Nullable Object[] a) {
        String flags = text(a, 3);
        if (!flags.isEmpty() && flags.charAt(0) >= '0' && flags.charAt(0) <= '9') {
            throw RegexErrors.digitFlag(flags.substring(0, 1));
        }
        RegexOptions options = RegexOptions.of(flags);
        Regex regex = compile(call, bytes(a, 1), options);
        return Replacement.replace(
                call, regex, bytes(a, 0), bytes(a, 2), 0, options.global() ? 0 : 1);
    }

    private static Object replaceExtended(
            Call call, @Nullable Object[] a, long which, Bytes flags) {
        int start = start(a, 3);
        if (which < 0) {
            throw RegexErrors.invalidParameter("n", which);
        }
        RegexOptions options = RegexOptions.of(flags.string());
        // an explicit number counts, whatever the flags say
        long wanted = a.length < 5 && options.global() ? 0 : which;
        return Replacement.replace(
                call, compile(call, bytes(a, 1), options), bytes(a, 0), bytes(a, 2), start, wanted);
    }

    private static Object like(Call call, @Nullable Object[] a) {
        RegexOptions options = options(a, 2, "regexp_like()");
        return compile(call, bytes(a, 1), options).matches(call, Characters.codePoints(bytes(a, 0)))
                ? 1L
                : 0L;
    }

    private static Object count(Call call, @Nullable Object[] a) {
        int start = a.length > 2 ? start(a, 2) : 0;
        Regex regex = compile(call, bytes(a, 1), options(a, 3, "regexp_count()"));
        int[] text = Characters.codePoints(bytes(a, 0));
        long count = 0;
        for (int[] match = find(call, regex, text, start);
                match != null;
                match = after(call, regex, text, match)) {
            count++;
        }
        return count;
    }

    private static int @Nullable [] find(Call call, Regex regex, int[] text, int start) {
        return start > text.length ? null : regex.find(call, text, start);
    }

    /** The match after another; an empty one is stepped over. */
    static int @Nullable [] after(Call call, Regex regex, int[] text, int[] match) {
        return find(call, regex, text, match[1] > match[0] ? match[1] : match[1] + 1);
    }

    private static int @Nullable [] nth(Call call, Regex regex, int[] text, int start, long n) {
        int[] match = find(call, regex, text, start);
        for (long i = 1; match != null && i < n; i++) {
            match = after(call, regex, text, match);
        }
        return match;
    }

    private static Object position(Call call, @Nullable Object[] a) {
        int start = a.length > 2 ? start(a, 2) : 0;
        long n = positive(a, 3, "n");
        long end = a.length > 4 ? (Long) value(a, 4) : 0;
        if (end != 0 && end != 1) {
            throw RegexErrors.invalidParameter("endoption", end);
        }
        long group = group(a, 6);
        Regex regex = compile(call, bytes(a, 1), options(a, 5, "regexp_instr()"));
        int[] text = Characters.codePoints(bytes(a, 0));
        int[] match = group > regex.groups() ? null : nth(call, regex, text, start, n);
        int at = match == null ? -1 : match[2 * (int) group + (int) end];
        return at + 1L;
    }

    private static @Nullable Object part(Call call, @Nullable Object[] a) {
        int start = a.length > 2 ? start(a, 2) : 0;
        long n = positive(a, 3, "n");
        long group = group(a, 5);
        Regex regex = compile(call, bytes(a, 1), options(a, 4, "regexp_substr()"));
        int[] text = Characters.codePoints(bytes(a, 0));
        int[] match = group > regex.groups() ? null : nth(call, regex, text, start, n);
        return match == null ? null : group(text, match, (int) group);
    }

    private static RegexOptions options(@Nullable Object[] a, int index, String function) {
        RegexOptions options =
                a.length > index ? RegexOptions.of(text(a, index)) : RegexOptions.DEFAULT;
        if (options.global()) {
            throw RegexErrors.globalOption(function);
        }
        return options;
    }

    /** A position argument, counted from 0. */
    private static int start(@Nullable Object[] a, int index) {
        return (int) positive(a, index, "start") - 1;
    }

    private static long positive(@Nullable Object[] a, int index, String name) {
        long value = a.length > index ? (Long) value(a, index) : 1;
        if (value <= 0) {
            throw RegexErrors.invalidParameter(name, value);
        }
        return value;
    }

    private static long group(@Nullable Object[] a, int index) {
        long value = a.length > index ? (Long) value(a, index) : 0;
        if (value < 0) {
            throw RegexErrors.invalidParameter("subexpr", value);
        }
        return value;
    }

    private static Object value(@Nullable Object[] a, int index) {
        Object value = a[index];
        if (value == null) {
            throw new IllegalStateException("null argument of a strict function");
        }
        return value;
    }

    private static Bytes bytes(@Nullable Object[] a, int index) {
        return (Bytes) value(a, index);
    }

    private static String text(@Nullable Object[] a, int index) {
        return bytes(a, index).string();
    }
}
