package dev.borealis.server.http;

import org.jspecify.annotations.Nullable;

/** The little JSON that is written by hand. */
public final class JsonText {
    private JsonText() {}

    /** The same, and null as null. */
    public static String stringOrNull(@Nullable String text) {
        return text == null ? "null" : string(text);
    }

    /** A string in quotes, escaped. */
    public static String string(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < ' ') {
                        json.append("\\u%04x".formatted((int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        return json.append('"').toString();
    }
}
