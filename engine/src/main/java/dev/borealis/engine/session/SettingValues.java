package dev.borealis.engine.session;

import dev.borealis.types.TypeContext.DateStyle;
import dev.borealis.types.TypeContext.IntervalStyle;
import dev.borealis.types.Zone;
import dev.borealis.types.error.SettingErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the values given to settings as PostgreSQL does, and brings them into the form that SHOW prints. Pure. */
final class SettingValues {
    private SettingValues() {}

    /** PostgreSQL's Boolean words and every prefix that tells them apart; null when it is none. */
    static @Nullable Boolean parseBoolean(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (word.isEmpty()) {
            return null;
        }
        if ("true".startsWith(word)
                || "yes".startsWith(word)
                || word.equals("on")
                || word.equals("1")) {
            return true;
        }
        if ("false".startsWith(word)
                || "no".startsWith(word)
                || (word.length() > 1 && "off".startsWith(word))
                || word.equals("0")) {
            return false;
        }
        return null;
    }

    /**
     * The value as SHOW prints it, or the error of a value that cannot be.
     *
     * @param written the name as the statement has it, which some errors show
     */
    static String canonical(
            SettingDefinitions.Definition definition, String written, String value) {
        String name = definition.name();
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "datestyle" -> dateStyle(value, DateStyle.DEFAULT).toString();
            case "intervalstyle" -> intervalStyle(written, value).toString();
            case "timezone" -> zone(value).name();
            case "client_encoding" -> encoding(value);
            case "extra_float_digits" -> Integer.toString((int) integer(name, value, -15, 3));
            case "application_name" -> printable(value);
            default -> {
                if (!definition.type().equals("bool")) {
                    yield value;
                }
                Boolean parsed = parseBoolean(value);
                if (parsed == null) {
                    throw SettingErrors.notBoolean(name);
                }
                yield parsed ? "on" : "off";
            }
        };
    }

    /** Words in any order: a format, an order of fields, both; what is not said stays. */
    static DateStyle dateStyle(String text, DateStyle current) {
        DateStyle.Format format = null;
        DateStyle.Order order = null;
        boolean conflict = false;
        for (String part : text.split(",")) {
            String word = part.strip().toLowerCase(Locale.ROOT);
            DateStyle.Format newFormat =
                    switch (word) {
                        case "iso" -> DateStyle.Format.ISO;
                        case "sql" -> DateStyle.Format.SQL;
                        case "german" -> DateStyle.Format.GERMAN;
                        default -> word.startsWith("postgres") ? DateStyle.Format.POSTGRES : null;
                    };
            DateStyle.Order newOrder =
                    switch (word) {
                        case "ymd" -> DateStyle.Order.YMD;
                        case "dmy" -> DateStyle.Order.DMY;
                        case "mdy", "us" -> DateStyle.Order.MDY;
                        default ->
                                word.startsWith("euro")
                                        ? DateStyle.Order.DMY
                                        : word.startsWith("noneuro") ? DateStyle.Order.MDY : null;
                    };
            if (word.equals("default")) {
                newFormat = DateStyle.DEFAULT.format();
                newOrder = DateStyle.DEFAULT.order();
            } else if (newFormat == null && newOrder == null) {
                throw SettingErrors.invalidValue("DateStyle", text)
                        .withDetail("Unrecognized key word: \"" + word + "\".");
            }
            conflict |= newFormat != null && format != null && newFormat != format;
            conflict |= newOrder != null && order != null && newOrder != order;
            format = newFormat != null ? newFormat : format;
            order = newOrder != null ? newOrder : order;
            if (newFormat == DateStyle.Format.GERMAN && order == null) {
                order = DateStyle.Order.DMY;
            }
        }
        if (conflict) {
            throw SettingErrors.invalidValue("DateStyle", text)
                    .withDetail("Conflicting \"datestyle\" specifications.");
        }
        return new DateStyle(
                format == null ? current.format() : format,
                order == null ? current.order() : order);
    }

    /** @param name of the setting, for the error */
    static IntervalStyle intervalStyle(String name, String text) {
        for (IntervalStyle style : IntervalStyle.values()) {
            if (style.toString().equalsIgnoreCase(text)) {
                return style;
            }
        }
        throw SettingErrors.invalidValue(name, text)
                .withHint("Available values: postgres, postgres_verbose, sql_standard, iso_8601.");
    }

    /** A name, an abbreviation, hours as a number, or {@code interval '…'} already turned into {@code INTERVAL 'text'}. */
    static Zone zone(String text) {
        try {
            double hours = Double.parseDouble(text);
            if (Math.abs(hours) <= 168) {
                return Zone.ofSeconds((int) Math.round(hours * 3600));
            }
        } catch (NumberFormatException _) {
            // a name, then
        }
        Zone zone = Zone.find(text);
        if (zone == null) {
            throw SettingErrors.invalidValue("TimeZone", text);
        }
        return zone;
    }

    /** Only UTF8, however spelt; asyncpg sends the quotes inside the value. */
    private static String encoding(String text) {
        String letters = text.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
        if (!letters.equals("utf8") && !letters.equals("unicode") && !letters.equals("default")) {
            throw SettingErrors.invalidValue("client_encoding", text);
        }
        return "UTF8";
    }

    private static long integer(String name, String text, long smallest, long largest) {
        long value;
        try {
            value = Long.parseLong(text.strip());
        } catch (NumberFormatException _) {
            throw SettingErrors.invalidValue(name, text);
        }
        if (value < smallest || value > largest) {
            throw SettingErrors.outOfRange(name, value, smallest, largest);
        }
        return value;
    }

    /** Bytes outside printable ASCII become {@code \xNN}, as PostgreSQL shows an application name; 63 bytes are kept. */
    private static String printable(String text) {
        var out = new StringBuilder();
        for (byte b : text.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            if (b >= 32 && b < 127) {
                out.append((char) b);
            } else {
                out.append(String.format("\\x%02x", b & 0xff));
            }
        }
        return out.length() > 63 ? out.substring(0, 63) : out.toString();
    }

    /** The schema names of a search path: identifiers separated by commas, quoted or folded. */
    static List<String> searchPath(String text) {
        List<String> names = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == ',' || Character.isWhitespace(c)) {
                i++;
            } else if (c == '"') {
                var name = new StringBuilder();
                i++;
                while (i < text.length()
                        && (text.charAt(i) != '"'
                                || (i + 1 < text.length() && text.charAt(i + 1) == '"'))) {
                    name.append(text.charAt(i));
                    i += text.charAt(i) == '"' ? 2 : 1;
                }
                i++;
                names.add(name.toString());
            } else {
                int start = i;
                while (i < text.length() && text.charAt(i) != ',') {
                    i++;
                }
                names.add(text.substring(start, i).strip().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }
}
