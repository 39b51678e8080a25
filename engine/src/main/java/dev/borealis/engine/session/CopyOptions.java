package dev.borealis.engine.session;

import dev.borealis.sql.ast.Constant;
import dev.borealis.sql.ast.UtilityStatement.Option;
import dev.borealis.sql.ast.UtilityStatement.OptionValue;
import dev.borealis.types.Bytes;
import dev.borealis.types.error.CopyErrors;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The options of a COPY, checked.
 *
 * @param nullText what stands for NULL
 * @param forceQuote columns always quoted; null for none, empty for all ({@code *})
 * @param forceNotNull columns whose NULL text is taken literally
 * @param forceNull columns whose quoted NULL text is NULL too
 */
record CopyOptions(
        Format format,
        byte delimiter,
        Bytes nullText,
        Header header,
        byte quote,
        byte escape,
        @Nullable List<String> forceQuote,
        List<String> forceNotNull,
        List<String> forceNull) {
    enum Format {
        TEXT,
        CSV,
        BINARY
    }

    enum Header {
        NONE,
        PRESENT,
        MATCH
    }

    boolean csv() {
        return format == Format.CSV;
    }

    boolean binary() {
        return format == Format.BINARY;
    }

    /** Reads the options as written; the errors are PostgreSQL's. */
    static CopyOptions of(List<Option> options, boolean from) {
        Format format = Format.TEXT;
        String delimiter = null;
        String nullText = null;
        Header header = Header.NONE;
        String quote = null;
        String escape = null;
        List<String> forceQuote = null;
        List<String> forceNotNull = null;
        List<String> forceNull = null;
        Set<String> seen = new HashSet<>();
        for (Option option : options) {
            if (!seen.add(option.name())) {
                throw CopyErrors.conflictingOptions().withPosition(option.position());
            }
            switch (option.name()) {
                case "format" -> {
                    String word = text(option);
                    format =
                            switch (word) {
                                case "text" -> Format.TEXT;
                                case "csv" -> Format.CSV;
                                case "binary" -> Format.BINARY;
                                default ->
                                        throw CopyErrors.formatNotRecognized(word)
                                                .withPosition(option.position());
                            };
                }
                case "delimiter" -> delimiter = text(option);
                case "null" -> nullText = text(option);
                case "quote" -> quote = text(option);
                case "escape" -> escape = text(option);
                case "header" -> header = header(option);
                case "force_quote" ->
                        forceQuote =
                                option.value() instanceof OptionValue.Star()
                                        ? List.of()
                                        : names(option);
                case "force_not_null" -> forceNotNull = names(option);
                case "force_null" -> forceNull = names(option);
                case "freeze", "encoding" -> {} // no effect: rows are never frozen, text is UTF-8
                default ->
                        throw CopyErrors.optionNotRecognized(option.name())
                                .withPosition(option.position());
            }
        }
        boolean csv = format == Format.CSV;
        if (format == Format.BINARY) {
            if (delimiter != null) {
                throw CopyErrors.notInBinary("DELIMITER");
            }
            if (nullText != null) {
                throw CopyErrors.notInBinary("NULL");
            }
            if (header != Header.NONE) {
                throw CopyErrors.headerInBinary();
            }
        }
        if (delimiter != null
                && delimiter.getBytes(java.nio.charset.StandardCharsets.UTF_8).length != 1) {
            throw CopyErrors.delimiterNotOneByte();
        }
        if (!csv) {
            rejectCsvOnly(quote, "quote");
            rejectCsvOnly(escape, "escape");
            rejectCsvOnly(forceQuote, "force quote");
            rejectCsvOnly(forceNotNull, "force not null");
            rejectCsvOnly(forceNull, "force null");
        }
        if (quote != null && quote.length() != 1) {
            throw CopyErrors.quoteNotOneByte();
        }
        if (escape != null && escape.length() != 1) {
            throw CopyErrors.escapeNotOneByte();
        }
        byte delimiterByte = (byte) (delimiter == null ? (csv ? ',' : '\t') : delimiter.charAt(0));
        byte quoteByte = (byte) (quote == null ? '"' : quote.charAt(0));
        if (csv && delimiterByte == quoteByte) {
            throw CopyErrors.delimiterIsQuote();
        }
        String nullString = nullText == null ? (csv ? "" : "\\N") : nullText;
        if (nullString.indexOf(delimiterByte) >= 0) {
            throw CopyErrors.delimiterInNull();
        }
        return new CopyOptions(
                format,
                delimiterByte,
                Bytes.ofString(nullString),
                header,
                quoteByte,
                escape == null ? quoteByte : (byte) escape.charAt(0),
                forceQuote,
                forceNotNull == null ? List.of() : forceNotNull,
                forceNull == null ? List.of() : forceNull);
    }

    private static void rejectCsvOnly(@Nullable Object value, String what) {
        if (value != null) {
            throw CopyErrors.onlyInCsv(what);
        }
    }

    private static String text(Option option) {
        return switch (option.value()) {
            case OptionValue.Text(String text) -> text;
            case OptionValue.Number(Constant number) -> number.toString();
            case OptionValue.Names(List<String> names) -> String.join(",", names);
            case OptionValue.Star() -> "*";
            case OptionValue.None() -> "";
        };
    }

    private static List<String> names(Option option) {
        if (option.value() instanceof OptionValue.Names(List<String> names)) {
            return names;
        }
        throw CopyErrors.optionNeedsColumns(option.name()).withPosition(option.position());
    }

    private static Header header(Option option) {
        if (option.value() instanceof OptionValue.None()) {
            return Header.PRESENT;
        }
        String word = text(option).toLowerCase(Locale.ROOT);
        if (word.equals("match")) {
            return Header.MATCH;
        }
        Boolean on = SettingValues.parseBoolean(word);
        return on == null || on ? Header.PRESENT : Header.NONE;
    }
}
