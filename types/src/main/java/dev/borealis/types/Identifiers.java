package dev.borealis.types;

import dev.borealis.types.error.NameErrors;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Names of objects as text: quoted where SQL needs it, and read back. */
public final class Identifiers {
    private static final Set<String> KEYWORDS = keywords();

    private Identifiers() {}

    /** As {@code quote_ident}: in double quotes unless plain lower case and no keyword that needs them. */
    public static String quote(String name) {
        return needsQuotes(name) ? "\"" + name.replace("\"", "\"\"") + "\"" : name;
    }

    /** A name with its schema, if it has one. */
    public static String quote(@Nullable String schema, String name) {
        return schema == null ? quote(name) : quote(schema) + "." + quote(name);
    }

    private static boolean needsQuotes(String name) {
        if (name.isEmpty() || name.charAt(0) >= '0' && name.charAt(0) <= '9') {
            return true;
        }
        for (int i = 0; i < name.length(); i++) {
            char character = name.charAt(i);
            boolean plain =
                    character >= 'a' && character <= 'z'
                            || character >= '0' && character <= '9'
                            || character == '_';
            if (!plain) {
                return true;
            }
        }
        return KEYWORDS.contains(name);
    }

    /** Splits {@code a.b."C d"} into names, unquoted ones in lower case; throws 42602 when it is no name. */
    public static List<String> split(String text) {
        var names = new ArrayList<String>();
        int at = skipBlanks(text, 0);
        while (true) {
            var name = new StringBuilder();
            if (at < text.length() && text.charAt(at) == '"') {
                at++;
                while (true) {
                    if (at >= text.length()) {
                        throw NameErrors.invalidNameSyntax();
                    }
                    char character = text.charAt(at++);
                    if (character == '"') {
                        if (at < text.length() && text.charAt(at) == '"') {
                            at++;
                        } else {
                            break;
                        }
                    }
                    name.append(character);
                }
            } else {
                while (at < text.length() && text.charAt(at) != '.' && !isBlank(text.charAt(at))) {
                    char character = text.charAt(at++);
                    name.append(character < 128 ? Character.toLowerCase(character) : character);
                }
                if (name.isEmpty()) {
                    throw NameErrors.invalidNameSyntax();
                }
            }
            names.add(Utf8.cut(Bytes.ofString(name.toString()), Limits.NAME_BYTES).string());
            at = skipBlanks(text, at);
            if (at == text.length()) {
                return names;
            }
            if (text.charAt(at) != '.') {
                throw NameErrors.invalidNameSyntax();
            }
            at = skipBlanks(text, at + 1);
        }
    }

    private static int skipBlanks(String text, int at) {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character >= '\t' && character <= '\r';
    }

    private static Set<String> keywords() {
        var stream =
                Objects.requireNonNull(
                        Identifiers.class.getResourceAsStream("quoted-keywords.txt"),
                        "quoted-keywords.txt");
        try (stream) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return Set.of(text.strip().toLowerCase(Locale.ROOT).split("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
