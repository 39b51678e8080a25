package dev.borealis.engine.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.Bytes;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeContext;
import dev.borealis.types.TypeInfo;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.format.ValueFormats;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.Objects;
import java.util.StringJoiner;

/**
 * Calls implementations with arguments given as text and compares the text of the result, or SQLSTATE and message, with
 * what PostgreSQL 16.13 answered (locale C, TimeZone UTC). Each line of {@code recorded-results.tsv} holds
 * {@code name(types)}, the result type, the result, and the arguments; {@code \N} is NULL, an error is {@code !STATE text}, rows of a set are
 * separated by {@code ¶} and fields by {@code ‖}.
 */
class RecordedResultsTest {
    private final FunctionRegistry registry = FunctionRegistry.builtin();

    @Test
    void givesWhatPostgresGives() throws IOException {
        var wrong = new ArrayList<String>();
        var missing = new StringJoiner(", ");
        int lines = 0;
        var stream = Objects.requireNonNull(getClass().getResourceAsStream("recorded-results.tsv"));
        try (var reader =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines++;
                String[] fields = line.split("\t", -1);
                for (int i = 0; i < fields.length; i++) {
                    fields[i] = unescape(fields[i]);
                }
                FunctionSignature function = find(fields[0]);
                Implementation implementation = registry.findImplementation(function.oid());
                if (implementation == null) {
                    missing.add(fields[0]);
                    continue;
                }
                String actual = run(function, implementation, fields);
                if (!actual.equals(fields[2]) && !isClose(fields[1], actual, fields[2])) {
                    wrong.add(line.replace('\t', ' ') + "\n      gave " + actual);
                }
            }
        }
        assertThat(lines).isGreaterThan(100);
        System.out.println(lines + " recorded results; without implementation: " + missing);
        assertThat(wrong).isEmpty();
    }

    private static String unescape(String field) {
        if (field.equals("\\N")) {
            return field;
        }
        var text = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c != '\\' || i + 1 == field.length()) {
                text.append(c);
                continue;
            }
            char next = field.charAt(++i);
            text.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
        }
        return text.toString();
    }

    /** Transcendental functions may differ from the C library's in the last digits. */
    private static boolean isClose(String type, String actual, String expected) {
        if (!type.equals("float8")
                || actual.startsWith("!")
                || expected.startsWith("!")
                || actual.startsWith("\\")) {
            return false;
        }
        double wanted = Double.parseDouble(expected);
        return Math.abs(Double.parseDouble(actual) - wanted) <= 4 * Math.ulp(wanted);
    }

    private FunctionSignature find(String key) {
        String name = key.substring(0, key.indexOf('('));
        String plain = key.indexOf(':') < 0 ? key : key.substring(0, key.indexOf(':'));
        return registry.functions(name).stream()
                .filter(function -> FunctionRegistry.key(function).equals(plain))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(key));
    }

    private static int oid(String name) {
        TypeInfo info = Objects.requireNonNull(BuiltinTypes.find(name), name);
        return info.oid();
    }

    private static String run(
            FunctionSignature function, Implementation implementation, String[] fields) {
        int colon = fields[0].indexOf(':');
        var types = new ArrayList<SqlType>();
        if (colon >= 0) {
            for (String type : fields[0].substring(colon + 1).split(",")) {
                types.add(SqlType.of(oid(type)));
            }
        } else {
            function.argumentTypes().forEach(type -> types.add(SqlType.of(type)));
        }
        SqlType result = fields[1].equals("?") ? SqlType.TEXT : SqlType.of(oid(fields[1]));
        try {
            var arguments = new @Nullable Object[fields.length - 3];
            for (int i = 0; i < arguments.length; i++) {
                String text = fields[i + 3];
                int type = types.get(i).oid();
                arguments[i] =
                        text.equals("\\N")
                                ? null
                                : ValueFormats.of(type)
                                        .parse(
                                                Bytes.ofString(text),
                                                -1,
                                                TypeContext.DEFAULT,
                                                NameResolver.BUILT_IN);
                if (arguments[i] == null && function.strict()) {
                    return "\\N";
                }
            }
            Call call = new TestCall(result, types);
            if (implementation instanceof Implementation.SetReturning set) {
                return rows(set.apply(call, arguments), function, result);
            }
            return text(Invocation.call(implementation, call, arguments), result.oid());
        } catch (SqlException e) {
            return "!" + e.state().code() + " " + e.text();
        } catch (RuntimeException e) {
            return "!!" + e + " at " + (e.getStackTrace().length > 0 ? e.getStackTrace()[0] : "");
        }
    }

    private static String rows(
            Iterator<@Nullable Object[]> rows, FunctionSignature function, SqlType result) {
        var types = new ArrayList<Integer>();
        for (int i = 0; i < function.argumentModes().size(); i++) {
            if (function.argumentModes().get(i) != 'i' && function.argumentModes().get(i) != 'v') {
                types.add(function.allArgumentTypes().get(i));
            }
        }
        if (types.size() < 2) {
            types.clear();
            types.add(result.oid());
        }
        var all = new StringJoiner("¶");
        while (rows.hasNext()) {
            Object[] row = rows.next();
            var fields = new StringJoiner("‖");
            for (int i = 0; i < row.length; i++) {
                fields.add(text(row[i], types.get(i)));
            }
            all.add(fields.toString());
        }
        return all.toString();
    }

    private static String text(@Nullable Object value, int type) {
        if (value == null) {
            return "\\N";
        }
        if (type == Oid.BOOL) {
            return (Long) value == 0 ? "f" : "t";
        }
        return ValueFormats.of(type).text(value, TypeContext.DEFAULT, NameResolver.BUILT_IN);
    }
}
