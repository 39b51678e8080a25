package dev.borealis.engine.session;

import dev.borealis.types.Bytes;
import dev.borealis.types.NameResolver;
import dev.borealis.types.TypeContext;
import dev.borealis.types.error.CopyErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Rows as text or CSV. */
final class TextCopyInput implements CopyInput {

    /** The rest of an over-long value is left out of CONTEXT. */
    private static final int CONTEXT_CHARACTERS = 100;

    private final CopyOptions options;
    private final CopyReader reader;
    private final List<Column> columns;
    private final List<String> columnNames;
    private final TypeContext context;
    private final NameResolver names;
    private final List<@Nullable Bytes> fields = new ArrayList<>();

    /** The column whose value is being read, and its text; −1 between. */
    private int column = -1;

    private boolean begun;

    TextCopyInput(
            CopyOptions options,
            ResultSink.CopySource source,
            List<Column> columns,
            TypeContext context,
            NameResolver names) {
        this.options = options;
        this.reader = new CopyReader(options, source);
        this.columns = columns;
        this.columnNames = columns.stream().map(Column::name).toList();
        this.context = context;
        this.names = names;
    }

    @Override
    public boolean next(@Nullable Object[] values) {
        column = -1;
        if (!begun) {
            begun = true;
            if (options.header() != CopyOptions.Header.NONE && reader.read(fields, columnNames)) {
                checkHeader();
            }
        }
        if (!reader.read(fields, columnNames)) {
            return false;
        }
        if (fields.size() > values.length) {
            throw CopyErrors.extraData();
        }
        if (fields.size() < values.length) {
            throw CopyErrors.missingData(columnNames.get(fields.size()));
        }
        for (column = 0; column < values.length; column++) {
            Bytes field = fields.get(column);
            Column to = columns.get(column);
            values[column] =
                    field == null ? null : to.format().parse(field, to.typmod(), context, names);
        }
        column = -1;
        return true;
    }

    private void checkHeader() {
        if (options.header() != CopyOptions.Header.MATCH) {
            return;
        }
        if (fields.size() != columnNames.size()) {
            throw CopyErrors.headerFieldCount(fields.size(), columnNames.size());
        }
        for (int i = 0; i < columnNames.size(); i++) {
            String found = String.valueOf(fields.get(i));
            if (!found.equals(columnNames.get(i))) {
                throw CopyErrors.headerMismatch(i + 1, found, columnNames.get(i));
            }
        }
    }

    @Override
    public String line() {
        return "line " + reader.line();
    }

    @Override
    public String place() {
        if (column < 0) {
            return reader.place();
        }
        String text = String.valueOf(fields.get(column));
        String shown =
                text.length() > CONTEXT_CHARACTERS
                        ? text.substring(0, CONTEXT_CHARACTERS) + "..."
                        : text;
        return line() + ", column " + columnNames.get(column) + ": \"" + shown + "\"";
    }
}
