package dev.borealis.engine.session;

import dev.borealis.engine.evaluate.Row;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.NameResolver;
import dev.borealis.types.TypeContext;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rows as text or CSV, a line each. */
final class TextCopyOutput implements CopyOutput {
    private final CopyOptions options;
    private final List<String> columns;
    private final FieldWriter fields;
    private final boolean[] forceQuote;
    private final ByteAppender field = new ByteAppender();

    TextCopyOutput(
            CopyOptions options,
            List<ResultSink.ResultColumn> columns,
            TypeContext context,
            NameResolver names) {
        this.options = options;
        this.columns = columns.stream().map(ResultSink.ResultColumn::name).toList();
        this.fields = new FieldWriter(columns, context, names);
        this.forceQuote = new boolean[columns.size()];
        List<String> forced = options.forceQuote();
        for (int i = 0; i < forceQuote.length; i++) {
            String name = this.columns.get(i);
            forceQuote[i] = forced != null && (forced.isEmpty() || forced.contains(name));
        }
    }

    @Override
    public void begin(ByteAppender out) {
        if (options.header() == CopyOptions.Header.NONE) {
            return;
        }
        for (int i = 0; i < columns.size(); i++) {
            byte[] name = columns.get(i).getBytes(StandardCharsets.UTF_8);
            field(i, name, name.length, out);
        }
        out.appendByte('\n');
    }

    @Override
    public void row(Row row, ByteAppender out) {
        for (int i = 0; i < columns.size(); i++) {
            if (row.isNull(i)) {
                separate(i, out);
                out.append(options.nullText());
            } else {
                field.clear();
                fields.printText(row, i, field);
                field(i, field.array(), field.length(), out);
            }
        }
        out.appendByte('\n');
    }

    @Override
    public void end(ByteAppender out) {
        // the client's CopyDone says so
    }

    /** Before each field but the first. */
    private void separate(int column, ByteAppender out) {
        if (column > 0) {
            out.appendByte(options.delimiter());
        }
    }

    private void field(int column, byte[] text, int length, ByteAppender out) {
        separate(column, out);
        if (!options.csv()) {
            textField(text, length, out);
            return;
        }
        if (forceQuote[column] || needsQuotes(text, length)) {
            out.appendByte(options.quote());
            for (int i = 0; i < length; i++) {
                if (text[i] == options.quote() || text[i] == options.escape()) {
                    out.appendByte(options.escape());
                }
                out.appendByte(text[i]);
            }
            out.appendByte(options.quote());
        } else {
            out.append(text, 0, length);
        }
    }

    /** A single column needs them where its line would look like the end marker. */
    private boolean needsQuotes(byte[] text, int length) {
        if (length == options.nullText().length()
                && options.nullText().equals(Bytes.of(text, 0, length))) {
            return true;
        }
        if (columns.size() == 1 && length == 2 && text[0] == '\\' && text[1] == '.') {
            return true;
        }
        for (int i = 0; i < length; i++) {
            byte b = text[i];
            if (b == options.delimiter() || b == options.quote() || b == '\n' || b == '\r') {
                return true;
            }
        }
        return false;
    }

    private void textField(byte[] text, int length, ByteAppender out) {
        for (int i = 0; i < length; i++) {
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
