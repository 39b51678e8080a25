package dev.borealis.engine.session;

import dev.borealis.types.ByteAppender;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Writes one row after another as COPY TO's text or CSV. */
final class CopyWriter {
    private final CopyOptions options;
    private final boolean[] forceQuote;

    CopyWriter(CopyOptions options, List<String> columns) {
        this.options = options;
        this.forceQuote = new boolean[columns.size()];
        List<String> forced = options.forceQuote();
        for (int i = 0; i < forceQuote.length; i++) {
            forceQuote[i] = forced != null && (forced.isEmpty() || forced.contains(columns.get(i)));
        }
    }

    /** The header line. */
    void header(List<String> columns, ByteAppender out) {
        for (int i = 0; i < columns.size(); i++) {
            byte[] name = columns.get(i).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            field(i, columns.size(), name, 0, name.length, out);
        }
        out.appendByte('\n');
    }

    /** Before each field but the first. */
    private void separate(int column, ByteAppender out) {
        if (column > 0) {
            out.appendByte(options.delimiter());
        }
    }

    void nullField(int column, ByteAppender out) {
        separate(column, out);
        out.append(options.nullText());
    }

    /** @param columnCount of the row: a single column needs quotes where a line would look like the end marker */
    void field(
            int column,
            int columnCount,
            byte @Nullable [] text,
            int offset,
            int length,
            ByteAppender out) {
        separate(column, out);
        if (text == null) {
            return;
        }
        if (!options.csv()) {
            textField(text, offset, length, out);
            return;
        }
        if (forceQuote[column] || needsQuotes(columnCount, text, offset, length)) {
            out.appendByte(options.quote());
            for (int i = offset; i < offset + length; i++) {
                if (text[i] == options.quote() || text[i] == options.escape()) {
                    out.appendByte(options.escape());
                }
                out.appendByte(text[i]);
            }
            out.appendByte(options.quote());
        } else {
            out.append(text, offset, length);
        }
    }

    private boolean needsQuotes(int columnCount, byte[] text, int offset, int length) {
        if (length == options.nullText().length()
                && options.nullText().equals(dev.borealis.types.Bytes.of(text, offset, length))) {
            return true;
        }
        if (columnCount == 1 && length == 2 && text[offset] == '\\' && text[offset + 1] == '.') {
            return true;
        }
        for (int i = offset; i < offset + length; i++) {
            byte b = text[i];
            if (b == options.delimiter() || b == options.quote() || b == '\n' || b == '\r') {
                return true;
            }
        }
        return false;
    }

    private void textField(byte[] text, int offset, int length, ByteAppender out) {
        for (int i = offset; i < offset + length; i++) {
            byte b = text[i];
            switch (b) {
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case 11 -> out.append("\\v");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (b == options.delimiter()) {
                        out.appendByte('\\');
                    }
                    out.appendByte(b);
                }
            }
        }
    }
}
