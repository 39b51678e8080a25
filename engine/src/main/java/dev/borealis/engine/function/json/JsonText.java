package dev.borealis.engine.function.json;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.format.JsonReader;
import dev.borealis.types.value.Jsonb;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Parts of valid json text, cut out as written. */
final class JsonText {
    private JsonText() {}

    /** @param key as written, with quotes */
    record Member(Bytes key, Bytes value) {
        String name() {
            return unquote(key).string();
        }
    }

    /** The first character that is no blank. */
    static char kind(Bytes json) {
        return (char) json.get(skip(json, 0));
    }

    static boolean isObject(Bytes json) {
        return kind(json) == '{';
    }

    static boolean isArray(Bytes json) {
        return kind(json) == '[';
    }

    static Bytes trim(Bytes json) {
        int end = json.length();
        while (end > 0 && isBlank(json.get(end - 1))) {
            end--;
        }
        return json.slice(skip(json, 0), end);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\t' || b == '\r';
    }

    private static int skip(Bytes json, int from) {
        int at = from;
        while (at < json.length() && isBlank(json.get(at))) {
            at++;
        }
        return at;
    }

    /** The members of an object, in order, with repeated keys. */
    static List<Member> members(Bytes json) {
        var members = new ArrayList<Member>();
        int at = skip(json, skip(json, 0) + 1);
        while (json.get(at) != '}') {
            int keyEnd = end(json, at);
            Bytes key = json.slice(at, keyEnd);
            at = skip(json, skip(json, keyEnd) + 1); // the colon
            int valueEnd = end(json, at);
            members.add(new Member(key, json.slice(at, valueEnd)));
            at = skip(json, valueEnd);
            if (json.get(at) == ',') {
                at = skip(json, at + 1);
            }
        }
        return members;
    }

    static List<Bytes> elements(Bytes json) {
        var elements = new ArrayList<Bytes>();
        int at = skip(json, skip(json, 0) + 1);
        while (json.get(at) != ']') {
            int end = end(json, at);
            elements.add(json.slice(at, end));
            at = skip(json, end);
            if (json.get(at) == ',') {
                at = skip(json, at + 1);
            }
        }
        return elements;
    }

    /** One past the value that starts at a position. */
    private static int end(Bytes json, int start) {
        int depth = 0;
        int at = start;
        while (at < json.length()) {
            byte b = json.get(at);
            if (b == '"') {
                at = stringEnd(json, at);
                if (depth == 0) {
                    return at;
                }
                continue;
            }
            if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                if (depth == 0) {
                    return at; // the end of what surrounds a number or word
                }
                if (--depth == 0) {
                    return at + 1;
                }
            } else if (depth == 0 && (b == ',' || b == ':' || isBlank(b))) {
                return at;
            }
            at++;
        }
        return at;
    }

    private static int stringEnd(Bytes json, int start) {
        int at = start + 1;
        while (json.get(at) != '"') {
            at += json.get(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    /** What a quoted string says. */
    static Bytes unquote(Bytes quoted) {
        for (int i = 0; i < quoted.length(); i++) {
            if (quoted.get(i) == '\\') {
                return JsonReader.parse(quoted) instanceof Jsonb.Text text ? text.value() : quoted;
            }
        }
        return quoted.slice(1, quoted.length() - 1);
    }

    /** As text: strings without quotes, null as SQL's NULL. */
    static @Nullable Bytes asText(Bytes json) {
        Bytes value = trim(json);
        return switch (value.get(0)) {
            case '"' -> unquote(value);
            case 'n' -> null;
            default -> value;
        };
    }

    /** Appends a string with quotes and escapes. */
    static void quote(Bytes text, ByteAppender out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            byte b = text.get(i);
            switch (b) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (b >= 0 && b < ' ') {
                        out.append(String.format("\\u%04x", (int) b));
                    } else {
                        out.appendByte(b);
                    }
                }
            }
        }
        out.append('"');
    }
}
