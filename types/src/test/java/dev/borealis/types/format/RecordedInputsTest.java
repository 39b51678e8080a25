package dev.borealis.types.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeContext;
import dev.borealis.types.TypeContext.ByteaOutput;
import dev.borealis.types.TypeContext.DateStyle;
import dev.borealis.types.TypeContext.IntervalStyle;
import dev.borealis.types.TypeModifiers;
import dev.borealis.types.Zone;
import dev.borealis.types.error.SqlException;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Every row of {@code recorded-inputs.tsv}: text read and printed, binary written and read, as PostgreSQL 16 did it. */
class RecordedInputsTest {
    private static final Map<String, Integer> INTERVAL_FIELDS =
            Map.of(
                    "year", TypeModifiers.YEAR,
                    "month", TypeModifiers.MONTH,
                    "day", TypeModifiers.DAY,
                    "hour", TypeModifiers.HOUR,
                    "minute", TypeModifiers.MINUTE,
                    "second", TypeModifiers.SECOND);

    @Test
    void inputsAreReadPrintedAndRefusedAsRecorded() throws IOException {
        var problems = new ArrayList<String>();
        var perType = new TreeMap<String, Integer>();
        int rows = 0;
        for (String line : lines()) {
            if (line.startsWith("#") || line.isEmpty()) {
                continue;
            }
            rows++;
            String[] row = line.split("\t", -1);
            String expected = String.join(" | ", Arrays.asList(row).subList(3, row.length));
            String found = outcome(row[0], row[1], unescape(row[2]), row[3].startsWith("="));
            if (!found.equals(expected)) {
                perType.merge(row[1], 1, Integer::sum);
                problems.add(
                        row[0]
                                + " "
                                + row[1]
                                + " <"
                                + row[2]
                                + ">\n  wanted "
                                + expected
                                + "\n  found  "
                                + found);
            }
        }
        assertThat(problems).as("%d of %d rows: %s", problems.size(), rows, perType).isEmpty();
    }

    private static List<String> lines() throws IOException {
        try (var stream = RecordedInputsTest.class.getResourceAsStream("recorded-inputs.tsv")) {
            return List.of(
                    new String(
                                    Objects.requireNonNull(stream).readAllBytes(),
                                    StandardCharsets.UTF_8)
                            .split("\n"));
        }
    }

    private static String outcome(String settings, String typeName, String input, boolean valid) {
        TypeContext context = context(settings);
        try {
            SqlType type = type(typeName);
            ValueFormat format = ValueFormats.of(type.oid());
            Object value =
                    format.parse(
                            Bytes.ofString(input), type.typmod(), context, NameResolver.BUILT_IN);
            var text = new ByteAppender();
            format.print(value, context, NameResolver.BUILT_IN, text);
            var binary = new ByteAppender();
            format.writeBinary(value, context, NameResolver.BUILT_IN, binary);
            Object again =
                    format.readBinary(
                            binary.toBytes(), type.typmod(), context, NameResolver.BUILT_IN);
            var textAgain = new ByteAppender();
            format.print(again, context, NameResolver.BUILT_IN, textAgain);
            String note =
                    textAgain.string().equals(text.string())
                            ? ""
                            : " (read from binary: " + textAgain + ")";
            return "="
                    + escape(text.string())
                    + " | "
                    + HexFormat.of().formatHex(binary.toByteArray())
                    + note;
        } catch (SqlException e) {
            return "!"
                    + e.state().code()
                    + " | "
                    + escape(e.text())
                    + " | "
                    + escape(Objects.requireNonNullElse(e.detail(), ""))
                    + " | "
                    + escape(Objects.requireNonNullElse(e.hint(), ""));
        } catch (RuntimeException e) {
            return "broken: " + e + " at " + Arrays.toString(Arrays.copyOf(e.getStackTrace(), 3));
        }
    }

    private static SqlType type(String name) {
        boolean array = name.endsWith("[]");
        String plain = array ? name.substring(0, name.length() - 2) : name;
        var modifiers = new ArrayList<Integer>();
        int open = plain.indexOf('(');
        if (open >= 0) {
            for (String modifier : plain.substring(open + 1, plain.indexOf(')')).split(",")) {
                modifiers.add(Integer.parseInt(modifier.strip()));
            }
            plain = plain.substring(0, open);
        }
        if (plain.startsWith("interval ")) {
            modifiers.addFirst(intervalFields(plain.substring(9)));
            plain = "interval";
        } else if (plain.equals("interval") && !modifiers.isEmpty()) {
            modifiers.addFirst(TypeModifiers.ALL_INTERVAL_FIELDS);
        }
        if (plain.equals("character") && modifiers.isEmpty()) {
            modifiers.add(1);
        }
        int oid = TypeNameReader.read(plain, NameResolver.BUILT_IN);
        int wanted = array ? BuiltinTypes.arrayOf(oid) : oid;
        assertThat(wanted).as(name).isNotEqualTo(Oid.NONE);
        return SqlType.of(wanted, modifiers, warning -> {});
    }

    private static int intervalFields(String words) {
        String[] ends = words.split(" to ");
        int[] order = {
            TypeModifiers.YEAR,
            TypeModifiers.MONTH,
            TypeModifiers.DAY,
            TypeModifiers.HOUR,
            TypeModifiers.MINUTE,
            TypeModifiers.SECOND
        };
        int first = Objects.requireNonNull(INTERVAL_FIELDS.get(ends[0]));
        int last = Objects.requireNonNull(INTERVAL_FIELDS.get(ends[ends.length - 1]));
        int mask = 0;
        boolean inside = false;
        for (int field : order) {
            inside |= field == first;
            if (inside) {
                mask |= field;
            }
            if (field == last) {
                break;
            }
        }
        return mask;
    }

    private static TypeContext context(String settings) {
        Zone zone = Zone.UTC;
        DateStyle style = DateStyle.DEFAULT;
        IntervalStyle intervalStyle = IntervalStyle.POSTGRES;
        ByteaOutput bytea = ByteaOutput.HEX;
        int digits = 1;
        for (String setting : settings.split(";")) {
            String[] pair = setting.split("=", 2);
            switch (pair[0]) {
                case "" -> {}
                case "TimeZone" -> zone = Zone.of(pair[1]);
                case "IntervalStyle" ->
                        intervalStyle = IntervalStyle.valueOf(pair[1].toUpperCase(Locale.ROOT));
                case "bytea_output" ->
                        bytea = ByteaOutput.valueOf(pair[1].toUpperCase(Locale.ROOT));
                case "extra_float_digits" -> digits = Integer.parseInt(pair[1]);
                case "DateStyle" -> {
                    String[] parts = pair[1].split(", ");
                    style =
                            new DateStyle(
                                    DateStyle.Format.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                                    parts.length < 2
                                            ? DateStyle.Order.MDY
                                            : DateStyle.Order.valueOf(parts[1]));
                }
                default -> throw new IllegalStateException(setting);
            }
        }
        return new TypeContext.Fixed(zone, style, intervalStyle, bytea, digits, 0);
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String unescape(String text) {
        var plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character != '\\') {
                plain.append(character);
                continue;
            }
            character = text.charAt(++i);
            plain.append(
                    switch (character) {
                        case 't' -> '\t';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        default -> character;
                    });
        }
        return plain.toString();
    }
}
